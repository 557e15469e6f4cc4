"""Taking a mail in: its bytes are on disk and its row is committed before anybody is told that we have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ats.inbox.events import MailTakenIn
from ats.inbox.identity import digest_of, is_message
from ats.inbox.models import ReceivedMail, Via
from ats.platform.database import db, transaction
from ats.platform.errors import DomainError, Invalid
from ats.platform.events import SYSTEM, publish
from ats.platform.storage import storage

_RECIPIENTS = 100


class NotAMessage(Invalid):
    """This is not an e-mail message."""


class TooLarge(DomainError):
    """This message is larger than we take."""

    status = 413


@dataclass(frozen=True)
class Taken:
    """A mail that is kept: now, or already before (``is_known``)."""

    received_id: int
    public_id: str
    is_known: bool


def take_in(
    raw: bytes, *, envelope_from: str, envelope_to: Sequence[str], via: Via, must_be_message: bool = True
) -> Taken:
    """Keep a mail and have it understood later; the same mail again changes nothing. Not inside a transaction.

    What came by a mail protocol is kept whatever it is (``must_be_message`` off). Raises NotAMessage and TooLarge; any
    other error (a full disk, a locked database) means: try again later.
    """
    if len(raw) > current_app.config["INBOX_MAX_BYTES"]:
        raise TooLarge
    if must_be_message and not is_message(raw):
        raise NotAMessage
    digest = digest_of(raw)
    known = _find(digest)
    if known is not None:
        return known
    sha256 = storage().put(raw)
    row = ReceivedMail(
        digest=digest,
        sha256=sha256,
        size=len(raw),
        via=via.value,
        envelope_from=envelope_from[:320],
        envelope_to=[address[:320] for address in envelope_to[:_RECIPIENTS]],
    )
    try:
        with transaction() as session:
            session.add(row)
            session.flush()
            publish(MailTakenIn(by=SYSTEM, received_id=row.id))
    except IntegrityError:
        # Another delivery of the same mail was faster.
        known = _find(digest)
        if known is None:
            raise
        return known
    return Taken(row.id, row.public_id, is_known=False)


def _find(digest: str) -> Taken | None:
    query = select(ReceivedMail.id, ReceivedMail.public_id).where(ReceivedMail.digest == digest)
    row = db.session.execute(query).first()
    db.session.rollback()
    return Taken(row.id, row.public_id, is_known=True) if row else None
