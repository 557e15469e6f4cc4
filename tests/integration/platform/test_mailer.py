"""Mail against a real SMTP server: sent, refused, server down, cut off after DATA, nothing smuggled in."""

import asyncio
import socket
import string
import threading
import time
from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, syntax
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ats.accounts.queries import find_user_by_email
from ats.platform import mailbox, mailer, outbox
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail
from ats.platform.outbox import OutboxRow
from ats.platform.queue import run_until_empty
from tests.server import free_port


@pytest.fixture(autouse=True)
def only_our_mail(request):
    """Forget the work that making the cast left."""
    request.getfixturevalue("cast")
    with transaction() as session:
        session.execute(OutboxRow.__table__.delete())


def post(to: str = "ada@example.com", **options) -> int:
    with transaction():
        return mailbox.post("test", to, user=find_user_by_email("admin@example.com"), **options).id


def state(mail_id: int) -> tuple[str, str | None]:
    db.session.rollback()
    mail = db.session.get(Mail, mail_id)
    return mail.state, mail.last_error


def make_due() -> None:
    with transaction() as session:
        session.query(OutboxRow).update({"run_at": utc_now() - timedelta(seconds=1)})


def test_a_mail_is_sent_once_with_its_headers(app, postbox):
    mail_id = post()
    assert run_until_empty() == 1
    assert state(mail_id) == ("sent", None)
    [mail] = postbox.mails
    assert mail["To"] == "ada@example.com"
    assert str(make_header(decode_header(mail["From"]))) == "Fernwood <jobs@example.com>"
    assert mail["Subject"] == "Test mail from Example Systems"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == db.session.get(Mail, mail_id).message_id
    assert len(mail.get_all("Date")) == len(mail.get_all("Message-ID")) == len(mail.get_all("Subject")) == 1
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert "this is the test mail that you asked for" in mail.as_string()
    assert run_until_empty() == 0


LETTER = ["multipart/alternative", "text/plain", "text/html"]
TABLE = mailer.AttachedFile("a.csv", "text/csv", b"a;b")


@pytest.mark.parametrize(
    ("content", "types"),
    [
        ({"html": None}, ["text/plain"]),
        ({"html": "<p>Hello</p>"}, LETTER),
        ({"html": None, "files": (TABLE,)}, ["multipart/mixed", "text/plain", "text/csv"]),
        ({"html": "<p>Hello</p>", "files": (TABLE,)}, ["multipart/mixed", *LETTER, "text/csv"]),
    ],
)
@pytest.mark.parametrize("to", ["ada@example.com", "jörg@example.com"])
def test_only_files_make_a_mail_mixed(sqlite_app, postbox, content, types, to):
    mailer.send(mailer.Email(to=to, subject="Hi", text="Hello", message_id="<1@example.com>", **content))
    [mail] = postbox.mails
    assert [part.get_content_type() for part in mail.walk()] == types
    assert mail.defects == []
    texts = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_maintype() == "text"]
    assert [text.decode().strip() for text in texts] == [
        text for text in ("Hello", content["html"], "a;b" if "files" in content else None) if text
    ]


def test_a_refusal_is_final_and_shows_the_servers_words(app, postbox):
    postbox.refuses_recipient = "550 5.1.1 No such user here"
    mail_id = post()
    run_until_empty()
    assert state(mail_id) == ("refused", "550 5.1.1 No such user here")
    assert run_until_empty() == 0
    assert db.session.query(OutboxRow).one().done_at is not None


@pytest.mark.parametrize("words", ["451 4.3.0 Try again later", "421 4.7.0 Too many connections"])
def test_a_server_that_asks_to_wait_is_tried_again(sqlite_app, postbox, words):
    postbox.answers_data = words
    mail_id = post()
    run_until_empty()
    kind, error = state(mail_id)
    assert kind == "queued"
    assert words[4:] in error
    row = db.session.query(OutboxRow).one()
    assert row.run_at > utc_now() + timedelta(seconds=3)
    assert words[4:] in row.last_error
    postbox.answers_data = None
    make_due()
    run_until_empty()
    assert state(mail_id) == ("sent", None)


def test_a_server_that_is_down_is_tried_again_with_longer_waits_and_shown(app):
    mailer.init_app(app, smtp_url="smtp://127.0.0.1:1", mail_from="jobs@example.com")
    mail_id = post()
    waits = []
    for _ in range(3):
        run_until_empty()
        row = db.session.query(OutboxRow).one()
        waits.append((row.run_at - utc_now()).total_seconds())
        make_due()
    assert waits[0] < waits[1] < waits[2]
    assert state(mail_id)[0] == "queued"
    assert "ConnectionRefused" in state(mail_id)[1]


