"""The end of received mails: with a person whom they name, with an application, and after the retention."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, select, update

from ats.applications import actions as applications
from ats.applications.models import Application
from ats.candidates import actions as candidates
from ats.candidates.models import Candidate
from ats.documents import actions as documents
from ats.documents.models import Document
from ats.inbox import erasing
from ats.inbox.models import ReceivedAddress, ReceivedMail
from ats.messages.actions import write
from ats.platform import outbox, queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.mailbox import Mail
from ats.platform.outbox import OutboxRow
from ats.platform.storage import storage
from tests.unit.inbox.mails import RESUME


def is_kept(sha256: str) -> bool:
    try:
        storage().read(sha256)
    except FileNotFoundError:
        return False
    return True


@pytest.fixture
def came(arrive):
    """Return a function that takes a mail in and tells what became of it, apart from the session."""

    def take(**about) -> SimpleNamespace:
        row = arrive(**about)
        names = ("id", "state", "sha256", "candidate_id", "application_id")
        return SimpleNamespace(**{name: getattr(row, name) for name in names})

    return take


def run_retention() -> None:
    with transaction() as session:
        session.execute(delete(OutboxRow))
        outbox.enqueue(erasing.erase_past_retention)
    queue.run_until_empty()
    db.session.rollback()


def test_what_became_nothing_goes_after_the_retention_with_its_bytes(app, came):
    old, young = (
        came(subject="Papers", text="Old"),
        came(subject="Papers", text="Young", message_id="<2@x>"),
    )
    routed = came(subject="Software Engineer", files=[("cv.txt", RESUME.encode())], message_id="<3@x>")
    assert (old.state, young.state, routed.state) == ("tray", "tray", "routed")
    long_ago = utc_now() - timedelta(days=app.config["RETENTION_DAYS"] + 1)
    gone, stays = (old.id, old.sha256), (young.id, young.sha256)
    routed_id = routed.id
    with transaction():
        ids = (old.id, routed.id)
        db.session.execute(update(ReceivedMail).where(ReceivedMail.id.in_(ids)).values(received_at=long_ago))
    assert [each.id for each in erasing.list_past_retention(utc_now() - timedelta(days=30))] == [gone[0]]
    run_retention()
    assert set(db.session.scalars(select(ReceivedMail.id))) == {stays[0], routed_id}
    assert (is_kept(gone[1]), is_kept(stays[1])) == (False, True)


def test_an_erased_person_is_found_in_mails_that_only_name_them(app, came, cast):
    about = came(
        subject="A friend of mine", text="Please write to Ada@Example.com, she is looking for something.",
        sender="uncle@example.net", message_id="<1@x>",
    )  # fmt: skip
    other = came(subject="Papers", text="Nothing about her", message_id="<2@x>")
    assert (about.state, other.state) == ("tray", "tray")
    about_id, other_id, sha256 = about.id, other.id, about.sha256
    assert "ada@example.com" in set(db.session.scalars(select(ReceivedAddress.folded)))
    db.session.rollback()
    with transaction():
        candidate = db.session.get_one(Candidate, cast.application.candidate_id)
        candidates.erase(candidate, asked_by="candidate", by=SYSTEM)
    queue.run_until_empty()
    db.session.rollback()
    assert set(db.session.scalars(select(ReceivedMail.id))) == {other_id}
    assert db.session.get(ReceivedMail, about_id) is None
    assert not is_kept(sha256)
    assert "ada@example.com" not in set(db.session.scalars(select(ReceivedAddress.folded)))


def test_with_an_application_go_its_mails_and_files_and_nothing_of_the_others(app, came, cast):
    files = [("cv.txt", RESUME.encode())]
    first = came(subject="Software Engineer", files=files, message_id="<1@x>")
    second = came(subject=cast.editor.title, files=files, message_id="<2@x>")
    assert (first.state, second.state) == ("routed", "routed")
    assert first.candidate_id == second.candidate_id
    gone, stays, candidate_id = first.id, second.id, first.candidate_id
    contract = documents.store(b"Contract " * 40, "contract.txt", 1_000_000)
    with transaction():
        application = db.session.get_one(Application, first.application_id)
        write(application, "Hello", "Hello", by=SYSTEM, files=[contract])
    with transaction():
        applications.erase_application(db.session.get_one(Application, application.id), by=SYSTEM)
    queue.run_until_empty()
    db.session.rollback()
    assert db.session.get(ReceivedMail, gone) is None
    assert db.session.get(ReceivedMail, stays) is not None
    names = set(db.session.scalars(select(Document.name).where(Document.candidate_id == candidate_id)))
    assert names == {"cv.txt"}
    assert not is_kept(contract.sha256)
    subjects = set(db.session.scalars(select(Mail.subject).where(Mail.about_id == candidate_id)))
    assert "Hello" not in subjects
