"""The queue: huey on SQLite or Redis carries outbox ids to the workers; the outbox row alone says what is done."""

import importlib.util
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app

from ats.platform import outbox
from ats.platform.database import db, transaction


@contextmanager
def _without(*drivers: str) -> Iterator[None]:
    """Hide drivers from what is imported meanwhile."""
    loaded = {name: sys.modules.get(name) for name in drivers}
    sys.modules |= dict.fromkeys(drivers)
    try:
        yield
    finally:
        for name, module in loaded.items():
            del sys.modules[name]
            if module is not None:
                sys.modules[name] = module


# huey loads the driver of every store that it knows: 12 MiB in each process, and a tenth of each start. PostgreSQL's is
# never used here, and where the database needs it, SQLAlchemy loads it; that of Redis comes with its store below.
with _without("psycopg", "redis"):
    from huey import crontab
    from huey.api import Huey
    from huey.storage import SqliteStorage

log = logging.getLogger(__name__)


# What somebody waits for goes before all else that was handed over in the hour before it. No more than that, so that a
# stream of it, or a mail server that lets everybody wait, holds nothing else up for good.
HEAD_START_SECONDS = 3600


def _place(priority: float | None) -> float:
    """Return where a task stands in the queue, the highest first; ``priority`` is 1 for what somebody waits for."""
    return HEAD_START_SECONDS * (priority or 0) - time.time()


class QuietSqliteStorage(SqliteStorage):
    """huey's SQLite file without a disk flush for each task, in the order of ``_place``.

    A power cut may take the latest tasks, never the file (WAL with synchronous=NORMAL); the sweeper hands them over
    again. huey itself offers only a flush for each task, or none at all, where a cut may break the file.
    """

    def _create_connection(self):
        connection = super()._create_connection()
        connection.execute("PRAGMA synchronous=NORMAL")
        return connection

    def enqueue(self, data: bytes, priority: float | None = None) -> None:
        """Take one task."""
        super().enqueue(data, _place(priority))

    def enqueue_all(self, tasks: Sequence[tuple[bytes, float | None]]) -> None:
        """Take several tasks in one transaction: each would wait anew for the workers, who take them at once."""
        with self.db(commit=True) as cursor:
            rows = [(self.name, self.to_blob(data), _place(priority)) for data, priority in tasks]
            cursor.executemany("INSERT INTO task (queue, data, priority) VALUES (?, ?, ?)", rows)


class RetryLater(Exception):
    """Raised by a job that could not do its work this time; the message is shown to an admin."""


def init_app(app: Flask, *, redis_url: str, instance_dir: Path, jobs: Iterable, schedule: Mapping) -> None:
    """Give an application its queue, the jobs it knows and those that run by the clock.

    ``schedule`` maps a job without arguments to a cron pattern, five fields as in crontab(5).
    """
    huey = _make_huey(redis_url, instance_dir)
    app.extensions["ats_jobs"] = {outbox.job_name(job): job for job in jobs}
    app.extensions["ats_queue"] = huey

    def run_outbox_row(row_id: int):
        with app.app_context():
            run_row(row_id)

    # Two tasks of one function: a task that waits for its time keeps its name alone, and by that its priority.
    app.extensions["ats_run_outbox_row"] = huey.task(name="run_outbox_row")(run_outbox_row)
    app.extensions["ats_run_urgent_row"] = huey.task(name="run_urgent_row", priority=1)(run_outbox_row)

    @huey.periodic_task(crontab(minute="*"), name="sweep_outbox")
    def sweep_outbox():
        with app.app_context():
            sweep()

    for job, pattern in schedule.items():
        _add_periodic(huey, app, job, pattern)


def _make_huey(redis_url: str, instance_dir: Path) -> Huey:
    # Results are not kept: the outbox row is the result.
    if redis_url:
        # Under another name than the list without an order that it was once: what is left there is swept up.
        return Huey("ats-placed", storage_class=_redis_storage(), url=redis_url, results=False)
    Path(instance_dir).mkdir(parents=True, exist_ok=True, mode=0o700)
    path = str(Path(instance_dir) / "queue.sqlite3")
    huey = Huey("ats", storage_class=QuietSqliteStorage, filename=path, results=False)
    # A connection must not be carried over a fork.
    huey.storage.close()
    return huey


