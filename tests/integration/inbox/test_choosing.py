"""A mail that fits several openings: the sender is asked by one short mail, chooses, and a colleague can undo it."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update

from ats.activity.models import EventRow
from ats.applications.models import Application
from ats.candidates.models import Candidate
from ats.inbox.models import MailState, ReceivedMail
from ats.openings.models import Opening
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail, list_mails
from ats.platform.outbox import OutboxRow
from tests.integration.careers.openings import text_of
from tests.statements import counted_statements
from tests.unit.inbox.mails import RESUME, mail

CV = ("cv.txt", RESUME.encode(), "text/plain")
BOTH = "Application: Software Engineer or Editor"


def asked() -> list[Mail]:
    db.session.rollback()
    return [each for each in list_mails() if each.purpose == "choose_opening"]


def path_in(letter: Mail) -> str:
    return re.search(r"http://jobs.example.com(/choose/\S+)", letter.text)[1]


def let_time_pass() -> None:
    db.session.rollback()
    with transaction():
        db.session.execute(update(OutboxRow).values(run_at=utc_now() - timedelta(seconds=1)))
    queue.run_until_empty()


def again(row: ReceivedMail) -> ReceivedMail:
    db.session.rollback()
    query = select(ReceivedMail).where(ReceivedMail.public_id == row)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one()


@pytest.fixture
def waiting(request, once, arrive) -> str:
    """The public id of Pat's mail, which fits two openings."""
    app = request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    app.config["INBOX_ASK"] = True
    return once(lambda: write_to_two(arrive))


def write_to_two(arrive) -> str:
    row = arrive(mail(BOTH, files=[CV]))
    assert row.state == MailState.TRAY
    return row.public_id


def test_nobody_is_asked_unless_the_setting_says_so(sqlite_app, arrive, cast):
    assert arrive(mail(BOTH, files=[CV])).state == MailState.TRAY
    assert asked() == []


def test_the_sender_is_asked_once_and_chooses(app, waiting, arrive, client, cast, sign_in):
    arrive(mail(BOTH, files=[CV], message_id="<two@example.com>"))
    (letter,) = asked()
    assert (letter.to_address, letter.headers["Auto-Submitted"]) == ("pat@example.com", "auto-replied")
    assert letter.headers["In-Reply-To"] == "<one@example.com>"
    assert letter.envelope_sender.startswith("jobs+b")
    path = path_in(letter)
    with counted_statements() as statements:
        page = text_of(client.get(path))
    assert not [each for each in statements if not each.startswith("SELECT")]
    assert page.index("Software Engineer") < page.index("somebody looks at your mail")
    assert client.submit(path, {"opening": "R0000"}, form_at=path).status_code == 422
    for reference in (cast.editor.reference, cast.engineer.reference):
        form_at = path if reference == cast.editor.reference else "/sign-in"
        assert client.submit(path, {"opening": reference}, form_at=form_at).status_code == 303
    assert "Your mail has found its place" in text_of(client.get(path))
    row = again(waiting)
    assert (row.state, row.rule, row.opening_id) == ("assigned", "chosen", cast.editor.id)
    let_time_pass()
    row = again(waiting)
    assert (row.state, row.rule, row.why) == ("routed", "chosen", "The sender chose this opening")
    application = db.session.get_one(Application, row.application_id)
    assert application.opening_id == cast.editor.id
    assert "mail.sorted" in list(db.session.scalars(select(EventRow.kind)))
    assert [each.purpose for each in list_mails() if each.to_address == "pat@example.com"].count(
        "receipt"
    ) == 1


def test_a_colleague_takes_it_back_before_and_after_it_took_effect(app, waiting, client, cast, sign_in):
    path, address = path_in(asked()[0]), f"/dashboard/tray/mail/{waiting}"
    recruiter, people = sign_in("recruiter"), db.session.scalar(select(func.count(Candidate.id)))
    client.submit(path, {"opening": cast.editor.reference}, form_at=path)
    assert recruiter.submit(f"{address}/bring-back", form_at=address).status_code == 303
    assert (again(waiting).state, again(waiting).rule) == ("tray", "")
    client.submit(path, {"opening": cast.editor.reference}, form_at=path)
    let_time_pass()
    assert "wrong opening" in text_of(recruiter.get(address))
    assert recruiter.submit(f"{address}/bring-back", form_at=address).status_code == 303
    row = again(waiting)
    assert (row.state, row.application_id, row.candidate_id) == ("tray", None, None)
    assert "taken out of “Editor”" in row.problem
    assert db.session.scalar(select(func.count(Candidate.id))) == people
    recruiter.submit(
        f"{address}/assign",
        {"opening": cast.engineer.reference, "name": "Pat", "email": "pat@example.com"},
        form_at=address,
    )
    let_time_pass()
    assert again(waiting).opening_id == cast.engineer.id


