"""What colleagues say instead of the reader, laid over what was read; and how that survives another reading."""

import hashlib
import json
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
    number_of,
    section_of,
    value_at,
    when_of,
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

    @property
    def seen(self) -> str:
        """What a form carries along of what it shows, to tell whether it still stands when it is sent."""
        said = json.dumps([self.pointer, self.value], sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def is_number_kept(said: Said) -> bool:
    """Return whether a correction only keeps a number, that of an entry since removed, from being given again."""
    return said.value is None and said.read is None and number_of(said.pointer) is not None


def parts_of(resume: Resume, corrections: Iterable[Said]) -> dict[str, list[Part]]:
    """Return the parts of a profile by section ("basics" holds values and lists), corrections laid over it.

    An entry that somebody took away is still there, with the value None, so that it can be set back. Those that
    nobody read stand among the others by their dates.
    """
    said = {each.pointer: each for each in corrections if not is_number_kept(each)}
    parts = {"basics": [_part(resume, pointer, said) for pointer in (*VALUES, *LISTS)]}
    for section in ENTRIES:
        read = [f"/{section}/{index}" for index in range(len(list_entries(resume, section)))]
        own = [pointer for pointer in said if section_of(pointer) == section and pointer not in read]
        parts[section] = [_part(resume, pointer, said) for pointer in read]
        for pointer in sorted(own, key=lambda each: number_of(each) or 0):
            _put_among(parts[section], _part(resume, pointer, said))
    return parts


def _put_among(parts: list[Part], own: Part) -> None:
    """Put an entry before the first that is older, where the others stand with the newest first; else behind them."""
    when = [when_of(part.value or part.read) for part in parts]
    known, mine = [each for each in when if each], when_of(own.value or own.read)
    is_newest_first = known == sorted(known, reverse=True)
    older = (index for index, each in enumerate(when) if mine and each and each < mine)
    parts.insert(next(older, len(parts)) if is_newest_first else len(parts), own)


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
    """Return a pointer for an entry that no reader saw, behind all there are: a number is never given again."""
    return _behind(section, [each.pointer for each in corrections])


def _behind(section: str, pointers: Iterable[str]) -> str:
    numbers = [number_of(each) or 0 for each in pointers if section_of(each) == section]
    return f"/{section}/+{max(numbers, default=0) + 1}"


def moved(resume: Resume, corrections: Sequence[Said]) -> dict[str, tuple[str, Any]]:
    """Return, by pointer, the pointer and the value as read that each correction has after another reading.

    The entry that a correction is about is found again by what was read of it. One that is not there any more
    becomes an entry of its own, so that nothing a colleague wrote is lost.
    """
    found: dict[str, tuple[str, Any]] = {}
    own = {each.pointer for each in corrections if number_of(each.pointer) is not None}
    taken: set[str] = set()
    for each in corrections:
        section = section_of(each.pointer)
        if section is None:
            found[each.pointer] = (each.pointer, value_at(resume, each.pointer))
            continue
        place = _place(resume, section, each, taken, own)
        taken.add(place)
        known = value_at(resume, place)
        found[each.pointer] = (place, each.read if known is None else known)
    return found


def _place(resume: Resume, section: str, said: Said, taken: set[str], own: set[str]) -> str:
    if said.read is not None:
        index = find_same(list_entries(resume, section), said.read, section)
        pointer = f"/{section}/{index}"
        if index is not None and pointer not in taken:
            return pointer
    if index_of(said.pointer) is None and said.pointer not in taken:
        return said.pointer
    return _behind(section, taken | own)


def _part(resume: Resume, pointer: str, said: Mapping[str, Said]) -> Part:
    read = value_at(resume, pointer)
    correction = said.get(pointer)
    return Part(pointer, correction.value if correction else read, read, correction)
