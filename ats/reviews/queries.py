"""Reading notes and shortlists."""

from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from ats.applications.models import Application
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.reviews.models import Note, ShortlistEntry


def list_notes(application_id: int) -> list[Note]:
    """Return the notes on an application, the oldest first."""
    return list(db.session.scalars(_notes(), {"wanted_id": application_id}))


@cache
def _notes() -> Select:
    return select(Note).where(Note.application_id == bindparam("wanted_id")).order_by(Note.id)


def get_note(application_id: int, public_id: str) -> Note:
    """Return one of an application's own notes; raise NotFound."""
    query = select(Note).where(Note.public_id == public_id, Note.application_id == application_id)
    note = db.session.scalar(query)
    if note is None:
        raise NotFound
    return note


def is_shortlisted(application_id: int) -> bool:
    """Return whether an application stands on its opening's shortlist."""
    query = select(ShortlistEntry.application_id).where(ShortlistEntry.application_id == application_id)
    return db.session.scalar(query) is not None


def list_shortlist(opening_id: int) -> list[tuple[ShortlistEntry, Application]]:
    """Return the shortlist of an opening with its applications, in the order in which they were put there."""
    query = (
        select(ShortlistEntry, Application)
        .join(Application, Application.id == ShortlistEntry.application_id)
        .where(Application.opening_id == opening_id, Application.tray.is_(None))
        .options(joinedload(Application.candidate), joinedload(Application.stage))
        .order_by(ShortlistEntry.created_at, ShortlistEntry.application_id)
    )
    return [(entry, application) for entry, application in db.session.execute(query)]


def count_shortlist(opening_id: int) -> int:
    """Return how many stand on the shortlist of an opening."""
    query = (
        select(func.count())
        .select_from(ShortlistEntry)
        .join(Application, Application.id == ShortlistEntry.application_id)
        .where(Application.opening_id == opening_id, Application.tray.is_(None))
    )
    return db.session.scalar(query) or 0
