"""Writing notes and taking one's own away."""

from sqlalchemy import delete, select

from ats.applications.models import Application
from ats.platform.database import db
from ats.platform.errors import Forbidden
from ats.platform.events import Actor, publish
from ats.reviews.events import NoteRemoved, NoteWritten
from ats.reviews.models import Note


def write_note(application: Application, text: str, *, by: Actor) -> Note:
    """Leave a note on an application."""
    note = Note(application_id=application.id, user_id=by.user_id, text=text)
    db.session.add(note)
    db.session.flush()
    publish(NoteWritten(by=by, note_id=note.id, **_ids(application)))
    return note


def remove_note(note: Note, application: Application, *, by: Actor) -> None:
    """Take a note away; only its author may."""
    if note.user_id != by.user_id:
        raise Forbidden("Only its author can remove a note.")
    publish(NoteRemoved(by=by, note_id=note.id, **_ids(application)))
    db.session.delete(note)


def erase_for_candidate(event) -> None:
    """Remove the notes about a person who is being erased; a reaction."""
    applications = select(Application.id).where(Application.candidate_id == event.candidate_id)
    db.session.execute(delete(Note).where(Note.application_id.in_(applications)))


def _ids(application: Application) -> dict[str, int]:
    return {
        "application_id": application.id,
        "candidate_id": application.candidate_id,
        "opening_id": application.opening_id,
    }
