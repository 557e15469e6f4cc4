"""Applications that a colleague files: somebody added by hand, or put onto another opening too."""

from sqlalchemy import inspect

from ats.applications import queries
from ats.applications.actions.submitting import Submission, Submitted, file_anew, file_for_stranger
from ats.applications.models import Application, Attachment
from ats.candidates.models import Candidate
from ats.openings.models import Opening, State
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import Actor


class OpeningClosed(Conflict):
    """This opening is closed. Open it again before you add somebody."""


class AlreadyThere(Conflict):
    """This person already has an application to this opening."""

    def __init__(self, application: Application):
        self.application = application
        super().__init__(f"{application.candidate.name} already has an application to this opening.")


def add_by_hand(opening: Opening, given: Submission, *, by: Actor) -> Application:
    """File an application for somebody; the owner of an address stays as known, whatever else was typed.

    The same key makes one application. Raises AlreadyThere for an application that is still on its way, and
    OpeningClosed.
    """
    return bring_in(opening, given, by=by).application


def bring_in(opening: Opening, given: Submission, *, by: Actor) -> Submitted:
    """Do the same in few statements, for thousands: the application itself is read only where it is asked for."""
    ground = queries.get_ground(inspect(opening).identity[0], given.key, given.email)
    if ground.used_application_id is not None:
        earlier = db.session.get_one(Application, ground.used_application_id)
        return Submitted(earlier.id, earlier.reference, True, ground)
    _refuse_if_closed(ground)
    if ground.candidate_id is None:
        return file_for_stranger(ground, given, by=by)
    candidate = db.session.get_one(Candidate, ground.candidate_id)
    _refuse_a_second(candidate, opening)
    application = file_anew(opening, candidate, given, by=by)
    return Submitted(application.id, application.reference, False, ground)


def put_onto(application: Application, opening: Opening, *, by: Actor) -> Application:
    """File a second application of the same person, with the same résumé, for another opening.

    Raises AlreadyThere for an application that is still on its way there, and OpeningClosed.
    """
    _refuse_if_closed(queries.get_ground(opening.id, None, ""))
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


def _refuse_if_closed(ground: queries.Ground) -> None:
    if ground.state == State.CLOSED:
        raise OpeningClosed


def _refuse_a_second(candidate: Candidate, opening: Opening) -> None:
    earlier = queries.find_active(candidate.id, opening.id)
    if earlier is not None:
        raise AlreadyThere(earlier)
