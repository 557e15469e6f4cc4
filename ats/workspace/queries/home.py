"""Reading the home page: the openings with their counts, today's numbers, and who has waited longest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, case, func, literal, select, union_all

from ats.accounts.models import User
from ats.applications.models import Application, Status
from ats.candidates.models import Candidate
from ats.company.models import StageKind
from ats.openings.models import Opening, Program, Stage, State
from ats.openings.queries import visible_openings
from ats.platform.database import db

# SQLite joins at most 500 selects into one.
_AT_ONCE = 200


@dataclass
class OpeningFigures:
    """One opening's numbers; ``new``: in the stage where they arrived, the first of them since ``oldest``."""

    id: int
    reference: str
    title: str
    state: str
    answer_within_days: int
    new: int = 0
    active: int = 0
    oldest: datetime | None = None
    received_today: int = 0
    decided_today: int = 0
    first_stages: list[int] = field(default_factory=list)


def list_figures(user: User) -> list[OpeningFigures]:
    """Return the kept counts of the openings somebody may see, but drafts and closed ones without people."""
    query = (
        select(
            Opening.id,
            Opening.reference,
            Opening.title,
            Opening.state,
            Opening.answer_within_days,
            Stage.id.label("stage_id"),
            Stage.kind,
            Stage.active_count,
            case((Stage.kind == StageKind.APPLIED, _oldest_in_stage())).label("oldest"),
        )
        .join(Program, Program.id == Opening.program_id)
        .outerjoin(Stage, Stage.opening_id == Opening.id)
        .order_by(Program.position, Program.id, Opening.position, Opening.id, Stage.position)
    )
    visible = visible_openings(user)
    rows = db.session.execute(query if visible is None else query.where(Opening.id.in_(visible)))
    found: dict[int, OpeningFigures] = {}
    for row in rows:
        figures = found.setdefault(row.id, OpeningFigures(*row[:5]))
        _add_stage(figures, row)
    return [each for each in found.values() if each.active or each.state in (State.PUBLISHED, State.PAUSED)]


def _add_stage(figures: OpeningFigures, row) -> None:
    figures.active += row.active_count or 0
    if row.kind == StageKind.APPLIED and row.active_count:
        figures.new += row.active_count
        figures.first_stages.append(row.stage_id)
        figures.oldest = min(filter(None, (figures.oldest, row.oldest)), default=None)


def _oldest_in_stage():
    """One look into the board's index for each stage."""
    waiting = (Application.status == Status.ACTIVE, Application.tray.is_(None))
    oldest = select(Application.stage_entered_at).where(Application.stage_id == Stage.id, *waiting)
    # The tray, which none of them has, as the index has it: PostgreSQL would sort the stage otherwise.
    return (
        oldest.order_by(Application.tray, Application.stage_entered_at)
        .limit(1)
        .correlate(Stage)
        .scalar_subquery()
    )


def add_todays_numbers(figures: Sequence[OpeningFigures], since: datetime) -> None:
    """Fill in what came and what was decided since an instant, in one statement."""
    received = _by_opening("received", Application.tray.is_(None), Application.received_at >= since)
    decided = _by_opening("decided", Application.decided_at >= since)
    found = {(kind, key): number for kind, key, number in db.session.execute(union_all(received, decided))}
    for each in figures:
        each.received_today = found.get(("received", each.id), 0)
        each.decided_today = found.get(("decided", each.id), 0)


def _by_opening(kind: str, *conditions) -> Select:
    """Count over all openings: a day is few rows by its own index, and the caller picks what may be seen.

    Grouping by an expression keeps SQLite from walking the whole index on openings instead.
    """
    opening_id = func.abs(Application.opening_id)
    return select(literal(kind), opening_id, func.count()).where(*conditions).group_by(opening_id)


def list_oldest_unanswered(figures: Sequence[OpeningFigures], limit: int = 8) -> list:
    """Return those who have waited longest in the stage where they arrived."""
    stages = [stage_id for each in figures for stage_id in each.first_stages]
    found = []
    for start in range(0, len(stages), _AT_ONCE):
        found += _oldest_of(stages[start : start + _AT_ONCE], limit)
    return sorted(found, key=lambda row: (row.stage_entered_at, row.id))[:limit]


def _oldest_of(stage_ids: Sequence[int], limit: int) -> list:
    firsts = [select(_first_of(stage_id, limit).subquery().c.id) for stage_id in stage_ids]
    query = (
        select(
            Application.id,
            Application.public_id,
            Application.opening_id,
            Application.stage_entered_at,
            Application.summary,
            Application.source,
            Candidate.name,
        )
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Application.id.in_(union_all(*firsts)))
        .order_by(Application.stage_entered_at, Application.id)
        .limit(limit)
    )
    return list(db.session.execute(query))


def _first_of(stage_id: int, limit: int):
    return (
        select(Application.id)
        .where(
            Application.stage_id == stage_id,
            Application.status == Status.ACTIVE,
            Application.tray.is_(None),
        )
        # As in ``_oldest_in_stage``.
        .order_by(Application.tray, Application.stage_entered_at, Application.id)
        .limit(limit)
    )
