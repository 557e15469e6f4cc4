"""An application comes in: through the form, or by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import inspect

from ats.applications import queries, rules
from ats.applications.events import ApplicationRepeated, ApplicationSubmitted, DocumentAdded, TraySorted
from ats.applications.models import AdvertSnapshot, Answer, Application, Attachment, Status, SubmissionKey
from ats.candidates import actions as candidates
from ats.candidates.models import Candidate
from ats.candidates.queries import lock_candidate
from ats.documents import actions as documents
from ats.documents.actions import StoredFile
from ats.openings.models import Opening
from ats.openings.words import place_text
from ats.platform.clock import utc_now
from ats.platform.columns import random_reference
from ats.platform.database import db
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
    """All that one application brings; every file is already in the store."""

    name: str
    email: str
    phone: str = ""
    link: str = ""
    cover_letter: str = ""
    resume: StoredFile | None = None
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
    """What came of it: the application, and whether it was there before."""

    application: Application
    is_repeat: bool


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
        return Submitted(db.session.get_one(Application, ground.used_application_id), True)
    if ground.candidate_id is None:
        application, is_repeat = _of_stranger(ground, given, by), False
    else:
        application, is_repeat = _of_known(ground, given, by, reapply_days)
    if given.key:
        key = SubmissionKey(key=given.key, body_digest=given.body_digest, application_id=application.id)
        db.session.add(key)
    for token in given.held_tokens:
        documents.release(token)
    db.session.flush()
    return Submitted(application, is_repeat)


def file_anew(opening: Opening, candidate: Candidate, given: Submission, *, by: Actor) -> Application:
    """File an application for a known person; it stands in the first stage, or in the tray."""
    return _file(queries.get_ground(opening.id, None, ""), candidate, given, by)


def _of_stranger(ground: queries.Ground, given: Submission, by: Actor) -> Application:
    about = {"phone": given.phone, "link": given.link, "is_demo": given.is_demo}
    candidate = candidates.add(given.name, given.email, **about)
    return _file(ground, candidate, given, by, is_new=True)


def _of_known(
    ground: queries.Ground, given: Submission, by: Actor, reapply_days: int
) -> tuple[Application, bool]:
    candidate = lock_candidate(ground.candidate_id)
    earlier = queries.find_latest(candidate.id, ground.opening.id)
    if earlier is None or not rules.is_too_soon(earlier.received_at, utc_now(), reapply_days):
        return _file(ground, candidate, given, by), False
    _note_repeat(earlier, given, by)
    return earlier, True


def _file(
    ground: queries.Ground, candidate: Candidate, given: Submission, by: Actor, *, is_new: bool = False
) -> Application:
    if ground.stage_id is None:
        raise Invalid("This opening has no stages yet")
    opening = ground.opening
    received_at = given.received_at or utc_now()
    application = Application(
        # 35 random bits: should one come twice, the unique index refuses it and the caller tries again.
        reference="A" + random_reference(7),
        candidate_id=candidate.id,
        opening_id=opening.id,
        stage_id=ground.stage_id,
        advert_id=ground.advert_id or _advert_of(opening).id,
        tray="waiting" if given.suspicion else None,
        tray_why=given.suspicion,
        source=given.source[:40],
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
    db.session.add(application)
    db.session.flush()
    _attach_files(application, given)
    if is_new:
        candidates.announce(candidate, by=by)
    publish(
        ApplicationSubmitted(
            by=by,
            application_id=application.id,
            candidate_id=candidate.id,
            opening_id=opening.id,
            source=application.source,
            entered_stage_id=None if given.suspicion else ground.stage_id,
            wants_receipt=given.wants_receipt,
        )
    )
    return application


def sort_tray(application: Application, *, is_spam: bool, by: Actor) -> None:
    """Let a suspected application in, or bin it; a binned one can still be let in."""
    if application.tray is None:
        raise Conflict("This application is not in the tray any more.")
    if is_spam and application.tray == "binned":
        return
    application.tray = "binned" if is_spam else None
    if not is_spam:
        application.stage_entered_at = utc_now()
    application.version += 1
    entered = None if is_spam or application.status != Status.ACTIVE else application.stage_id
    db.session.flush()
    publish(
        TraySorted(
            by=by,
            application_id=application.id,
            candidate_id=application.candidate_id,
            opening_id=application.opening_id,
            verdict="spam" if is_spam else "let in",
            left_stage_id=None,
            entered_stage_id=entered,
        )
    )


def _attach_files(application: Application, given: Submission) -> None:
    for role, file in (("resume", given.resume), ("cover_letter", given.cover_letter_file)):
        if file is not None:
            document = documents.attach(application.candidate_id, file)
            db.session.add(Attachment(application_id=application.id, document_id=document.id, role=role))
    for answer in given.answers:
        document = documents.attach(application.candidate_id, answer.file) if answer.file else None
        db.session.add(
            Answer(
                application_id=application.id,
                question_id=answer.question_id,
                question=answer.question,
                kind=answer.kind,
                value=answer.value,
                document_id=document.id if document else None,
            )
        )


def _note_repeat(earlier: Application, given: Submission, by: Actor) -> None:
    """Keep what came, without letting a stranger who typed the address change anything."""
    ids = {
        "application_id": earlier.id,
        "candidate_id": earlier.candidate_id,
        "opening_id": earlier.opening_id,
    }
    if given.resume is not None and _is_worth_keeping(earlier, given.resume.sha256):
        document = documents.attach(earlier.candidate_id, given.resume)
        db.session.add(
            Attachment(
                application_id=earlier.id,
                document_id=document.id,
                role="resume",
                is_current=False,
                is_confirmed=False,
            )
        )
        publish(DocumentAdded(by=by, document_id=document.id, role="resume", **ids))
    typed = {"name": given.name, "phone": given.phone, "link": given.link, "cover_letter": given.cover_letter}
    publish(ApplicationRepeated(by=by, personal=typed, **ids))


def _is_worth_keeping(application: Application, sha256: str) -> bool:
    """A file that is there already is not, nor is one more where several wait for the candidate's word."""
    files = queries.list_files(application)
    waiting = [is_confirmed for _, is_confirmed in files if not is_confirmed]
    return len(waiting) < UNCONFIRMED_FILES and sha256 not in {each for each, _ in files}


def _advert_of(opening: Opening) -> AdvertSnapshot:
    """Write down the advert as it is now, once for each version of the opening."""
    snapshot = AdvertSnapshot(
        opening_id=opening.id, opening_version=opening.version, content=_content(opening)
    )
    db.session.add(snapshot)
    db.session.flush()
    return snapshot


def _content(opening: Opening) -> dict:
    names = (
        "reference",
        "title",
        "description",
        "workplace",
        "employment_type",
        "pay_min",
        "pay_max",
    )
    content = {name: getattr(opening, name) for name in (*names, "pay_currency", "pay_period")}
    content["deadline_on"] = opening.deadline_on.isoformat() if opening.deadline_on else None
    content["place"] = place_text(opening)
    content["program"] = opening.program.name
    content["responsibilities"] = [each.text for each in opening.responsibilities]
    content["requirements"] = [
        {"text": each.text, "importance": each.importance, "kind": each.kind} for each in opening.requirements
    ]
    return content
