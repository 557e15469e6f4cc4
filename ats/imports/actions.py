"""Bringing one person in: a row of a table, or a résumé, onto an opening. Each once, however often it is tried."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import select

from ats.applications import actions as applications
from ats.applications import queries
from ats.applications.actions import AlreadyThere, Submission, Submitted
from ats.applications.models import Application, Attachment
from ats.candidates import actions as candidates
from ats.candidates.queries import lock_owners
from ats.documents import actions as documents
from ats.documents import reader
from ats.documents.actions import StoredFile
from ats.documents.models import Document
from ats.documents.rules.typed import contact_of
from ats.imports.files import FoundFile, name_of_file
from ats.imports.rows import Person
from ats.openings.models import Opening
from ats.openings.queries import lock_all_stages, lock_opening
from ats.platform.clock import utc_now
from ats.platform.database import db, take_turn
from ats.platform.errors import Conflict
from ats.platform.events import Actor
from ats.platform.unseen import if_seen
from ats.resumes.checking import RefusedFile
from ats.resumes.isolated import ReaderBusy
from ats.resumes.json_resume import InvalidDocument, from_text

SOURCE = "import"
_MOST_JSON = 1024 * 1024


class BroughtInBefore(Conflict):
    """This was brought in before."""

    def __init__(self, reference: str):
        super().__init__(f"It was brought in before ({reference}).")


class NotTaken(Exception):
    """A file from which nobody can be made; the message says why."""


@dataclass(frozen=True)
class Resume:
    """A file that was looked at and kept, and what it says of the person; ``problems`` name what was not taken."""

    stored: StoredFile
    profile: Mapping[str, Any] | None
    contact: Mapping[str, str]
    problems: tuple[str, ...] = ()


def key_of(data: bytes, what: str) -> str:
    """Return the key by which the same row or file makes one application, however often it is brought in."""
    return f"import-{hashlib.sha256(data).hexdigest()[:32]}-{what}"[:64]


def take_ground(opening: Opening, addresses: Iterable[str]) -> None:
    """Keep from others, before the first of some people is brought in, all that bringing them in touches.

    Each would take one of them after the stage that counts the one before, and others go the other way: another
    import of the same people, whoever applies, an erasure. Raises NotFound for an opening that is gone.
    """
    take_turn("imports")
    lock_opening(opening)
    lock_owners(addresses)
    lock_all_stages([opening.id])


def bring_in_row(opening: Opening, person: Person, *, key: str, source: str = "", by: Actor) -> Submitted:
    """File the application of one row; in a transaction. Raises AlreadyThere, and Conflict where it was brought in."""
    given = Submission(
        name=person.name,
        email=person.email,
        phone=person.phone,
        link=person.link,
        cover_letter=person.cover_letter,
        source=person.source or source or SOURCE,
        received_at=person.received_at,
        wants_receipt=False,
        key=key,
    )
    submitted = applications.bring_in(opening, given, by=by)
    if submitted.is_repeat:
        raise BroughtInBefore(submitted.reference)
    if submitted.ground.candidate_id is None:
        candidates.tag_new(submitted.candidate_id, person.tags, by=by)
        return submitted
    for tag in person.tags:
        candidates.add_tag(submitted.ground.candidate_id, tag, by=by)
    return submitted


def look_at(file: FoundFile) -> Resume:
    """Check a file in a limited child, keep it and read who it is; not in a transaction. Raises NotTaken."""
    if file.problem:
        raise NotTaken(file.problem)
    try:
        if file.extension == "json":
            return _look_at_json(file)
        stored = documents.store(file.data, file.name, current_app.config["MAX_UPLOAD_BYTES"])
        reading = reader.read(file.data, file.name, received_on=reader.day_of(utc_now()), with_ocr=False)
        return Resume(stored, None, contact_of(reading.profile.resume))
    except RefusedFile as refused:
        raise NotTaken(_as_end(str(refused))) from None
    except ReaderBusy:
        raise NotTaken("it could not be looked at just now; try it again") from None


def _look_at_json(file: FoundFile) -> Resume:
    if len(file.data) > _MOST_JSON:
        raise NotTaken("it is larger than 1 MB")
    try:
        taken = from_text(file.data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotTaken("it is not written in UTF-8") from None
    except InvalidDocument as error:
        raise NotTaken(f"it is no JSON Resume: {'; '.join(error.problems[:3])}") from None
    stored = documents.store_typed(taken.resume, file.name)
    return Resume(stored, taken.resume, contact_of(taken.resume), taken.problems)


def _as_end(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}".replace("the selected file", "it")


def bring_in_resume(
    opening: Opening, file: FoundFile, resume: Resume, *, source: str = "", by: Actor
) -> Submitted:
    """File the application of one résumé; in a transaction. Raises AlreadyThere, and Conflict for the same file."""
    key = key_of(file.data, str(opening.id))
    _refuse_again(key)
    same = (
        select(Application.reference)
        .join(Attachment, Attachment.application_id == Application.id)
        .join(Document, Document.id == Attachment.document_id)
        .where(Application.opening_id == opening.id, Document.sha256 == resume.stored.sha256)
    )
    reference = db.session.scalar(same.limit(1))
    if reference is not None:
        raise Conflict(f"The same file is on this opening already ({reference}).")
    contact = resume.contact
    given = Submission(
        name=(if_seen(contact["name"]) or if_seen(name_of_file(file.name)) or "Name not read")[:200],
        email=contact["email"][:254],
        phone=contact["phone"][:60],
        link=contact["link"][:500] if contact["link"].startswith(("http://", "https://")) else "",
        resume=resume.stored,
        profile=resume.profile,
        source=source or SOURCE,
        wants_receipt=False,
        key=key,
    )
    return applications.bring_in(opening, given, by=by)


def _refuse_again(key: str) -> None:
    used = queries.find_key(key)
    if used is not None:
        reference = db.session.scalar(
            select(Application.reference).where(Application.id == used.application_id)
        )
        raise BroughtInBefore(reference)


__all__ = [
    "AlreadyThere",
    "NotTaken",
    "Resume",
    "bring_in_resume",
    "bring_in_row",
    "key_of",
    "look_at",
    "take_ground",
]
