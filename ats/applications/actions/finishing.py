"""An application that came without the form is finished by its candidate: answers, and the word that we may keep it."""

from collections.abc import Sequence

from ats.applications.actions.submitting import GivenAnswer, insert_answer
from ats.applications.events import ApplicationFinished
from ats.applications.models import Application
from ats.applications.queries import list_answered
from ats.documents import actions as documents
from ats.platform.clock import utc_now
from ats.platform.events import Actor, publish


def finish(
    application: Application,
    answers: Sequence[GivenAnswer],
    *,
    consent_days: int,
    held_tokens: Sequence[str] = (),
    by: Actor,
) -> None:
    """Take answers to questions that have none yet, and note the consent; sent twice, it is done once."""
    answered = list_answered(application.id)
    missing = [answer for answer in answers if answer.question_id not in answered]
    for answer in missing:
        insert_answer(application.id, application.candidate_id, answer)
    for token in held_tokens:
        documents.release(token)
    has_agreed = application.consent_at is None
    if has_agreed:
        application.consent_at, application.consent_days = utc_now(), consent_days
    if missing or has_agreed:
        publish(
            ApplicationFinished(
                by=by,
                application_id=application.id,
                candidate_id=application.candidate_id,
                opening_id=application.opening_id,
                answers=len(missing),
                has_agreed=has_agreed,
            )
        )
