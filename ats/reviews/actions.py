"""Writing notes and taking one's own away; putting applications on a shortlist and taking them off."""

from sqlalchemy import delete, select

from ats.applications.models import Application
from ats.platform.database import db, insert_row
from ats.platform.errors import Forbidden
from ats.platform.events import Actor, publish
from ats.reviews.events import NoteRemoved, NoteWritten, Shortlisted, TakenOffShortlist
from ats.reviews.models import Note, ShortlistEntry


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


def shortlist(application: Application, *, by: Actor) -> bool:
    """Put an application on its opening's shortlist; return whether it was not there yet."""
    if db.session.get(ShortlistEntry, application.id) is not None:
        return False
    insert_row(ShortlistEntry, application_id=application.id, user_id=by.user_id)
    publish(Shortlisted(by=by, **_ids(application)))
    return True


def take_off_shortlist(application: Application, *, by: Actor) -> bool:
    """Take an application off its opening's shortlist; return whether it was there."""
    entry = db.session.get(ShortlistEntry, application.id)
    if entry is None:
        return False
    db.session.delete(entry)
    db.session.flush()
    publish(TakenOffShortlist(by=by, **_ids(application)))
    return True


def erase_for_candidate(event) -> None:
    """Remove the notes about a person who is being erased, and their places on shortlists; a reaction."""
    applications = select(Application.id).where(Application.candidate_id == event.candidate_id)
    for table in (Note, ShortlistEntry):
        db.session.execute(delete(table).where(table.application_id.in_(applications)))


def _ids(application: Application) -> dict[str, int]:
    return {
        "application_id": application.id,
        "candidate_id": application.candidate_id,
        "opening_id": application.opening_id,
    }
