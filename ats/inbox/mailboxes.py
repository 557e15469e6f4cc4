"""Fetching from a mailbox by IMAP: each mail is taken in, then moved to another folder, never deleted.

Of one that is too large only the header is taken, which waits in the tray; the mail itself goes to a folder of its own.

What was fetched is remembered by UIDVALIDITY and UID (RFC 3501, 2.3.1.1), so that a mail whose move failed is not
fetched again for nothing; taking in the same mail twice changes nothing anyway. IDLE is RFC 2177.
"""

import contextlib
import imaplib
import logging
import re
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app
from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxUnencrypted
from sqlalchemy import select

from ats.inbox.models import FetchedMail, Via
from ats.inbox.taking_in import take_header_in, take_in
from ats.platform.database import db, transaction

log = logging.getLogger(__name__)

DONE_FOLDER, LARGE_FOLDER = "Requisite", "Requisite too large"
# RFC 2177 wants IDLE to be renewed before 29 minutes. A mail that comes between a look and the IDLE after it is
# announced to neither: it is seen with the next look.
IDLE_SECONDS = 60
# A dropped line or a senseless answer is imaplib's own error, neither the system's nor one of imap-tools.
MAILBOX_ERRORS = (OSError, ImapToolsError, imaplib.IMAP4.error)
_FIRST_WAIT, _LONGEST_WAIT = 5, 300
_TIMEOUT = 30
_LONGEST_HEADER = 256 * 1024
# The first of somebody's own namespaces: how the names of their folders begin.
_PERSONAL = re.compile(rb'\(\("((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Account:
    """Where a mailbox is: imaps://USER:PASSWORD@HOST:PORT/FOLDER, or imap:// without encryption for this machine."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_encrypted: bool

    @classmethod
    def read(cls, url: str) -> "Account":
        """Return what an address says."""
        parts = urlsplit(url)
        is_encrypted = parts.scheme == "imaps"
        return cls(
            parts.hostname or "",
            parts.port or (993 if is_encrypted else 143),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            unquote(parts.path.strip("/")) or "INBOX",
            is_encrypted,
        )

    @contextlib.contextmanager
    def open(self):
        """Sign in and open the folder."""
        with self._connect().login(self.user, self.password, self.folder) as box:
            yield box

    def _connect(self) -> BaseMailBox:
        if not self.is_encrypted:
            return MailBoxUnencrypted(self.host, self.port, timeout=_TIMEOUT)
        # Without a context of ours imaplib takes any certificate, and the password goes to whoever shows one.
        return MailBox(self.host, self.port, timeout=_TIMEOUT, ssl_context=ssl.create_default_context())


def fetch_once(url: str) -> int:
    """Take in whatever is in the mailbox; return how many mails were fetched."""
    with Account.read(url).open() as box:
        return _fetch(box, Account.read(url).folder)


def fetch_forever(app: Flask, url: str, stopping: threading.Event) -> None:
    """Fetch and wait for the next mail until told to stop; a server that is away is tried again later and later."""
    account, wait = Account.read(url), _FIRST_WAIT
    while not stopping.is_set():
        try:
            with account.open() as box:
                while not stopping.is_set():
                    with app.app_context():
                        _fetch(box, account.folder)
                    wait = _FIRST_WAIT
                    _idle(box, stopping)
        except MAILBOX_ERRORS as error:
            log.warning("The mailbox cannot be read: %s. Trying again in %s s.", type(error).__name__, wait)
            stopping.wait(wait)
            wait = min(wait * 2, _LONGEST_WAIT)


def _idle(box: BaseMailBox, stopping: threading.Event) -> None:
    """Wait until the server says that something changed; short waits, so that a stop is noticed."""
    with box.idle as idle:
        for _ in range(IDLE_SECONDS):
            if stopping.is_set() or idle.poll(timeout=1):
                return


def _fetch(box: BaseMailBox, folder: str) -> int:
    validity = box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"]
    known = _known_uids(folder, validity)
    begin = _begin_of_folders(box)
    fetched = 0
    for uid in box.uids():
        size = _size(box, uid)
        is_large = size > current_app.config["INBOX_MAX_BYTES"]
        if int(uid) not in known:
            if not (_take_header(box, uid, size) if is_large else _take(box, uid)):
                continue
            with transaction() as session:
                session.add(FetchedMail(folder=folder, uid_validity=validity, uid=int(uid)))
            fetched += 1
        _put_away(box, uid, begin + (LARGE_FOLDER if is_large else DONE_FOLDER))
    return fetched


def _take(box: BaseMailBox, uid: str) -> bool:
    """Take one mail in; return whether it was still there."""
    raw = _part(box, uid, "BODY.PEEK[]")
    if raw is None:
        return False
    take_in(raw, envelope_from="", envelope_to=(), via=Via.IMAP, must_be_message=False)
    return True


def _take_header(box: BaseMailBox, uid: str, size: int) -> bool:
    """Take the header of a mail that is too large; return whether it was still there."""
    header = _part(box, uid, f"BODY.PEEK[HEADER]<0.{_LONGEST_HEADER}>")
    if header is None:
        return False
    log.warning(
        "A mail of %s bytes in the mailbox is larger than we take: its header waits in the tray.", size
    )
    take_header_in(header, size=size, left_in=LARGE_FOLDER, via=Via.IMAP)
    return True


def _size(box: BaseMailBox, uid: str) -> int:
    """Return how many bytes the server says a mail has."""
    _, parts = box.client.uid("fetch", uid, "(RFC822.SIZE)")
    found = re.search(rb"RFC822\.SIZE (\d+)", parts[0] or b"") if parts else None
    return int(found[1]) if found else 0


def _part(box: BaseMailBox, uid: str, name: str) -> bytes | None:
    """Return a part of a mail, or all of it, byte for byte, without marking it as seen; None for one that is gone."""
    status, parts = box.client.uid("fetch", uid, f"({name})")
    found = [part[1] for part in parts if isinstance(part, tuple)]
    return found[0] if status == "OK" and found else None


def _begin_of_folders(box: BaseMailBox) -> str:
    """Return how the names of folders begin on this server: some have all of them below INBOX (RFC 2342)."""
    # What a server can do may be more once somebody has signed in.
    _, can = box.client.capability()
    if b"NAMESPACE" not in (can[0] or b"").upper().split():
        return ""
    _, answer = box.client.namespace()
    found = _PERSONAL.match(answer[0] or b"")
    return found[1].decode("ascii", "replace") if found else ""


def _put_away(box: BaseMailBox, uid: str, folder: str) -> None:
    """Move a mail that was taken in; where the server will not (its owner's room is used up), the others still come."""
    try:
        if not box.folder.exists(folder):
            box.folder.create(folder)
        box.move(uid, folder)
    except ImapToolsError as error:
        log.warning("A mail that is taken in stays where it is, for the server does not move it: %s", error)


def count_waiting(box: BaseMailBox, folder: str) -> tuple[int, int]:
    """Return how many mails are to be fetched, and how many were but could not be moved."""
    known = _known_uids(folder, box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
    uids = {int(uid) for uid in box.uids()}
    return len(uids - known), len(uids & known)


def _known_uids(folder: str, validity: int) -> set[int]:
    query = select(FetchedMail.uid).where(FetchedMail.folder == folder, FetchedMail.uid_validity == validity)
    known = set(db.session.scalars(query))
    db.session.rollback()
    return known
