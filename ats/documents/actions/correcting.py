"""Correcting what was read: a colleague's word counts instead of the reader's, until it is set back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from ats.documents.events import DocumentRead, ProfileCorrected, ProfileImported, ProfileSetBack
from ats.documents.models import Correction, Document, Profile
from ats.documents.rules.corrections import corrected, new_pointer, parts_of
from ats.documents.rules.entries import ENTRIES, LISTS, VALUES, list_entries, value_at
from ats.documents.rules.typed import text_of
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict, NotFound
from ats.platform.events import Actor, publish

MOST_CORRECTIONS = 200


class TooManyCorrections(Conflict):
    """This profile has as many corrections as it can hold."""


def correct(document: Document, pointer: str, value: Any, *, by: Actor, **where: int) -> bool:
    """Let a value or an entry be something else than what was read; None takes it away. Return whether it changed.

    ``/work/+`` adds an entry. Raises NotFound for a pointer that no profile has, or for an entry that is not there.
    """
    rows, resume = _corrections(document.id), _resume(document.id)
    if pointer.removesuffix("+").strip("/") in ENTRIES and pointer.endswith("+"):
        pointer = new_pointer(pointer.strip("/+"), rows.values())
    elif not _is_there(pointer, resume, rows):
        raise NotFound
    row, read = rows.get(pointer), value_at(resume, pointer)
    before = row.value if row else read
    if value == before:
        return False
    if row is not None and value == read:
        db.session.delete(row)
    else:
        _say(document, rows, pointer, value, read, by)
    db.session.flush()
    publish(
        ProfileCorrected(
            by=by,
            part=pointer.strip("/"),
            personal={"before": before, "after": value},
            **_about(document, where),
        )
    )
    _tell(document, by)
    return True


def set_back(document: Document, pointer: str, *, by: Actor, **where: int) -> None:
    """Take a correction back, so that what was read counts; raise NotFound."""
    row = _corrections(document.id).get(pointer)
    if row is None:
        raise NotFound("This was set back already.")
    db.session.delete(row)
    db.session.flush()
    publish(ProfileSetBack(by=by, part=pointer.strip("/"), **_about(document, where)))
    _tell(document, by)


def import_profile(document: Document, resume: Mapping[str, Any], *, by: Actor, **where: int) -> int:
    """Take a profile in the shape of JSON Resume over as a colleague's word; return how many parts it changed.

    What the import does not hold stays as it is. The import is expected to be checked already.
    """
    rows, known = _corrections(document.id), _resume(document.id)
    changed = 0
    for pointer, value in _parts(resume, known, rows):
        read = value_at(known, pointer)
        if value != (rows[pointer].value if pointer in rows else read):
            _say(document, rows, pointer, value, read, by)
            changed += 1
    if changed:
        db.session.flush()
        publish(ProfileImported(by=by, parts=changed, **_about(document, where)))
        _tell(document, by)
    return changed


def _parts(resume: Mapping[str, Any], known: Mapping[str, Any], rows: dict[str, Correction]):
    """Yield (pointer, value) of what an import holds: entry by entry, those beyond what was read as new ones."""
    for pointer in (*VALUES, *LISTS):
        value = value_at(resume, pointer)
        if value:
            yield pointer, value
    for section in ENTRIES:
        count = len(list_entries(known, section))
        for index, entry in enumerate(list_entries(resume, section)):
            yield f"/{section}/{index}" if index < count else f"/{section}/+{index - count + 1}", entry


def _is_there(pointer: str, resume: Mapping[str, Any], rows: dict[str, Correction]) -> bool:
    parts = parts_of(resume, rows.values())
    return any(part.pointer == pointer for some in parts.values() for part in some)


def _say(
    document: Document, rows: dict[str, Correction], pointer: str, value: Any, read: Any, by: Actor
) -> None:
    row = rows.get(pointer)
    if row is None:
        if len(rows) >= MOST_CORRECTIONS:
            raise TooManyCorrections(f"A profile holds at most {MOST_CORRECTIONS} corrections.")
        row = rows[pointer] = Correction(document_id=document.id, pointer=pointer, read=read)
        db.session.add(row)
    row.value, row.user_id, row.at = value, by.user_id, utc_now()


def _tell(document: Document, by: Actor) -> None:
    """Say that what is known has changed; typed facts have no other text than what they are now."""
    if document.is_typed:
        document.text = text_of(corrected(_resume(document.id), _corrections(document.id).values()))
        db.session.flush()
    publish(DocumentRead(by=by, document_id=document.id))


def _corrections(document_id: int) -> dict[str, Correction]:
    rows = db.session.scalars(select(Correction).where(Correction.document_id == document_id))
    return {row.pointer: row for row in rows}


def _resume(document_id: int) -> dict[str, Any]:
    profile = db.session.get(Profile, document_id)
    return profile.resume if profile else {}


def _about(document: Document, where: Mapping[str, int]) -> dict[str, int]:
    return {"document_id": document.id, "candidate_id": document.candidate_id, **where}