def test_a_mail_cut_off_after_data_goes_out_again_with_the_same_message_id(sqlite_app, postbox):
    postbox.hangs_up_after_data = True
    mail_id = post()
    run_until_empty()
    assert state(mail_id)[0] == "queued"
    postbox.hangs_up_after_data = False
    make_due()
    run_until_empty()
    assert state(mail_id) == ("sent", None)
    assert len(postbox.mails) == 2
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1


def test_a_server_that_hangs_up_on_our_goodbye_has_taken_the_mail(sqlite_app, postbox):
    postbox.hangs_up_on_quit = True
    mail_id = post()
    run_until_empty()
    assert state(mail_id) == ("sent", None)
    assert len(postbox.mails) == 1


def test_a_wrong_password_of_ours_is_no_refusal_of_the_mail():
    error = mailer._by_code(535, b"5.7.8 Authentication failed")
    assert isinstance(error, mailer.MailServerDown)
    assert isinstance(mailer._by_code(554, b"Spam"), mailer.MailRefused)
    assert isinstance(mailer._by_code(450, b"Greylisted"), mailer.MailServerDown)


def test_the_text_of_a_secret_mail_is_blanked_once_it_is_sent(app, postbox):
    mail_id = post(is_secret=True)
    assert "test mail" in db.session.get(Mail, mail_id).text
    run_until_empty()
    db.session.rollback()
    mail = db.session.get(Mail, mail_id)
    assert (mail.state, mail.html) == ("sent", None)
    assert "not kept" in mail.text
    assert "this is the test mail" in postbox.mails[0].as_string()


def test_without_a_server_the_mail_is_kept_and_can_be_read(app):
    mail_id = post(is_secret=True)
    run_until_empty()
    assert state(mail_id) == ("kept", None)
    assert "this is the test mail" in db.session.get(Mail, mail_id).text


def test_a_mail_that_was_erased_while_it_waited_is_not_sent(sqlite_app, postbox):
    post(about=("candidate", 1))
    with transaction():
        mailbox.erase_about("candidate", 1)
    run_until_empty()
    assert postbox.mails == []
    assert db.session.query(OutboxRow).one().done_at is not None


UNSENDABLE = [
    "ün..ï@h.example",
    "trail.@h.example",
    "bad..dots@h.example",
    "a%b/../c@h.example",
    "ada@h..example",
]


@pytest.mark.parametrize("address", UNSENDABLE)
def test_an_address_that_takes_no_mail_is_named_and_never_tried(sqlite_app, postbox, address):
    became, why = state(post(address))
    assert became == "stopped"
    assert address in why
    assert db.session.query(OutboxRow).count() == 0


def test_a_domain_in_any_script_is_written_to(sqlite_app, postbox):
    mail_id = post("ada@münchen.example")
    run_until_empty()
    assert state(mail_id)[0] == "sent"
    assert postbox.recipients == [["ada@xn--mnchen-3ya.example"]]


ANY_SCRIPT = "żółw@münchen.example"


def test_an_address_in_any_script_is_written_to(sqlite_app, postbox):
    mail_id = post(ANY_SCRIPT)
    run_until_empty()
    assert state(mail_id) == ("sent", None)
    assert postbox.recipients == [["żółw@xn--mnchen-3ya.example"]]
    head = postbox.raw[0].split(b"\r\n\r\n")[0].decode()
    assert "\r\nTo: żółw@xn--mnchen-3ya.example\r\n" in head
    assert "\r\nSubject: Test mail from Example Systems" in head


def test_a_server_that_takes_no_other_script_says_so_and_is_not_asked_again(sqlite_app, postbox, monkeypatch):
    monkeypatch.setattr(SMTP, "smtp_EHLO", without_utf8(SMTP.smtp_EHLO))
    mail_id = post(ANY_SCRIPT)
    run_until_empty()
    became, why = state(mail_id)
    assert became == "refused"
    assert "other letters than a to z" in why
    assert postbox.mails == []
    assert run_until_empty() == 0


def without_utf8(greet):
    """Return a greeting that does not offer SMTPUTF8."""

    async def greet_so(self, hostname):
        self.enable_SMTPUTF8 = False
        await greet(self, hostname)

    return syntax("EHLO hostname")(greet_so)


LINE_BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0"]


@pytest.mark.parametrize("mark", LINE_BREAKS)
def test_nothing_in_an_address_adds_a_recipient(sqlite_app, postbox, mark):
    with pytest.raises(ValueError):
        post(f"ada@example.com{mark}Bcc: eve@example.com")
    with pytest.raises(ValueError):
        post(f"ada@example.com,{mark}eve@example.com")


