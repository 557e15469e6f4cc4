"""Work for later, written in the caller's transaction: nothing is done for work that rolled back, and
nothing is lost for work that committed."""

import os
import random
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, String, Text, bindparam, delete, event, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from ats.platform.clock import utc_now
from ats.platform.columns import Json, UtcDateTime
from ats.platform.database import Model, db, insert_row, insert_rows, transaction

MAX_ATTEMPTS = 12
LEASE = timedelta(seconds=60)

Job = Callable[..., None]
_URGENT: set[str] = set()


@dataclass(frozen=True)
class Handed:
    """A row on its way to the queue: due after ``delay`` seconds, and before others if somebody waits for it."""

    id: int
    delay: float = 0.0
    is_urgent: bool = False


def urgent(job: Job) -> Job:
    """Have a job, in its first attempt, go before those that nobody waits for: a mail before readings."""
    _URGENT.add(job_name(job))
    return job


class OutboxRow(Model):
    """One piece of work: who does it, with what, when, and how it went."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "done_at", "gave_up_at", "run_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(120))
    args: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(120))
    attempts: Mapped[int] = mapped_column(default=0)
    dedupe_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    last_error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gave_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def is_at_work() -> bool:
    """Return whether a worker did anything in the last minute: what waits then waits for its turn."""
    last = db.session.scalar(select(func.max(OutboxRow.done_at)))
    return last is not None and last > utc_now() - timedelta(minutes=1)


def job_name(job: Job) -> str:
    """Return the name under which a job is written down."""
    return f"{job.__module__}.{job.__qualname__}"


def enqueue(
    job: Job, *, delay: timedelta = timedelta(0), dedupe_key: str | None = None, **args
) -> int | None:
    """Write a row for ``job(**args)`` in the current transaction; hand it to the queue after the commit.

    Returns the row's id. With a ``dedupe_key`` that is already waiting nothing is written and None is returned.
    """
    if dedupe_key and db.session.scalar(select(OutboxRow.id).where(OutboxRow.dedupe_key == dedupe_key)):
        return None
    now = utc_now()
    row_id = insert_row(OutboxRow, **_values(job, args, now, now + delay), dedupe_key=dedupe_key)
    _hand_over_after_commit(row_id, job_name(job), delay.total_seconds())
    return row_id


def call_off(dedupe_key: str) -> None:
    """Let the row that waits under a key do nothing any more, in the current transaction."""
    waiting = update(OutboxRow).where(OutboxRow.dedupe_key == dedupe_key, OutboxRow.done_at.is_(None))
    db.session.execute(waiting.values(done_at=utc_now(), dedupe_key=None))


def is_called_off(row: OutboxRow) -> bool:
    """Return whether a row was called off while its work was going on."""
    return db.session.scalar(select(OutboxRow.done_at).where(OutboxRow.id == row.id)) is not None


def _hand_over_after_commit(row_id: int, name: str, delay: float = 0.0) -> None:
    db.session.info.setdefault("outbox_rows", []).append(Handed(row_id, delay, name in _URGENT))


def later(*jobs: Job):
    """Return a reaction that enqueues jobs with the facts of the event that caused them."""

    def write_rows(event_) -> None:
        now, facts = utc_now(), event_.facts()
        rows = [_values(job, facts, now, now) for job in jobs]
        for row_id, name in insert_rows(OutboxRow, rows, OutboxRow.id, OutboxRow.job):
            _hand_over_after_commit(row_id, name)

    return write_rows


def _values(job: Job, args: dict[str, Any], created_at: datetime, run_at: datetime) -> dict[str, Any]:
    return {"job": job_name(job), "args": args, "created_at": created_at, "run_at": run_at}


def install_hand_over(hand_over: Callable[[Sequence[Handed]], None]) -> None:
    """Call ``hand_over`` with all rows written, once their transaction has committed.

    Called once a process, not once an application: the session registry is shared by all of them.
    """

    @event.listens_for(db.session, "after_commit")
    def _after_commit(session):
        # A savepoint's commit ends nothing: the rows are not there yet for anybody else.
        if session.in_nested_transaction():
            return
        if rows := session.info.pop("outbox_rows", []):
            hand_over(rows)

    @event.listens_for(db.session, "after_rollback")
    def _after_rollback(session):
        if session.in_nested_transaction():
            return
        session.info.pop("outbox_rows", None)


def _claim_statement():
    now = bindparam("now", type_=UtcDateTime())
    is_free = or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until < now)
    is_due = OutboxRow.done_at.is_(None), OutboxRow.gave_up_at.is_(None), OutboxRow.run_at <= now
    taken = {
        OutboxRow.lease_until: bindparam("until", type_=UtcDateTime()),
        OutboxRow.lease_owner: bindparam("owner"),
        OutboxRow.attempts: OutboxRow.attempts + 1,
    }
    claimed = update(OutboxRow).where(OutboxRow.id == bindparam("row_id"), *is_due, is_free).values(taken)
    fresh = {"populate_existing": True, "synchronize_session": False}
    return claimed.returning(OutboxRow).execution_options(**fresh)


# Written once and one statement: who writes for a page waits for the worker, which claims rows all the time.
_CLAIM = _claim_statement()


def claim(row_id: int) -> OutboxRow | None:
    """Take the lease of one row that is due; return None when another worker has it or it is done."""
    now = utc_now()
    given = {"row_id": row_id, "now": now, "until": now + LEASE, "owner": _this_process()}
    return db.session.scalar(_CLAIM, given)


def release_dead_leases() -> int:
    """Free the rows that a worker of this machine held when it died; return how many. For a worker's start."""
    held = select(OutboxRow).where(OutboxRow.done_at.is_(None), OutboxRow.lease_until.is_not(None))
    freed = 0
    for row in db.session.scalars(held):
        host, _, process = (row.lease_owner or "").rpartition(":")
        if host == socket.gethostname() and not _is_alive(int(process)):
            row.lease_until, freed = None, freed + 1
    return freed


