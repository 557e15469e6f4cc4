"""Reading the home page: the openings with their counts, today's numbers, and who has waited longest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, union_all

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
    """One opening's numbers; ``new`` are those whom nobody has answered yet."""

    id: int
    reference: str
    title: str
    state: str
    answer_within_days: int
    new: int = 0
    active: int = 0
    overdue: int = 0
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


def add_todays_numbers(figures: Sequence[OpeningFigures], since: datetime, now: datetime) -> None:
    """Fill in what came and what was decided since an instant, and who waits longer than was promised."""
    received = _count_by_opening(Application.tray.is_(None), Application.received_at >= since)
    decided = _count_by_opening(Application.decided_at >= since)
    overdue = _count_overdue(figures, now)
    for each in figures:
        each.received_today, each.decided_today = received[each.id], decided[each.id]
        each.overdue = sum(overdue[stage_id] for stage_id in each.first_stages)


def _count_by_opening(*conditions) -> Counter[int]:
    """Count over all openings: a day is few rows by its own index, and the caller picks what may be seen.

    Grouping by an expression keeps SQLite from walking the whole index on openings instead.
    """
    opening_id = func.abs(Application.opening_id)
    query = select(opening_id, func.count()).where(*conditions).group_by(opening_id)
    return Counter(dict(db.session.execute(query).all()))


def _count_overdue(figures: Sequence[OpeningFigures], now: datetime) -> Counter[int]:
    """Count by stage, from the board's index alone: for each promise in days the stages of its openings."""
    by_days: dict[int, list[int]] = {}
    for each in figures:
        by_days.setdefault(each.answer_within_days, []).extend(each.first_stages)
    waiting = [
        and_(Application.stage_id.in_(stages), Application.stage_entered_at < now - timedelta(days=days))
        for days, stages in by_days.items()
        if stages
    ]
    if not waiting:
        return Counter()
    query = (
        select(Application.stage_id, func.count())
        .where(Application.status == Status.ACTIVE, Application.tray.is_(None), or_(*waiting))
        .group_by(Application.stage_id)
    )
    return Counter(dict(db.session.execute(query).all()))


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
        .order_by(Application.stage_entered_at, Application.id)
        .limit(limit)
    )
