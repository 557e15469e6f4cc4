"""Reading notes."""

from sqlalchemy import select

from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.reviews.models import Note


def list_notes(application_id: int) -> list[Note]:
    """Return the notes on an application, the oldest first."""
    return list(
        db.session.scalars(select(Note).where(Note.application_id == application_id).order_by(Note.id))
    )


def get_note(application_id: int, public_id: str) -> Note:
    """Return one of an application's own notes; raise NotFound."""
    query = select(Note).where(Note.public_id == public_id, Note.application_id == application_id)
    note = db.session.scalar(query)
    if note is None:
        raise NotFound
    return note
