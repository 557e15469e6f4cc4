"""Doing a batch, a piece at a time: each piece is one transaction, and an item's mark is written with its effect."""

import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.util import identity_key

from ats.applications.models import Application
from ats.batches import actions, queries
from ats.batches.kinds import KINDS
from ats.batches.kinds.kind import Did, Doing, Skip
from ats.batches.models import Batch, BatchItem, BatchState, ItemState
from ats.messages.placeholders import PlaceholderProblem
from ats.platform.conflicts import is_conflict
from ats.platform.database import db
from ats.platform.errors import DomainError
from ats.platform.events import SYSTEM

log = logging.getLogger(__name__)

# Others who write wait for a piece to end: on SQLite for the one lock, on PostgreSQL for its rows.
SECONDS = 0.1
_MOST_AT_ONCE = 50
# So many at least, however slow the machine is just now: what a piece costs beside its items would else be most of it.
_LEAST_AT_ONCE = 8
_MARK = (
    update(BatchItem.__table__)
    .where(BatchItem.__table__.c.id == bindparam("item"))
    .values(
        state=bindparam("is_now"),
        words=bindparam("said"),
        change_id=bindparam("change"),
        message_id=bindparam("message"),
        application_id=bindparam("application"),
        data=bindparam("data"),
    )
)


def look_ahead(batch_id: int) -> Mapping[int, Any] | None:
    """Do what the next items need outside any transaction; None where their kind needs nothing of the sort."""
    batch = db.session.get(Batch, batch_id, populate_existing=True)
    if batch is None or batch.state != BatchState.RUNNING or not KINDS[batch.kind].at_once:
        db.session.rollback()
        return None
    kind = KINDS[batch.kind]
    items = queries.next_items(batch_id, kind.at_once)
    db.session.rollback()
    return kind.look_ahead(batch, items)


def do_some(batch_id: int, *, seconds: float = SECONDS, prepared: Mapping[int, Any] | None = None) -> bool:
    """Do the next items of a batch, for about some seconds; return whether there may be more.

    Whoever was cut off before left no mark, so the same items come again; nobody else works on the batch meanwhile.
    """
    batch = queries.lock_batch(batch_id)
    if batch is None or batch.state != BatchState.RUNNING:
        return False
    items = queries.next_items(batch_id, _MOST_AT_ONCE)
    marks = _do(batch, items, prepared or {}, until=time.monotonic() + seconds)
    if len(marks) < len(items) or len(items) == _MOST_AT_ONCE:
        return True
    KINDS[batch.kind].finish(batch)
    actions.end(batch, BatchState.DONE, by=SYSTEM)
    actions.drop_empty(Batch.id == batch_id)
    return False


def _do(batch: Batch, items: Sequence[Row], prepared: Mapping[int, Any], *, until: float) -> list[dict]:
    """Do items until a moment, some at least; return their marks, which are written down by then.

    Of a kind that looks ahead, those that it has not looked at yet wait for the next piece.
    """
    kind = KINDS[batch.kind]
    if kind.at_once:
        items = [item for item in items if item.id in prepared]
    if not items:
        return []
    do = kind.begin_prepared(batch, items, prepared) if kind.at_once else kind.begin(batch, items)
    marks = []
    for item in items:
        marks.append(_mark(item, *_result(do, item)))
        if len(marks) >= _LEAST_AT_ONCE and time.monotonic() > until:
            break
    _write_down(batch, marks)
    return marks


def _result(do: Doing, item: Row) -> tuple[ItemState, Did]:
    """Do one item behind a savepoint, so that one that fails leaves nothing half done."""
    try:
        return ItemState.DONE, _do_behind_savepoint(do, item)
    except (Skip, DomainError, PlaceholderProblem) as why:
        return ItemState.SKIPPED, Did(str(why))
    except OperationalError:
        # The database itself: the whole piece is for another time.
        raise
    except Exception as error:
        log.exception("Item %s of batch %s failed.", item.id, item.batch_id)
        return ItemState.FAILED, Did(
            f"Something went wrong here ({type(error).__name__}); nothing was changed"
        )


def _do_behind_savepoint(do: Doing, item: Row) -> Did:
    """Do it, and once more where somebody else wrote the same at this moment: that is there now, or gone."""
    try:
        with db.session.begin_nested():
            return do(item)
    except Exception as error:
        if isinstance(error, OperationalError) or not is_conflict(error):
            raise
    # What a decision wrote past the session is taken back in the database alone.
    known = db.session.identity_map.get(identity_key(Application, item.application_id))
    if known is not None:
        db.session.expire(known)
    with db.session.begin_nested():
        return do(item)


def _mark(item: Row, state: ItemState, did: Did) -> dict:
    return {
        "item": item.id,
        "is_now": state.value,
        "said": did.words[:400],
        "change": did.change_id,
        "message": did.message_id,
        "application": did.application_id or item.application_id,
        "data": item.data if did.data is None else dict(did.data),
    }


def _write_down(batch: Batch, marks: Sequence[dict]) -> None:
    db.session.flush()
    db.session.connection().execute(_MARK, list(marks))
    for state in (ItemState.DONE, ItemState.SKIPPED, ItemState.FAILED):
        number = sum(mark["is_now"] == state for mark in marks)
        setattr(batch, state.value, getattr(batch, state.value) + number)
    db.session.flush()
