"""Taking back that a mail became an application, as long as nobody has done anything with that application."""

from sqlalchemy import and_, func, or_, select, update

from ats.activity.models import EventRow
from ats.applications import actions as applications
from ats.applications.events import ApplicationRepeated
from ats.applications.models import Answer, Application, StageChange
from ats.applications.queries import find_candidate_of, list_of_candidate
from ats.candidates import actions as candidates
from ats.candidates.events import AddressConfirmed
from ats.inbox.models import MailState, ReceivedMail
from ats.messages.models import Message
from ats.openings.queries import find_opening_by_id
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import CANDIDATE, Actor
from ats.reviews.models import Note, ShortlistEntry

TAKEN_OUT = "mail taken out"


class WorkedOn(Conflict):
    """Somebody has worked with this application already. Put the person onto the right opening instead."""


def may_be_taken_out(row: ReceivedMail) -> bool:
    """Return whether a mail made an application with which nothing was done yet, as far as the record goes.

    What people keep for themselves about an application (reviews put off, batches prepared) is known above this floor.
    """
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
    is_only_here = _is_only_here(application)
    row.state, row.rule, row.why = MailState.TRAY.value, "", ""
    row.problem = f"It was taken out of “{opening.title}”"[:500]
    row.opening_id = row.application_id = row.thread_message_id = None
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


def _is_only_here(application: Application) -> bool:
    """Return whether the candidate goes with the application: it is all that we have of them."""
    candidate = find_candidate_of(application)
    return candidate.person_id is None and len(list_of_candidate(candidate.id)) == 1


def _traces(row: ReceivedMail, application: Application):
    """Yield queries for what somebody did with an application, or with the candidate who would go with it."""
    for model in (StageChange, Answer, Note, ShortlistEntry):
        yield select(func.count()).select_from(model).where(model.application_id == application.id)
    # The mail itself begins the conversation.
    written = Message.id != (row.thread_message_id or 0)
    yield select(func.count()).select_from(Message).where(Message.application_id == application.id, written)
    same = ReceivedMail.application_id == application.id
    yield select(func.count()).select_from(ReceivedMail).where(same, ReceivedMail.id != row.id)
    yield _recorded(application)


def _recorded(application: Application):
    """Return a query for what people did by the record, which knows more than the tables show.

    What a colleague or the candidate does is work, but that the mail proved the candidate's address. So is it when the
    candidate applies again on the web, whom nothing proves.
    """
    proved = and_(EventRow.kind == AddressConfirmed.kind, EventRow.actor_kind == CANDIDATE.kind)
    is_work = or_(
        and_(EventRow.actor_kind.in_(("user", CANDIDATE.kind)), ~proved),
        EventRow.kind == ApplicationRepeated.kind,
    )
    # Of a candidate who stays, what was done before the mail came is nothing that could be lost.
    filed = select(func.min(EventRow.id)).where(EventRow.application_id == application.id).scalar_subquery()
    about_person = and_(EventRow.candidate_id == application.candidate_id, EventRow.application_id.is_(None))
    if not _is_only_here(application):
        about_person = and_(about_person, EventRow.id > filed)
    about = or_(EventRow.application_id == application.id, about_person)
    return select(func.count()).select_from(EventRow).where(about, is_work)
