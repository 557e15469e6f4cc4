"""The same queue over Redis."""

import pytest

from ats.platform import outbox, queue
from ats.platform.database import db, transaction
from ats.platform.outbox import OutboxRow
from tests import services
from tests.integration.platform.conftest import only_row
from tests.kept_app import folder_of, make_app

pytestmark = pytest.mark.redis


@pytest.fixture
def redis_app(sqlite_app):
    """The application of the test, its queue in Redis."""
    url = services.redis_url()
    with sqlite_app.app_context():
        app = make_app(folder_of(sqlite_app), redis_url=url)
    app.extensions["ats_queue"].flush()
    with app.app_context():
        with transaction() as session:
            session.execute(OutboxRow.__table__.delete())
        yield app
        db.session.remove()
        app.extensions["ats_queue"].flush()


def test_a_row_travels_through_redis_and_is_done(redis_app):
    seen = []

    def note(row, number):
        seen.append(number)

    redis_app.extensions["ats_jobs"][outbox.job_name(note)] = note
    with transaction():
        outbox.enqueue(note, number=7)
    huey = redis_app.extensions["ats_queue"]
    assert huey.pending_count() == 1
    huey.execute(huey.dequeue())
    assert seen == [7]
    assert only_row().done_at is not None


def test_what_somebody_waits_for_goes_first(redis_app):
    def quick(row):
        pass

    def slow(row):
        pass

    ids = []
    for job in (slow, outbox.urgent(quick), slow):
        with transaction():
            ids.append(outbox.enqueue(job))
    huey = redis_app.extensions["ats_queue"]
    assert [huey.dequeue().args[0] for _ in ids] == [ids[1], ids[0], ids[2]]


def test_redis_that_lost_everything_is_filled_again_by_the_sweeper(redis_app):
    def note(row):
        pass

    redis_app.extensions["ats_jobs"][outbox.job_name(note)] = note
    with transaction():
        outbox.enqueue(note)
    huey = redis_app.extensions["ats_queue"]
    huey.flush()
    assert huey.pending_count() == 0
    assert queue.sweep() == 1
    huey.execute(huey.dequeue())
    assert only_row().done_at is not None


def test_redis_that_is_down_does_not_stop_an_action(sqlite_app):
    services.redis_url()
    app = make_app(folder_of(sqlite_app), redis_url="redis://127.0.0.1:1/0")
    with app.app_context():
        with transaction() as session:
            session.execute(OutboxRow.__table__.delete())

        def note(row):
            pass

        app.extensions["ats_jobs"][outbox.job_name(note)] = note
        with transaction():
            outbox.enqueue(note)
        assert only_row().done_at is None
        assert queue.run_until_empty() == 1
        db.session.remove()
