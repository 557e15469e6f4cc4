"""What an application that came without the form still lacks: answers that its opening requires, and the consent."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, String, case, cast, func, select

from ats.applications.models import Answer, Application, Status
from ats.applications.queries import list_answered
from ats.openings.models import Question
from ats.platform.database import db

_DIGITS = 4
_WIDTH = _DIGITS + 1
_REQUIRED, _OPTIONAL = "!", "?"


@dataclass(frozen=True)
class Unfinished:
    """The words of the questions without an answer: those that require one, and all others."""

    required: tuple[str, ...]
    optional: tuple[str, ...]


def is_unfinished() -> ColumnElement[bool]:
    """Return the condition that nobody has agreed to an application yet, as the form asks of everybody."""
    return Application.consent_at.is_(None)


def find_unfinished(application: Application) -> Unfinished | None:
    """Return what an application still lacks; None once its candidate has finished it."""
    if application.consent_at is not None:
        return None
    return _unfinished((each.is_required, each.label) for each in list_unanswered(application))


def read_unfinished(application: Application) -> Unfinished | None:
    """Return the same of an active application that was read with ``unanswered_lines``, without a statement."""
    if application.consent_at is not None or application.status != Status.ACTIVE:
        return None
    lines = sorted((application.unanswered_lines or "").splitlines())
    return _unfinished((line[_WIDTH] == _REQUIRED, line[_WIDTH + 1 :]) for line in lines)


def unanswered_lines() -> ScalarSelect[str]:
    """Return the subquery for ``Application.unanswered_lines``: of each question its place, a mark, its words."""
    answered = select(Answer.id).where(
        Answer.application_id == Application.id, Answer.question_id == Question.id
    )
    # As a number of one width, so that the lines can be sorted: 10007 for the eighth.
    place = cast(Question.position + 10**_DIGITS, String)
    line = place + case((Question.is_required, _REQUIRED), else_=_OPTIONAL) + Question.label
    return (
        select(func.aggregate_strings(line, "\n"))
        .where(Question.opening_id == Application.opening_id, ~answered.exists())
        .correlate(Application)
        .scalar_subquery()
    )


def list_unanswered(application: Application) -> list[Question]:
    """Return the questions of the opening, as it asks them now, that the application does not answer."""
    query = select(Question).where(Question.opening_id == application.opening_id).order_by(Question.position)
    answered = list_answered(application.id)
    return [each for each in db.session.scalars(query) if each.id not in answered]


def _unfinished(pairs: Iterable[tuple[bool, str]]) -> Unfinished:
    questions = list(pairs)
    return Unfinished(
        tuple(label for is_required, label in questions if is_required),
        tuple(label for is_required, label in questions if not is_required),
    )
