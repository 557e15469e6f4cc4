"""The listeners, spoken to by real clients over real sockets: what they take, refuse, and answer for each recipient."""

import asyncio
import smtplib
import socket
import threading
import time

import pytest
from sqlalchemy import select

from ats.inbox import listening
from ats.inbox.models import ReceivedMail
from ats.inbox.queries import raw_of
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail
from ats.platform.storage import LocalStorage
from tests.unit.inbox.mails import RESUME, mail

MAIL = b"From: Ada <ada@example.com>\r\nSubject: Hello\r\nMessage-ID: <1@example.com>\r\n\r\nA letter.\r\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def listener(sqlite_app, cast):
    """A listener of each kind in a thread of its own: (SMTP port, LMTP port)."""
    sqlite_app.config["INBOX_ADDRESS"] = "jobs@example.com"
    ports = free_port(), free_port()
    loop, stopping = asyncio.new_event_loop(), asyncio.Event()
    smtp, lmtp = (f"127.0.0.1:{port}" for port in ports)
    work = listening.serve(sqlite_app, smtp=smtp, lmtp=lmtp, stopping=stopping)
    thread = threading.Thread(target=loop.run_until_complete, args=(work,))
    thread.start()
    for port in ports:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
    yield ports
    loop.call_soon_threadsafe(stopping.set)
    thread.join(10)
    loop.close()


def received() -> list[ReceivedMail]:
    db.session.rollback()
    return list(db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)))


def send(port: int, raw: bytes = MAIL, to: str = "jobs@example.com"):
    with smtplib.SMTP("127.0.0.1", port) as client:
        return client.sendmail("ada@example.com", [to], raw)


def test_a_mail_by_smtp_is_kept_byte_for_byte(listener):
    send(listener[0])
    (row,) = received()
    assert raw_of(row) == MAIL
    assert (row.via, row.envelope_from, row.envelope_to) == ("smtp", "ada@example.com", ["jobs@example.com"])


@pytest.mark.parametrize("protocol", [0, 1], ids=["smtp", "lmtp"])
def test_who_sends_without_a_return_path_is_not_answered(listener, cast, protocol):
    letter = mail(f"Application {cast.editor.reference}", files=[("cv.txt", RESUME.encode(), "text/plain")])
    with (smtplib.SMTP, smtplib.LMTP)[protocol]("127.0.0.1", listener[protocol]) as client:
        client.ehlo()
        client.docmd("MAIL FROM:<>")
        client.docmd("RCPT TO:<jobs@example.com>")
        client.docmd("DATA")
        client.send(letter.as_bytes(policy=letter.policy.clone(linesep="\r\n")) + b".\r\n")
        assert client.getreply()[0] == 250
    db.session.rollback()
    queue.run_until_empty()
    (row,) = received()
    assert (row.envelope_from, row.state, row.opening_id) == ("<>", "routed", cast.editor.id)
    assert db.session.query(Mail).filter_by(to_address="pat@example.com").count() == 0


def test_lmtp_answers_for_each_recipient(listener):
    with smtplib.LMTP("127.0.0.1", listener[1]) as client:
        client.ehlo()
        client.mail("ada@example.com")
        for to in ("jobs@example.com", "JOBS+r123@EXAMPLE.com"):
            assert client.rcpt(to)[0] == 250
        assert client.rcpt("nobody@example.com")[0] == 550
        client.docmd("DATA")
        client.send(MAIL + b".\r\n")
        assert [client.getreply()[0] for _ in range(2)] == [250, 250]
    assert received()[0].envelope_to == ["jobs@example.com", "JOBS+r123@EXAMPLE.com"]


def test_addresses_that_openings_own_are_ours(listener, cast):
    with transaction():
        cast.engineer.apply_email = "Engineers@example.com"
    send(listener[0], to="engineers@example.com")
    assert len(received()) == 1


def test_what_is_too_large_is_refused_in_words(listener, sqlite_app):
    sqlite_app.config["INBOX_MAX_BYTES"] = 1000
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(listener[0], MAIL + b"x" * 900 + b"\r\n" + b"y" * 50 + b"\r\n")
    assert refused.value.smtp_code == 552
    assert b"smaller files" in refused.value.smtp_error
    assert received() == []


def test_a_line_of_any_length_is_part_of_a_mail(listener):
    raw = MAIL + b"z" * 3_000_000 + b"\r\n"
    send(listener[0], raw)
    assert raw_of(received()[0]) == raw


def test_what_is_far_too_large_is_refused_in_our_words_for_each_recipient(listener, sqlite_app):
    large = sqlite_app.config["INBOX_MAX_BYTES"] + 5000
    with smtplib.SMTP("127.0.0.1", listener[0]) as client:
        client.ehlo()
        code, words = client.mail("ada@example.com", [f"size={large}"])
        assert (code, b"smaller files" in words) == (552, True)
    with smtplib.LMTP("127.0.0.1", listener[1]) as client:
        client.ehlo()
        for body in (b"x" * large + b"\r\n", (b"y" * 98 + b"\r\n") * (large // 100)):
            client.mail("ada@example.com")
            client.rcpt("jobs@example.com")
            client.rcpt("jobs+r123@example.com")
            client.docmd("DATA")
            client.send(MAIL + body + b".\r\n")
            answers = [client.getreply() for _ in range(2)]
            assert [code for code, _ in answers] == [552, 552]
            assert all(b"larger than 25 MB" in words for _, words in answers)
    assert received() == []


def test_a_command_stays_short(listener):
    with smtplib.SMTP("127.0.0.1", listener[0]) as client:
        client.ehlo()
        assert client.docmd("NOOP " + "x" * 200_000)[0] == 500
        assert client.noop()[0] == 250


@pytest.mark.parametrize(("error", "code"), [(OSError(28, "full"), 452), (OSError(5, "broken"), 451)])
def test_a_disk_that_fails_is_never_acknowledged(listener, monkeypatch, error, code):
    def fail(self, data):
        raise error

    monkeypatch.setattr(LocalStorage, "put", fail)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(listener[0])
    assert refused.value.smtp_code == code
    assert received() == []
    monkeypatch.undo()
    send(listener[0])
    assert len(received()) == 1


@pytest.mark.parametrize("ending", [b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r\n\0.\r\n"])
def test_no_second_mail_is_smuggled_in(listener, ending):
    inner = b"MAIL FROM:<a@example.com>\r\nRCPT TO:<jobs@example.com>\r\nDATA\r\nFrom: b@example.com\r\n\r\nsecond"
    with smtplib.SMTP("127.0.0.1", listener[0]) as client:
        client.ehlo()
        client.mail("ada@example.com")
        client.rcpt("jobs@example.com")
        client.docmd("DATA")
        client.send(MAIL + b"first" + ending + inner + b"\r\n.\r\n")
        client.getreply()
    assert len(received()) <= 1
    assert all(b"first" in raw_of(row) for row in received())


def test_what_is_no_message_is_kept_all_the_same(listener):
    with smtplib.SMTP("127.0.0.1", listener[0]) as client:
        client.ehlo()
        client.mail("ada@example.com")
        client.rcpt("jobs@example.com")
        client.docmd("DATA")
        client.send(b"\0\0 no header at all\r\n" + b"z" * 5000 + b"\r\n.\r\n")
        assert client.getreply()[0] == 250
    assert len(received()) == 1
