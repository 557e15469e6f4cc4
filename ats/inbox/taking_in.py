"""Taking a mail in: its bytes are on disk and its row is committed before anybody is told that we have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ats.inbox.events import MailTakenIn
from ats.inbox.identity import delivered_to, digest_of, is_message
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.recipients import as_kept, destinations_of
from ats.platform.database import db, transaction
from ats.platform.errors import DomainError, Invalid
from ats.platform.events import SYSTEM, publish
from ats.platform.storage import storage

_RECIPIENTS = 100
# What a bounce, and whatever else must not be answered, has for an envelope's sender (RFC 5321, 4.5.5).
NO_RETURN_PATH = "<>"


class NotAMessage(Invalid):
    """This is not an e-mail message."""


class TooLarge(DomainError):
    """This message is larger than we take."""

    status = 413

    def __init__(self, most_bytes: int):
        super().__init__(
            f"This message is larger than {most_bytes // (1024 * 1024)} MB: please send fewer or smaller files"
        )


@dataclass(frozen=True)
class Taken:
    """A mail that is kept: now, or already before (``is_known``)."""

    received_id: int
    public_id: str
    is_known: bool


def take_in(
    raw: bytes, *, envelope_from: str, envelope_to: Sequence[str], via: Via, must_be_message: bool = True
) -> Taken:
    """Keep a mail and have it understood later; the same mail again to the same address changes nothing.

    Each of our addresses that leads to a place of its own gets the mail. What came by a mail protocol is kept whatever
    it is (``must_be_message`` off). Not inside a transaction. Raises NotAMessage and TooLarge; any other error (a full
    disk, a locked database) means: try again later.
    """
    most_bytes = current_app.config["INBOX_MAX_BYTES"]
    if len(raw) > most_bytes:
        raise TooLarge(most_bytes)
    if must_be_message and not is_message(raw):
        raise NotAMessage
    envelope = {
        "envelope_from": _return_path(envelope_from, via)[:320],
        "envelope_to": [as_kept(address)[:320] for address in envelope_to[:_RECIPIENTS]],
    }
    destinations = destinations_of(envelope_to or delivered_to(raw))
    return _take(raw, digest_of(raw), destinations, size=len(raw), via=via.value, **envelope)


def take_header_in(header: bytes, *, size: int, left_in: str, via: Via) -> Taken:
    """Keep the header of a mail of ``size`` bytes that is too large; the folder ``left_in`` has all of it.

    The same mail again changes nothing. Not inside a transaction.
    """
    digest = digest_of(header.rstrip(b"\r\n") + b"\r\n\r\n" + str(size).encode())
    destinations = destinations_of(delivered_to(header))
    return _take(header, digest, destinations, size=size, via=via.value, left_in=left_in)


def _take(raw: bytes, digest: str, destinations: Sequence[str], **facts) -> Taken:
    missing, known = _find(digest, destinations)
    if not missing:
        return known
    facts |= {"digest": digest, "sha256": storage().put(raw)}
    try:
        with transaction():
            rows = [keep(destination=each, **facts) for each in missing]
            taken = Taken(rows[0].id, rows[0].public_id, is_known=False)
    except IntegrityError:
        # Another delivery of the same mail was faster.
        missing, known = _find(digest, destinations)
        if missing:
            raise
        return known
    return taken


def _return_path(given: str, via: Via) -> str:
    """Return an envelope's sender as an address alone; NO_RETURN_PATH for none, "" where nobody knows it."""
    address = as_kept(given).strip()
    if address == NO_RETURN_PATH or (not address and via in (Via.SMTP, Via.LMTP)):
        return NO_RETURN_PATH
    return address.removeprefix("<").removesuffix(">")


def keep(**facts) -> ReceivedMail:
    """Note a mail whose bytes are in the store, and have it understood. In a transaction."""
    row = ReceivedMail(**facts)
    db.session.add(row)
    db.session.flush()
    publish(MailTakenIn(by=SYSTEM, received_id=row.id))
    return row


def _find(digest: str, destinations: Sequence[str]) -> tuple[list[str], Taken | None]:
    """Return for which destinations a mail is not there yet, and how it is there already.

    A published address leads nowhere of its own: it is enough that the mail is there at all.
    """
    query = select(ReceivedMail.destination, ReceivedMail.id, ReceivedMail.public_id)
    rows = db.session.execute(query.where(ReceivedMail.digest == digest).order_by(ReceivedMail.id)).all()
    db.session.rollback()
    known = Taken(rows[0].id, rows[0].public_id, is_known=True) if rows else None
    there = {row.destination for row in rows}
    wanted = list(destinations) or ([""] if not rows else [])
    return [each for each in wanted if each not in there], known
