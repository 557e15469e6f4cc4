"""Somebody is erased at the moment in which a mail of theirs is understood: both are done whole."""

import pytest
from sqlalchemy import select, update

from ats.applications.actions import Submission, erase_person, submit
from ats.candidates.models import Candidate
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.taking_in import take_in
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.errors import NotFound
from ats.platform.events import SYSTEM, VISITOR
from ats.platform.outbox import OutboxRow
from tests.house.test_erasure import CANARY, traces
from tests.interleaving import side_by_side
from tests.unit.inbox.mails import RESUME, mail

ADDRESS = f"{CANARY}@example.com"


@pytest.fixture
def candidate_id(app, cast) -> int:
    """The canary, who has applied as an editor."""
    app.config["INBOX_ADDRESS"] = "jobs@example.com"
    with transaction():
        given = Submission(name=f"{CANARY} Reed", email=ADDRESS)
        found = submit(cast.editor, given, by=VISITOR, reapply_days=90).application.candidate_id
    queue.run_until_empty()
    return found


@pytest.fixture
def understand(candidate_id):
    """The work on a mail by which the canary applies once more, and which is taken in by then."""
    file = (f"{CANARY}.txt", f"{CANARY}\n{RESUME}".encode())
    letter = mail("Software Engineer", f"I am {CANARY}", sender=f"{CANARY} <{ADDRESS}>", files=[file])
    taken = take_in(letter.as_bytes(), envelope_from=ADDRESS, envelope_to=["jobs@example.com"], via=Via.PIPE)
    assert not taken.is_known
    row_id = db.session.scalar(select(OutboxRow.id).where(OutboxRow.done_at.is_(None)))
    db.session.rollback()
    return lambda: queue.run_row(row_id)


def eraser(candidate_id: int):
    def erase() -> str:
        try:
            with transaction():
                erase_person(db.session.get_one(Candidate, candidate_id), asked_by="admin", by=SYSTEM)
        except NotFound:
            return "nobody"
        return "erased"

    return erase


def go_on() -> None:
    """Do all work that waits, and at once what failed at first."""
    for _ in range(3):
        with transaction():
            db.session.execute(update(OutboxRow).where(OutboxRow.done_at.is_(None)).values(run_at=utc_now()))
        queue.run_until_empty()


def assert_nothing_left(app) -> None:
    """Fail if anything is left of the canary once all work is done."""
    go_on()
    assert db.session.scalar(select(ReceivedMail.id)) is None
    assert traces(app) == []


def test_who_is_erased_while_a_mail_of_theirs_is_filed(app, candidate_id, understand):
    answers = side_by_side(app, understand, eraser(candidate_id), before="INSERT INTO applications")
    assert answers[1] == "erased"
    assert_nothing_left(app)


def test_a_mail_that_is_understood_only_after_its_sender_was_erased_is_somebody_new(
    app, candidate_id, understand
):
    """It came before and was looked at by nobody yet: whoever writes so applies, and is not lost."""
    answers = side_by_side(app, eraser(candidate_id), understand, before="DELETE FROM applications")
    assert answers[0] == "erased"
    go_on()
    found = db.session.scalars(select(Candidate).where(Candidate.name.startswith(CANARY))).one()
    assert found.id != candidate_id
    assert db.session.scalars(select(ReceivedMail)).one().candidate_id == found.id
