"""What an application that came without the form still lacks: answers that its opening requires, and the consent."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from ats.applications.models import Application
from ats.applications.queries import list_answered
from ats.openings.models import Question
from ats.platform.database import db


@dataclass(frozen=True)
class Unfinished:
    """The required questions without an answer, and all others without one."""

    required: tuple[Question, ...]
    optional: tuple[Question, ...]

    @property
    def labels(self) -> list[str]:
        """The words of the questions whose answer is required."""
        return [each.label for each in self.required]


def is_unfinished() -> ColumnElement[bool]:
    """Return the condition that nobody has agreed to an application yet, as the form asks of everybody."""
    return Application.consent_at.is_(None)


def find_unfinished(application: Application) -> Unfinished | None:
    """Return what an application still lacks; None once its candidate has finished it."""
    if application.consent_at is not None:
        return None
    open_ones = list_unanswered(application)
    return Unfinished(
        tuple(each for each in open_ones if each.is_required),
        tuple(each for each in open_ones if not each.is_required),
    )


def list_unanswered(application: Application) -> list[Question]:
    """Return the questions of the opening, as it asks them now, that the application does not answer."""
    query = select(Question).where(Question.opening_id == application.opening_id).order_by(Question.position)
    answered = list_answered(application.id)
    return [each for each in db.session.scalars(query) if each.id not in answered]
