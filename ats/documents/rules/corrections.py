"""What colleagues say instead of the reader, laid over what was read; and how that survives another reading."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ats.documents.rules.entries import (
    ENTRIES,
    LISTS,
    VALUES,
    Resume,
    find_same,
    index_of,
    list_entries,
    section_of,
    value_at,
)


class Said(Protocol):
    """A correction: a pointer, the value instead, and what the reader had there when it was made."""

    pointer: str
    value: Any
    read: Any


@dataclass(frozen=True)
class Part:
    """One value, list or entry of a profile as it counts: what was read and what a colleague says instead."""

    pointer: str
    value: Any
    read: Any = None
    correction: Said | None = None


def parts_of(resume: Resume, corrections: Iterable[Said]) -> dict[str, list[Part]]:
    """Return the parts of a profile by section ("basics" holds values and lists), corrections laid over it.

    An entry that somebody took away is still there, with the value None, so that it can be set back.
    """
    said = {each.pointer: each for each in corrections}
    parts = {"basics": [_part(resume, pointer, said) for pointer in (*VALUES, *LISTS)]}
    for section in ENTRIES:
        read = [f"/{section}/{index}" for index in range(len(list_entries(resume, section)))]
        own = [pointer for pointer in said if section_of(pointer) == section and pointer not in read]
        parts[section] = [_part(resume, pointer, said) for pointer in (*read, *sorted(own))]
    return parts


def corrected(resume: Resume, corrections: Iterable[Said]) -> dict[str, Any]:
    """Return a profile in the shape of JSON Resume with the corrections in it; what was read stays as it is."""
    result = {key: value for key, value in resume.items() if key not in ("basics", *ENTRIES)}
    basics = dict(resume.get("basics") or {})
    parts = parts_of(resume, corrections)
    for part in parts["basics"]:
        *above, key = part.pointer.strip("/").split("/")
        target = basics if above else result
        if part.value in (None, "", [], {}):
            target.pop(key, None)
        else:
            target[key] = part.value
    result["basics"] = basics
    for section in ENTRIES:
        result[section] = [part.value for part in parts[section] if part.value]
    return {key: value for key, value in result.items() if value not in (None, "", [], {})}


def new_pointer(section: str, corrections: Iterable[Said]) -> str:
    """Return a pointer for an entry that no reader saw."""
    taken = {each.pointer for each in corrections}
    number = 1
    while f"/{section}/+{number}" in taken:
        number += 1
    return f"/{section}/+{number}"


def moved(resume: Resume, corrections: Sequence[Said]) -> dict[str, tuple[str, Any]]:
    """Return, by pointer, the pointer and the value as read that each correction has after another reading.

    The entry that a correction is about is found again by what was read of it. One that is not there any more
    becomes an entry of its own, so that nothing a colleague wrote is lost.
    """
    found: dict[str, tuple[str, Any]] = {}
    taken: set[str] = set()
    for each in corrections:
        section = section_of(each.pointer)
        if section is None:
            found[each.pointer] = (each.pointer, value_at(resume, each.pointer))
            continue
        place = _place(resume, section, each, taken)
        taken.add(place)
        known = value_at(resume, place)
        found[each.pointer] = (place, each.read if known is None else known)
    return found


def _place(resume: Resume, section: str, said: Said, taken: set[str]) -> str:
    if said.read is not None:
        index = find_same(list_entries(resume, section), said.read, section)
        pointer = f"/{section}/{index}"
        if index is not None and pointer not in taken:
            return pointer
    if index_of(said.pointer) is None and said.pointer not in taken:
        return said.pointer
    number = 1
    while f"/{section}/+{number}" in taken:
        number += 1
    return f"/{section}/+{number}"


def _part(resume: Resume, pointer: str, said: Mapping[str, Said]) -> Part:
    read = value_at(resume, pointer)
    correction = said.get(pointer)
    return Part(pointer, correction.value if correction else read, read, correction)
