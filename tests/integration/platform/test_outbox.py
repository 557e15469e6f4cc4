"""The outbox: nothing is done for work that rolled back, nothing is lost for work that committed."""

import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from ats.applications.actions import Submission, submit
from ats.platform import outbox, queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import VISITOR
from ats.platform.outbox import OutboxRow
from ats.platform.queue import RetryLater, run_until_empty
from tests.integration.platform.conftest import only_row
from tests.statements import counted_statements


class Broken(Exception):
    """An action that fails half-way."""


class Calls(list):
    """What a job was called with, and the job itself."""

    def job(self, row, **args):
        """Note the call."""
        self.append(args)


@pytest.fixture
def calls(add_job) -> Calls:
    """A job that notes what it was called with."""
    made = Calls()
    add_job(made.job)
    return made


def queued(app) -> int:
    return app.extensions["ats_queue"].pending_count()


def in_threads(app, count: int, work) -> list:
    """Do ``work()`` at once in several threads, each with an application context; return what came out."""
    together, out = threading.Barrier(count), []

    def run():
        with app.app_context():
            together.wait()
            try:
                out.append(work())
            except Exception as error:  # noqa: BLE001 - what came out is what is asked for
                out.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out


def test_work_goes_with_the_transaction_that_wrote_it(app, calls):
    def half():
        with transaction():
            outbox.enqueue(calls.job, number=1)
            raise Broken

    with pytest.raises(Broken):
        half()
    assert queued(app) == 0
    assert run_until_empty() == 0
    with transaction():
        outbox.enqueue(calls.job, number=2)
        assert queued(app) == 0, "handed over only once it is committed"
    assert queued(app) == 1
    assert run_until_empty() == 1
    assert calls == [{"number": 2}]
    assert only_row().done_at is not None


def test_a_savepoint_hands_nothing_over_before_the_whole_is_committed(app, calls):
    def half():
        with transaction() as session:
            with session.begin_nested():
                outbox.enqueue(calls.job, number=1)
            assert queued(app) == 0
            raise Broken

    with pytest.raises(Broken):
        half()
    assert queued(app) == 0
    with transaction() as session:
        outbox.enqueue(calls.job, number=2)
        with pytest.raises(Broken), session.begin_nested():
            raise Broken
    assert queued(app) == 1, "a savepoint that is rolled back does not forget the work around it"


def test_one_of_many_workers_gets_a_row(app, calls):
    with transaction():
        row_id = outbox.enqueue(calls.job, number=1)
    ran = in_threads(app, 8, lambda: queue.run_row(row_id))
    assert sorted(ran) == [False] * 7 + [True]
    assert calls == [{"number": 1}]


def test_work_for_later_waits(app, calls):
    with transaction():
        outbox.enqueue(calls.job, delay=timedelta(minutes=5), number=1)
    assert run_until_empty() == 0
    with transaction():
        only_row().run_at = utc_now()
    assert run_until_empty() == 1


def order_of(app) -> list[int]:
    """Take all tasks out of the queue; return the ids of their rows."""
    huey, ids = app.extensions["ats_queue"], []
    while task := huey.dequeue():
        ids.append(task.args[0])
    return ids


@pytest.fixture
def both(add_job):
    """An urgent job and an ordinary one."""

    def quick(row):
        pass

    def slow(row):
        pass

    return add_job(outbox.urgent(quick)), add_job(slow)


def wait_for(*jobs) -> list[int]:
    """Let jobs wait, each in a transaction of its own; return the ids of their rows."""
    ids = []
    for job in jobs:
        with transaction():
            ids.append(outbox.enqueue(job))
    return ids


def test_what_somebody_waits_for_goes_first(app, both):
    quick, slow = both
    ids = wait_for(slow, slow, quick, slow, quick)
    assert order_of(app) == [ids[2], ids[4], ids[0], ids[1], ids[3]]
    assert [row.id for row in outbox.list_due()] == [ids[2], ids[4], ids[0], ids[1], ids[3]]
    assert queue.sweep() == 5
    assert order_of(app) == [ids[2], ids[4], ids[0], ids[1], ids[3]]


