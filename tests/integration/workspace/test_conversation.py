"""The conversation on an application's page: HTML, quotations, pictures, files, bounces, and the mail that began it."""

from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ats.applications.models import Application
from ats.applications.reply_addresses import REPLY, signed_address
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.taking_in import take_in
from ats.messages.models import Message
from ats.platform import mailbox, queue
from ats.platform.database import db, transaction
from tests.integration.workspace.conftest import post, text_of
from tests.unit.inbox.mails import RESUME, mail

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
HTML = (
    '<p>See the map: <img src="cid:map@x" alt="The map"></p><img src="https://spy.example.net/1.gif">'
    '<img src="https://spy.example.net/2.gif"><blockquote>What we wrote</blockquote>'
)


@pytest.fixture
def path(request, cast) -> str:
    app = request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    app.config["INBOX_ADDRESS"] = "jobs@example.com"
    return f"/dashboard/applications/{cast.application.public_id}"


def arrive(message: EmailMessage, to: str = "jobs@example.com") -> ReceivedMail:
    taken = take_in(message.as_bytes(), envelope_from="ada@example.com", envelope_to=[to], via=Via.PIPE)
    queue.run_until_empty()
    db.session.rollback()
    return db.session.get_one(ReceivedMail, taken.received_id)


@pytest.fixture
def answered(once, cast, path) -> SimpleNamespace:
    """An answer of the candidate with HTML, a picture in it, pictures from elsewhere and a quotation."""
    return once(lambda: answer_with_pictures(cast, path))


def answer_with_pictures(cast, path: str) -> SimpleNamespace:
    message = mail(
        "Re: Hello", "See the map", sender="Ada <ada@example.com>", html=HTML, message_id="<answer@x>"
    )
    html = message.get_payload()[1]
    html.add_related(PNG, "image", "png", cid="<map@x>", filename="map.png")
    row = arrive(message, signed_address("jobs@example.com", REPLY, cast.application.id))
    written = db.session.get_one(Message, row.thread_message_id)
    return SimpleNamespace(url=f"{path}/messages/{written.public_id}", raw=message.as_bytes())


def test_html_is_shown_without_anything_from_elsewhere(sqlite_app, cast, sign_in, path, answered):
    page = sign_in("recruiter").get(path).get_data(as_text=True)
    assert f'<img src="{answered.url}/pictures/map@x" alt="The map"' in page
    assert "spy.example.net" not in page
    assert "2 pictures were not loaded" in page
    assert "<summary>Quoted text</summary><blockquote>What we wrote" in page


def test_its_pictures_and_the_original_come_from_our_own_store(app, cast, sign_in, path, answered):
    client = sign_in("recruiter")
    picture = client.get(f"{answered.url}/pictures/map@x")
    assert (picture.data, picture.mimetype) == (PNG, "image/png")
    assert picture.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.get(f"{answered.url}/pictures/other@x").status_code == 404
    original = client.get(f"{answered.url}/original")
    assert original.data == answered.raw
    assert original.headers["Content-Disposition"].startswith("attachment")


def test_outsider_and_wrong_role(sqlite_app, cast, sign_in, path, answered):
    for part in ("/original", "/pictures/map@x"):
        assert sign_in("outsider").get(answered.url + part).status_code == 404
        assert sign_in("interviewer").get(answered.url + part).status_code == 403


def test_what_calls_itself_a_picture_and_is_none_is_not_served(sqlite_app, cast, sign_in, path):
    message = mail(
        "Re: Hello", "x", sender="Ada <ada@example.com>", html='<img src="cid:a">', message_id="<a@x>"
    )
    message.get_payload()[1].add_related(b"<script>alert(1)</script>", "image", "svg+xml", cid="<a>")
    row = arrive(message, signed_address("jobs@example.com", REPLY, cast.application.id))
    written = db.session.get_one(Message, row.thread_message_id)
    url = f"{path}/messages/{written.public_id}/pictures/a"
    assert sign_in("recruiter").get(url).status_code == 404


def test_the_mail_by_which_somebody_applied_begins_the_conversation(sqlite_app, cast, sign_in, path):
    row = arrive(
        mail(
            "Application: Software Engineer",
            "I apply. Cordially, Pat",
            files=[("cv.txt", RESUME.encode())],
            message_id="<first@x>",
        )  # fmt: skip
    )
    application = db.session.get_one(Application, row.application_id)
    (first,) = db.session.scalars(select(Message).where(Message.application_id == application.id))
    assert (first.message_id, first.from_address) == ("<first@x>", "pat@example.com")
    assert [each.document.name for each in first.files] == ["cv.txt"]
    client = sign_in("recruiter")
    url = f"/dashboard/applications/{application.public_id}"
    page = text_of(client.get(url))
    assert "I apply. Cordially, Pat" in page
    assert "answered by mail" not in page
    post(client, url + "/message", {"subject": "Hello", "text": "Hello"})
    out = db.session.scalars(select(Message).where(Message.direction == "out")).one()
    assert "<first@x>" in out.references.split()


def test_a_bounce_is_shown_and_its_stop_lifted(app, cast, sign_in, path):
    client = sign_in("recruiter")
    post(client, path + "/message", {"subject": "Hello", "text": "Hello"})
    with transaction():
        mailbox.note_bounce(db.session.scalars(select(Message)).one().mail, "550 5.1.1 No such user")
    page = text_of(client.get(path))
    assert "Mail to ada@example.com came back, so nothing more is sent there" in page
    assert "It came back: 550 5.1.1 No such user" in page
    answer = post(client, path + "/message", {"subject": "Hello", "text": "Hello"})
    assert answer.status_code == 422
    assert "Mail to this address came back" in text_of(answer)
    assert post(client, path + "/lift-stop").status_code == 303
    page = text_of(client.get(path))
    assert "nothing more is sent there" not in page
    assert "lets mail go out again" in page
    assert post(client, path + "/message", {"subject": "Hello", "text": "Hello"}).status_code == 303
