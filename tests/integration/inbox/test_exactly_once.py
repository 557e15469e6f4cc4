"""A worker that is cut off leaves nothing half done, and a mail that cannot be understood lands in the tray."""

from datetime import timedelta

from sqlalchemy import func, select, update

from ats.applications.models import Application
from ats.inbox import jobs
from ats.inbox.models import ReceivedMail
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.outbox import OutboxRow
from tests.unit.inbox.mails import RESUME

CV = ("cv.txt", RESUME.encode(), "text/plain")


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Application)) or 0


def try_again() -> None:
    db.session.rollback()
    with transaction():
        due = utc_now() - timedelta(seconds=1)
        db.session.execute(update(OutboxRow).where(OutboxRow.done_at.is_(None)).values(run_at=due))
    queue.run_until_empty()
    db.session.rollback()


def test_cut_off_before_the_commit_and_done_again_it_is_one_application(app, arrive, cast, monkeypatch):
    carry_out = jobs.carry_out

    def cut_off(*given, **named):
        monkeypatch.setattr(jobs, "carry_out", carry_out)
        carry_out(*given, **named)
        raise KeyError("the worker is gone")

    monkeypatch.setattr(jobs, "carry_out", cut_off)
    before = count()
    row_id = arrive(subject="Editor", files=[CV]).id
    row = db.session.get(ReceivedMail, row_id)
    assert (row.state, count()) == ("new", before)
    try_again()
    row = db.session.get(ReceivedMail, row_id, populate_existing=True)
    assert (row.state, count()) == ("routed", before + 1)


def test_what_cannot_be_understood_waits_with_what_went_wrong(sqlite_app, arrive, cast, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr(jobs, "prepare", fail)
    row_id = arrive(subject="Editor", files=[CV]).id
    for _ in range(3):
        try_again()
    row = db.session.get(ReceivedMail, row_id, populate_existing=True)
    assert row.state == "tray"
    assert "nobody thought of this" in row.problem
    monkeypatch.undo()
    assert arrive(subject="Editor", files=[CV], message_id="<2@x>").state == "routed"
