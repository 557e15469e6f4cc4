"""Mail that swaks sends through a real Postfix, set up as docs/mail.md says, and what happens when the listener is away."""

import contextlib

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.queries import raw_of
from ats.platform import queue
from ats.platform.database import db
from tests.integration.inbox.listener import Listener
from tests.integration.inbox.outside import Mailbox
from tests.integration.inbox.postfix import Postfix, documented, wait_for
from tests.integration.inbox.wire import Wire
from tests.server import free_port

pytestmark = pytest.mark.slow
HEAD = (
    b"From: Pat Example <pat@example.org>\r\nTo: jobs@example.com\r\nSubject: Storage engineer\r\n"
    b"Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nMessage-ID: <%s@example.org>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
)
BODY = (
    "Dear Søren,\r\n.\r\n..two dots\r\nFrom here on\ttabs, and \xa0blanks  \r\n\r\n".encode()
    + b"one line of many words " * 200
    + b"\r\nlast\r\n"
)
MAIN, TRANSPORT = "In `main.cf`", "in `/etc/postfix/transport`"
WHOLE_DOMAIN = "a whole domain that is ours, in `main.cf`"


def mail(name: str = "first") -> bytes:
    return HEAD % name.encode() + BODY


@pytest.fixture
def listener(sqlite_app, cast):
    """A listener that runs, on the database of the test."""
    sqlite_app.config["INBOX_ADDRESS"] = "jobs@example.com"
    with Listener(sqlite_app) as listener:
        yield listener


@contextlib.contextmanager
def postfix(port: int, more: str = ""):
    with Postfix(port, main=documented(MAIN), transport=documented(TRANSPORT) + more) as server:
        yield server


def received() -> list[ReceivedMail]:
    db.session.rollback()
    return list(db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)))


def body_of(raw: bytes) -> bytes:
    return raw.partition(b"\r\n\r\n")[2]


def test_a_mail_comes_through_byte_for_byte(listener):
    with postfix(listener.port) as server:
        server.send(mail())
        server.send(mail("second"), to="Jobs+r123@example.com")
        wait_for(lambda: len(received()) == 2)
    first, second = received()
    raw = raw_of(first)
    assert body_of(raw) == BODY
    for line in HEAD.replace(b"%s", b"first").split(b"\r\n"):
        assert line in raw
    assert raw.startswith(b"Received: from ")
    assert (first.via, first.envelope_from) == ("lmtp", "pat@example.org")
    assert (first.envelope_to, second.envelope_to) == (["jobs@example.com"], ["Jobs+r123@example.com"])


def test_what_a_sender_says_of_their_own_verification_is_taken_out(listener):
    forged = b"Authentication-Results : mx.example.com;\r\n dmarc=pass header.from=example.org\r\n" + mail()
    main = documented(MAIN) + documented("in `main.cf`, the line that names it")
    table = documented("in\n`/etc/postfix/header_checks`")
    with Postfix(listener.port, main=main, transport=documented(TRANSPORT), header_checks=table) as server:
        server.send(forged)
        server.send(forged.replace(b"Results :", b"Results:").replace(b"first@", b"second@"))
        wait_for(lambda: len(received()) == 2)
    for row in received():
        assert b"authentication-results" not in raw_of(row).lower()
        assert body_of(raw_of(row)) == BODY


def test_the_same_mail_sent_again_is_kept_once(listener):
    with postfix(listener.port) as server:
        for _ in range(3):
            server.send(mail())
        wait_for(lambda: server.log().count("status=sent") == 3)
    assert len(received()) == 1


def test_a_mail_of_the_largest_size_comes_through(listener, sqlite_app):
    line = b"x" * 76 + b"\r\n"
    raw = HEAD % b"large" + line * ((sqlite_app.config["INBOX_MAX_BYTES"] - 10_000) // len(line))
    with postfix(listener.port) as server:
        server.send(raw)
        wait_for(received, 60)
        assert "552" in server.send(raw + line * 1000)
    assert [body_of(raw_of(row)) for row in received()] == [body_of(raw)]


def test_an_unknown_recipient_is_refused_while_the_sender_waits(listener):
    with postfix(listener.port) as server:
        assert "550 5.1.1 <unknown@example.com>" in server.send(mail(), to="unknown@example.com")
    assert received() == []


def test_a_recipient_whom_only_we_do_not_know_bounces(listener):
    bounces = []

    class Sender:
        async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
            bounces.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
            return "250 2.0.0 OK"

    sink = Controller(Sender(), "127.0.0.1", free_port())
    more = f"other@example.com lmtp:inet:127.0.0.1:8024\nexample.org smtp:127.0.0.1:{sink.port}\n"
    sink.start()
    try:
        with postfix(listener.port, more) as server:
            server.send(mail(), to="other@example.com")
            wait_for(lambda: bounces)
    finally:
        sink.stop()
    ((envelope_from, recipients, content),) = bounces
    assert (envelope_from, recipients) == ("<>", ["pat@example.org"])
    assert b"No such address here" in content
    assert received() == []


def test_a_domain_of_our_own_asks_us_who_is_known_and_our_mail_goes_out(listener):
    main = documented(MAIN) + documented(WHOLE_DOMAIN).replace("jobs.example.com", "example.com")
    with Mailbox() as box:
        transport = f"example.com lmtp:inet:127.0.0.1:8024\nexample.org smtp:127.0.0.1:{box.port}\n"
        with Postfix(listener.port, main="mydestination =\n" + main, transport=transport) as server:
            refused = server.send(mail(), to="unknown@example.com")
            assert "550 5.1.1 <unknown@example.com>" in refused
            assert "applications by mail come to jobs@example.com" in refused
            server.send(mail())
            wait_for(received)
            server.send(mail("second"), to="pat@example.org", sender="jobs@example.com")
            wait_for(lambda: box.recipients == ["pat@example.org"], 20)
    assert received()[0].envelope_to == ["jobs@example.com"]


def test_postfix_keeps_a_mail_while_the_listener_is_down(listener):
    listener.kill()
    with postfix(listener.port) as server:
        server.send(mail())
        wait_for(lambda: "status=deferred" in server.log())
        assert (server.queued(), received()) == (1, [])
        listener.start()
        server.flush()
        wait_for(received)
        wait_for(lambda: server.queued() == 0)
    assert [body_of(raw_of(row)) for row in received()] == [BODY]


@pytest.mark.parametrize("is_heard", [True, False])
def test_a_listener_killed_right_after_its_250_loses_and_doubles_nothing(listener, is_heard):
    deaths = []

    def die() -> bool:
        if deaths:
            return True
        deaths.append(listener.kill())
        return is_heard

    with Wire(listener.port, die) as wire, postfix(wire.port) as server:
        server.send(mail())
        wait_for(lambda: ("status=sent" if is_heard else "status=deferred") in server.log())
        assert len(received()) == len(deaths) == 1
        listener.start()
        server.flush()
        wait_for(lambda: server.queued() == 0)
        assert server.log().count("status=sent") == 1
    (row,) = received()
    assert body_of(raw_of(row)) == BODY
    queue.run_until_empty()
    assert received()[0].state != MailState.NEW
