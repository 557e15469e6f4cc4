"""Mail whose sender nobody has verified: it changes nothing until the candidate's link or a colleague confirms it."""

import re

import pytest
from sqlalchemy import select

from ats.activity.models import EventRow
from ats.applications.models import Application
from ats.applications.queries import get_whole_application
from ats.messages.models import Direction, Message
from ats.platform.database import db
from ats.platform.mailbox import list_mails
from tests.integration.careers.openings import text_of
from tests.unit.inbox.mails import RESUME, mail

NEWER = RESUME.replace("Engineer", "Chief engineer").encode()


@pytest.fixture
def joined(once, arrive, cast) -> str:
    """Pat's application by mail, and a second mail with another résumé; the application's public id."""
    return once(lambda: write_twice(arrive, cast))


def write_twice(arrive, cast) -> str:
    files = [("cv.txt", RESUME.encode(), "text/plain")]
    arrive(mail(subject=f"Application {cast.engineer.reference}", files=files))
    newer = [
        ("cv-new.txt", NEWER, "text/plain"),
        ("degree-certificate.txt", b"Certificate of a course", "text/plain"),
    ]
    row = arrive(
        mail(subject=f"My newer CV {cast.engineer.reference}", files=newer, message_id="<two@example.com>")
    )
    return db.session.scalar(select(Application.public_id).where(Application.id == row.application_id))


def whole(public_id: str) -> Application:
    db.session.rollback()
    return get_whole_application(public_id)


def resumes(public_id: str) -> list[tuple[str, bool, bool]]:
    return [
        (each.document.name, each.is_current, each.is_confirmed)
        for each in whole(public_id).attachments
        if each.role == "resume"
    ]


def message() -> Message:
    db.session.rollback()
    query = select(Message).where(Message.direction == Direction.IN).order_by(Message.id.desc())
    return db.session.scalars(query).first()


def kinds() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(EventRow.kind).order_by(EventRow.id)))


UNCHANGED = [("cv.txt", True, True), ("cv-new.txt", False, False)]
TAKEN = [("cv.txt", False, True), ("cv-new.txt", True, True)]


def test_a_colleague_confirms_a_message_with_its_files_and_takes_it_back(app, joined, sign_in):
    assert (resumes(joined), message().is_confirmed) == (UNCHANGED, False)
    recruiter = sign_in("recruiter")
    page = f"/dashboard/applications/{joined}"
    first = text_of(recruiter.get(page))
    assert "Not confirmed" in first
    assert first.count("Sender not verified") == 2
    assert "The subject names the reference" in first
    answer = recruiter.submit(f"{page}/messages/{message().public_id}/confirm", form_at=page)
    assert answer.status_code == 303
    assert (resumes(joined), message().is_confirmed) == (TAKEN, True)
    shown = text_of(recruiter.get(page))
    assert "confirmed a message of the candidate" in shown
    former = re.search(r'name="former" value="([^"]+)"', shown)[1]
    undo = f"{page}/messages/{message().public_id}/unconfirm"
    assert recruiter.submit(undo, {"former": former}, form_at=page).status_code == 303
    assert (resumes(joined), message().is_confirmed) == (UNCHANGED, False)
    assert kinds().count("message.confirmed") == 2


def test_a_colleague_confirms_one_file_and_takes_it_back(sqlite_app, joined, sign_in):
    recruiter = sign_in("recruiter")
    page = f"/dashboard/applications/{joined}"
    old, new = (each.document.public_id for each in whole(joined).attachments if each.role == "resume")
    assert recruiter.submit(f"{page}/documents/confirm", {"document": new}, form_at=page).status_code == 303
    assert resumes(joined) == TAKEN
    assert recruiter.submit(f"{page}/documents/confirm", {"document": new}, form_at=page).status_code == 409
    undo = {"document": new, "former": old}
    assert recruiter.submit(f"{page}/documents/unconfirm", undo, form_at=page).status_code == 303
    assert resumes(joined) == UNCHANGED


def test_the_candidate_confirms_it_through_the_mailed_link(app, joined, client):
    asked = [each for each in list_mails() if each.purpose == "confirm_message"]
    assert [each.to_address for each in asked] == ["pat@example.com"]
    assert asked[0].headers["Auto-Submitted"] == "auto-replied"
    assert "My newer CV" not in asked[0].text
    path = re.search(r"http://jobs.example.com(/status/\S+)", asked[0].text)[1]
    page = text_of(client.get(path))
    assert "Did you write this?" in page
    assert "Was this you?" not in page
    for _ in range(2):
        given = {"message": message().public_id}
        assert client.submit(f"{path}/message", given, form_at=path).status_code == 303
    assert resumes(joined) == TAKEN
    assert kinds().count("message.confirmed") == 1
    assert "Did you write this?" not in text_of(client.get(path))


def test_a_file_beside_others_takes_no_files_place(sqlite_app, joined, client):
    roles = {each.role: each for each in whole(joined).attachments}
    path = re.search(r"http://jobs.example.com(/status/\S+)", list_mails()[0].text)[1]
    client.submit(f"{path}/message", {"message": message().public_id}, form_at=path)
    assert "certificate" in roles
    assert all(each.is_current for each in whole(joined).attachments if each.role != "resume")


def test_a_mail_of_another_address_asks_the_address_that_is_known(sqlite_app, arrive, joined, cast):
    receipt = next(each for each in list_mails() if each.purpose == "receipt")
    arrive(
        mail(
            subject="Re: your application",
            sender="Pat <pat@elsewhere.example.com>",
            message_id="<three@example.com>",
            In_Reply_To=receipt.message_id,
        )
    )
    assert {each.to_address for each in list_mails() if "@elsewhere" in each.to_address} == set()
    assert whole(joined).candidate.email == "pat@example.com"
    assert [each.purpose for each in list_mails()].count("confirm_message") == 1
