"""Received mail in the tray: seen, assigned, attached, set aside, and taken back."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from ats.applications.models import Application, Attachment
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.taking_in import take_header_in, take_in
from ats.messages.models import Message
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.outbox import OutboxRow
from tests.integration.workspace.conftest import post, text_of
from tests.unit.inbox.mails import RESUME, mail

PATH = "/dashboard/tray/mail"
CV = ("cv.txt", RESUME.encode(), "text/plain")


def arrive(message) -> ReceivedMail:
    taken = take_in(message.as_bytes(), envelope_from="pat@example.com", envelope_to=[], via=Via.PIPE)
    queue.run_until_empty()
    return reload(taken.received_id)


def reload(received_id: int) -> ReceivedMail:
    db.session.rollback()
    query = select(ReceivedMail).where(ReceivedMail.id == received_id)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one()


def let_time_pass() -> None:
    """Let the moment pass in which an assignment can be taken back, and do what then follows."""
    db.session.rollback()
    with transaction():
        db.session.execute(update(OutboxRow).values(run_at=utc_now() - timedelta(seconds=1)))
    queue.run_until_empty()


def applications() -> list[Application]:
    return list(db.session.scalars(select(Application).order_by(Application.id)))


@pytest.fixture
def waiting(once):
    return once(write_with_papers)


def write_with_papers() -> SimpleNamespace:
    page = '<p>My <b>papers</b></p><img src="https://spy.example.net/x.png"><script>alert(1)</script>'
    row = arrive(mail("Papers of a person", "My papers", html=page, files=[CV]))
    return SimpleNamespace(id=row.id, public_id=row.public_id)


@pytest.fixture
def header(app, cast):
    """The header of a mail that is too large, as the mailbox gives it."""
    whole = mail("Application: Software Engineer", files=[CV]).as_bytes()
    size, folder = 31_000_000, "Requisite too large"
    taken = take_header_in(whole.partition(b"\n\n")[0] + b"\n\n", size=size, left_in=folder, via=Via.IMAP)
    queue.run_until_empty()
    return reload(taken.received_id)


def choice(cast, **other) -> dict[str, str]:
    return {"opening": cast.editor.reference, "name": "Pat Example", "email": "pat@example.com", **other}


def test_the_list_and_the_mail(sqlite_app, cast, sign_in, waiting):
    client = sign_in("recruiter")
    assert "Papers of a person" in text_of(client.get("/dashboard/tray"))
    page = client.get(f"{PATH}/{waiting.public_id}").get_data(as_text=True)
    assert "<b>papers</b>" in page
    assert "spy.example.net" not in page
    assert "alert(1)" not in page
    assert "cv.txt" in page
    assert "Software Engineer" in page
    original = client.get(f"{PATH}/{waiting.public_id}/original")
    assert b"spy.example.net" in original.data
    assert original.headers["Content-Disposition"].startswith("attachment")


def test_assigned_mail_becomes_an_application_after_a_moment(sqlite_app, cast, sign_in, waiting):
    client = sign_in("recruiter")
    assert post(client, f"{PATH}/{waiting.public_id}/assign", choice(cast)).status_code == 303
    queue.run_until_empty()
    assert (reload(waiting.id).state, len(applications())) == ("assigned", 1)
    let_time_pass()
    row = reload(waiting.id)
    application = applications()[-1]
    assert (row.state, row.rule, row.application_id) == ("routed", "by_hand", application.id)
    assert (application.opening_id, application.typed_email) == (cast.editor.id, "pat@example.com")
    assert [each.kind for each in row.parts] == ["resume"]
    assert "See the application" in text_of(client.get(f"{PATH}/{waiting.public_id}"))


def test_taken_back_in_time_nothing_happens(sqlite_app, cast, sign_in, waiting):
    client = sign_in("recruiter")
    post(client, f"{PATH}/{waiting.public_id}/assign", choice(cast))
    assert post(client, f"{PATH}/{waiting.public_id}/bring-back").status_code == 303
    let_time_pass()
    assert (reload(waiting.id).state, len(applications())) == ("tray", 1)
    post(client, f"{PATH}/{waiting.public_id}/assign", choice(cast, opening=cast.engineer.reference))
    let_time_pass()
    assert applications()[-1].opening_id == cast.engineer.id
    assert post(client, f"{PATH}/{waiting.public_id}/bring-back").status_code == 303
    assert (reload(waiting.id).state, len(applications())) == ("tray", 1)


def test_attached_to_an_application_it_is_a_message_there(app, cast, sign_in, waiting):
    client = sign_in("recruiter")
    data = {"reference": cast.application.reference.lower()}
    assert post(client, f"{PATH}/{waiting.public_id}/attach", data).status_code == 303
    let_time_pass()
    message = db.session.get(Message, reload(waiting.id).thread_message_id)
    assert (message.application_id, message.is_confirmed) == (cast.application.id, False)
    assert len(applications()) == 1


def test_no_application_is_set_aside_and_can_come_back(app, cast, sign_in, waiting):
    client = sign_in("recruiter")
    post(client, f"{PATH}/{waiting.public_id}/dismiss")
    assert "Papers of a person" not in text_of(client.get("/dashboard/tray")).replace("Undo", "")
    assert "Papers of a person" in text_of(client.get("/dashboard/tray?show=aside"))
    assert "Papers of a person" in text_of(client.get("/dashboard/tray?show=aside&q=pat@"))
    assert post(client, f"{PATH}/{waiting.public_id}/dismiss").status_code == 303
    post(client, f"{PATH}/{waiting.public_id}/bring-back")
    assert reload(waiting.id).state == "tray"


@pytest.mark.parametrize(
    "wrong", [{"opening": "R0000"}, {"opening": ""}, {"name": " "}, {"email": "nobody"}, {"email": ""}]
)
def test_what_is_missing_is_asked_for(sqlite_app, cast, sign_in, waiting, wrong):
    answer = post(sign_in("recruiter"), f"{PATH}/{waiting.public_id}/assign", choice(cast, **wrong))
    assert answer.status_code == 422
    assert reload(waiting.id).state == "tray"


def test_a_reference_that_nobody_has(sqlite_app, cast, sign_in, waiting):
    answer = post(sign_in("recruiter"), f"{PATH}/{waiting.public_id}/attach", {"reference": "A0"})
    assert answer.status_code == 422
    assert "There is no application with this reference" in text_of(answer)


def test_of_a_mail_that_is_too_large_the_tray_says_from_whom_and_where_it_is(app, cast, sign_in, header):
    client = sign_in("recruiter")
    line = text_of(client.get("/dashboard/tray"))
    page = text_of(client.get(f"{PATH}/{header.public_id}"))
    for text in (line, page):
        assert "It has 31.0 MB, more than the 25 MB that are taken in" in text
        assert "folder “Requisite too large”" in text
    assert "Pat Example &lt;pat@example.com&gt;" in page
    assert "Its text is not here." in page
    assert "Download its header" in page
    (first, *_) = header.suggestions
    assert first["reference"] == cast.engineer.reference


def test_a_header_that_is_assigned_becomes_an_application_without_files(app, cast, sign_in, header):
    client = sign_in("recruiter")
    assert post(client, f"{PATH}/{header.public_id}/assign", choice(cast)).status_code == 303
    let_time_pass()
    application = db.session.get_one(Application, reload(header.id).application_id)
    files = db.session.scalars(select(Attachment).where(Attachment.application_id == application.id)).all()
    assert (application.opening_id, application.cover_letter, files) == (cast.editor.id, "", [])
    message = db.session.scalars(select(Message).where(Message.application_id == application.id)).one()
    assert message.text.startswith("(It has 31.0 MB")


def test_a_header_joins_no_conversation_by_itself(app, cast, header):
    first = arrive(mail("Application: Software Engineer", files=[CV], message_id="<first@example.com>"))
    assert first.application_id is not None
    answer = mail("Re: Application", In_Reply_To="<first@example.com>", message_id="<second@example.com>")
    head = answer.as_bytes().partition(b"\n\n")[0]
    taken = take_header_in(head, size=31_000_000, left_in="Requisite too large", via=Via.IMAP)
    queue.run_until_empty()
    row = reload(taken.received_id)
    assert (row.state, row.application_id) == ("tray", None)
    again = take_header_in(head, size=31_000_000, left_in="Requisite too large", via=Via.IMAP)
    assert (again.is_known, again.received_id) == (True, taken.received_id)
