"""The present moment, in one place so that tests can travel in time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def utc_now() -> datetime:
    """Return the present instant as an aware UTC datetime."""
    return datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """Return the present date in a zone."""
    return utc_now().astimezone(zone).date()
