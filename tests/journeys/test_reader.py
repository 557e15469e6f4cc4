"""The reader under ``serve``: one for all processes, out of others' reach, started again, gone with the rest."""

import os
import signal
import time
from datetime import date
from pathlib import Path

import pytest

from ats.platform.warm_pool import JobLimits, WarmPool
from ats.resumes.isolated import JOBS
from tests.server import Installation

pytestmark = pytest.mark.slow


def below(site):
    """Numbers and names of the processes that the supervisor started, and those that they started."""
    found, names = {site.process.pid}, {}
    for number in sorted(int(folder.name) for folder in Path("/proc").glob("[0-9]*")):
        try:
            before, _, after = Path(f"/proc/{number}/stat").read_text().rpartition(")")
        except OSError:
            continue
        if int(after.split()[1]) in found:
            found.add(number)
            names[number] = before.partition("(")[2]
    return names


def readers(site):
    return [number for number, name in below(site).items() if name == "warm-reader"]


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def read_with(site):
    """Read a file as another process of the installation does; it must not start a reader of its own."""
    pool = WarmPool(JOBS, shared=site.folder / "reader.sock")
    options = {"name": "a.txt", "received_on": date(2026, 11, 23).isoformat(), "limits": {}}
    ended = pool.run("read", b"Pat Example", options, JobLimits(), wait_seconds=20)
    assert pool._own._process is None
    return ended


def test_reader_is_shared_and_started_again_and_ends_with_the_rest(tmp_path):
    with Installation(tmp_path) as site:
        assert (site.folder / "reader.sock").stat().st_mode & 0o777 == 0o600
        assert read_with(site).reason is None
        before = readers(site)
        os.kill(min(before), signal.SIGKILL)
        assert read_with(site).reason is None  # waits until it is there again
        wait_until(lambda: readers(site) and not set(readers(site)) & set(before))
        left = readers(site)
    assert not [number for number in left if Path(f"/proc/{number}").exists()]


def test_killing_the_supervisor_ends_the_reader(tmp_path):
    with Installation(tmp_path) as site:
        assert read_with(site).reason is None
        running = readers(site)
        assert running
        os.kill(site.process.pid, signal.SIGKILL)
        site.process.wait(10)
        wait_until(lambda: not [number for number in running if Path(f"/proc/{number}").exists()])
