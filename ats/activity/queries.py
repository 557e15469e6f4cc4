"""Reading the events: the audit log."""

from datetime import datetime

from sqlalchemy import Select, and_, exists, func, or_, select

from ats.activity.models import EventRow
from ats.platform.columns import is_storable_id
from ats.platform.database import db
from ats.platform.pagination import Page, cut, decode_cursor


def page_of_events(
    *,
    kind: str | None = None,
    actor_id: int | None = None,
    about_user_id: int | None = None,
    opening_id: int | None = None,
    candidate_id: int | None = None,
    application_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    size: int = 50,
) -> Page[EventRow]:
    """Return events that fit all that is asked, the latest first, one keyset page.

    ``kind`` is a kind or its beginning ("user."); ``about_user_id`` asks for what somebody did or what was
    done to their account.
    """
    query = select(EventRow).order_by(EventRow.id.desc()).limit(size + 1)
    if kind:
        query = query.where(EventRow.kind.startswith(kind, autoescape=True))
    wanted = {"actor_id": actor_id, "opening_id": opening_id}
    wanted |= {"candidate_id": candidate_id, "application_id": application_id}
    for name, value in wanted.items():
        if value is not None:
            query = query.where(getattr(EventRow, name) == value)
    if about_user_id is not None:
        is_about = EventRow.kind.startswith("user.") & (
            EventRow.facts["user_id"].as_integer() == about_user_id
        )
        query = query.where(or_(EventRow.actor_id == about_user_id, is_about))
    if since:
        query = query.where(EventRow.at >= since)
    if until:
        query = query.where(EventRow.at < until)
    after = decode_cursor(cursor, 1)
    if after and is_storable_id(after[0]):
        query = query.where(EventRow.id < after[0])
    return cut(list(db.session.scalars(query)), size, lambda row: [row.id])


def find_newest_id() -> int:
    """Return the number of the latest event, as this transaction sees it; 0 where there is none."""
    return db.session.scalar(select(func.max(EventRow.id))) or 0


def was_worked_on(application_id: int, candidate_ids: Select, *, after_id: int) -> bool:
    """Return whether anybody but the system did something about an application or its person after an event.

    ``candidate_ids`` asks for all rows of the person. What is about another application of theirs does not count.
    """
    about = or_(
        EventRow.application_id == application_id,
        and_(EventRow.candidate_id.in_(candidate_ids), EventRow.application_id.is_(None)),
    )
    since = (EventRow.id > after_id, EventRow.actor_kind != "system", about)
    return bool(db.session.scalar(select(exists().where(*since))))
