"""From a filled-in form to an application: what it says, whether it looks like spam, filing it once."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace

from flask import current_app, request
from sqlalchemy.exc import IntegrityError, NoResultFound

from ats.applications import actions, rules
from ats.applications.actions import GivenAnswer, Submission, Submitted
from ats.careers.audience import DEFAULT_SOURCE, is_open
from ats.careers.forms import ApplyForm, field_name
from ats.careers.uploads import digest_of, file_fields, held_tokens
from ats.openings.models import Opening, Question, QuestionKind
from ats.openings.queries import get_opening_with_questions, with_questions
from ats.platform import rate_limit, tokens
from ats.platform.columns import new_public_id
from ats.platform.database import transaction
from ats.platform.errors import Conflict, TooMany
from ats.platform.events import VISITOR
from ats.platform.rate_limit import network_of

HOUR = 3600
# Where even a campus with its own bot would stop: only so that nobody fills the disk.
HARD_FACTOR = 100
_ATTEMPTS = 3
_OPENING = with_questions(rate_limit.COUNTED)
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


class ClosedMeanwhile(Conflict):
    """This opening stopped taking applications while you were filling in the form."""


def new_key() -> str:
    """Return the key of one load of the form."""
    return new_public_id()


def opening_token(reference: str) -> str:
    """Return the signed note of when the form of an opening was loaded."""
    return tokens.sign("form", [reference, int(time.time())])


def get_opening_to_apply_to(reference: str) -> tuple[Opening, int | None]:
    """Return an opening with its questions, and how often this network address sent its form in this hour."""
    subject = _subject(reference.upper())
    counted = rate_limit.what_is_counted("apply", "apply-again", subject=subject, window_seconds=HOUR)
    return get_opening_with_questions(_OPENING, reference, **counted)


def check_flood(sent_this_hour: int | None) -> None:
    """Raise TooMany before a file is stored, if one network address sends far more than people can."""
    if (sent_this_hour or 0) >= HARD_FACTOR * current_app.config["APPLICATIONS_PER_HOUR"]:
        raise TooMany(
            "Too many applications came from your network. Please try again later.", retry_after=HOUR
        )


def count_refused(reference: str) -> None:
    """Count a form that has to be corrected, in the current transaction: against floods, not against applicants."""
    rate_limit.hit("apply-again", _subject(reference), window_seconds=HOUR)


def read_submission(form: ApplyForm, questions: Sequence[Question], reference: str) -> Submission:
    """Return what a checked form with stored files says."""
    given = Submission(
        name=form.name.data,
        email=form.email.data,
        phone=form.phone.data or "",
        link=form.link.data or "",
        cover_letter=form.cover_letter.data or "",
        resume=form.resume.stored,
        cover_letter_file=form.cover_letter_file.stored,
        answers=[answer for question in questions if (answer := given_answer(form, question)) is not None],
        held_tokens=held_tokens(file_fields(form)),
        source=form.source.data or DEFAULT_SOURCE,
        consent_days=current_app.config["RETENTION_DAYS"],
        key=_key(form),
    )
    return replace(given, body_digest=_digest(given, reference))


def file_once(opening_seen: Opening, given: Submission, form: ApplyForm) -> Submitted:
    """File an application in one transaction, again if another was faster with the same key or person, or erased it.

    Raises KeyUsedForAnother, and ClosedMeanwhile when the opening takes no applications any more.
    """
    reference, attempt = opening_seen.reference, 1
    while True:
        try:
            with transaction():
                from_here = rate_limit.hit("apply", _subject(reference), window_seconds=HOUR)
                why = _suspicion(form, reference, from_here)
                days = current_app.config["REAPPLY_DAYS"]
                submitted = actions.submit(
                    opening_seen, replace(given, suspicion=why), by=VISITOR, reapply_days=days
                )
                if not submitted.is_repeat and not is_open(submitted.ground):
                    raise ClosedMeanwhile
            return submitted
        except (IntegrityError, NoResultFound):
            if attempt == _ATTEMPTS:
                raise
            attempt += 1


def _suspicion(form: ApplyForm, reference: str, from_here: int) -> str:
    return rules.suspicion(
        honeypot=form.subject.data or "",
        seconds_open=_seconds_open(form.opened.data, reference) if _key(form) else None,
        from_here=from_here,
        limit=current_app.config["APPLICATIONS_PER_HOUR"],
    )


def _seconds_open(token: str | None, reference: str) -> float | None:
    """Return how long ago the form was loaded, or None for a token that is not ours or of another opening."""
    try:
        loaded_for, loaded_at = tokens.read("form", token or "")
    except tokens.InvalidToken:
        return None
    return time.time() - loaded_at if loaded_for == reference else None


def _key(form: ApplyForm) -> str | None:
    key = form.key.data or ""
    return key if _KEY.fullmatch(key) else None


def _subject(reference: str) -> str:
    return f"{network_of(request.remote_addr)}\n{reference}"


def given_answer(form, question: Question) -> GivenAnswer | None:
    """Return what a checked form with stored files answers to a question, or None."""
    field = form[field_name(question)]
    about = {"question_id": question.id, "question": question.label, "kind": question.kind}
    if question.kind == QuestionKind.FILE:
        return GivenAnswer(**about, file=field.stored) if field.stored else None
    return GivenAnswer(**about, value=field.data) if field.data else None


def _digest(given: Submission, reference: str) -> str:
    values = [("opening", reference)]
    values += [(name, getattr(given, name)) for name in ("name", "email", "phone", "link", "cover_letter")]
    for name in ("resume", "cover_letter_file"):
        file = getattr(given, name)
        values.append((name, file.sha256 if file else ""))
    for answer in given.answers:
        values.append((f"question_{answer.question_id}", answer.file.sha256 if answer.file else answer.value))
    return digest_of(values)
