"""The whole way through a real Postfix: a mail to the one address, its application, its receipt, the answer to that."""

import email.policy

import pytest
from sqlalchemy import select

from ats.applications.models import Application
from ats.applications.queries import get_whole_application
from ats.inbox.models import MailState, ReceivedMail
from ats.messages.queries import list_thread
from ats.operations import mail_probe
from ats.operations.findings import BAD, OK
from ats.platform import queue
from ats.platform.database import db
from tests.integration.inbox.listener import Listener
from tests.integration.inbox.outside import Mailbox
from tests.integration.inbox.postfix import Postfix, documented, wait_for
from tests.unit.inbox.mails import RESUME, mail

pytestmark = pytest.mark.slow
MAIN, TRANSPORT = "In `main.cf`", "in `/etc/postfix/transport`"


@pytest.fixture
def listener(sqlite_app, cast):
    sqlite_app.config["INBOX_ADDRESS"] = "jobs@example.com"
    with Listener(sqlite_app) as listener:
        yield listener


def received(number: int) -> list[ReceivedMail]:
    db.session.rollback()
    rows = list(db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)))
    return rows if len(rows) >= number else []


def test_a_mail_becomes_an_application_and_the_answer_to_its_receipt_lands_there(
    listener, send_through, cast
):
    with Mailbox() as box:
        transport = documented(TRANSPORT) + f"example.org smtp:127.0.0.1:{box.port}\n"
        with Postfix(listener.port, main=documented(MAIN), transport=transport) as server:
            send_through(server.port)
            cv = ("cv.txt", RESUME.encode(), "text/plain")
            applying = mail(
                "Application: Software Engineer", sender="Pat Example <pat@example.org>", files=[cv]
            )
            server.send(applying.as_bytes(policy=email.policy.SMTP))
            wait_for(lambda: received(1))
            queue.run_until_empty()
            (receipt,) = wait_for(lambda: list(box.mails))
            assert receipt["In-Reply-To"] == "<one@example.com>"
            answer = mail(
                f"Re: {receipt['Subject']}",
                "I can start in June.\n",
                sender="Pat Example <pat@example.org>",
                message_id="<two@example.org>",
                In_Reply_To=receipt["Message-ID"],
            )
            server.send(answer.as_bytes(policy=email.policy.SMTP), to=str(receipt["Reply-To"]))
            wait_for(lambda: received(2))
            queue.run_until_empty()
            assert mail_probe.probe(30).state == OK
    first, second = received(2)[:2]
    public_id = db.session.scalar(select(Application.public_id).where(Application.id == first.application_id))
    application = get_whole_application(public_id)
    assert (application.opening_id, application.candidate.email) == (cast.engineer.id, "pat@example.org")
    (resume,) = application.attachments
    assert (resume.role, resume.document.reading_state) == ("resume", "read")
    assert application.reference in receipt["Subject"]
    assert (second.state, second.rule) == (MailState.ROUTED, "reply_address")
    applied, message = list_thread(application.id)
    assert applied.text.strip() != message.text.strip()
    assert (message.text.strip(), message.is_confirmed) == ("I can start in June.", True)
    assert application.candidate.addresses[0].confirmed_at is not None


def test_the_probe_says_where_plus_addresses_are_refused(listener, send_through, cast):
    main = documented(MAIN).replace("recipient_delimiter = +", "recipient_delimiter =")
    with Postfix(listener.port, main=main, transport=documented(TRANSPORT)) as server:
        send_through(server.port)
        finding = mail_probe.probe(5)
    assert finding.state == BAD
    assert "550" in finding.found
    assert "ATS_INBOX_PLUS=no" in finding.advice
