"""Reading batches: one, those of a person, the next items, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, and_, case, func, select, true

from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.applications.models import Application, is_in_no_tray
from ats.batches.models import Batch, BatchItem, BatchState, ItemState
from ats.batches.targets import list_visible
from ats.candidates.models import Candidate
from ats.openings.models import Opening, Stage
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.platform.errors import NotFound


def get_batch(public_id: str, user: User) -> Batch:
    """Return a batch that somebody may see: their own, or whoever's for those who see all openings."""
    batch = db.session.scalar(select(Batch).where(Batch.public_id == public_id))
    if batch is None or not may_see(batch, user):
        raise NotFound
    if batch.state == BatchState.DRAFT and batch.opening_id and not list_visible(user, {batch.opening_id}):
        raise NotFound
    return batch


def may_see(batch: Batch, user: User) -> bool:
    """Return whether somebody may see a batch; a draft is its author's alone."""
    if batch.user_id == user.id:
        return True
    return batch.state != BatchState.DRAFT and user.can(Permission.SEE_ALL_OPENINGS)


def lock_batch(batch_id: int) -> Batch | None:
    """Return a batch as it is now and keep it from others until the transaction ends."""
    query = select(Batch).where(Batch.id == batch_id).with_for_update(of=Batch)
    return db.session.scalar(query.execution_options(populate_existing=True))


def list_batches(user: User, limit: int = 50) -> list[Batch]:
    """Return the latest batches that somebody may see, drafts aside."""
    query = select(Batch).where(Batch.state != BatchState.DRAFT).order_by(Batch.id.desc()).limit(limit)
    if not user.can(Permission.SEE_ALL_OPENINGS):
        query = query.where(Batch.user_id == user.id)
    return list(db.session.scalars(query))


def find_undo(batch_id: int) -> Batch | None:
    """Return the batch that takes a batch back, or None; where one was stopped and gone on with, the last."""
    query = select(Batch).where(Batch.undoes_id == batch_id).order_by(Batch.id.desc()).limit(1)
    return db.session.scalar(query)


def is_left_of(undo: Batch) -> ColumnElement[bool]:
    """Return the condition that an item of a stopped undo is still to be taken back."""
    return and_(BatchItem.batch_id == undo.id, BatchItem.state.in_((ItemState.WAITING, ItemState.FAILED)))


def count_left(undo: Batch) -> int:
    """Return how many items a stopped undo left as they were."""
    return db.session.scalar(select(func.count()).select_from(BatchItem).where(is_left_of(undo)))


def next_items(batch_id: int, limit: int) -> Sequence[Row]:
    """Return the items that wait for their turn, in its order, as rows of the table."""
    query = select(BatchItem.__table__).where(
        BatchItem.batch_id == batch_id, BatchItem.state == ItemState.WAITING
    )
    return db.session.execute(query.order_by(BatchItem.id).limit(limit)).all()


@dataclass(frozen=True)
class Reported:
    """One item of a report: who or what it was, and where it is to be found."""

    id: int
    name: str
    words: str
    public_id: str | None
    opening: str | None


def _is_seen_by(user: User) -> ColumnElement[bool]:
    """Return the condition that somebody may know who an item is about: by now, whoever began the batch.

    What became no application belongs to the opening of its batch.
    """
    visible, tray = visible_openings(user), true()
    if not user.can(Permission.SORT_TRAY):
        tray = is_in_no_tray()
    if visible is None:
        return tray
    opening = func.coalesce(Application.opening_id, Batch.opening_id)
    return and_(opening.is_not(None), opening.in_(visible), tray)


def count_waiting(batch_id: int) -> int:
    """Return how many items wait for their turn."""
    waiting = (BatchItem.batch_id == batch_id, BatchItem.state == ItemState.WAITING)
    return db.session.scalar(select(func.count()).select_from(BatchItem).where(*waiting))


def list_items(
    batch_id: int, state: str, user: User, *, after_id: int = 0, limit: int = 100
) -> list[Reported]:
    """Return items of one state that somebody may see, in the order of their turns, from an id on upwards."""
    query = (
        select(
            BatchItem.id,
            func.coalesce(Candidate.name, BatchItem.label).label("name"),
            BatchItem.words,
            Application.public_id,
            Opening.title.label("opening"),
        )
        .join(Batch, Batch.id == BatchItem.batch_id)
        .outerjoin(Application, Application.id == BatchItem.application_id)
        .outerjoin(Candidate, Candidate.id == Application.candidate_id)
        .outerjoin(Opening, Opening.id == Application.opening_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.state == state, BatchItem.id > after_id)
        .where(_is_seen_by(user))
        .order_by(BatchItem.id)
        .limit(limit)
    )
    return [Reported(**row._mapping) for row in db.session.execute(query)]


def count_words_of(batch_id: int, state: str, user: User) -> list[tuple[str, int, int]]:
    """Return what was said of the items of one state, of how many, and of how many of those somebody may not see.

    The most frequent first.
    """
    number = func.count().label("number")
    seen = func.sum(case((_is_seen_by(user), 1), else_=0)).label("seen")
    query = (
        select(BatchItem.words, number, seen)
        .join(Batch, Batch.id == BatchItem.batch_id)
        .outerjoin(Application, Application.id == BatchItem.application_id)
        .where(BatchItem.batch_id == batch_id, BatchItem.state == state)
        .group_by(BatchItem.words)
        .order_by(number.desc(), BatchItem.words)
    )
    return [(row.words, row.number, row.number - row.seen) for row in db.session.execute(query)]


def list_stage_choices(batch_id: int) -> tuple[list[str], int]:
    """Return the names of the stages of all openings that a batch touches, in their order, and how many openings."""
    openings = (
        select(Application.opening_id)
        .join(BatchItem, BatchItem.application_id == Application.id)
        .where(BatchItem.batch_id == batch_id)
        .distinct()
    )
    query = select(Stage.name, Stage.opening_id).where(Stage.opening_id.in_(openings))
    rows = list(db.session.execute(query.order_by(Stage.position, Stage.opening_id)))
    return list(dict.fromkeys(row.name for row in rows)), len({row.opening_id for row in rows})
