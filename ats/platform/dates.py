"""Days, ages and how they are said."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ats.platform.clock import utc_now


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a date ends in a zone, as UTC; daylight saving is the zone's affair."""
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone).astimezone(UTC)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a date begins in a zone, as UTC."""
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


def is_past(day: date | None, zone: ZoneInfo) -> bool:
    """Return whether a deadline's day has ended in a zone."""
    return day is not None and utc_now() >= end_of_day(day, zone)


def age_in_words(since: datetime, now: datetime | None = None) -> str:
    """Return an age such as "just now", "5 minutes", "3 days" or "2 months"."""
    seconds = max(((now or utc_now()) - since).total_seconds(), 0)
    for unit, size in (
        ("year", 31557600),
        ("month", 2629800),
        ("day", 86400),
        ("hour", 3600),
        ("minute", 60),
    ):
        amount = int(seconds // size)
        if amount:
            return f"{amount} {unit}{'' if amount == 1 else 's'}"
    return "just now"
