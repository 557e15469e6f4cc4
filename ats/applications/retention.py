"""When applications are erased: by which days, who is past them, who will be and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import and_, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from ats.applications.models import LAST_STEP, Application, RetentionState, Status
from ats.applications.rules import Retention, kept_days, retention_at
from ats.candidates.models import Candidate
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.pagination import Page, cut, decode_cursor

_SHOWN = (
    joinedload(Application.candidate, innerjoin=True).lazyload(Candidate.addresses),
    joinedload(Application.opening, innerjoin=True),
)


@dataclass(frozen=True)
class Falling:
    """An application that will be erased: when its time is over, after how many days, and whether its form said so."""

    application: Application
    falls_at: datetime
    days: int
    is_promised: bool


def in_force() -> Retention:
    """Return by which days the erasing job would go now, and what it would hold back."""
    return retention_at(current_app.config["RETENTION_DAYS"], _known(), utc_now())


def take_note() -> tuple[Retention, bool]:
    """Write down by which days a run goes, in its transaction; return them, and whether it holds something anew."""
    known = _known()
    now_held = retention_at(current_app.config["RETENTION_DAYS"], known, utc_now())
    row = db.session.get(RetentionState, 1) or RetentionState(id=1)
    row.days, row.shorter_days, row.held_until = now_held.days, now_held.shorter, now_held.held_until
    db.session.add(row)
    return now_held, now_held.shorter is not None and (known is None or now_held.shorter != known.shorter)


def _known() -> Retention | None:
    row = db.session.get(RetentionState, 1, populate_existing=True)
    return Retention(row.days, row.shorter_days, row.held_until) if row else None


def list_past(days: int, now: datetime, limit: int) -> list[int]:
    """Return the ids of applications whose time is over, the longest over first; ``days`` is the setting."""
    return [row.id for row in _first(days, limit, before=now)]


def find_past(application_id: int, days: int, now: datetime) -> Application | None:
    """Return one of them and keep it from others until the end; None where it is gone or somebody acted since."""
    query = select(Application).where(Application.id == application_id).with_for_update(of=Application)
    application = db.session.scalar(query.execution_options(populate_existing=True))
    if application is None or application.status == Status.HIRED:
        return None
    return application if falls_at(application, days) < now else None


def falls_at(application: Application, days: int) -> datetime:
    """Return when an application's time is over, where ``days`` is the setting."""
    return application.last_step_at + timedelta(days=kept_days(application.consent_days, days))


def count_falling(days: int, before: datetime) -> int:
    """Return for how many applications the time is over before a moment."""
    counts = [
        select(func.count()).select_from(Application).where(*_promised(promise), before - kept > LAST_STEP)
        for promise, kept in _promises(days)
    ]
    return sum(db.session.scalars(union_all(*counts)))


def find_next(days: int) -> datetime | None:
    """Return when the time of the next application is over, or None where there is none to erase."""
    first = _first(days, 1)
    return first[0].falls_at if first else None


def page_of_falling(days: int, before: datetime, cursor: str | None = None, size: int = 50) -> Page[Falling]:
    """Return applications whose time is over before a moment, the first to go first, one keyset page."""
    rows = _first(days, size + 1, before=before, after=_read_cursor(cursor))
    page = cut(rows, size, lambda row: [row.falls_at.isoformat(), row.id])
    query = select(Application).where(Application.id.in_([row.id for row in page.rows])).options(*_SHOWN)
    by_id = {each.id: each for each in db.session.scalars(query)}
    return Page(
        [_falling(by_id[row.id], row, days) for row in page.rows if row.id in by_id], page.next_cursor
    )


def _falling(application: Application, row: "_Row", days: int) -> Falling:
    promised = application.consent_days
    is_promised = promised is not None and promised < days
    return Falling(application, row.falls_at, kept_days(promised, days), is_promised)


def _read_cursor(cursor: str | None) -> "_Row | None":
    values = decode_cursor(cursor, 2)
    try:
        return _Row(int(values[1]), datetime.fromisoformat(values[0]).astimezone()) if values else None
    except (TypeError, ValueError, OverflowError):
        return None


@dataclass(frozen=True)
class _Row:
    id: int
    falls_at: datetime


def _first(
    days: int, limit: int, *, before: datetime | None = None, after: _Row | None = None
) -> Sequence[_Row]:
    """Return who goes first. Within one promise all are kept as long, so each has its piece of one index.

    Adding days to a column would be written differently for each engine and be answered by no index.
    """
    pieces = []
    for promise, kept in _promises(days):
        query = select(Application.id, LAST_STEP.label("at"), literal(kept.days).label("days"))
        query = query.where(*_promised(promise))
        if before is not None:
            query = query.where(before - kept > LAST_STEP)
        if after is not None:
            at = after.falls_at - kept
            query = query.where((at < LAST_STEP) | and_(at == LAST_STEP, Application.id > after.id))
        pieces.append(select(query.order_by(LAST_STEP, Application.id).limit(limit).subquery()))
    rows = [_Row(row.id, row.at + timedelta(days=row.days)) for row in db.session.execute(union_all(*pieces))]
    return sorted(rows, key=lambda row: (row.falls_at, row.id))[:limit]


def _promised(promise: int | None) -> tuple:
    return Application.consent_days.is_not_distinct_from(promise), Application.status != Status.HIRED


def _promises(days: int) -> list[tuple[int | None, timedelta]]:
    """Return every promise that was made, none among them, and how long those are kept; the index is walked."""
    walk = select(func.min(Application.consent_days).label("days")).cte("promises", recursive=True)
    following = select(func.min(Application.consent_days)).where(Application.consent_days > walk.c.days)
    walk = walk.union_all(select(following.correlate(walk).scalar_subquery()).where(walk.c.days.is_not(None)))
    made = db.session.scalars(select(walk.c.days).where(walk.c.days.is_not(None)))
    return [(each, timedelta(days=kept_days(each, days))) for each in (None, *made)]