def test_what_has_waited_for_an_hour_goes_before_what_is_urgent(app, both, monkeypatch):
    quick, slow = both
    monkeypatch.setattr(queue, "time", SimpleNamespace(time=lambda: time.time() - 3601))
    (old,) = wait_for(slow)
    monkeypatch.undo()
    young, urgent = wait_for(slow, quick)
    assert order_of(app) == [old, urgent, young]


def test_what_is_urgent_leaves_room_in_each_sweep(app, both):
    quick, slow = both
    ids = wait_for(slow, slow, *[quick] * 5)
    assert [row.id for row in outbox.list_due(4)] == [*ids[2:4], *ids[:2]]
    assert [row.id for row in outbox.list_due(6)] == [*ids[2:6], *ids[:2]]


def test_urgent_work_for_later_is_urgent_once_it_is_due(app, both):
    quick, slow = both
    (first,) = wait_for(slow)
    with transaction():
        later = outbox.enqueue(quick, delay=timedelta(seconds=30))
    huey = app.extensions["ats_queue"]
    for task in huey.read_schedule(utc_now().replace(tzinfo=None) + timedelta(seconds=60)):
        huey.enqueue(task)
    assert order_of(app) == [later, first]


def test_what_failed_once_is_not_urgent_any_more(app, add_job, both):
    def fails(row):
        raise RetryLater("later")

    add_job(outbox.urgent(fails))
    failed, waiting = wait_for(fails, both[1])
    queue.run_row(failed)
    with transaction() as session:
        session.get(OutboxRow, failed).run_at = utc_now()
    assert {row.id: row.is_urgent for row in outbox.list_due()} == {waiting: False, failed: False}


def test_a_receipt_does_not_wait_behind_readings(app, cast):
    with transaction() as session:
        session.execute(OutboxRow.__table__.delete())
    order_of(app)
    jobs = [
        "ats.search.jobs.index_application",
        "ats.matching.jobs.match_candidate",
        "ats.documents.jobs.read_document",
    ]
    with transaction():
        outbox.later(*(app.extensions["ats_jobs"][name] for name in jobs))(SimpleNamespace(facts=dict))
    with transaction():
        submit(cast.editor, Submission(name="Bo Reed", email="bo@example.com"), by=VISITOR, reapply_days=90)
    first, *rest = (db.session.get_one(OutboxRow, row_id).job for row_id in order_of(app))
    assert first == "ats.applications.jobs.acknowledge"
    assert rest[:3] == jobs


def test_a_receipt_reads_what_it_is_about_once(app, cast):
    with transaction():
        submit(cast.editor, Submission(name="Bo Reed", email="bo@example.com"), by=VISITOR, reapply_days=90)
    is_receipt = OutboxRow.job == "ats.applications.jobs.acknowledge"
    row_id = db.session.scalar(select(func.max(OutboxRow.id)).where(is_receipt))
    db.session.remove()
    with counted_statements() as statements:
        assert queue.run_row(row_id)
    # While it is written, nobody else writes anything.
    for table in ("candidates", "openings", "company"):
        assert sum(f"FROM {table} " in each or f"JOIN {table} " in each for each in statements) <= 1, table


def test_work_whose_handing_over_was_lost_is_swept_up(app, calls, monkeypatch):
    huey = app.extensions["ats_queue"]

    def is_down(*args):
        raise ConnectionError("the queue is down")

    monkeypatch.setattr(huey.storage, "enqueue_all", is_down)
    with transaction():
        outbox.enqueue(calls.job, number=1)
    monkeypatch.undo()
    assert queued(app) == 0
    assert queue.sweep() == 1
    huey.execute(huey.dequeue())
    assert calls == [{"number": 1}]
    assert queue.sweep() == 0


def test_a_failure_is_tried_again_later_and_later_and_then_given_up(app, add_job):
    def fail(row):
        raise RetryLater("the other side is asleep")

    with transaction():
        row_id = outbox.enqueue(add_job(fail))
    waits = []
    for _ in range(outbox.MAX_ATTEMPTS):
        assert queue.run_row(row_id)
        row = only_row()
        assert row.last_error == "the other side is asleep"
        if row.gave_up_at is None:
            waits.append((row.run_at - utc_now()).total_seconds())
            assert not queue.run_row(row_id), "not before its time"
            with transaction():
                only_row().run_at = utc_now()
    assert only_row().gave_up_at is not None
    assert only_row().attempts == outbox.MAX_ATTEMPTS
    expected = [min(5 * 2**n, 3600) for n in range(outbox.MAX_ATTEMPTS - 1)]
    assert all(0.7 * e <= w <= 1.25 * e for w, e in zip(waits, expected, strict=True))
    assert not queue.run_row(row_id)
    assert outbox.list_due() == []


