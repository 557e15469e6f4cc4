"""Background work on batches: doing one, and forgetting drafts that nobody started."""

import time
from datetime import timedelta

from sqlalchemy import delete

from ats.batches.models import Batch, BatchState
from ats.batches.working import do_some, look_ahead
from ats.platform import outbox
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction

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

    Called after the commit that began it: the worker, which may have much else to do, goes on with the rest.
    """
    until = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < until:
        prepared = look_ahead(batch_id)
        with transaction():
            has_more = do_some(batch_id, prepared=prepared)
        if not has_more:
            return


def purge_drafts(row) -> None:
    """Forget drafts that were looked at and never started; scheduled."""
    old = (Batch.state == BatchState.DRAFT, Batch.created_at < utc_now() - _DRAFT_LIFE)
    with transaction():
        db.session.execute(delete(Batch).where(*old))
