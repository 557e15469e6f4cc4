"""What stands in the measured database: what the steps ask for, and what has to be there after them."""

from dataclasses import dataclass

from sqlalchemy import func, select

from ats.applications.models import Application, StageChange, Status
from ats.candidates.models import Candidate
from ats.company.models import StageKind
from ats.openings.models import Opening, Stage
from ats.platform.database import db
from ats.platform.outbox import OutboxRow

SENDER_DOMAIN = "sender.example.com"
_MOST = 400


@dataclass
class Mover:
    """An application that can be moved: where it stands and which version of it was seen last."""

    public_id: str
    version: int
    stage: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """References, identifiers and known texts."""

    openings: list[tuple[str, str]]
    """Reference and title, the first opening first."""
    candidates: list[tuple[str, str]]
    """Public id of an application and the candidate's name."""
    newest: str
    """Public id of the application that came last."""
    on_first: int
    """Applications for the first opening, whose board is measured."""
    movers: list[Mover]


def read_catalogue() -> Catalogue:
    """Read what the steps need; the movers are active applications of the first openings."""
    query = select(Opening.reference, Opening.title).order_by(Opening.id)
    openings = [(reference, title) for reference, title in db.session.execute(query)]
    people = (
        select(Application.public_id, Candidate.name)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .order_by(Application.id)
        .limit(_MOST)
    )
    latest = (Application.received_at.desc(), Application.id.desc())
    newest = select(Application.public_id).order_by(*latest).limit(1)
    on_first = select(func.count()).select_from(Application).where(Application.opening_id == 1)
    return Catalogue(
        openings=openings,
        candidates=[(public_id, name) for public_id, name in db.session.execute(people)],
        newest=db.session.scalar(newest) or "",
        on_first=db.session.scalar(on_first) or 0,
        movers=_list_movers(),
    )


def _list_movers() -> list[Mover]:
    stages: dict[int, list[str]] = {}
    open_stages = select(Stage.opening_id, Stage.public_id).where(Stage.kind != StageKind.HIRED)
    for opening_id, public_id in db.session.execute(open_stages.order_by(Stage.opening_id, Stage.position)):
        stages.setdefault(opening_id, []).append(public_id)
    query = (
        select(Application.public_id, Application.version, Application.opening_id, Stage.public_id)
        .join(Stage, Stage.id == Application.stage_id)
        .where(Application.status == Status.ACTIVE, Application.tray.is_(None))
        .order_by(Application.id)
        .limit(_MOST)
    )
    return [
        Mover(public_id, version, stage, tuple(stages[opening_id]))
        for public_id, version, opening_id, stage in db.session.execute(query)
    ]


def count_sent() -> int:
    """Return how many applications came from the addresses that the submit step uses."""
    query = select(func.count()).select_from(Application)
    return db.session.scalar(query.where(Application.typed_email.endswith("@" + SENDER_DOMAIN))) or 0


def count_moves() -> int:
    """Return how many moves were ever written down."""
    query = select(func.count()).select_from(StageChange).where(StageChange.kind == "moved")
    return db.session.scalar(query) or 0


def wrong_stage_counts() -> int:
    """Return in how many stages the kept count differs from the number of applications in it."""
    real = (
        select(func.count())
        .select_from(Application)
        .where(Application.stage_id == Stage.id)
        .where(Application.status == Status.ACTIVE, Application.tray.is_(None))
        .scalar_subquery()
    )
    return db.session.scalar(select(func.count()).select_from(Stage).where(Stage.active_count != real)) or 0


def count_waiting() -> int:
    """Return how many pieces of background work are not done at this moment."""
    db.session.rollback()
    query = select(func.count()).select_from(OutboxRow)
    return db.session.scalar(query.where(OutboxRow.done_at.is_(None), OutboxRow.gave_up_at.is_(None))) or 0
