"""Background work on batches: doing one, and forgetting drafts that nobody started."""

import logging
import time
from datetime import timedelta

from sqlalchemy import String, cast, delete, func, select, true
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import aliased

from ats.batches.actions import drop_empty
from ats.batches.kinds import KINDS
from ats.batches.models import Batch, BatchItem, BatchState
from ats.batches.working import do_some, look_ahead
from ats.platform import outbox
from ats.platform.clock import utc_now
from ats.platform.conflicts import is_conflict
from ats.platform.database import db, transaction

log = logging.getLogger(__name__)

# After so long the batch stands in line again, so that mails and other work come in between.
_SLICE_SECONDS = 5
_WAIT_SECONDS = 0.3
_DRAFT_LIFE = timedelta(days=1)
# A share of the time is left to those who wait for the database.
_REST = 0.25


def run(row, batch_id: int, **_facts) -> None:
    """Do a batch, piece by piece, until it is over; goes on where it was."""
    until = time.monotonic() + _SLICE_SECONDS
    while time.monotonic() < until:
        prepared = look_ahead(batch_id)
        began = time.monotonic()
        with transaction():
            has_more = do_some(batch_id, prepared=prepared)
            outbox.extend_lease(db.session.merge(row))
        if not has_more:
            return
        time.sleep((time.monotonic() - began) * _REST)
    with transaction():
        outbox.enqueue(run, batch_id=batch_id)
        outbox.mark_done(db.session.merge(row))


def do_now(batch_id: int) -> None:
    """Do as much of a batch as somebody may wait for, which for a few applications is all of it.

    Called after the commit that began it: the worker, which may have much else to do, goes on with the rest, and with
    all of it where the database is busy or somebody else wrote the same.
    """
    try:
        _do_for(batch_id, _WAIT_SECONDS)
    except SQLAlchemyError as error:
        if not isinstance(error, OperationalError) and not is_conflict(error):
            raise
        db.session.rollback()
        log.info("The worker goes on with batch %s: %s", batch_id, error)


def _do_for(batch_id: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        prepared = look_ahead(batch_id)
        with transaction():
            has_more = do_some(batch_id, prepared=prepared)
        if not has_more:
            return


def purge_drafts(row) -> None:
    """Forget drafts that nobody started, batches about nobody any more, and rows whose import is over; scheduled."""
    old = (Batch.state == BatchState.DRAFT, Batch.created_at < utc_now() - _DRAFT_LIFE)
    with transaction():
        db.session.execute(delete(Batch).where(*old))
        drop_empty(true())
        for batch in _list_unforgotten():
            KINDS["rows"].forget(batch)


def _list_unforgotten() -> list[Batch]:
    """Return imports that ended while a stop still left their rows, and what took these back, with items of people."""
    undone = aliased(Batch)
    # The text of an empty object is the same on both engines.
    full = select(BatchItem.batch_id).where(cast(BatchItem.data, String) != "{}")
    query = select(Batch).outerjoin(undone, undone.id == Batch.undoes_id)
    over = (Batch.state.in_((BatchState.STOPPED, BatchState.DONE)), Batch.id.in_(full))
    return list(
        db.session.scalars(query.where(*over, func.coalesce(undone.kind, Batch.kind).in_(("rows", "files"))))
    )
