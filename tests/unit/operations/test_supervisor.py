"""The supervisor: when all has to start anew."""

import multiprocessing
import sys
import time

from ats.operations.supervisor import Supervisor


def test_it_ends_with_another_key_and_not_with_the_same_one_written_again(tmp_path):
    key = tmp_path / "secret_key"
    _put(key, "one")
    supervisor = multiprocessing.get_context("fork").Process(
        target=lambda: sys.exit(Supervisor([], key).run())
    )
    supervisor.start()
    time.sleep(0.3)
    _put(key, "one")
    supervisor.join(0.5)
    assert supervisor.is_alive()
    _put(key, "two")
    supervisor.join(10)
    assert supervisor.exitcode == 0


def _put(key, text: str) -> None:
    """Replace a file as a restored backup does: by another one of its name."""
    new = key.with_suffix(".new")
    new.write_text(text)
    new.replace(key)
