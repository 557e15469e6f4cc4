"""Taking mail in: kept byte for byte, once, and never acknowledged unless it is."""

import pytest
from sqlalchemy import func, select

from ats.inbox.models import MailState, ReceivedMail, Via
from ats.inbox.queries import raw_of
from ats.inbox.recipients import is_ours
from ats.inbox.taking_in import NotAMessage, TooLarge, take_header_in, take_in
from ats.platform import queue
from ats.platform.database import db
from ats.platform.storage import LocalStorage

MAIL = b"From: Ada <ada@example.com>\r\nSubject: Hello\r\nMessage-ID: <1@example.com>\r\n\r\nA letter.\r\n"


def take(raw=MAIL):
    return take_in(raw, envelope_from="ada@example.com", envelope_to=["jobs@example.com"], via=Via.PIPE)


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(ReceivedMail))


def test_kept_byte_for_byte(app, cast):
    taken = take()
    row = db.session.get(ReceivedMail, taken.received_id)
    assert raw_of(row) == MAIL
    assert (row.state, row.via, row.envelope_to) == (MailState.NEW, "pipe", ["jobs@example.com"])
    assert not taken.is_known


@pytest.mark.parametrize(
    ("given", "via", "kept"),
    [("<>", Via.SMTP, "<>"), ("", Via.LMTP, "<>"), (" <> ", Via.HOOK, "<>"), ("", Via.PIPE, ""),
     ("<ada@example.com>", Via.PIPE, "ada@example.com")],
)  # fmt: skip
def test_no_return_path_is_known_as_such(sqlite_app, cast, given, via, kept):
    taken = take_in(MAIL, envelope_from=given, envelope_to=["jobs@example.com"], via=via)
    assert db.session.get(ReceivedMail, taken.received_id).envelope_from == kept


@pytest.mark.parametrize(
    "address",
    [b"jo\0bs@example.com", b"jobs+\0@example.com", b"jobs+\xff@example.com", b"\xed\xa0\x80@example.com", b"a" * 5000 + b"@b.example"],
)  # fmt: skip
def test_an_address_that_no_database_keeps_holds_up_no_mail(app, cast, address):
    app.config["INBOX_ADDRESS"] = "jobs@example.com"
    delivered = b"Delivered-To: " + address + b"\r\n" + MAIL
    taken = take_in(delivered, envelope_from="", envelope_to=(), via=Via.IMAP, must_be_message=False)
    assert raw_of(db.session.get(ReceivedMail, taken.received_id)) == delivered
    assert take_header_in(delivered, size=10**8, left_in="Large", via=Via.IMAP).public_id
    for text in (address.decode("utf-8", "replace"), address.decode("utf-8", "surrogateescape")):
        assert not is_ours(text.replace("jobs+", "jo+"))
        raw = MAIL.replace(b"<1@", repr(text).encode()[:50] + b"<1@")
        assert take_in(raw, envelope_from=text, envelope_to=[text], via=Via.LMTP).public_id
    queue.run_until_empty()
    db.session.rollback()
    assert not db.session.scalars(select(ReceivedMail).where(ReceivedMail.state == MailState.NEW)).all()


def test_ten_times_is_once(app, cast):
    first = take()
    for number in range(9):
        again = take(b"Received: from server %d\r\n" % number + MAIL)
        assert (again.received_id, again.is_known) == (first.received_id, True)
    assert count() == 1


def test_what_is_no_message_and_what_is_too_large(app, cast):
    with pytest.raises(NotAMessage):
        take(b"just words")
    app.config["INBOX_MAX_BYTES"] = len(MAIL) - 1
    with pytest.raises(TooLarge):
        take()
    assert count() == 0


def test_a_full_disk_keeps_nothing_and_says_so(app, cast, monkeypatch):
    def refuse(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(LocalStorage, "put", refuse)
    with pytest.raises(OSError, match="No space"):
        take()
    assert count() == 0
    monkeypatch.undo()
    assert not take().is_known


def test_the_pipe_speaks_the_language_of_mail_servers(app, cast, monkeypatch):
    run = app.test_cli_runner().invoke
    assert run(args=["inbox", "deliver"], input=MAIL).exit_code == 0
    again = run(args=["inbox", "deliver"], input=MAIL)
    assert (again.exit_code, "already there" in again.output) == (0, True)
    no_message = run(args=["inbox", "deliver"], input=b"words")
    assert (no_message.exit_code, no_message.stderr[:6]) == (65, "5.6.0 ")
    app.config["INBOX_MAX_BYTES"] = 1024 * 1024
    too_large = run(args=["inbox", "deliver"], input=MAIL + b"x" * 3_000_000)
    assert (too_large.exit_code, too_large.stdout) == (69, "")
    assert too_large.stderr == "5.3.4 This message is larger than 1 MB: please send fewer or smaller files\n"
    monkeypatch.setattr(LocalStorage, "put", lambda self, data: 1 / 0)
    assert run(args=["inbox", "deliver"], input=MAIL.replace(b"<1@", b"<2@")).exit_code == 75
    listed = run(args=["inbox", "list", "--json"])
    assert '"state": "new"' in listed.output