def test_an_address_with_a_sign_that_turns_the_text_is_no_address(sqlite_app):
    with pytest.raises(ValueError, match="cannot be seen"):
        post("ada\u202eï@h.example")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    noise=st.text(st.sampled_from([*"".join(LINE_BREAKS), *string.ascii_letters, *": üé€🙂"]), max_size=60)
)
def test_nothing_in_a_subject_adds_a_header_or_a_recipient(sqlite_app, postbox, noise):
    postbox.mails.clear()
    postbox.recipients.clear()
    message = mailer.Email(
        to="ada@example.com",
        subject=" ".join(f"Hello {noise}\r\nBcc: eve@example.com".split()),
        text=noise,
        message_id="<1@example.com>",
    )
    mailer.send(message)
    assert postbox.recipients == [["ada@example.com"]]
    [mail] = postbox.mails
    assert {name.lower() for name in mail} <= {
        "content-type", "mime-version", "content-transfer-encoding", "subject", "from", "to", "date",
        "message-id", "x-peer", "x-mailfrom", "x-rcptto",
    }  # fmt: skip


def test_a_server_that_takes_for_ever_is_given_up(sqlite_app, monkeypatch):
    monkeypatch.setattr(mailer, "TIMEOUT_SECONDS", 0.3)
    silent = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: silent.accept(), daemon=True).start()
    port = silent.getsockname()[1]
    mailer.init_app(sqlite_app, smtp_url=f"smtp://127.0.0.1:{port}", mail_from="jobs@example.com")
    with pytest.raises(mailer.MailServerDown):
        mailer.send(mailer.Email(to="ada@example.com", subject="Hi", text="Hi", message_id="<1@example.com>"))
    silent.close()


class SlowToAnswer:
    """A server that looks at a mail for a while before it says that it has it."""

    def __init__(self):
        self.mails, self.may_answer = [], threading.Event()

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append(envelope.content)
        while not self.may_answer.is_set():
            await asyncio.sleep(0.02)
        return "250 kept"


def test_a_server_that_answers_late_is_waited_for_and_gets_the_mail_once(sqlite_app, monkeypatch):
    monkeypatch.setattr(mailer, "TIMEOUT_SECONDS", 0.5)
    slow = SlowToAnswer()
    port = free_port()
    server = Controller(slow, hostname="127.0.0.1", port=port)
    server.start()
    mailer.init_app(sqlite_app, smtp_url=f"smtp://127.0.0.1:{port}", mail_from="jobs@example.com")
    email = mailer.Email(to="ada@example.com", subject="Hi", text="Hi", message_id="<1@example.com>")
    failures = []

    def send() -> None:
        with sqlite_app.app_context():
            try:
                mailer.send(email)
            except mailer.MailServerDown as error:
                failures.append(str(error))

    patient, others = threading.Thread(target=send), [threading.Thread(target=send) for _ in range(2)]
    patient.start()
    while not slow.mails:
        time.sleep(0.01)
    time.sleep(1.0)
    # The thread of the other mails is free again at once, and nothing of them is sent.
    begin = time.monotonic()
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert time.monotonic() - begin < 10
    assert len(failures) == 2
    assert "has not answered to another mail" in failures[0]
    slow.may_answer.set()
    patient.join()
    server.stop()
    assert (len(slow.mails), len(failures)) == (1, 2)


def test_the_lease_of_a_mail_outlasts_the_wait_for_its_answer(app, postbox, monkeypatch):
    seen = []

    def note(_email) -> None:
        row = db.session.scalars(select(OutboxRow)).one()
        seen.append(row.lease_until - utc_now())
        db.session.rollback()

    monkeypatch.setattr(mailer, "send", note)
    post()
    run_until_empty()
    assert seen[0] > timedelta(seconds=mailer.ANSWER_SECONDS)


def test_smtp_urls_say_port_encryption_and_password(sqlite_app):
    mailer.init_app(
        sqlite_app, smtp_url="smtps://jo%40x:p%2Fw@mail.example.com", mail_from="jobs@example.com"
    )
    config = sqlite_app.config
    assert (config["MAIL_PORT"], config["MAIL_USE_SSL"]) == (465, True)
    assert (config["MAIL_USERNAME"], config["MAIL_PASSWORD"]) == ("jo@x", "p/w")
    mailer.init_app(sqlite_app, smtp_url="smtp+starttls://mail.example.com", mail_from="jobs@example.com")
    assert (config["MAIL_PORT"], config["MAIL_USE_TLS"]) == (587, True)


def test_the_last_attempt_gives_up_and_the_mail_can_be_tried_again(sqlite_app, postbox):
    postbox.answers_data = "451 Later"
    mail_id = post()
    for _ in range(outbox.MAX_ATTEMPTS):
        run_until_empty()
        make_due()
    row = db.session.query(OutboxRow).one()
    assert row.gave_up_at is not None
    postbox.answers_data = None
    with transaction():
        outbox.retry(db.session.query(OutboxRow).one())
    run_until_empty()
    assert state(mail_id)[0] == "sent"
