"""What can be done to batches: draft one, choose what it does, start it, stop it, take it back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, func, insert, literal, or_, select, update

from ats.applications.models import Application
from ats.batches import queries
from ats.batches.events import BatchEnded, BatchStarted
from ats.batches.kinds import KINDS
from ats.batches.models import Batch, BatchItem, BatchState, ItemState
from ats.batches.previewing import preview
from ats.batches.rules import MOST
from ats.batches.targets import digest_of_people
from ats.candidates.models import CandidateAddress
from ats.candidates.rules import fold_address
from ats.documents.models import Document
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import Actor, publish

_UNDO = "undo"
# Whose the applications of a draft were when they were last looked at, among its parameters.
_PEOPLE = "people"


class NothingChosen(Invalid):
    """Nothing is chosen. Select at least one application first."""


class TakenBackAlready(Conflict):
    """This was taken back already."""


def draft(
    kind: str,
    application_ids: Select | Iterable[int],
    *,
    by: Actor,
    chosen: str = "",
    opening_id: int | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Batch:
    """Write down which applications are to be acted on, as they are now; nothing is done to them yet.

    Raises NothingChosen, and Invalid for more than ``MOST``.
    """
    batch = Batch(
        kind=kind,
        user_id=by.user_id,
        opening_id=opening_id,
        chosen=chosen[:300],
        parameters=dict(parameters or {}),
    )
    db.session.add(batch)
    db.session.flush()
    if isinstance(application_ids, Select):
        _add_found(batch, application_ids)
    else:
        _add_listed(batch, list(application_ids))
    batch.total = db.session.scalar(
        select(func.count()).select_from(BatchItem).where(BatchItem.batch_id == batch.id)
    )
    if not batch.total:
        raise NothingChosen
    if batch.total > MOST:
        raise Invalid(
            f"More than {MOST:,} applications fit. Narrow the filter, so that no slip changes so many."
        )
    batch.parameters = {**batch.parameters, _PEOPLE: digest_of_people(batch.id)}
    return batch


def _add_found(batch: Batch, application_ids: Select) -> None:
    chosen = application_ids.order_by(None).limit(MOST + 1).subquery()
    _insert_items(batch, select(chosen.c[0]))


def _add_listed(batch: Batch, application_ids: list[int]) -> None:
    # Both engines limit how many values one statement takes.
    for start in range(0, min(len(application_ids), MOST + 1), 5000):
        _insert_items(batch, application_ids[start : start + 5000])


def _insert_items(batch: Batch, ids) -> None:
    rows = select(literal(batch.id), Application.id, Application.version).where(Application.id.in_(ids))
    columns = ["batch_id", "application_id", "seen_version"]
    db.session.execute(insert(BatchItem).from_select(columns, rows.order_by(Application.id.desc())))


def draft_items(
    kind: str, items: Sequence[Mapping[str, Any]], *, by: Actor, parameters: Mapping[str, Any], **given
) -> Batch:
    """Write down a batch of things that are no applications yet, each with ``label`` and ``data``."""
    batch = Batch(kind=kind, user_id=by.user_id, parameters=dict(parameters), total=len(items), **given)
    db.session.add(batch)
    db.session.flush()
    if not items:
        raise Invalid("There is nothing in it.")
    db.session.execute(insert(BatchItem), [{"batch_id": batch.id, **item} for item in items])
    return batch


def choose(batch: Batch, parameters: Mapping[str, Any]) -> None:
    """Set what a draft would do; raise Conflict once it has begun."""
    batch = queries.lock_batch(batch.id)
    if batch.state != BatchState.DRAFT:
        raise Conflict("This has begun already.")
    batch.parameters = {**batch.parameters, **parameters}
    batch.version += 1


def start(batch: Batch, *, seen: int, by: Actor) -> None:
    """Begin with what was seen in the preview of a draft; raise Conflict where it was changed since, or has begun."""
    batch = queries.lock_batch(batch.id)
    if batch.state != BatchState.DRAFT:
        raise Conflict("This has begun already.")
    kind = KINDS[batch.kind]
    missing = kind.missing(batch)
    if missing:
        raise Invalid(missing)
    if batch.version != seen:
        raise Conflict("What shall be done was changed since. Look at the preview again.")
    if kind.leaves_nobody_out and preview(batch).left_out:
        raise Conflict("Some of them would be left without an answer. Choose what they are told.")
    kind.begun(batch)
    # Asked once nobody new comes in; where something stands in the way, nothing of this happened.
    barrier = kind.barrier(batch)
    if barrier:
        raise Conflict(barrier.words)
    _begin(batch, by=by)


def bring_up_to_date(batch: Batch) -> bool:
    """Add to a draft what belongs into it by now; return whether anything is to be looked at first.

    That is also so where two of it were merged, or are two again: they would get another number of messages.
    """
    batch = queries.lock_batch(batch.id)
    if batch.state != BatchState.DRAFT:
        return False
    has_more, people = KINDS[batch.kind].prepare(batch), digest_of_people(batch.id)
    has_changed = has_more or batch.parameters.get(_PEOPLE) != people
    if has_changed:
        batch.parameters = {**batch.parameters, _PEOPLE: people}
        batch.version += 1
    return has_changed


def exempt(batch: Batch, shown: Collection[int], exempted: Collection[int]) -> bool:
    """Say of the items that were shown who of them gets no message, as they were answered otherwise.

    Returns whether that is new.
    """
    if not shown:
        return False
    batch = queries.lock_batch(batch.id)
    own = (BatchItem.batch_id == batch.id, BatchItem.id.in_(shown))
    ticked = BatchItem.id.in_(exempted)
    changes = ((False, ~ticked, BatchItem.is_exempt), (True, ticked, ~BatchItem.is_exempt))
    changed = 0
    for is_exempt, *which in changes:
        changed += db.session.execute(
            update(BatchItem).where(*own, *which).values(is_exempt=is_exempt)
        ).rowcount
    if changed:
        batch.version += 1
    return changed > 0


def _begin(batch: Batch, *, by: Actor) -> None:
    batch.state, batch.started_at = BatchState.RUNNING.value, utc_now()
    db.session.flush()
    publish(
        BatchStarted(
            by=by, batch_id=batch.id, opening_id=batch.opening_id, what=_what(batch), items=batch.total
        )
    )


def stop(batch: Batch, *, by: Actor) -> None:
    """End a batch that is on its way; what was done stays done. Raises Conflict for one that is not."""
    batch = queries.lock_batch(batch.id)
    if batch.state != BatchState.RUNNING:
        raise Conflict("This is not on its way.")
    end(batch, BatchState.STOPPED, by=by)


def end(batch: Batch, state: BatchState, *, by: Actor) -> None:
    """Note that a batch is over."""
    KINDS[batch.kind].forget(batch)
    batch.state, batch.finished_at = state.value, utc_now()
    db.session.flush()
    publish(
        BatchEnded(
            by=by,
            batch_id=batch.id,
            opening_id=batch.opening_id,
            what=_what(batch),
            state=batch.state,
            done=batch.done,
            skipped=batch.skipped,
            failed=batch.failed,
        )
    )


def undo(batch: Batch, *, by: Actor) -> Batch:
    """Begin to take back all that a batch did, the last first; one that is on its way is stopped before.

    Where an undo was stopped, what it left is taken back.
    Returns the batch that does so. Raises TakenBackAlready, and Conflict for what is no such batch.
    """
    batch = queries.lock_batch(batch.id)
    if batch.state == BatchState.DRAFT or batch.kind == _UNDO:
        raise Conflict("There is nothing to take back.")
    before = queries.find_undo(batch.id)
    if before is not None and before.state != BatchState.STOPPED:
        raise TakenBackAlready
    if batch.state == BatchState.RUNNING:
        end(batch, BatchState.STOPPED, by=by)
    taking_back = Batch(kind=_UNDO, user_id=by.user_id, undoes_id=batch.id, opening_id=batch.opening_id)
    taking_back.total = queries.count_left(before) if before else batch.done
    db.session.add(taking_back)
    db.session.flush()
    _copy_items(batch, before, taking_back)
    _begin(taking_back, by=by)
    return taking_back


def _copy_items(batch: Batch, before: Batch | None, taking_back: Batch) -> None:
    """Give an undo the items that a batch did, the last first, or those that the undo before it left, in its order."""
    copied = select(
        literal(taking_back.id),
        BatchItem.application_id,
        BatchItem.label,
        BatchItem.data,
        BatchItem.change_id,
        BatchItem.message_id,
    )
    if before:
        copied = copied.where(queries.is_left_of(before)).order_by(BatchItem.id)
    else:
        done = (BatchItem.batch_id == batch.id, BatchItem.state == ItemState.DONE)
        copied = copied.where(*done).order_by(BatchItem.id.desc())
    columns = ["batch_id", "application_id", "label", "data", "change_id", "message_id"]
    db.session.execute(insert(BatchItem).from_select(columns, copied))


def erase_for_candidate(event) -> None:
    """Remove the items about a person who is being erased, and batches that were about nobody else; a reaction.

    One on its way is held by whoever does it, and may wait for the person: it goes with its own end.
    """
    theirs = select(Application.id).where(Application.candidate_id == event.candidate_id)
    # What became no application has only the name of its file to tell of somebody.
    named = select(Document.name).where(Document.candidate_id == event.candidate_id)
    mine = or_(
        BatchItem.application_id.in_(theirs),
        BatchItem.application_id.is_(None) & BatchItem.label.in_(named),
        BatchItem.id.in_(_list_rows_about(event.candidate_id)),
    )
    touched = list(db.session.scalars(select(BatchItem.batch_id).where(mine).distinct()))
    db.session.execute(delete(BatchItem).where(mine))
    drop_empty(Batch.id.in_(touched))


def drop_empty(which: ColumnElement[bool]) -> None:
    """Remove those of some batches that are about nobody any more, unless they never were, or are on their way."""
    has_items = exists().where(BatchItem.batch_id == Batch.id)
    is_over = Batch.state != BatchState.RUNNING
    db.session.execute(delete(Batch).where(which, is_over, Batch.total > 0, ~has_items))


def _list_rows_about(candidate_id: int) -> list[int]:
    """Return the rows of tables still to be brought in that give an address of a person."""
    theirs = select(CandidateAddress.folded).where(CandidateAddress.candidate_id == candidate_id)
    addresses = set(db.session.scalars(theirs))
    # Batches that are over hold no rows any more.
    rows = (
        select(BatchItem.id, BatchItem.data)
        .join(Batch, Batch.id == BatchItem.batch_id)
        .where(Batch.kind == "rows", Batch.state.in_((BatchState.DRAFT, BatchState.RUNNING)))
        .where(BatchItem.application_id.is_(None))
    )
    return [
        row.id for row in db.session.execute(rows) if fold_address(row.data.get("email", "")) in addresses
    ]


def _what(batch: Batch) -> str:
    """Return the kind in the event; of an undo also what it takes back."""
    if batch.kind != _UNDO:
        return batch.kind
    return f"undo of {db.session.get_one(Batch, batch.undoes_id).kind}"


def permission_of(batch: Batch):
    """Return the right that a batch needs; an undo needs that of what it takes back."""
    kind = db.session.get_one(Batch, batch.undoes_id).kind if batch.kind == _UNDO else batch.kind
    return KINDS[kind].permission
