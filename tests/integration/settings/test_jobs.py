"""Background work: listing, what gave up, trying again."""

from datetime import timedelta

import pytest

from ats.platform import outbox
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.outbox import OutboxRow
from ats.platform.queue import run_until_empty
from ats.settings import queries

BASE = "/dashboard/settings/jobs"


@pytest.fixture
def rows(request):
    """A row that gave up, one that tries again, one that runs, one that waits; nothing else."""
    request.getfixturevalue("cast")
    now = utc_now()

    def row(**values):
        return OutboxRow(
            job="ats.platform.mailbox.deliver", args={"mail_id": 7}, created_at=now, run_at=now, **values
        )

    made = {
        "gave_up": row(attempts=12, gave_up_at=now, last_error="ConnectionRefusedError: refused"),
        "again": row(attempts=2, last_error="451 Try later"),
        "running": row(attempts=1, lease_until=now + timedelta(minutes=1)),
        "waiting": row(attempts=0),
    }
    with transaction() as session:
        session.execute(OutboxRow.__table__.delete())
        session.add_all(made.values())
        session.flush()
        return {name: each.id for name, each in made.items()}


def test_works(app, cast, rows, sign_in):
    browser = sign_in("admin")
    page = browser.get(BASE).text
    assert "Send one queued mail" in page
    assert "ConnectionRefusedError: refused" in page
    waiting = browser.get(f"{BASE}?state=waiting").text
    assert all(word in waiting for word in ("Running", "Tries again", "451 Try later", "Waiting"))
    counts = queries.count_jobs()
    assert (counts.waiting, counts.running, counts.gave_up) == (2, 1, 1)
    assert browser.submit(f"{BASE}/{rows['gave_up']}/retry", form_at=BASE).status_code == 303
    db.session.rollback()
    row = db.session.get(OutboxRow, rows["gave_up"])
    assert (row.gave_up_at, row.attempts) == (None, 0)


def test_anonymous(sqlite_app, cast, rows, client):
    assert client.submit(f"{BASE}/{rows['gave_up']}/retry").status_code == 401


def test_outsider(sqlite_app, cast, rows, sign_in):
    assert sign_in("admin").submit(f"{BASE}/999999/retry", form_at=BASE).status_code == 404
    assert sign_in("admin").submit(f"{BASE}/{10**30}/retry", form_at=BASE).status_code == 404


def test_wrong_role(sqlite_app, cast, rows, sign_in):
    assert sign_in("recruiter").submit(f"{BASE}/retry", form_at="/account").status_code == 403


def test_invalid_form(sqlite_app, cast, rows, sign_in):
    """What runs is not tried a second time beside itself."""
    assert sign_in("admin").submit(f"{BASE}/{rows['running']}/retry", form_at=BASE).status_code == 409


def test_all_that_gave_up_is_tried_again(app, cast, rows, sign_in):
    assert sign_in("admin").submit(f"{BASE}/retry", form_at=BASE).status_code == 303
    assert queries.count_jobs().gave_up == 0
    run_until_empty()
    db.session.rollback()
    assert db.session.get(OutboxRow, rows["gave_up"]).done_at is not None


def test_a_missing_worker_is_told(sqlite_app, cast, rows, sign_in):
    with transaction():
        db.session.get(OutboxRow, rows["waiting"]).run_at = utc_now() - timedelta(minutes=20)
    assert "Is the worker running?" in sign_in("admin").get(BASE).text
    assert "Is the worker running?" in sqlite_app.test_cli_runner().invoke(args=["doctor"]).output


def test_a_worker_that_is_at_work_is_not_missed(sqlite_app, cast, rows, sign_in):
    """As after the first start, when the demo's résumés wait to be read."""
    with transaction():
        db.session.get(OutboxRow, rows["waiting"]).run_at = utc_now() - timedelta(minutes=20)
        db.session.get(OutboxRow, rows["again"]).done_at = utc_now()
    assert "Is the worker running?" not in sign_in("admin").get(BASE).text
    assert "Is the worker running?" not in sqlite_app.test_cli_runner().invoke(args=["doctor"]).output


def test_a_job_of_an_earlier_version_is_shown_by_its_name(sqlite_app, cast, sign_in):
    with transaction() as session:
        now = utc_now()
        session.add(OutboxRow(job="ats.old.job", args={}, created_at=now, run_at=now, attempts=0))
    assert "ats.old.job" in sign_in("admin").get(BASE).text
    run_until_empty()
    row = db.session.query(OutboxRow).filter_by(job="ats.old.job").one()
    assert row.last_error.startswith("KeyError")
    assert row.attempts < outbox.MAX_ATTEMPTS
