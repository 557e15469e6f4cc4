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


def capped(count: int, limit: int = 1000) -> str:
    """Return a number with thousands parted, or "1,000+" beyond the limit up to which was counted."""
    return f"{limit:,}+" if count > limit else f"{count:,}"
