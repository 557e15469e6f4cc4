"""What the list across openings can be narrowed to, as conditions on applications alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, not_, select
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


def conditions(user: User, wanted: ListFilter) -> list[ColumnElement[bool]]:
    """Return what an application has to fulfil for a filter, and so that somebody may see it."""
    found = [Application.tray == wanted.tray if wanted.tray else Application.tray.is_(None)]
    visible = visible_openings(user)
    if visible is not None:
        found.append(Application.opening_id.in_(visible))
    return [*found, *_places(user, wanted), *_facts(wanted), *_waits(wanted.waits)]


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


def _waits(kind: str):
    """What waits for us: active for too long; or for the candidate: unfinished, not confirmed."""
    if kind in _FOR_CANDIDATE:
        yield _FOR_CANDIDATE[kind]()
    elif kind:
        yield from _waits_for_us(kind)


def _waits_for_us(kind: str):
    """Active, and longer in their stage than the opening's own number of days.

    The bound by the smallest of these numbers lets an index leave out those who came lately.
    """
    now = utc_now()
    # Under another name: the list reads openings itself.
    of_it = aliased(Opening)
    column = of_it.stale_after_days if kind == "stale" else of_it.answer_within_days
    own = select(column).where(of_it.id == Application.opening_id).scalar_subquery()
    yield Application.status == Status.ACTIVE
    least = select(func.min(column)).correlate(None).scalar_subquery()
    yield Application.stage_entered_at < days_before(now, least)
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