def test_who_assigns_anew_has_the_whole_moment_again(sqlite_app, waiting, cast, sign_in):
    recruiter, address = sign_in("recruiter"), f"/dashboard/tray/mail/{waiting}"
    given = {"opening": cast.engineer.reference, "name": "Pat", "email": "pat@example.com"}
    assert recruiter.submit(f"{address}/assign", given, form_at=address).status_code == 303
    with time_machine.travel(utc_now() + timedelta(seconds=18)):
        assert recruiter.submit(f"{address}/bring-back", form_at=address).status_code == 303
        assert recruiter.submit(f"{address}/assign", given, form_at=address).status_code == 303
    for seconds, state in ((21, "assigned"), (39, "routed")):
        with time_machine.travel(utc_now() + timedelta(seconds=seconds)):
            db.session.rollback()
            queue.sweep()
            queue.run_until_empty()
            assert again(waiting).state == state


def test_an_application_that_somebody_worked_with_stays(sqlite_app, arrive, cast, sign_in):
    row = arrive(mail(f"Application {cast.editor.reference}", files=[CV]))
    recruiter, address = sign_in("recruiter"), f"/dashboard/tray/mail/{row.public_id}"
    application = db.session.get_one(Application, row.application_id).public_id
    page = f"/dashboard/applications/{application}"
    assert recruiter.submit(f"{page}/notes", {"text": "Good"}, form_at=page).status_code == 303
    assert "wrong opening" not in text_of(recruiter.get(address))
    assert recruiter.submit(f"{address}/bring-back", form_at=page).status_code == 409
    assert again(row.public_id).state == "routed"


WORK = {
    "tags": {"tag": "Python"},
    "contact": {"name": "Pat Ample", "email": "pat@example.com", "phone": "+49 30 1234567"},
    "shortlist": {"to": "on"},
    "snooze": {"days": "3"},
}


@pytest.mark.parametrize("work", WORK)
def test_work_that_leaves_no_decision_is_work_too(sqlite_app, arrive, cast, sign_in, work):
    row = arrive(mail(f"Application {cast.editor.reference}", files=[CV]))
    recruiter, address = sign_in("recruiter"), f"/dashboard/tray/mail/{row.public_id}"
    page = f"/dashboard/applications/{db.session.get_one(Application, row.application_id).public_id}"
    assert "wrong opening" in text_of(recruiter.get(address))
    assert recruiter.submit(f"{page}/{work}", WORK[work], form_at=page).status_code == 303
    assert "wrong opening" not in text_of(recruiter.get(address))
    assert recruiter.submit(f"{address}/bring-back", form_at=page).status_code == 409
    assert again(row.public_id).application_id is not None


def test_what_is_taken_out_is_still_suggested(sqlite_app, arrive, cast, sign_in):
    row = arrive(mail(f"Application {cast.editor.reference}", files=[CV]))
    recruiter, address = sign_in("recruiter"), f"/dashboard/tray/mail/{row.public_id}"
    assert recruiter.submit(f"{address}/bring-back", form_at=address).status_code == 303
    assert again(row.public_id).suggestions[0]["reference"] == cast.editor.reference
    assert "It may be for" in text_of(recruiter.get(address))


def test_nothing_internal_is_offered_or_taken(sqlite_app, waiting, client, cast):
    path = path_in(asked()[0])
    with transaction():
        db.session.get_one(Opening, cast.editor.id).visibility = "internal"
    page = text_of(client.get(path))
    assert "Editor" not in page
    assert client.submit(path, {"opening": cast.editor.reference}, form_at=path).status_code == 422
    assert again(waiting).state == "tray"


def test_links_that_ran_out(sqlite_app, waiting, client):
    path = path_in(asked()[0])
    with time_machine.travel("2031-01-01"):
        assert client.get(path).status_code == 410
    assert client.get(path + "x").status_code == 404


@pytest.mark.parametrize(
    "about",
    [
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"List_Id": "<list.example.com>"},
        {"sender": "noreply@example.com"},
    ],
)
def test_no_machine_is_asked(sqlite_app, arrive, cast, about):
    sqlite_app.config["INBOX_ASK"] = True
    arrive(mail(BOTH, files=[CV], **about))
    assert asked() == []