def _this_process() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def extend_lease(row: OutboxRow, lease: timedelta = LEASE) -> None:
    """Keep a long job's row for another lease; called with every chunk."""
    row.lease_until = utc_now() + lease


def mark_done(row: OutboxRow) -> None:
    """Note that the work is done; belongs into the transaction of its effect."""
    row.done_at = utc_now()
    row.lease_until = None
    row.dedupe_key = None
    row.last_error = None


def mark_failed(row: OutboxRow, error: str) -> float | None:
    """Note a failure; return the seconds until the next attempt, or None when the row gives up."""
    row.last_error = error[:2000]
    row.lease_until = None
    if row.attempts >= MAX_ATTEMPTS:
        row.gave_up_at = utc_now()
        row.dedupe_key = None
        return None
    # Doubling from 5 s up to an hour, with jitter so that many failures do not come back at once.
    seconds = min(5 * 2 ** (row.attempts - 1), 3600) * random.uniform(0.8, 1.2)  # noqa: S311
    row.run_at = utc_now() + timedelta(seconds=seconds)
    return seconds


def retry(row: OutboxRow) -> None:
    """Try a row again at once, with all its attempts before it."""
    row.attempts, row.gave_up_at, row.lease_until, row.run_at = 0, None, None, utc_now()
    _hand_over_after_commit(row.id, row.job)


def list_due(limit: int = 500) -> list[Handed]:
    """Return rows that are due, not done and in nobody's lease: what somebody waits for first, then the oldest first.

    However much is urgent, half of them are of the rest, as far as there is any.
    """
    first = OutboxRow.job.in_(_URGENT) & (OutboxRow.attempts == 0)
    urgent_ids = _due_ids(first, limit)
    others = _due_ids(~first, limit - min(len(urgent_ids), limit // 2))
    found = [Handed(each, is_urgent=True) for each in urgent_ids[: limit - len(others)]]
    return found + [Handed(each) for each in others]


def _due_ids(which: ColumnElement[bool], limit: int) -> list[int]:
    now = utc_now()
    query = select(OutboxRow.id).where(
        OutboxRow.done_at.is_(None),
        OutboxRow.gave_up_at.is_(None),
        OutboxRow.run_at <= now,
        or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until < now),
        which,
    )
    return list(db.session.scalars(query.order_by(OutboxRow.run_at).limit(limit)))


def purge_done(row) -> None:
    """Forget rows that were done more than a week ago; scheduled."""
    with transaction():
        db.session.execute(delete(OutboxRow).where(OutboxRow.done_at < utc_now() - timedelta(days=7)))
