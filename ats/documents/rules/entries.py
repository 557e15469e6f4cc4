"""The parts of a profile (JSON Resume 1.2.1): which are values, lists or entries, and which entries are the same.

Pointers are JSON pointers (RFC 6901). An entry that no reader saw has a pointer of its own, such as ``/work/+1``.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Resume = Mapping[str, Any]

VALUES = (
    "/basics/name",
    "/basics/label",
    "/basics/email",
    "/basics/phone",
    "/basics/url",
    "/basics/location",
    "/basics/summary",
)
LISTS = ("/basics/profiles", "/skills", "/languages")
ENTRIES = {
    "work": ("name", "position", "startDate", "endDate"),
    "education": ("institution", "studyType", "area", "startDate", "endDate"),
    "certificates": ("name", "issuer", "date"),
    "projects": ("name", "startDate", "endDate"),
}
"""The sections that hold entries, and what tells one entry from another."""

_NAMES = {
    "work": ("name", "position"),
    "education": ("institution", "studyType"),
    "certificates": ("name",),
    "projects": ("name",),
}
_TO_DATE = "9999"
_ENTRY = re.compile(rf"/({'|'.join(ENTRIES)})/(\+?)([0-9]{{1,4}})")


def is_pointer(pointer: str) -> bool:
    """Return whether a pointer names something of a profile that people may correct."""
    return pointer in VALUES or pointer in LISTS or _ENTRY.fullmatch(pointer) is not None


def section_of(pointer: str) -> str | None:
    """Return the section of an entry's pointer, None for another one."""
    found = _ENTRY.fullmatch(pointer)
    return found[1] if found else None


def index_of(pointer: str) -> int | None:
    """Return which entry of its section a pointer names; None for one that no reader saw."""
    found = _ENTRY.fullmatch(pointer)
    return int(found[3]) if found and not found[2] else None


def number_of(pointer: str) -> int | None:
    """Return the number of an entry that no reader saw; None for another pointer."""
    found = _ENTRY.fullmatch(pointer)
    return int(found[3]) if found and found[2] else None


def value_at(resume: Resume, pointer: str) -> Any:
    """Return what a profile holds at a pointer, or None."""
    found: Any = resume
    for key in pointer.strip("/").split("/"):
        if isinstance(found, Mapping):
            found = found.get(key)
        elif isinstance(found, Sequence) and not isinstance(found, str) and key.isdigit():
            found = found[int(key)] if int(key) < len(found) else None
        else:
            return None
    return found


def list_entries(resume: Resume, section: str) -> list[dict[str, Any]]:
    """Return the entries of a section."""
    found = resume.get(section)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def find_same(entries: Sequence[Mapping[str, Any]], wanted: Any, section: str) -> int | None:
    """Return which of some entries is the one that was known before, told by most of what tells entries apart."""
    if not isinstance(wanted, Mapping):
        return None
    scores = [_likeness(entry, wanted, section) for entry in entries]
    best = max(scores, default=0.0)
    return scores.index(best) if best >= 0.5 else None


def is_same(one: Mapping[str, Any], other: Mapping[str, Any], section: str) -> bool:
    """Return whether two entries are about the same thing: most of what tells entries apart, or what they are called.

    Who worked twice as the same for the same employer has two entries: other dates make another one.
    """
    if _likeness(one, other, section) > 0.5:
        return True
    names = _NAMES[section]
    is_called_alike = any(one.get(key) for key in names) and all(
        _plain(one.get(key)) == _plain(other.get(key)) for key in names
    )
    dates = [(str(one.get(key) or ""), str(other.get(key) or "")) for key in ("startDate", "date")]
    return is_called_alike and all(a.startswith(b) or b.startswith(a) for a, b in dates)


def when_of(entry: Any) -> tuple[str, str] | None:
    """Return until when and from when an entry was, to be compared; None where no date is known."""
    if not isinstance(entry, Mapping):
        return None
    start, end = str(entry.get("startDate") or ""), str(entry.get("endDate") or entry.get("date") or "")
    return (end or _TO_DATE, start) if start or end else None


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any], section: str) -> float:
    keys = [key for key in ENTRIES[section] if one.get(key) or other.get(key)]
    return sum(_plain(one.get(key)) == _plain(other.get(key)) for key in keys) / len(keys) if keys else 0.0


def _plain(value: Any) -> str:
    return "".join(str(value or "").casefold().split())