def test_a_job_that_kills_its_worker_is_given_up_too(app, calls):
    with transaction():
        row_id = outbox.enqueue(calls.job, number=1)
    for _ in range(outbox.MAX_ATTEMPTS):
        with transaction():
            assert outbox.claim(row_id) is not None
        with transaction():
            only_row().lease_until = utc_now() - timedelta(seconds=1)
    assert not queue.run_row(row_id)
    assert only_row().gave_up_at is not None
    assert "cut off" in only_row().last_error
    assert calls == []


def test_a_dead_workers_row_comes_back_after_its_lease(app, calls):
    with transaction():
        row_id = outbox.enqueue(calls.job, number=1)
    with transaction():
        assert outbox.claim(row_id) is not None
    assert not queue.run_row(row_id)
    with transaction():
        only_row().lease_until = utc_now() - timedelta(seconds=1)
    assert queue.run_row(row_id)
    assert only_row().attempts == 2


def test_an_effect_and_its_done_mark_stand_or_fall_together(app, add_job):
    def half(row, **args):
        with transaction():
            outbox.mark_done(db.session.get(OutboxRow, row.id))
            raise Broken("just before the commit")

    with transaction():
        row_id = outbox.enqueue(add_job(half))
    queue.run_row(row_id)
    assert only_row().done_at is None
    assert only_row().last_error == "Broken: just before the commit"


def test_an_unexpected_error_is_kept_with_its_kind_and_cut(app, add_job):
    def fail(row):
        raise ValueError("x" * 5000)

    with transaction():
        row_id = outbox.enqueue(add_job(fail))
    queue.run_row(row_id)
    assert only_row().last_error.startswith("ValueError: xxx")
    assert len(only_row().last_error) == 2000


def test_what_already_waits_is_not_written_twice(app, calls):
    job = calls.job
    with transaction():
        assert outbox.enqueue(job, dedupe_key="daily") is not None
        assert outbox.enqueue(job, dedupe_key="daily") is None
    run_until_empty()
    with transaction():
        assert outbox.enqueue(job, dedupe_key="daily") is not None, "once done it can be asked for again"
    assert run_until_empty() == 1


def test_two_schedulers_write_one_row(app, calls):
    job = calls.job

    def schedule():
        with transaction():
            outbox.enqueue(job, dedupe_key="daily")

    out = in_threads(app, 4, schedule)
    assert all(each is None or isinstance(each, IntegrityError) for each in out)
    assert only_row().dedupe_key == "daily"


def test_retrying_hands_over_at_once(app, add_job):
    def fail(row):
        raise RetryLater("no")

    with transaction():
        row_id = outbox.enqueue(add_job(fail))
    app.extensions["ats_queue"].flush()
    with transaction():
        row = db.session.get(OutboxRow, row_id)
        row.attempts, row.gave_up_at = 12, utc_now()
    with transaction():
        outbox.retry(db.session.get(OutboxRow, row_id))
    assert queued(app) == 1
    assert queue.run_row(row_id)
    assert only_row().attempts == 1


def test_what_was_done_is_forgotten_after_a_week(app, calls):
    with transaction():
        outbox.enqueue(calls.job, number=1)
        outbox.enqueue(calls.job, number=2)
    run_until_empty()
    with transaction() as session:
        session.query(OutboxRow).order_by(OutboxRow.id).first().done_at = utc_now() - timedelta(days=8)
    outbox.purge_done(None)
    assert only_row().args == {"number": 2}


def test_claiming_is_one_statement(app, calls):
    with transaction():
        row_id = outbox.enqueue(calls.job, number=1)
    statements = []

    def note(connection, cursor, statement, *rest):
        statements.append(statement)

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    with transaction():
        outbox.claim(row_id)
    sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
    updates = [each for each in statements if each.startswith("UPDATE outbox")]
    assert len(updates) == 1
