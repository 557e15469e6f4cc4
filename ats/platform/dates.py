"""Days, ages and how they are said."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ats.platform.clock import utc_now

# Days beyond are typed by mistake: their instants may not exist, and no engine or index has room for them.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a date ends in a zone, as UTC; daylight saving is the zone's affair."""
    return start_of_day(_within(day) + timedelta(days=1), zone)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a date begins in a zone, as UTC."""
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


def parse_day(text: str) -> date | None:
    """Return the day that a text names as 2026-06-30, or None for one that names none within reach."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if is_within_reach(day) else None


def is_within_reach(day: date) -> bool:
    """Return whether a day is one that somebody may mean."""
    return FIRST_DAY <= day <= LAST_DAY


def _within(day: date) -> date:
    return min(max(day, FIRST_DAY), LAST_DAY)


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
