"""Reading received mail."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ats.inbox.models import MailState, ReceivedMail
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.platform.storage import storage


def get_received(public_id: str) -> ReceivedMail:
    """Return a received mail; raise NotFound."""
    row = db.session.scalar(select(ReceivedMail).where(ReceivedMail.public_id == public_id))
    if row is None:
        raise NotFound
    return row


def list_received(*, limit: int = 100) -> list[ReceivedMail]:
    """Return received mails with their parts, the newest first."""
    query = select(ReceivedMail).options(selectinload(ReceivedMail.parts)).order_by(ReceivedMail.id.desc())
    return list(db.session.scalars(query.limit(limit)))


def find_oldest_new() -> datetime | None:
    """Return when the oldest mail came that is not understood yet, or None."""
    return db.session.scalar(
        select(func.min(ReceivedMail.received_at)).where(ReceivedMail.state == MailState.NEW)
    )


def raw_of(row: ReceivedMail) -> bytes:
    """Return a mail byte for byte as it came."""
    return storage().read(row.sha256)
