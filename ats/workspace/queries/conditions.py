"""What the list across openings can be narrowed to, as conditions on applications alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, func, not_, select
from sqlalchemy.orm import aliased

from ats.accounts.models import User
from ats.applications.models import Application, Status
from ats.applications.unfinished import is_unfinished
from ats.candidates.queries import select_tagged
from ats.company.models import StageKind
from ats.messages.models import Direction, Message
from ats.messages.unconfirmed import is_unconfirmed
from ats.openings.models import Opening, Stage, TeamMember
from ats.openings.queries import visible_openings
from ats.platform.clock import utc_now
from ats.platform.columns import UtcDateTime
from ats.platform.database import db
from ats.platform.instants import days_before
from ats.search.filters import Narrowing
from ats.workspace.queries.attention import is_read_by

_FOR_CANDIDATE = {"unfinished": is_unfinished, "unconfirmed": is_unconfirmed}


@dataclass(frozen=True, kw_only=True)
class ListFilter:
    """What the list is narrowed to; ``stage`` is a stage's public id or a kind of stage, ``tag`` a folded tag.

    ``waits`` is "unanswered", "stale", "unfinished" or "unconfirmed", ``sort`` nothing for the newest first, "oldest"
    or "waiting".
    """

    opening: str = ""
    stage: str = ""
    stage_kind: str = ""
    status: str = ""
    source: str = ""
    tag: str = ""
    waits: str = ""
    is_mine: bool = False
    is_unread: bool = False
    since: datetime | None = None
    until: datetime | None = None
    sort: str = ""
    tray: str | None = None


def narrowing(user: User, wanted: ListFilter) -> Narrowing:
    """Return the same for a search, which narrows by openings within its index."""
    found = Narrowing(conditions(user, wanted))
    if wanted.opening:
        found.keep_openings(db.session.scalars(select(Opening.id).where(Opening.reference == wanted.opening)))
    if wanted.is_mine:
        found.keep_openings(
            db.session.scalars(select(TeamMember.opening_id).where(TeamMember.user_id == user.id))
        )
    return found


def conditions(user: User, wanted: ListFilter, *, in_order: bool = False) -> list[ColumnElement[bool]]:
    """Return what an application has to fulfil for a filter, and so that somebody may see it.

    ``in_order``: for the first of them in the filter's order; what waits for us then takes one statement before.
    """
    found = [Application.tray == wanted.tray if wanted.tray else Application.tray.is_(None)]
    visible = visible_openings(user)
    if visible is not None:
        found.append(Application.opening_id.in_(visible))
    return [*found, *_places(user, wanted), *_facts(wanted), *_waits(wanted.waits, in_order=in_order)]


def _places(user: User, wanted: ListFilter):
    """As sub-selects of ids, so that the indexes on ids serve them."""
    if wanted.opening:
        one = select(Opening.id).where(Opening.reference == wanted.opening).scalar_subquery()
        yield Application.opening_id == one
    if wanted.stage:
        one = select(Stage.id).where(Stage.public_id == wanted.stage).scalar_subquery()
        yield Application.stage_id == one
    if wanted.stage_kind:
        yield Application.stage_id.in_(select(Stage.id).where(Stage.kind == wanted.stage_kind))
    if wanted.is_mine:
        yield Application.opening_id.in_(select(TeamMember.opening_id).where(TeamMember.user_id == user.id))
    if wanted.tag:
        tagged = select_tagged([wanted.tag])
        yield Application.candidate_id.in_(tagged)
    if wanted.is_unread:
        yield not_(is_read_by(user))


def _facts(wanted: ListFilter) -> list[ColumnElement[bool]]:
    pairs = (
        (wanted.status, Application.status == wanted.status),
        (wanted.source, Application.source == wanted.source),
        (wanted.since, Application.received_at >= wanted.since if wanted.since else None),
        (wanted.until, Application.received_at < wanted.until if wanted.until else None),
    )
    return [condition for value, condition in pairs if value]


def _waits(kind: str, *, in_order: bool):
    """What waits for us: active for too long; or for the candidate: unfinished, not confirmed."""
    if kind in _FOR_CANDIDATE:
        yield _FOR_CANDIDATE[kind]()
    elif kind:
        yield from _waits_for_us(kind, in_order=in_order)


def _waits_for_us(kind: str, *, in_order: bool):
    """Active, and longer in their stage than the opening's own number of days.

    The bound by the smallest of these numbers lets an index leave out those who came lately. For the first in order it
    is asked for beforehand and stands in the statement itself: only of an instant that it sees does PostgreSQL know how
    many came before; it took them for so few that it read and sorted all of them.
    """
    now = utc_now()
    # Under another name: the list reads openings itself.
    of_it = aliased(Opening)
    column = of_it.stale_after_days if kind == "stale" else of_it.answer_within_days
    own = select(column).where(of_it.id == Application.opening_id).scalar_subquery()
    yield Application.status == Status.ACTIVE
    least = select(func.min(column)).correlate(None)
    if in_order:
        bound = now - timedelta(days=db.session.scalar(least) or 0)
        known = bindparam("bound", bound, UtcDateTime, unique=True, literal_execute=True)
        yield Application.stage_entered_at < known
    else:
        yield Application.stage_entered_at < days_before(now, least.scalar_subquery())
    yield Application.stage_entered_at < days_before(now, own)
    if kind == "unanswered":
        yield Application.stage_id.in_(select(Stage.id).where(Stage.kind == StageKind.APPLIED))
        yield not_(_is_written_to())


def _is_written_to() -> ColumnElement[bool]:
    """Whether a colleague has written to the candidate; the receipt that all get is no answer."""
    about = Message.application_id == Application.id
    return (
        select(Message.id)
        .where(about, Message.direction == Direction.OUT, Message.user_id.is_not(None))
        .exists()
    )
