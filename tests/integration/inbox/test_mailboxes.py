"""A mailbox on a real Dovecot: fetched once, moved, never deleted, and the next mail noticed while idle."""

import contextlib
import imaplib
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from imap_tools import BaseMailBox, MailboxMoveError
from sqlalchemy import select

from ats.inbox.mailboxes import DONE_FOLDER, LARGE_FOLDER, fetch_forever, fetch_once
from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.queries import raw_of
from ats.operations import incoming_mail
from ats.platform import queue
from ats.platform.database import db
from tests import services
from tests.server import free_port

pytestmark = pytest.mark.slow
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:{folder}/mail
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail
}}
"""


def mail(number: int) -> bytes:
    return f"From: Ada <ada@example.com>\r\nSubject: Mail {number}\r\n\r\nA letter.\r\n".encode()


NAMESPACE = """
namespace inbox {
  inbox = yes
  prefix = INBOX.
  separator = .
}
"""
ENCRYPTED = """
service imap-login {
  inet_listener imaps {
    port = {port}
    ssl = yes
  }
}
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
"""


@pytest.fixture
def mailbox():
    """The address of a mailbox on a Dovecot."""
    with dovecot() as url:
        yield url


@contextlib.contextmanager
def dovecot(more: str = ""):
    """Run a Dovecot, which only root can start; yield the address of a mailbox on it."""
    if os.getuid():
        services.missing("Dovecot under root")
    program = shutil.which("dovecot") or services.missing("Dovecot")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path("/tmp") / f"ats-dovecot-{os.getpid()}"  # noqa: S108 - a socket's path must be short
    (folder / "run").mkdir(parents=True)
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", "nobody", "nogroup")
    config = folder / "dovecot.conf"
    config.write_text(CONFIG.format(folder=folder, port=port) + more.replace("{folder}", str(folder)))
    if "cert.pem" in more:
        _certify(folder)
    process = subprocess.Popen([program, "-F", "-c", config])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    try:
        yield f"imap://jobs:secret@127.0.0.1:{port}/INBOX"
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _certify(folder: Path) -> None:
    """Make a certificate for this machine that nobody but itself vouches for."""
    about = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-nodes"]
    files = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", *about, *files]
    subprocess.run(made, check=True, capture_output=True, timeout=60)


def client(url: str) -> imaplib.IMAP4:
    box = imaplib.IMAP4("127.0.0.1", int(url.rpartition(":")[2].partition("/")[0]))
    box.login("jobs", "secret")
    return box


def put(url: str, *mails: bytes) -> None:
    with client(url) as box:
        for raw in mails:
            assert box.append("INBOX", None, None, raw)[0] == "OK"


def count_in(url: str, folder: str) -> int:
    with client(url) as box:
        status, found = box.select(folder, readonly=True)
        return int(found[0]) if status == "OK" else 0


def received() -> list[ReceivedMail]:
    db.session.rollback()
    return list(db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)))


def test_fetched_once_moved_and_byte_for_byte(sqlite_app, cast, mailbox):
    put(mailbox, mail(1), mail(2))
    assert fetch_once(mailbox) == 2
    assert [raw_of(row) for row in received()] == [mail(1), mail(2)]
    assert (count_in(mailbox, "INBOX"), count_in(mailbox, DONE_FOLDER)) == (0, 2)
    assert fetch_once(mailbox) == 0
    put(mailbox, mail(1))
    fetch_once(mailbox)
    assert len(received()) == 2


def test_of_a_mail_that_is_too_large_the_header_waits_in_the_tray(sqlite_app, cast, mailbox):
    sqlite_app.config["INBOX_MAX_BYTES"] = 1024 * 1024
    header = mail(1).removesuffix(b"A letter.\r\n")
    large = mail(1) + b"x" * 1_200_000
    put(mailbox, large, mail(2))
    assert fetch_once(mailbox) == 2
    queue.run_until_empty()
    first, second = received()
    assert (first.state, first.size, first.from_address) == (MailState.TRAY, len(large), "ada@example.com")
    assert raw_of(first) == header
    assert (first.subject, first.left_in) == ("Mail 1", LARGE_FOLDER)
    assert "It has 1.2 MB, more than the 1 MB that are taken in" in first.problem
    assert LARGE_FOLDER in first.problem
    assert (second.size, second.left_in) == (len(mail(2)), "")
    assert [count_in(mailbox, each) for each in ("INBOX", DONE_FOLDER, f'"{LARGE_FOLDER}"')] == [0, 1, 1]
    (finding,) = [each for each in incoming_mail.examine() if each.subject == "mail too large"]
    assert finding.state == "note"
    assert "ada@example.com" in finding.found
    assert "1.2 MB" in finding.found
    assert LARGE_FOLDER in finding.advice
    # The limit raised, and the mail moved back: all of it is taken in.
    sqlite_app.config["INBOX_MAX_BYTES"] = 2 * 1024 * 1024
    with client(mailbox) as box:
        box.select(f'"{LARGE_FOLDER}"')
        assert box.copy("1", "INBOX")[0] == "OK"
    assert fetch_once(mailbox) == 1
    assert raw_of(received()[-1]) == large


def test_a_move_that_failed_is_made_up_for(sqlite_app, cast, mailbox, monkeypatch):
    sqlite_app.config["INBOX_MAX_BYTES"] = 1024 * 1024
    put(mailbox, mail(1) + b"x" * 1_200_000, mail(2))
    with monkeypatch.context() as broken:
        broken.setattr(BaseMailBox, "move", lambda *_: (_ for _ in ()).throw(OSError("cut")))
        for _ in range(2):
            with pytest.raises(OSError, match="cut"):
                fetch_once(mailbox)
    assert fetch_once(mailbox) == 1
    assert len(received()) == 2
    assert [count_in(mailbox, each) for each in ("INBOX", DONE_FOLDER, f'"{LARGE_FOLDER}"')] == [0, 1, 1]


def test_a_server_that_moves_nothing_holds_up_nobody(sqlite_app, cast, mailbox, monkeypatch):
    put(mailbox, mail(1), mail(2))
    with monkeypatch.context() as full:
        answer = MailboxMoveError(("NO", [b"[OVERQUOTA] Quota exceeded"]), "OK")
        full.setattr(BaseMailBox, "move", lambda *_: (_ for _ in ()).throw(answer))
        assert [fetch_once(mailbox), fetch_once(mailbox)] == [2, 0]
    assert [row.size for row in received()] == [len(mail(1)), len(mail(2))]
    assert examine_mailbox(sqlite_app, mailbox)[:2] == ("note", True)
    assert fetch_once(mailbox) == 0
    assert (count_in(mailbox, "INBOX"), count_in(mailbox, DONE_FOLDER)) == (0, 2)


def examine_mailbox(app, url: str) -> tuple[str, bool, str]:
    """What the doctor says of a mailbox, and whether that is that some of its mails cannot be moved."""
    app.extensions["ats_settings"] = replace(app.extensions["ats_settings"], inbox_imap_url=url)
    (finding,) = [each for each in incoming_mail.examine() if each.subject == "mailbox"]
    return finding.state, "0 to fetch, 2 fetched that could not be moved" in finding.found, finding.found


def test_folders_that_have_to_be_below_the_inbox(sqlite_app, cast):
    with dovecot(NAMESPACE) as url:
        put(url, mail(1), mail(2))
        assert fetch_once(url) == 2
        assert (count_in(url, "INBOX"), count_in(url, f"INBOX.{DONE_FOLDER}")) == (0, 2)


def test_a_certificate_for_which_nobody_vouches_gets_no_password(sqlite_app, cast, monkeypatch):
    port = free_port()
    with dovecot(ENCRYPTED.replace("{port}", str(port))) as plain:
        put(plain, mail(1))
        url = f"imaps://jobs:secret@127.0.0.1:{port}/INBOX"
        with pytest.raises(ssl.SSLCertVerificationError):
            fetch_once(url)
        state, _, found = examine_mailbox(sqlite_app, url)
        assert (state, "certificate verify failed" in found) == ("BAD", True)
        monkeypatch.setenv("SSL_CERT_FILE", f"/tmp/ats-dovecot-{os.getpid()}/cert.pem")
        assert fetch_once(url) == 1


def test_the_next_mail_is_noticed_while_idle(sqlite_app, cast, mailbox):
    stopping = threading.Event()
    thread = threading.Thread(target=fetch_forever, args=(sqlite_app, mailbox, stopping))
    thread.start()
    try:
        # Long enough to have looked once and to wait, however slow the machine is.
        time.sleep(4)
        put(mailbox, mail(1))
        for _ in range(200):
            if received():
                break
            time.sleep(0.1)
        assert len(received()) == 1
    finally:
        stopping.set()
        thread.join(15)
    assert not thread.is_alive()


def test_the_doctor_signs_in(sqlite_app, cast, mailbox):
    put(mailbox, mail(1))
    settings = sqlite_app.extensions["ats_settings"]
    sqlite_app.extensions["ats_settings"] = replace(settings, inbox_imap_url=mailbox)
    (finding,) = [each for each in incoming_mail.examine() if each.subject == "mailbox"]
    assert (finding.state, "signed in, 1 to fetch" in finding.found) == ("ok", True)


def test_a_server_that_is_away_is_waited_for(sqlite_app, cast, mailbox):
    stopping = threading.Event()
    away = mailbox.replace("127.0.0.1:", "127.0.0.1:1")
    thread = threading.Thread(
        target=fetch_forever, args=(sqlite_app, away[: away.rindex(":") + 2] + "/INBOX", stopping)
    )
    thread.start()
    time.sleep(0.5)
    assert thread.is_alive()
    stopping.set()
    thread.join(10)
    assert not thread.is_alive()