def _redis_storage() -> type:
    """Return huey's store of tasks in Redis, from a second copy of its module: this one finds the driver."""
    specification = importlib.util.find_spec("huey.storage")
    copy = importlib.util.module_from_spec(specification)
    with _without("psycopg"):
        specification.loader.exec_module(copy)

    class PlacedRedisStorage(copy.PriorityRedisStorage):
        """Redis in the order of ``_place``."""

        def enqueue(self, data: bytes, priority: float | None = None) -> None:
            super().enqueue(data, _place(priority))

    return PlacedRedisStorage


def close() -> None:
    """Close this thread's connection to the queue; the next use opens a new one."""
    storage = current_app.extensions["ats_queue"].storage
    if isinstance(storage, QuietSqliteStorage):
        storage.close()


def _add_periodic(huey: Huey, app: Flask, job: Callable[[], None], pattern: str) -> None:
    minute, hour, day, month, day_of_week = pattern.split()
    when = crontab(minute=minute, hour=hour, day=day, month=month, day_of_week=day_of_week)

    @huey.periodic_task(when, name=outbox.job_name(job))
    def run_periodic():
        with app.app_context(), transaction():
            outbox.enqueue(job, dedupe_key=outbox.job_name(job))


def hand_over(rows: Sequence[outbox.Handed]) -> None:
    """Give rows to the queue; a queue that is down is left to the sweeper."""
    extensions = current_app.extensions
    huey, ordinary, urgent = (
        extensions[name] for name in ("ats_queue", "ats_run_outbox_row", "ats_run_urgent_row")
    )
    try:
        for row in rows:
            if row.delay > 0:
                (urgent if row.is_urgent else ordinary).schedule((row.id,), delay=row.delay)
        due = [(urgent if row.is_urgent else ordinary).s(row.id) for row in rows if row.delay <= 0]
        if isinstance(huey.storage, QuietSqliteStorage):
            huey.storage.enqueue_all([(huey.serialize_task(each), each.priority) for each in due])
        else:
            for each in due:
                huey.enqueue(each)
    except Exception:
        log.exception("The queue did not take rows %s; the sweeper will hand them over.", rows)


outbox.install_hand_over(hand_over)


def sweep() -> int:
    """Hand over again every row that is due and in nobody's lease; return how many."""
    rows = outbox.list_due()
    db.session.rollback()
    hand_over(rows)
    return len(rows)


def run_row(row_id: int) -> bool:
    """Do the work of one row; return whether it was ours to do.

    The job gets its row's arguments. It opens its own transactions; the last of them, where the row is marked
    done, is the one that ``finish`` opens around the job's effect unless the job takes ``row`` and does it itself.
    """
    with transaction():
        row = outbox.claim(row_id)
        is_hopeless = row is not None and row.attempts > outbox.MAX_ATTEMPTS
        if is_hopeless:
            # A job that takes its worker down with it never gets to say that it failed.
            outbox.mark_failed(row, row.last_error or "The worker was cut off every time it did this job.")
    if row is None or is_hopeless:
        return False
    try:
        job = current_app.extensions["ats_jobs"][row.job]
        job(row, **row.args)
        _finish(row_id)
    except Exception as error:
        _fail(row_id, error)
    finally:
        db.session.remove()
    return True


def _finish(row_id: int) -> None:
    """Mark the row done where the job did not do so in the transaction of its effect."""
    db.session.rollback()
    row = db.session.get(outbox.OutboxRow, row_id, populate_existing=True)
    if row is not None and row.done_at is None:
        with transaction() as session:
            outbox.mark_done(session.get(outbox.OutboxRow, row_id, populate_existing=True))


def _fail(row_id: int, error: Exception) -> None:
    expected = isinstance(error, RetryLater)
    log.log(logging.WARNING if expected else logging.ERROR, "Job row %s failed: %s", row_id, type(error).__name__,
            exc_info=None if expected else error)  # fmt: skip
    text = str(error) if expected else f"{type(error).__name__}: {error}"
    with transaction() as session:
        row = session.get(outbox.OutboxRow, row_id, populate_existing=True)
        if row is None:
            return
        seconds = outbox.mark_failed(row, text)
    if seconds is not None:
        # What failed once is not urgent any more: a mail server that is down must not keep all else waiting.
        hand_over([outbox.Handed(row_id, seconds)])


def run_until_empty(limit: int = 1000) -> int:
    """Do all rows that are due now, in this process; return how many were done. For commands and tests."""
    done = 0
    while done < limit and (rows := outbox.list_due()):
        db.session.rollback()
        for row in rows:
            done += run_row(row.id)
    return done
