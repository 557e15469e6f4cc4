"""Reading a board: the first cards, the middle age and the number of every column, one statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, func, literal, null, select, tuple_, union_all

from ats.accounts.models import User
from ats.applications.models import Application, Status
from ats.candidates.models import Candidate
from ats.company.models import StageKind
from ats.openings.models import Stage
from ats.platform.columns import UtcDateTime
from ats.platform.database import db
from ats.platform.pagination import Page, cut
from ats.workspace.queries.attention import is_read_by, snoozed_until
from ats.workspace.queries.keyset import read_position

COLUMN_SIZE = 25
# More than this is said as "1,000+"; only hired people are counted, the rest is kept.
COUNT_LIMIT = 1000

CARD = (
    Application.id,
    Application.public_id,
    Application.stage_id,
    Application.stage_entered_at,
    Application.received_at,
    Application.source,
    Application.summary,
    Candidate.name,
)


def _card(user: User) -> tuple:
    return (*CARD, is_read_by(user).label("is_read"), snoozed_until(user).label("snoozed_until"))


@dataclass(frozen=True)
class ColumnFacts:
    """What stands in a column's head: the middle entry into the stage, and how many are in it."""

    median_entry: datetime | None
    count: int


def list_first_cards(user: User, stages: Sequence[Stage], size: int = COLUMN_SIZE) -> dict[int, list]:
    """Return the first cards of each stage by its id, those that waited longest first."""
    firsts = [select(_in_column(stage).limit(size).subquery().c.id) for stage in stages if _may_hold(stage)]
    columns: dict[int, list] = {stage.id: [] for stage in stages}
    if firsts:
        wanted = Application.id.in_(union_all(*firsts))
        query = select(*_card(user))
        query = query.join(Candidate, Candidate.id == Application.candidate_id).where(wanted)
        for card in db.session.execute(query.order_by(Application.stage_entered_at, Application.id)):
            columns[card.stage_id].append(card)
    return columns


def page_of_cards(user: User, stage: Stage, cursor: str | None, size: int = COLUMN_SIZE) -> Page:
    """Return the cards of one stage that come after a cursor."""
    query = _in_column(stage, *_card(user)).limit(size + 1)
    query = query.join(Candidate, Candidate.id == Application.candidate_id)
    after = read_position(cursor)
    if after:
        query = query.where(tuple_(Application.stage_entered_at, Application.id) > tuple_(*after))
    return cut(db.session.execute(query).all(), size, card_key)


def card_key(card) -> list:
    """Return the sort values of a card."""
    return [card.stage_entered_at.isoformat(), card.id]


def read_columns(stages: Sequence[Stage]) -> dict[int, ColumnFacts]:
    """Return the head of each column; the counts of active applications are kept, not counted."""
    facts = {stage.id: ColumnFacts(None, stage.active_count) for stage in stages}
    parts = [_middle(stage) for stage in stages if stage.active_count]
    parts += [_hired(stage) for stage in stages if stage.kind == StageKind.HIRED]
    if parts:
        for stage_id, entry, number in db.session.execute(union_all(*parts)):
            count = facts[stage_id].count if number is None else number
            facts[stage_id] = ColumnFacts(_between(facts[stage_id].median_entry, entry), count)
    return facts


def _between(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the moment half way between the two middle entries of an even number; where there is one, that one."""
    return one + (other - one) / 2 if one and other else one or other


def _may_hold(stage: Stage) -> bool:
    return stage.active_count > 0 or stage.kind == StageKind.HIRED


def _shown(stage: Stage) -> tuple[ColumnElement[bool], ...]:
    """Return what makes an application stand in a column; the last one holds those who were hired."""
    status = Status.HIRED if stage.kind == StageKind.HIRED else Status.ACTIVE
    return (Application.stage_id == stage.id, Application.status == status, Application.tray.is_(None))


def _in_column(stage: Stage, *columns):
    query = select(*(columns or (Application.id,))).where(*_shown(stage))
    # The tray, which none of them has, as the index has it: PostgreSQL would sort the column otherwise.
    return query.order_by(Application.tray, Application.stage_entered_at, Application.id)


def _middle(stage: Stage):
    middle = (
        select(Application.stage_id, Application.stage_entered_at)
        .where(*_shown(stage))
        .order_by(Application.tray, Application.stage_entered_at)
        .offset((stage.active_count - 1) // 2)
        .limit(1 if stage.active_count % 2 else 2)
        .subquery()
    )
    return select(middle.c.stage_id, middle.c.stage_entered_at, null().cast(Integer))


def _hired(stage: Stage):
    some = select(Application.id).where(*_shown(stage)).limit(COUNT_LIMIT + 1).subquery()
    return select(literal(stage.id), null().cast(UtcDateTime), func.count()).select_from(some)
