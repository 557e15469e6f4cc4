"""What the doctor says of incoming mail: listeners, mailbox, what waits, plus-addressing."""

import socket
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from ats.inbox.models import MailState, ReceivedMail
from ats.operations import incoming_mail
from ats.platform.clock import utc_now
from ats.platform.database import transaction
from tests.integration.inbox.listener import Listener
from tests.server import free_port


def use(app, *, address: str = "jobs@example.com", **settings: str) -> None:
    app.config["INBOX_ADDRESS"] = address
    app.extensions["ats_settings"] = replace(app.extensions["ats_settings"], **settings)


def look(subject: str) -> tuple[str, str]:
    (finding,) = [each for each in incoming_mail.examine() if each.subject == subject]
    return finding.state, finding.found


@pytest.fixture
def imap_server():
    """The port of a server that greets by IMAP (RFC 3501) and refuses every sign-in."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb") as stream:
            stream.write(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
            stream.flush()
            for line in stream:
                tag, command = line.split()[:2]
                answer = b"NO wrong" if command.upper() == b"LOGIN" else b"OK done"
                if command.upper() == b"CAPABILITY":
                    stream.write(b"* CAPABILITY IMAP4rev1\r\n")
                stream.write(tag + b" " + answer + b"\r\n")
                stream.flush()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.close()


def test_a_listener_that_takes_our_mail(sqlite_app, cast):
    use(sqlite_app)
    with Listener(sqlite_app) as listener:
        address = f"127.0.0.1:{listener.port}"
        use(sqlite_app, inbox_lmtp=address)
        assert look("inbox by LMTP") == (
            "ok",
            f"{address} takes mail for jobs@example.com and its extensions",
        )
        use(sqlite_app, address="another@example.com", inbox_lmtp=address)
        state, found = look("inbox by LMTP")
        assert state == "BAD"
        assert "550" in found


@pytest.mark.parametrize(("name", "setting"), [("SMTP", "inbox_smtp"), ("LMTP", "inbox_lmtp")])
def test_a_listener_that_is_away(sqlite_app, cast, name, setting):
    use(sqlite_app, **{setting: f"127.0.0.1:{free_port()}"})
    state, found = look(f"inbox by {name}")
    assert state == "BAD"
    assert "does not answer" in found


def test_a_mailbox_that_refuses_us_or_is_away(sqlite_app, cast, imap_server):
    for port, words in ((imap_server, "MailboxLoginError"), (free_port(), "ConnectionRefusedError")):
        use(sqlite_app, inbox_imap_url=f"imap://jobs:a-secret@127.0.0.1:{port}/INBOX")
        state, found = look("mailbox")
        assert state == "BAD"
        assert words in found
        assert "a-secret" not in found


def test_how_long_mail_waits_to_be_understood(app, cast):
    assert look("received mail") == ("ok", "all of it is understood")
    for number, (minutes, state) in enumerate([(1, "ok"), (6, "BAD")]):
        with transaction() as session:
            at = utc_now() - timedelta(minutes=minutes)
            session.add(
                ReceivedMail(digest=f"{number:064}", sha256="0" * 64, size=1, via="pipe", received_at=at)
            )
        found_state, found = look("received mail")
        assert found_state == state
        assert int(found.split()[-3]) in range(minutes * 60, minutes * 60 + 30)
    with transaction() as session:
        session.query(ReceivedMail).update({"state": MailState.TRAY.value})
    assert look("received mail")[0] == "ok"


def test_the_address_and_its_extensions(sqlite_app, cast):
    use(sqlite_app, address="")
    assert look("inbox address") == ("note", "none is published")
    use(sqlite_app)
    assert "plus-addressing is on" in look("inbox address")[1]
    sqlite_app.config["INBOX_PLUS"] = False
    state, found = look("inbox address")
    assert (state, "plus-addressing is off" in found, "proves nobody" in found) == ("note", True, True)
    sqlite_app.config["TRUSTED_AUTHSERV_ID"] = "mx.example.com"
    assert look("inbox address")[0] == "ok"
