"""SQLite's write lock: whoever waits for it gets it soon after it is free, and gives up in the end."""

import threading
import time

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from ats.platform import database


@pytest.fixture
def engine(tmp_path):
    engine = create_engine(
        f"sqlite:///{tmp_path / 'lock.sqlite3'}", connect_args={"check_same_thread": False}
    )
    database.prepare_engine(engine)
    yield engine
    engine.dispose()


def writer(engine):
    return engine.connect().execution_options(sqlite_begin="IMMEDIATE")


def test_a_writer_waits_for_the_one_before_and_looks_often(engine):
    held, seen = writer(engine), {}
    held.begin()

    def wait() -> None:
        with writer(engine) as waiting:
            waiting.begin()
            seen["began"] = time.monotonic()

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.3)
    assert not seen
    freed = time.monotonic()
    held.rollback()
    thread.join()
    held.close()
    # SQLite's own look would be up to 100 ms away by then; wide, because the machine may be busy.
    assert freed <= seen["began"] < freed + 5


def test_a_writer_gives_up_after_a_while_and_its_connection_is_as_before(engine, monkeypatch):
    with writer(engine) as held, writer(engine) as waiting:
        held.begin()
        monkeypatch.setattr(database, "LOCK_SECONDS", 0.1)
        with pytest.raises(OperationalError, match="locked"):
            waiting.begin()
        monkeypatch.undo()
        held.rollback()
        waiting.rollback()
        waiting.begin()
        assert waiting.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == database.LOCK_SECONDS * 1000


def test_who_lets_others_first_looks_more_seldom_than_pages(engine, monkeypatch):
    monkeypatch.setattr(database._Pace, "seconds", database._Pace.seconds)
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.05)
    slept: list[float] = []
    monkeypatch.setattr(database.time, "sleep", slept.append)
    with writer(engine) as held, writer(engine) as waiting:
        held.begin()
        for look in (lambda: None, database.let_others_first):
            look()
            with pytest.raises(OperationalError, match="locked"):
                waiting.begin()
        held.rollback()
    assert slept[0] * 4 <= slept[-1]
