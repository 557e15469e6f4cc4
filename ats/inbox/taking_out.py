"""Taking back that a mail became an application, as long as nobody has done anything with that application."""

from sqlalchemy import func, select, update

from ats.applications import actions as applications
from ats.applications.models import Answer, Application, StageChange
from ats.applications.queries import find_candidate_of, list_of_candidate
from ats.candidates import actions as candidates
from ats.inbox.models import MailState, ReceivedMail
from ats.messages.models import Message
from ats.openings.queries import find_opening_by_id
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import Actor
from ats.reviews.models import Note

TAKEN_OUT = "mail taken out"


class WorkedOn(Conflict):
    """Somebody has worked with this application already. Put the person onto the right opening instead."""


def may_be_taken_out(row: ReceivedMail) -> bool:
    """Return whether a mail made an application with which nothing was done yet."""
    if row.state != MailState.ROUTED or row.application_id is None:
        return False
    application = db.session.get(Application, row.application_id)
    # A mail that joined an application came after it.
    if application is None or application.received_at != row.received_at:
        return False
    if application.status != "active" or application.consent_at is not None:
        return False
    return not any(map(db.session.scalar, _traces(row, application)))


def take_out(row: ReceivedMail, *, by: Actor) -> None:
    """Remove the application that a mail made, and put the mail into the tray; raise WorkedOn."""
    if not may_be_taken_out(row):
        raise WorkedOn
    application = db.session.get_one(Application, row.application_id)
    opening, candidate = find_opening_by_id(application.opening_id), find_candidate_of(application)
    row.state, row.rule, row.why = MailState.TRAY.value, "", ""
    row.problem = f"It was taken out of “{opening.title}”"[:500]
    row.opening_id = row.application_id = row.thread_message_id = None
    is_only_here = candidate.person_id is None and len(list_of_candidate(candidate.id)) == 1
    if is_only_here:
        # Their mails stay, for whoever sorts them anew.
        theirs = update(ReceivedMail).where(ReceivedMail.candidate_id == candidate.id)
        db.session.execute(theirs.values(candidate_id=None))
    row.candidate_id = None
    db.session.flush()
    applications.erase_application(application, by=by, why=TAKEN_OUT)
    if is_only_here:
        candidates.erase(candidate, asked_by=TAKEN_OUT, by=by)
    db.session.flush()


def _traces(row: ReceivedMail, application: Application):
    """Yield queries for what somebody did with an application."""
    for model in (StageChange, Answer, Note):
        yield select(func.count()).select_from(model).where(model.application_id == application.id)
    # The mail itself begins the conversation.
    written = Message.id != (row.thread_message_id or 0)
    yield select(func.count()).select_from(Message).where(Message.application_id == application.id, written)
    same = ReceivedMail.application_id == application.id
    yield select(func.count()).select_from(ReceivedMail).where(same, ReceivedMail.id != row.id)
