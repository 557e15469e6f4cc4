"""What the screens say of an application, from its facts alone."""

from datetime import datetime, timedelta

# Stages in which a candidate waits for us; an offer waits for the candidate.
_OURS_TO_ANSWER = ("applied", "review", "assess", "interview")


def is_overdue(stage_kind: str, entered_at: datetime, answer_within_days: int, now: datetime) -> bool:
    """Return whether somebody waits in a stage for longer than the opening promised an answer."""
    return stage_kind in _OURS_TO_ANSWER and now - entered_at > timedelta(days=answer_within_days)


def one_line(summary: str, age: str, source: str) -> str:
    """Return one line on who an application is: its summary, or when and how it came."""
    return summary or f"Applied {age if age == 'just now' else age + ' ago'} via {source}"


def is_stale(stage_kind: str, entered_at: datetime, stale_after_days: int, now: datetime) -> bool:
    """Return whether somebody stands in a stage for longer than is usual for the opening."""
    return stage_kind != "hired" and now - entered_at > timedelta(days=stale_after_days)


def lateness(row, now: datetime) -> str:
    """Return what ``lateness_of`` says of a row that holds the stage's kind and the opening's days itself."""
    return lateness_of(row.stage_kind, row.stage_entered_at, row, now)


def lateness_of(stage_kind: str, entered_at: datetime, opening, now: datetime) -> str:
    """Return "overdue" for who waits longer than was promised, "stale" for who stands too long, or nothing.

    Of an active application; ``opening`` says answer_within_days and stale_after_days.
    """
    if is_overdue(stage_kind, entered_at, opening.answer_within_days, now):
        return "overdue"
    return "stale" if is_stale(stage_kind, entered_at, opening.stale_after_days, now) else ""


def counted(number: int, is_more: bool) -> str:
    """Return a number of which it is known whether there are more."""
    return f"{number:,}+" if is_more else capped(number)


def capped(count: int, limit: int = 1000) -> str:
    """Return a number with thousands parted, or "1,000+" beyond the limit up to which was counted."""
    return f"{limit:,}+" if count > limit else f"{count:,}"
