"""ATS_INBOX_PLUS=no, the whole way through a real Postfix that knows no extensions: answers, who sent them, bounces."""

import email.policy
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from ats.applications.models import Application
from ats.inbox.models import MailState, ReceivedMail
from ats.messages.actions import write
from ats.messages.queries import list_thread
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import Actor
from ats.platform.mailbox import Mail
from tests.integration.inbox.listener import Listener
from tests.integration.inbox.outside import Mailbox
from tests.integration.inbox.postfix import Postfix, documented, wait_for
from tests.unit.inbox.mails import RESUME, mail

CV = ("cv.txt", RESUME.encode(), "text/plain")
OURS, GONE = "jobs@example.com", "gone@example.org"
SERVER = "mail.example.com"


def received(number: int) -> list[ReceivedMail]:
    db.session.rollback()
    rows = list(db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)))
    db.session.expunge_all()
    return rows if len(rows) >= number else []


@pytest.fixture
def without_plus(sqlite_app, cast):
    sqlite_app.config.update(INBOX_ADDRESS=OURS, INBOX_PLUS=False)
    return sqlite_app


@pytest.fixture
def servers(without_plus, send_through):
    """The mailbox of those who apply, and the Postfix between it and us."""
    with Listener(without_plus) as listener, Mailbox(GONE) as box:
        main = documented("In `main.cf`").replace("recipient_delimiter = +", "recipient_delimiter =")
        transport = documented("in `/etc/postfix/transport`") + f"example.org smtp:127.0.0.1:{box.port}\n"
        with Postfix(listener.port, main=main, transport=transport) as server:
            send_through(server.port)
            yield box, server


def post(
    server: Postfix, number: int, subject: str, text: str, *, sender="pat@example.org", **about
) -> ReceivedMail:
    """Send a mail to the one address, and return what became of it."""
    message = mail(
        subject, text, sender=f"Pat Example <{sender}>", message_id=f"<{number}@example.org>", **about
    )
    server.send(message.as_bytes(policy=email.policy.SMTP), sender=sender)
    wait_for(lambda: received(number))
    queue.run_until_empty()
    return received(number)[number - 1]


@pytest.mark.slow
def test_answers_and_bounces_find_their_conversation_by_the_one_address(servers, without_plus, cast):
    box, server = servers
    applied = post(server, 1, "Software Engineer", "I apply.", files=[CV])
    (receipt,) = wait_for(lambda: list(box.mails))
    assert (receipt["Reply-To"], receipt["In-Reply-To"]) == (OURS, "<1@example.org>")
    answer = post(
        server, 2, "Re: x", "In June.", In_Reply_To=receipt["Message-ID"], References=receipt["Message-ID"]
    )
    assert (answer.rule, answer.application_id) == ("references", applied.application_id)
    # Nothing proves who answered: the candidate is asked, at the address that is known.
    _, asking = wait_for(lambda: box.mails if len(box.mails) == 2 else [])
    assert (asking["To"], asking["Reply-To"]) == ("pat@example.org", OURS)
    with transaction():
        application = db.session.get_one(Application, applied.application_id)
        write(application, "An interview", "Can you come?", by=Actor.user(cast.user("recruiter").id))
    with time_machine.travel(utc_now() + timedelta(minutes=1)):
        queue.run_until_empty()
    (written,) = wait_for(lambda: box.mails[2:])
    assert receipt["Message-ID"] in written["References"]
    without_plus.config["TRUSTED_AUTHSERV_ID"] = SERVER
    result = f"{SERVER}; dkim=pass header.d=example.org"
    verified = {
        "References": f"{written['References']} {written['Message-ID']}",
        "Authentication_Results": result,
    }
    coming = post(server, 3, "Re: An interview", "Yes, I can.", **verified)
    assert (coming.rule, coming.application_id) == ("references", applied.application_id)
    thread = {each.text.strip(): each.is_confirmed for each in list_thread(applied.application_id)}
    assert (thread["In June."], thread["Yes, I can."]) == (False, True)

    leaving = post(server, 4, "Editor", "I apply.", files=[CV], sender=GONE)
    bounce = wait_for(lambda: received(5))[-1]
    queue.run_until_empty()
    bounce = received(5)[-1]
    assert (bounce.state, bounce.rule, bounce.envelope_to) == (MailState.IGNORED, "bounce", [OURS])
    assert bounce.candidate_id == leaving.candidate_id
    lost = db.session.scalars(select(Mail).where(Mail.to_address == GONE)).one()
    assert (lost.state, "Nobody lives here any more" in lost.last_error) == ("bounced", True)


