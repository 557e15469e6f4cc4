"""Decisions about applications that need nothing but their facts."""

import math
from dataclasses import dataclass
from datetime import datetime, time, timedelta

# A person needs longer than this to read the form and choose a file; a script does not.
FASTEST_PERSON = timedelta(seconds=3)

# When applications past their retention are erased each day, in UTC.
ERASES_AT = time(2, 20)
# How long a retention that became shorter waits before anything is erased by it: two nights, a little less so that the
# second of them does not come a moment too early.
HOLD = timedelta(hours=47)

STATUS_VERBS = {
    "moved": ("active",),
    "rejected": ("active",),
    "withdrawn": ("active",),
    "hired": ("active",),
    "reopened": ("rejected", "withdrawn", "hired"),
}

# What a candidate reads for each kind of stage; the stage's own name is the company's affair.
PLAIN_STEPS = (
    ("applied", "Received", "We have your application. Nobody has looked at it yet."),
    ("review", "Being read", "Somebody is reading your application."),
    (
        "assess",
        "First conversation",
        "We would like to get to know you better, usually by phone or with a task.",
    ),
    ("interview", "Interview", "You are in the interviews, or about to be."),
    ("offer", "Offer", "We are preparing an offer, or have made you one."),
    ("hired", "Hired", "Welcome. You have the position."),
)


def may_happen(kind: str, status: str, *, is_untold: bool = False) -> bool:
    """Return whether a decision of a kind is possible for an application of a status.

    ``is_untold``: the candidate has not been told of the rejection, so that their own word comes before it.
    """
    return status in STATUS_VERBS[kind] or (is_untold and (kind, status) == ("withdrawn", "rejected"))


def is_too_soon(previous: datetime, now: datetime, reapply_days: int) -> bool:
    """Return whether a new application comes before the days after the previous one have passed."""
    return now - previous < timedelta(days=reapply_days)


def suspicion(*, honeypot: str, seconds_open: float | None, from_here: int, limit: int) -> str:
    """Return why an application waits in the tray, or an empty string.

    ``from_here``: applications in this hour from one network address to one opening, this one included.
    """
    if honeypot:
        return "A field that people cannot see was filled in"
    if seconds_open is None:
        return "The form was not opened in a browser before it was sent"
    if seconds_open < FASTEST_PERSON.total_seconds():
        seconds = max(1, math.ceil(seconds_open))
        return f"The form was filled in within {seconds} second{'' if seconds == 1 else 's'}"
    if from_here > limit:
        return f"More than {limit} applications in an hour came from one network address to this opening"
    return ""


@dataclass(frozen=True)
class Retention:
    """The days after its last step after which an application is erased: ``days`` now, ``shorter`` from then on."""

    days: int
    shorter: int | None = None
    held_until: datetime | None = None


def kept_days(promised: int | None, setting: int) -> int:
    """Return for how many days an application is kept: what its form promised, or the setting where that is less."""
    return setting if promised is None else min(promised, setting)


def retention_at(setting: int, known: Retention | None, now: datetime) -> Retention:
    """Return what holds now where the last run went by ``known``, None before the first.

    A setting that became shorter, be it by a typing mistake, waits for two days. One that becomes shorter still
    meanwhile waits anew. What a form promised holds all the time.
    """
    if known is None or setting >= known.days:
        return Retention(setting)
    if known.shorter is None or setting < known.shorter:
        return Retention(known.days, setting, now + HOLD)
    if now < known.held_until:
        return Retention(known.days, setting, known.held_until)
    return Retention(setting)


def next_erasing(now: datetime) -> datetime:
    """Return when the erasing job runs next."""
    at = datetime.combine(now.date(), ERASES_AT, tzinfo=now.tzinfo)
    return at if at > now else at + timedelta(days=1)
