"""Applications that a colleague files: somebody added by hand, or put onto another opening too."""

from ats.applications import queries
from ats.applications.actions.submitting import Submission, file_anew
from ats.applications.models import Application, Attachment
from ats.candidates.actions import find_or_add
from ats.candidates.models import Candidate
from ats.openings.models import Opening
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import Actor


class AlreadyThere(Conflict):
    """This person already has an application to this opening."""

    def __init__(self, application: Application):
        self.application = application
        super().__init__(f"{application.candidate.name} already has an application to this opening.")


def add_by_hand(opening: Opening, given: Submission, *, by: Actor) -> Application:
    """File an application for somebody; the owner of an address stays as known, whatever else was typed.

    The same key makes one application. Raises AlreadyThere for an application that is still on its way.
    """
    if given.key and (used := queries.find_key(given.key)) is not None:
        return db.session.get_one(Application, used.application_id)
    candidate = find_or_add(
        given.name, given.email, phone=given.phone, link=given.link, by=by, is_demo=given.is_demo
    )
    _refuse_a_second(candidate, opening)
    return file_anew(opening, candidate, given, by=by)


def put_onto(application: Application, opening: Opening, *, by: Actor) -> Application:
    """File a second application of the same person, with the same résumé, for another opening.

    Raises AlreadyThere for an application that is still on its way there.
    """
    candidate = queries.find_candidate_of(application)
    _refuse_a_second(candidate, opening)
    known = Submission(
        name=candidate.own_value("name"),
        email=candidate.own_value("email"),
        phone=candidate.own_value("phone"),
        link=candidate.own_value("link"),
        source="another opening",
        wants_receipt=False,
    )
    second = file_anew(opening, candidate, known, by=by)
    for attachment in application.attachments:
        if attachment.role == "resume" and attachment.is_current:
            db.session.add(
                Attachment(application_id=second.id, document_id=attachment.document_id, role="resume")
            )
    db.session.flush()
    return second


def _refuse_a_second(candidate: Candidate, opening: Opening) -> None:
    earlier = queries.find_active(candidate.id, opening.id)
    if earlier is not None:
        raise AlreadyThere(earlier)
