"""An application comes in: through the form, or by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import inspect

from ats.applications import queries, rules
from ats.applications.actions.summarising import summarise
from ats.applications.events import ApplicationRepeated, ApplicationSubmitted, DocumentAdded
from ats.applications.models import AdvertSnapshot, Answer, Application, Attachment, SubmissionKey
from ats.candidates import actions as candidates
from ats.candidates.models import Candidate
from ats.candidates.queries import lock_candidate
from ats.documents import actions as documents
from ats.documents.actions import StoredFile
from ats.openings.models import Opening
from ats.openings.words import place_text
from ats.platform.amounts import as_number
from ats.platform.clock import utc_now
from ats.platform.columns import random_reference
from ats.platform.database import db, insert_row
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import Actor, publish

# A stranger who types somebody's address cannot pile up files on their application.
UNCONFIRMED_FILES = 5


class KeyUsedForAnother(Conflict):
    """This form was already sent once. Please check the form below and send it again."""


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """An answer to one question: a value, or a file."""

    question_id: int
    question: str
    kind: str
    value: str = ""
    file: StoredFile | None = None


@dataclass(frozen=True, kw_only=True)
class Submission:
    """All that one application brings; every file is already in the store.

    ``profile`` is what the résumé holds where that is facts and no pages (see ``documents.store_typed``).
    """

    name: str
    email: str
    phone: str = ""
    link: str = ""
    cover_letter: str = ""
    resume: StoredFile | None = None
    profile: Mapping[str, Any] | None = None
    cover_letter_file: StoredFile | None = None
    answers: Sequence[GivenAnswer] = ()
    held_tokens: Sequence[str] = ()
    source: str = "careers page"
    suspicion: str = ""
    consent_days: int | None = None
    key: str | None = None
    body_digest: str = ""
    received_at: datetime | None = None
    wants_receipt: bool = True
    summary: str = ""
    is_demo: bool = False


@dataclass(frozen=True)
class Submitted:
    """What came of it: the application, whether it was there before, and what the submission met."""

    application_id: int
    reference: str
    is_repeat: bool
    ground: queries.Ground
    candidate_id: int | None = None

    @property
    def application(self) -> Application:
        """The application itself, read when it is asked for."""
        return db.session.get_one(Application, self.application_id)


def submit(opening: Opening, given: Submission, *, by: Actor, reapply_days: int) -> Submitted:
    """Take one application; the same key, or the same person too soon, makes no second one.

    Raises KeyUsedForAnother when a key comes with another body, and IntegrityError when another transaction was
    faster with the same key, the same new person or the same version of the advert: to be tried again.
    """
    # The id comes from the identity: all else that was loaded before the transaction is loaded anew here.
    ground = queries.get_ground(inspect(opening).identity[0], given.key, given.email)
    if ground.used_application_id is not None:
        if ground.used_digest != given.body_digest:
            raise KeyUsedForAnother
        earlier = db.session.get_one(Application, ground.used_application_id)
        return Submitted(earlier.id, earlier.reference, True, ground)
    if ground.candidate_id is None:
        submitted = _of_stranger(ground, given, by)
    else:
        submitted = _of_known(ground, given, by, reapply_days)
    _settle(given, submitted.application_id)
    return submitted


def file_anew(opening: Opening, candidate: Candidate, given: Submission, *, by: Actor) -> Application:
    """File an application for a known person; it stands in the first stage, or in the tray."""
    db.session.flush()
    submitted = _file(queries.get_ground(opening.id, None, ""), candidate.id, given, by)
    _settle(given, submitted.application_id)
    return submitted.application


def file_for_stranger(ground: queries.Ground, given: Submission, *, by: Actor) -> Submitted:
    """File the application of somebody whose address nobody has."""
    submitted = _of_stranger(ground, given, by)
    _settle(given, submitted.application_id)
    return submitted


def _settle(given: Submission, application_id: int) -> None:
    """Note that the key is used, keep the held files that came for a repeat of it, and forget the others."""
    if given.key:
        insert_row(SubmissionKey, key=given.key, body_digest=given.body_digest, application_id=application_id)
    files = {file.sha256 for file in _files_of(given)}
    for token in given.held_tokens:
        if given.key:
            documents.keep_for_repeat(token, given.key, files)
        documents.release(token)


def _files_of(given: Submission) -> list[StoredFile]:
    files = (given.resume, given.cover_letter_file, *(answer.file for answer in given.answers))
    return [file for file in files if file is not None]


def _of_stranger(ground: queries.Ground, given: Submission, by: Actor) -> Submitted:
    about = {"phone": given.phone, "link": given.link, "is_demo": given.is_demo}
    candidate_id = candidates.add(given.name, given.email, **about)
    return _file(ground, candidate_id, given, by, is_new=True)


def _of_known(ground: queries.Ground, given: Submission, by: Actor, reapply_days: int) -> Submitted:
    # What belongs to it is written beside an application that is there: so that comes first, as in an erasure.
    queries.hold_of_opening(ground.candidate_id, ground.opening_id)
    candidate = lock_candidate(ground.candidate_id)
    earlier = queries.find_latest(candidate.id, ground.opening_id)
    if earlier is None or not rules.is_too_soon(earlier.received_at, utc_now(), reapply_days):
        return _file(ground, candidate.id, given, by)
    _note_repeat(earlier, given, by)
    return Submitted(earlier.id, earlier.reference, True, ground)


def _file(
    ground: queries.Ground, candidate_id: int, given: Submission, by: Actor, *, is_new: bool = False
) -> Submitted:
    if ground.stage_id is None:
        raise Invalid("This opening has no stages yet")
    received_at = given.received_at or utc_now()
    source = given.source[:40]
    # 35 random bits: should one come twice, the unique index refuses it and the caller tries again.
    reference = "A" + random_reference(7)
    application_id = insert_row(
        Application,
        reference=reference,
        candidate_id=candidate_id,
        opening_id=ground.opening_id,
        stage_id=ground.stage_id,
        advert_id=ground.advert_id or _advert_of(ground.opening_id),
        tray="waiting" if given.suspicion else None,
        tray_why=given.suspicion,
        source=source,
        typed_name=given.name,
        typed_email=given.email,
        typed_phone=given.phone,
        typed_link=given.link,
        cover_letter=given.cover_letter,
        consent_at=received_at if given.consent_days else None,
        consent_days=given.consent_days,
        received_at=received_at,
        stage_entered_at=received_at,
        summary=given.summary,
        is_demo=given.is_demo,
    )
    _attach_files(application_id, candidate_id, given)
    if is_new:
        candidates.announce(candidate_id, by=by)
    publish(
        ApplicationSubmitted(
            by=by,
            application_id=application_id,
            candidate_id=candidate_id,
            opening_id=ground.opening_id,
            source=source,
            entered_stage_id=None if given.suspicion else ground.stage_id,
            wants_receipt=given.wants_receipt,
        )
    )
    return Submitted(application_id, reference, False, ground, candidate_id)


def _attach_files(application_id: int, candidate_id: int, given: Submission) -> None:
    for role, file in (("resume", given.resume), ("cover_letter", given.cover_letter_file)):
        if file is not None:
            if role == "resume" and given.profile is not None:
                document_id = documents.attach_typed(candidate_id, file, given.profile)
            else:
                document_id = documents.attach(candidate_id, file)
            insert_row(Attachment, application_id=application_id, document_id=document_id, role=role)
            if given.profile is not None:
                summarise(document_id)
    for answer in given.answers:
        insert_answer(application_id, candidate_id, answer)


def insert_answer(application_id: int, candidate_id: int, answer: GivenAnswer) -> None:
    """Write an answer down, with the words of its question as they are now."""
    insert_row(
        Answer,
        application_id=application_id,
        question_id=answer.question_id,
        question=answer.question,
        kind=answer.kind,
        value=answer.value,
        document_id=documents.attach(candidate_id, answer.file) if answer.file else None,
    )


def _note_repeat(earlier: Application, given: Submission, by: Actor) -> None:
    """Keep what came, without letting a stranger who typed the address change anything."""
    ids = {
        "application_id": earlier.id,
        "candidate_id": earlier.candidate_id,
        "opening_id": earlier.opening_id,
    }
    if given.resume is not None and _is_worth_keeping(earlier, given.resume.sha256):
        document_id = documents.attach(earlier.candidate_id, given.resume)
        insert_row(
            Attachment,
            application_id=earlier.id,
            document_id=document_id,
            role="resume",
            is_current=False,
            is_confirmed=False,
        )
        publish(DocumentAdded(by=by, document_id=document_id, role="resume", **ids))
    typed = {
        "name": given.name,
        "phone": given.phone,
        "link": given.link,
        "cover_letter": given.cover_letter,
        "answers": [[each.question, each.value] for each in given.answers if each.value],
    }
    publish(ApplicationRepeated(by=by, personal=typed, **ids))


def _is_worth_keeping(application: Application, sha256: str) -> bool:
    """A file that is there already is not, nor is one more where several wait for the candidate's word."""
    files = queries.list_files(application)
    waiting = [is_confirmed for _, is_confirmed in files if not is_confirmed]
    return len(waiting) < UNCONFIRMED_FILES and sha256 not in {each for each, _ in files}


def _advert_of(opening_id: int) -> int:
    """Write down the advert as it is now, once for each version of the opening; return its id."""
    opening = db.session.get_one(Opening, opening_id, populate_existing=True)
    about = {"opening_id": opening.id, "opening_version": opening.version}
    return insert_row(AdvertSnapshot, **about, content=_content(opening))


def _content(opening: Opening) -> dict:
    names = (
        "reference",
        "title",
        "description",
        "workplace",
        "employment_type",
        "pay_currency",
        "pay_period",
    )
    content = {name: getattr(opening, name) for name in names}
    for name in ("pay_min", "pay_max"):
        amount = getattr(opening, name)
        content[name] = None if amount is None else as_number(amount)
    content["deadline_on"] = opening.deadline_on.isoformat() if opening.deadline_on else None
    content["place"] = place_text(opening)
    content["program"] = opening.program.name
    content["responsibilities"] = [each.text for each in opening.responsibilities]
    content["requirements"] = [
        {"text": each.text, "importance": each.importance, "kind": each.kind} for each in opening.requirements
    ]
    return content
