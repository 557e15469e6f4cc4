"""Reading the events: the audit log."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true, union

from ats.activity.models import EventRow
from ats.platform.columns import is_storable_id
from ats.platform.database import db
from ats.platform.events import Actor
from ats.platform.pagination import Page, cut, decode_cursor

_OF_USERS = "user."
# How many events of one kind about one thing are looked through for who changed a field.
_LOOKED_BACK = 20


def page_of_events(
    *,
    kind: str | None = None,
    actor_id: int | None = None,
    about_user_id: int | None = None,
    about_candidate_ids: Collection[int] = (),
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
    done to their account, ``about_candidate_ids`` for what is about one of some rows of a person; both for either.
    """
    wanted = {"actor_id": actor_id, "opening_id": opening_id}
    wanted |= {"candidate_id": candidate_id, "application_id": application_id}
    conditions = [getattr(EventRow, name) == value for name, value in wanted.items() if value is not None]
    if since:
        conditions.append(EventRow.at >= since)
    if until:
        conditions.append(EventRow.at < until)
    after = decode_cursor(cursor, 1)
    if after and is_storable_id(after[0]):
        conditions.append(EventRow.id < after[0])
    found = select(EventRow).where(*conditions)
    ways = _ways(kind, about_user_id)
    if about_candidate_ids:
        by_kind = EventRow.kind.in_(_list_kinds(kind)) if kind is not None else true()
        theirs = [and_(EventRow.candidate_id == each, by_kind) for each in about_candidate_ids]
        ways = theirs if about_user_id is None else [*theirs, *ways]
    if ways is not None:
        latest = select(EventRow.id).where(*conditions).order_by(EventRow.id.desc()).limit(size + 1)
        parts = [select(latest.where(each).subquery()) for each in ways]
        if not parts:
            return Page([], None)
        found = select(EventRow).where(EventRow.id.in_(union(*parts)))
    rows = db.session.scalars(found.order_by(EventRow.id.desc()).limit(size + 1))
    return cut(list(rows), size, lambda row: [row.id])


def _ways(kind: str | None, about_user_id: int | None) -> list[ColumnElement[bool]] | None:
    """Return conditions of which an event fulfils one, each the beginning of an index; None where all events do.

    Of rare kinds, or of one user, an engine that is asked for the latest at once walks all events.
    """
    if kind is None and about_user_id is None:
        return None
    if about_user_id is None:
        return [EventRow.kind == each for each in _list_kinds(kind)]
    by_them = EventRow.actor_id == about_user_id
    to_them = EventRow.facts["user_id"].as_integer() == about_user_id
    if kind is None:
        return [by_them, *(and_(EventRow.kind == each, to_them) for each in _list_kinds(_OF_USERS))]
    return [
        and_(EventRow.kind == each, or_(by_them, to_them) if each.startswith(_OF_USERS) else by_them)
        for each in _list_kinds(kind)
    ]


def _list_kinds(beginning: str) -> list[str]:
    """Return the kinds that there are and that begin so; the index is walked from kind to kind."""
    walk = select(func.min(EventRow.kind).label("kind")).cte("kinds", recursive=True)
    following = select(func.min(EventRow.kind)).where(EventRow.kind > walk.c.kind).correlate(walk)
    walk = walk.union_all(select(following.scalar_subquery()).where(walk.c.kind.is_not(None)))
    kinds = db.session.scalars(select(walk.c.kind).where(walk.c.kind.is_not(None)))
    return [kind for kind in kinds if kind.startswith(beginning)]


def find_last(
    *conditions: ColumnElement[bool], kind: str, changed: str | None = None, **facts: int
) -> EventRow | None:
    """Return the latest event of a kind that fits and has such facts; with ``changed``, one that changed that field."""
    about = [EventRow.facts[name].as_integer() == value for name, value in facts.items()]
    found = select(EventRow).where(EventRow.kind == kind, *conditions, *about).order_by(EventRow.id.desc())
    rows = db.session.scalars(found.limit(_LOOKED_BACK))
    fits = (row for row in rows if changed is None or changed in row.facts.get("changed", ()))
    return next(fits, None)


def find_last_actor(
    *conditions: ColumnElement[bool], kind: str, changed: str | None = None, **facts: int
) -> Actor | None:
    """Return who caused the event that ``find_last`` returns."""
    event = find_last(*conditions, kind=kind, changed=changed, **facts)
    return event and Actor(event.actor_kind, event.actor_id)


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
