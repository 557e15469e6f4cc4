"""Two pieces of work at one moment: the first stops before one of its statements until the second is done or waits."""

import threading
import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from sqlalchemy import event, text

from ats.platform import database
from ats.platform.database import db

# How long nobody may take for what needs a moment.
_PATIENCE = 30
# How long the second may take on SQLite when it neither ends nor looks for the lock.
_A_MOMENT = 0.15
# Whoever has looked for SQLite's lock so often in vain is held up by the first.
_LOOKS = 3
_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
_this_thread = threading.local()


class _Stop:
    """Where a thread stops: before the first statement, or "COMMIT", that begins with some words or holds them."""

    def __init__(self, words: str):
        self.words, self.was_met = words, False
        self.is_there, self.may_go_on = threading.Event(), threading.Event()

    def pass_by(self, statement: str) -> None:
        """Wait here, once, if this is the statement."""
        if not self.was_met and self.words in " ".join(statement.split()):
            self.was_met = True
            self.is_there.set()
            self.may_go_on.wait(_PATIENCE)


def side_by_side(app, first: Callable[[], Any], second: Callable[[], Any], *, before: str) -> tuple[Any, Any]:
    """Do two pieces of work, each in a thread with a context of the application; return what each returns or raises.

    The second begins once the first stands before the statement that holds the words ``before``, which it must come to.
    """
    stop, results, is_over = _Stop(before), [None, None], threading.Event()

    def run(number: int, work: Callable[[], Any]) -> None:
        _this_thread.stop = None if number else stop
        try:
            with app.app_context():
                results[number] = work()
        except Exception as error:
            results[number] = error
        finally:
            (is_over if number else stop.is_there).set()

    def on_statement(_connection, _cursor, statement, *_):
        _pass_by(statement)

    def on_commit(_connection):
        _pass_by("COMMIT")

    event.listen(db.engine, "before_cursor_execute", on_statement)
    event.listen(db.engine, "commit", on_commit)
    threads = [threading.Thread(target=run, args=each) for each in enumerate((first, second))]
    try:
        threads[0].start()
        assert stop.is_there.wait(_PATIENCE)
        _start_until_done_or_held_up(threads[1], is_over)
    finally:
        stop.may_go_on.set()
        for thread in threads:
            if thread.ident:
                thread.join(_PATIENCE)
        event.remove(db.engine, "before_cursor_execute", on_statement)
        event.remove(db.engine, "commit", on_commit)
    assert stop.was_met, f"nothing came by that holds {before!r}: {results[0]}"
    db.session.rollback()
    return results[0], results[1]


def _pass_by(statement: str) -> None:
    stop = getattr(_this_thread, "stop", None)
    if stop is not None:
        stop.pass_by(statement)


def _start_until_done_or_held_up(second: threading.Thread, is_over: threading.Event) -> None:
    if db.engine.dialect.name == "sqlite":
        with patch.object(database, "_is_begun", _look_that_tells(second, is_over)):
            second.start()
            is_over.wait(_A_MOMENT)
        return
    second.start()
    # Seen waiting twice: what is held up for a moment alone goes on by itself.
    waits, until = 0, time.monotonic() + _PATIENCE
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watching:
        while waits < 2 and not is_over.wait(0.01) and time.monotonic() < until:
            waits = waits + 1 if watching.scalar(_WAITING) else 0


def _look_that_tells(second: threading.Thread, is_held_up: threading.Event) -> Callable[[Any], bool]:
    """Return the look for SQLite's lock that tells when the second has looked several times in vain.

    SQLite itself says of nobody that they wait for somebody.
    """
    real, in_vain = database._is_begun, 0

    def look(connection) -> bool:
        nonlocal in_vain
        is_begun = real(connection)
        if not is_begun and threading.current_thread() is second:
            in_vain += 1
            if in_vain == _LOOKS:
                is_held_up.set()
        return is_begun

    return look