HEAD = "From: MAILER-DAEMON@mx.example.net\r\nTo: jobs@example.com\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
REPORT = (
    "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nSorry\r\n--b\r\nContent-Type: %(status)s\r\n\r\n"
    "Reporting-MTA: dns; mx.example.net\r\n\r\nOriginal-Recipient: rfc822;Pat@example.com\r\nFinal-Recipient: rfc822; "
    "pat@elsewhere.example.net\r\nAction: %(action)s\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 No such user"
    "\r\n\r\n--b\r\nContent-Type: %(kind)s\r\n\r\nFrom: jobs@example.com\r\nMessage-ID: %(id)s\r\n%(body)s\r\n--b--\r\n"
)
PLAIN = (
    "Content-Type: text/plain\r\n\r\nI could not deliver your message.\r\n\r\n<%(to)s>:\r\n550 5.1.1 No such user\r\n\r\n"
    "--- Below this line is a copy of the message.\r\n\r\nFrom: jobs@example.com\r\nMessage-ID: %(id)s\r\n\r\nHello\r\n"
)
WAYS = [
    {"status": "message/delivery-status", "kind": "message/rfc822", "body": "\r\nHello\r\n"},
    {"status": "message/delivery-status", "kind": "text/rfc822-headers", "body": ""},
    {"status": "message/global-delivery-status", "kind": "message/global", "body": "\r\nHello\r\n"},
    {"status": "message/global-delivery-status", "kind": "message/global-headers", "body": ""},
]


@pytest.fixture
def receipt(without_plus, arrive) -> Mail:
    arrive(mail("Software Engineer", files=[CV]))
    return db.session.scalars(select(Mail).where(Mail.to_address == "pat@example.com")).one()


@pytest.mark.parametrize("way", WAYS)
def test_a_report_is_known_by_the_mail_that_it_returns(without_plus, arrive, receipt, way):
    receipt_id, message_id = receipt.id, receipt.message_id
    late = REPORT % {**way, "action": "delayed", "id": message_id}
    row = arrive((HEAD + late.replace("Status: 5.1.1", "Status: 4.4.1")).encode(), sender="")
    assert (row.rule, db.session.get_one(Mail, receipt_id).state) == ("report", "kept")
    forged = REPORT % {**way, "action": "failed", "id": "<1@example.com>"}
    assert arrive((HEAD + forged).encode(), sender="").rule == "report"
    failed = REPORT % {**way, "action": "failed", "id": message_id}
    row = arrive((HEAD + failed).encode(), sender="")
    db.session.expire_all()
    bounced = db.session.get_one(Mail, receipt_id)
    assert (row.rule, bounced.state) == ("bounce", "bounced")
    assert "550 5.1.1 No such user" in bounced.last_error


def test_a_servers_plain_words_are_known_by_the_mail_that_they_repeat(without_plus, arrive, receipt):
    receipt_id, message_id = receipt.id, receipt.message_id
    ours = HEAD + PLAIN % {"to": "pat@example.com", "id": message_id}
    for wrong in (ours.replace(message_id, "<1@example.com>"), ours.replace("pat@", "lee@")):
        assert arrive(wrong.encode(), sender="").rule == "automatic"
    assert arrive(ours.replace("MAILER-DAEMON@mx", "lee@mx").encode()).rule != "bounce"
    assert arrive(ours.encode(), sender="").rule == "bounce"
    db.session.expire_all()
    assert db.session.get_one(Mail, receipt_id).state == "bounced"
