"""Reading review sessions: where somebody is, those around, and who comes next."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from ats.accounts.models import User
from ats.applications.models import Application, Status, is_in_no_tray
from ats.candidates.models import Candidate
from ats.openings.models import Stage
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.workspace.models import ReviewItem, ReviewSession
from ats.workspace.queries import attention
from ats.workspace.queries.conditions import ListFilter, conditions
from ats.workspace.queries.listing import put_in_order

# More than anybody goes through in one sitting.
LENGTH = 1000
_BEFORE, _AFTER = 12, 40


@dataclass(frozen=True)
class Place:
    """Where somebody is in a session of theirs.

    ``position`` is that in the session. ``number`` is the place among those whom they may see by now, whom alone
    ``total`` and ``decided`` count.
    """

    session: ReviewSession
    position: int
    number: int
    total: int
    decided: int


@dataclass(frozen=True)
class Tally:
    """What has become of a session so far."""

    decided: int
    skipped: int
    rejected: int
    moved: int
    left: int

    @property
    def total(self) -> int:
        """How many there are, by whatever became of them."""
        return self.decided + self.skipped + self.left


def is_decided() -> ColumnElement[bool]:
    """Return the condition that an application stands somewhere else than when the session began."""
    return or_(Application.stage_id != ReviewItem.stage_id, Application.status != ReviewItem.status)


def list_places(user: User, wanted: ListFilter) -> list:
    """Return (id, stage id, status) of those who fit a filter and are not put off, in its order; one above LENGTH.

    Only active ones, unless the filter names a status itself.
    """
    query = select(Application.id, Application.stage_id, Application.status)
    query = query.where(*conditions(user, wanted, in_order=True), ~attention.is_snoozed_by(user))
    if not wanted.status:
        query = query.where(Application.status == Status.ACTIVE)
    query = put_in_order(query, wanted.sort, is_downwards=not wanted.sort)
    return list(db.session.execute(query.limit(LENGTH + 1)))


def list_places_of(user: User, ids: list[int]) -> list:
    """Return the same of some applications, in the order given."""
    query = select(Application.id, Application.stage_id, Application.status)
    query = query.where(Application.id.in_(ids), ~attention.is_snoozed_by(user))
    by_id = {row.id: row for row in db.session.execute(query)}
    return [by_id[each] for each in ids if each in by_id]


def find_session(user: User, public_id: str) -> ReviewSession | None:
    """Return a session of somebody's own."""
    query = select(ReviewSession).where(
        ReviewSession.public_id == public_id, ReviewSession.user_id == user.id
    )
    return db.session.scalar(query)


def find_place(user: User, public_id: str, application_id: int) -> Place | None:
    """Return where an application stands in a session of somebody's own."""
    here = aliased(ReviewItem)
    number = _count_seen(user, ReviewItem.position <= here.position, beside=here)
    query = (
        select(ReviewSession, here.position, number, _count_seen(user), _count_seen(user, is_decided()))
        .join(here, here.session_id == ReviewSession.id)
        .where(
            ReviewSession.public_id == public_id,
            ReviewSession.user_id == user.id,
            here.application_id == application_id,
        )
    )
    row = db.session.execute(query).first()
    return Place(*row) if row else None


def list_around(user: User, place: Place) -> list:
    """Return those around a place in the order of the session, with all that the list beside says of them."""
    query = _items(user, place.session.id).add_columns(
        Application.summary,
        Application.source,
        Application.received_at,
        Candidate.name,
        Stage.name.label("stage_name"),
        attention.is_read_by(user).label("is_read"),
    )
    query = query.join(Candidate, Candidate.id == Application.candidate_id)
    query = query.join(Stage, Stage.id == Application.stage_id)
    around = ReviewItem.position.between(place.position - _BEFORE, place.position + _AFTER)
    return list(db.session.execute(query.where(around).order_by(ReviewItem.position)))


def find_next(user: User, session_id: int, after: int = 0):
    """Return the next after a position that nobody has decided, put aside or looks at; None at the end."""
    query = _items(user, session_id).where(ReviewItem.position > after, ~is_decided())
    query = query.where(ReviewItem.is_skipped.is_(False), ~attention.is_snoozed_by(user))
    query = query.where(attention.looked_at_by_other(user).is_(None)).order_by(ReviewItem.position)
    return db.session.execute(query.limit(1)).first()


def find_first(user: User, session_id: int):
    """Return the first of a session that somebody may see, whatever became of it."""
    return db.session.execute(_items(user, session_id).order_by(ReviewItem.position).limit(1)).first()


def count_session(user: User, session_id: int) -> Tally:
    """Return what has become of a session."""
    open_ = and_(~is_decided(), ReviewItem.is_skipped.is_(False))
    parts = (
        is_decided(),
        and_(~is_decided(), ReviewItem.is_skipped.is_(True)),
        and_(is_decided(), Application.status == Status.REJECTED),
        and_(is_decided(), Application.status.in_((Status.ACTIVE, Status.HIRED))),
        open_,
    )
    columns = [func.coalesce(func.sum(case((part, 1), else_=0)), 0) for part in parts]
    seen = _items(user, session_id).with_only_columns(*columns).order_by(None)
    return Tally(*(int(number) for number in db.session.execute(seen).one()))


def list_sessions(user: User, limit: int = 10) -> list:
    """Return (session, how many are open in it, how many there are) of somebody's own that are not through.

    The latest come first. Those whom somebody may not see any more are neither counted nor a reason to list a session.
    """
    left = _count_seen(user, ~is_decided())
    query = select(ReviewSession, left.label("left"), _count_seen(user).label("total"))
    query = query.where(ReviewSession.user_id == user.id, left > 0)
    return list(db.session.execute(query.order_by(ReviewSession.id.desc()).limit(limit)))


def _count_seen(user: User, *conditions: ColumnElement[bool], beside=None):
    """Return, for a statement about sessions, how many of each fit conditions and may be seen by somebody.

    ``beside`` is what else of the statement the conditions speak of.
    """
    query = (
        select(func.count())
        .select_from(ReviewItem)
        .join(Application, Application.id == ReviewItem.application_id)
        .where(ReviewItem.session_id == ReviewSession.id, *_may_see(user), *conditions)
    )
    return query.correlate(ReviewSession, *([] if beside is None else [beside])).scalar_subquery()


def _may_see(user: User) -> list[ColumnElement[bool]]:
    visible = visible_openings(user)
    return [is_in_no_tray(), *([] if visible is None else [Application.opening_id.in_(visible)])]


def _items(user: User, session_id: int):
    return (
        select(
            ReviewItem.position,
            ReviewItem.is_skipped,
            Application.id,
            Application.public_id,
            Application.status,
            is_decided().label("is_decided"),
            attention.snoozed_until(user).label("snoozed_until"),
            attention.looked_at_by_other(user).label("looking"),
        )
        .join(Application, Application.id == ReviewItem.application_id)
        .where(ReviewItem.session_id == session_id, *_may_see(user))
    )
