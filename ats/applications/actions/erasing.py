"""Applications go for good: with their candidate, or alone after their retention."""

from collections.abc import Collection

from sqlalchemy import exists, select

from ats.applications.events import ApplicationErased
from ats.applications.models import Answer, Application, Attachment, Status
from ats.applications.queries import count_of_people, list_of_candidate, lock_of_people
from ats.candidates import actions as candidates
from ats.candidates.models import Candidate
from ats.candidates.queries import lock_rows
from ats.documents.actions import erase_documents
from ats.documents.models import Document
from ats.openings.queries import lock_stages
from ats.platform.database import db
from ats.platform.events import SYSTEM, Actor, publish


def erase_person(candidate: Candidate, *, asked_by: str, by: Actor) -> None:
    """Erase a person with all applications, as ``ats.candidates.actions.erase`` does, beside others who work.

    Raises NotFound for a person whom somebody else erased meanwhile.
    """
    keep_from_others([candidate.id])
    candidates.erase(candidate, asked_by=asked_by, by=by)


def keep_from_others(candidate_ids: Collection[int]) -> None:
    """Keep some people, all their applications and the stages these stand in from others until the end.

    A decision takes the application and then what it touches of the candidate and the stages. Whoever took the
    candidate first could wait for somebody who waits for the candidate, and PostgreSQL would end one of the two. Who
    applies once more before the candidate is taken is waited for, and all is let go and taken anew: a rollback to a
    savepoint lets locks go. Raises NotFound if one of the people is gone.
    """
    while True:
        with db.session.begin_nested() as attempt:
            applications = lock_of_people(candidate_ids)
            # From here on nobody can apply as one of them.
            lock_rows(candidate_ids)
            if count_of_people(candidate_ids) == len(applications):
                break
            attempt.rollback()
    lock_stages({application.stage_id for application in applications})


def erase_application(application: Application, *, by: Actor, why: str = "retention") -> None:
    """Remove one application and the documents that belong to it alone; ``why`` is for the timeline."""
    own = select(Attachment.document_id).where(Attachment.application_id == application.id)
    answered = select(Answer.document_id).where(Answer.application_id == application.id)
    is_kept = exists().where(
        Attachment.document_id == Document.id, Attachment.application_id != application.id
    )
    erase_documents(select(Document.id).where(Document.id.in_(own.union(answered)), ~is_kept))
    counted = application.status == Status.ACTIVE and application.tray is None
    event = ApplicationErased(
        by=by,
        application_id=application.id,
        candidate_id=application.candidate_id,
        opening_id=application.opening_id,
        left_stage_id=application.stage_id if counted else None,
        why=why,
    )
    db.session.delete(application)
    db.session.flush()
    publish(event)


def erase_without_application(event) -> None:
    """Erase who is alone again without any application: their last one went while they were merged; a reaction."""
    candidate = db.session.get(Candidate, event.candidate_id)
    if candidate is not None and not list_of_candidate(candidate.id):
        candidates.erase(candidate, asked_by="retention", by=SYSTEM)


def erase_for_candidate(event) -> None:
    """Remove all applications of a person who is being erased; a reaction."""
    for application in db.session.scalars(
        select(Application).where(Application.candidate_id == event.candidate_id)
    ):
        erase_application(application, by=SYSTEM)
