"""Addresses beyond ASCII (RFC 6531), the whole way through a real Postfix: applying, the receipt, an answer, a bounce."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from ats.applications.models import Application
from ats.applications.queries import find_candidate_of
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
from tests.unit.inbox.mails import RESUME

pytestmark = pytest.mark.slow
ZOE, GONE, OURS = "zoë@example.org", "gegangen-für-immer@example.org", "jobs@example.com"
BODY = f"I apply as a software engineer.\n\n{RESUME}".replace("pat@example.com", "").replace(
    "Pat Example", "Zoë Example"
)


def received(number: int) -> list[ReceivedMail]:
    db.session.rollback()
    rows = list(db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)))
    db.session.expunge_all()
    return rows if len(rows) >= number else []


@pytest.fixture
def servers(sqlite_app, cast, send_through):
    """The mailbox of those who apply, and the Postfix between it and us."""
    sqlite_app.config["INBOX_ADDRESS"] = OURS
    with Listener(sqlite_app) as listener, Mailbox(GONE) as box:
        transport = documented("in `/etc/postfix/transport`") + f"example.org smtp:127.0.0.1:{box.port}\n"
        with Postfix(listener.port, main=documented("In `main.cf`"), transport=transport) as server:
            send_through(server.port)
            yield box, server


def post(
    server: Postfix, number: int, sender: str, subject: str, text: str, *, to: str = OURS
) -> ReceivedMail:
    """Send a mail with its addresses in UTF-8 (RFC 6532), and return what became of it."""
    raw = (
        f"From: Zoë Example <{sender}>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{number}@example.org>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    ) + text.replace("\n", "\r\n")
    with smtplib.SMTP("127.0.0.1", server.port) as client:
        client.sendmail(sender, [to], raw.encode(), ["SMTPUTF8", "BODY=8BITMIME"])
    wait_for(lambda: received(number))
    queue.run_until_empty()
    return received(number)[number - 1]


def test_whoever_has_such_an_address_applies_is_answered_and_answers(servers, cast):
    box, server = servers
    applied = post(server, 1, ZOE, "Software Engineer – Bewerbung", BODY)
    assert (applied.state, applied.from_address, applied.envelope_from) == (MailState.ROUTED, ZOE, ZOE)
    (receipt,) = wait_for(lambda: list(box.mails))
    assert (box.recipients, receipt["To"], receipt["In-Reply-To"]) == ([ZOE], ZOE, "<1@example.org>")
    assert "Software Engineer" in receipt["Subject"]
    answer = post(server, 2, ZOE, "Re: Empfang", "Grüße, ich kann im Juni.", to=str(receipt["Reply-To"]))
    assert (answer.rule, answer.application_id) == ("reply_address", applied.application_id)
    with transaction():
        application = db.session.get_one(Application, applied.application_id)
        assert find_candidate_of(application).email == ZOE
        write(application, "Ein Gespräch", "Können Sie kommen?", by=Actor.user(cast.user("recruiter").id))
    with time_machine.travel(utc_now() + timedelta(minutes=1)):
        queue.run_until_empty()
    (written,) = wait_for(lambda: box.mails[1:])
    assert (written["To"], written["Subject"], written["In-Reply-To"]) == (
        ZOE,
        "Ein Gespräch",
        "<2@example.org>",
    )
    assert "Können Sie kommen?" in written.get_body(("plain",)).get_content()
    assert [each.is_confirmed for each in list_thread(applied.application_id)] == [True, True, True]


def test_what_cannot_be_delivered_to_one_comes_back_to_its_mail(servers, cast):
    _box, server = servers
    applied = post(server, 1, GONE, "Editor", BODY)
    wait_for(lambda: received(2))
    queue.run_until_empty()
    bounce = received(2)[1]
    assert (bounce.state, bounce.rule, bounce.candidate_id) == (
        MailState.IGNORED,
        "bounce",
        applied.candidate_id,
    )
    lost = db.session.scalars(select(Mail).where(Mail.to_address == GONE)).one()
    assert (lost.state, "Nobody lives here any more" in lost.last_error) == ("bounced", True)
    # The server's own words, from a report of the kind for such addresses (RFC 6533), and not the letter around them.
    assert "came back: 550 5.1.1 Nobody lives here" in lost.last_error
