"""Correcting what was read: a colleague's word counts instead of the reader's, until it is set back."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from ats.documents.events import DocumentRead, ProfileCorrected, ProfileImported, ProfileSetBack
from ats.documents.models import Correction, Document, Profile
from ats.documents.rules.corrections import Part, corrected, is_number_kept, new_pointer, parts_of
from ats.documents.rules.entries import (
    ENTRIES,
    LISTS,
    VALUES,
    is_same,
    list_entries,
    number_of,
    section_of,
    value_at,
)
from ats.documents.rules.typed import text_of
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict, NotFound
from ats.platform.events import Actor, publish
from ats.resumes.json_resume import given_back

MOST_CORRECTIONS = 200


class TooManyCorrections(Conflict):
    """This profile has as many corrections as it can hold."""


class ChangedMeanwhile(Conflict):
    """A part of a profile is not what the form showed that is about it; ``part`` is what it is now."""

    def __init__(self, part: Part) -> None:
        super().__init__(
            "This was changed meanwhile. Look at what is there now, and do it again if it is still right."
        )
        self.part = part


def correct(document: Document, pointer: str, value: Any, *, by: Actor, seen: str = "", **where: int) -> bool:
    """Let a value or an entry be something else than what was read; None takes it away. Return whether it changed.

    ``/work/+`` adds an entry, unless there is one that says just the same. ``seen`` is the part's as it was shown.
    Raises NotFound for a pointer that no profile has, or for an entry that is not there, and ChangedMeanwhile.
    """
    rows, resume = _corrections(document.id), _resume(document.id)
    section = pointer.strip("/+")
    if section in ENTRIES and pointer.endswith("+"):
        if value is None or any(part.value == value for part in parts_of(resume, rows.values())[section]):
            return False
        pointer = new_pointer(section, rows.values())
    else:
        _check_seen(pointer, resume, rows, seen)
    row, read = rows.get(pointer), value_at(resume, pointer)
    before = row.value if row else read
    if value == before:
        return False
    if row is not None and value == read:
        _forget(row, rows)
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


def set_back(document: Document, pointer: str, *, by: Actor, seen: str = "", **where: int) -> None:
    """Take a correction back, so that what was read counts; raise NotFound or ChangedMeanwhile."""
    rows = _corrections(document.id)
    row = rows.get(pointer)
    if row is None or is_number_kept(row):
        raise NotFound("This was set back already.")
    _check_seen(pointer, _resume(document.id), rows, seen)
    _forget(row, rows)
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
            if value == read:
                _forget(rows[pointer], rows)
            else:
                _say(document, rows, pointer, value, read, by)
            changed += 1
    if changed:
        db.session.flush()
        publish(ProfileImported(by=by, parts=changed, **_about(document, where)))
        _tell(document, by)
    return changed


def _parts(resume: Mapping[str, Any], known: Mapping[str, Any], rows: dict[str, Correction]):
    """Yield (pointer, value) of what an import holds and the profile does not say already: new entries as new ones.

    What an export of this profile would hold is no difference, even where the profile says more.
    """
    parts, exported = parts_of(known, rows.values()), given_back(corrected(known, rows.values()))
    for pointer in (*VALUES, *LISTS):
        value = value_at(resume, pointer)
        if value and value != value_at(exported, pointer):
            yield pointer, value
    for section in ENTRIES:
        entries = list_entries(resume, section)
        for part, entry in _matched(entries, parts[section], section):
            yield part.pointer if part else new_pointer(section, rows.values()), entry


def _matched(
    entries: list[dict[str, Any]], parts: list[Part], section: str
) -> Iterator[tuple[Part | None, dict[str, Any]]]:
    """Yield the entries of an import that say something else, each with the part that is about the same, or None."""
    left = list(parts)
    others = []
    for entry in entries:
        same = next((part for part in left if part.value and _exported(part.value, section) == entry), None)
        if same:
            left.remove(same)
        else:
            others.append(entry)
    for entry in others:
        # What counts goes before what was read and taken out or corrected since.
        known = [(part, part.value) for part in left if part.value] + [
            (part, part.read) for part in left if part.read
        ]
        same = next((part for part, value in known if is_same(value, entry, section)), None)
        if same:
            left.remove(same)
        yield same, entry


def _exported(entry: Any, section: str) -> Any:
    return next(iter(given_back({section: [entry]}).get(section, ())), None)


def _check_seen(pointer: str, resume: Mapping[str, Any], rows: dict[str, Correction], seen: str) -> None:
    parts = parts_of(resume, rows.values())
    part = next((part for some in parts.values() for part in some if part.pointer == pointer), None)
    if part is None:
        raise NotFound
    if seen and seen != part.seen:
        raise ChangedMeanwhile(part)


def _forget(row: Correction, rows: dict[str, Correction]) -> None:
    """Take a correction away; of the entry that was added last its number is kept, so that no other one gets it."""
    numbers = [number_of(each) or 0 for each in rows if section_of(each) == section_of(row.pointer)]
    number = number_of(row.pointer)
    if number is not None and number == max(numbers):
        row.value, row.read, row.at = None, None, utc_now()
    else:
        db.session.delete(row)


def _say(
    document: Document, rows: dict[str, Correction], pointer: str, value: Any, read: Any, by: Actor
) -> None:
    row = rows.get(pointer)
    if row is None:
        if sum(not is_number_kept(each) for each in rows.values()) >= MOST_CORRECTIONS:
            raise TooManyCorrections(f"A profile holds at most {MOST_CORRECTIONS} corrections.")
        if number_of(pointer) is not None:
            _drop_kept_numbers(section_of(pointer), rows)
        row = rows[pointer] = Correction(document_id=document.id, pointer=pointer, read=read)
        db.session.add(row)
    row.value, row.user_id, row.at = value, by.user_id, utc_now()


def _drop_kept_numbers(section: str | None, rows: dict[str, Correction]) -> None:
    """Forget the numbers that are kept in a section: the one that is given now is higher."""
    for pointer, row in list(rows.items()):
        if section_of(pointer) == section and is_number_kept(row):
            db.session.delete(rows.pop(pointer))


def _tell(document: Document, by: Actor) -> None:
    """Say that what is known has changed; typed facts have no other text than what they are now."""
    if document.is_typed:
        document.text = text_of(corrected(_resume(document.id), _corrections(document.id).values()))
        db.session.flush()
    publish(DocumentRead(by=by, document_id=document.id))


def _corrections(document_id: int) -> dict[str, Correction]:
    """Return the corrections by pointer; two who correct the same document come one after the other."""
    db.session.execute(select(Document.id).where(Document.id == document_id).with_for_update())
    rows = db.session.scalars(select(Correction).where(Correction.document_id == document_id))
    return {row.pointer: row for row in rows}


def _resume(document_id: int) -> dict[str, Any]:
    profile = db.session.get(Profile, document_id)
    return profile.resume if profile else {}


def _about(document: Document, where: Mapping[str, int]) -> dict[str, int]:
    return {"document_id": document.id, "candidate_id": document.candidate_id, **where}
