"""The present moment, in one place so that tests can travel in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_set_back_by: ContextVar[timedelta] = ContextVar("clock_set_back_by", default=timedelta(0))


def utc_now() -> datetime:
    """Return the present instant as an aware UTC datetime."""
    return datetime.now(UTC) - _set_back_by.get()


def today(zone: ZoneInfo) -> date:
    """Return the present date in a zone."""
    return utc_now().astimezone(zone).date()


@contextmanager
def set_back(by: timedelta) -> Iterator[None]:
    """Let the clock of this context go behind by some time; for the demo, and for imports of what is past.

    Actions then note when a thing happened rather than when it was entered. Raises ValueError for a negative
    time: nothing may be noted as having happened in the future.
    """
    if by < timedelta(0):
        raise ValueError("the clock can be set back, not forward")
    token = _set_back_by.set(by)
    try:
        yield
    finally:
        _set_back_by.reset(token)
