"""What another reading of the same document changed: the values that differ, entry by entry."""

from typing import Any

from ats.documents.rules.entries import ENTRIES, Resume, find_same, list_entries

Difference = tuple[str, str, str]
"""Pointer, what was read before, what is read now; "" where there was or is nothing."""

MOST = 60
_LENGTH = 300


def differences(before: Resume, after: Resume) -> list[Difference]:
    """Return what differs between two profiles, entries compared with their likes; at most MOST."""
    rest = [
        {key: value for key, value in one.items() if key not in (*ENTRIES, "meta")} for one in (before, after)
    ]
    found = _compared(*map(_leaves, rest))
    for section in ENTRIES:
        found += _of_section(section, before, after)
    return found[:MOST]


def _of_section(section: str, before: Resume, after: Resume) -> list[Difference]:
    old, new = list_entries(before, section), list_entries(after, section)
    found, left = [], dict(enumerate(old))
    for index, entry in enumerate(new):
        keys = list(left)
        same = find_same([left[key] for key in keys], entry, section)
        was = left.pop(keys[same]) if same is not None else {}
        prefix = f"/{section}/{index}"
        found += _compared(_leaves(was, prefix), _leaves(entry, prefix))
    for index, entry in left.items():
        found += _compared(_leaves(entry, f"/{section}/{index}"), {})
    return found


def _compared(old: dict[str, str], new: dict[str, str]) -> list[Difference]:
    pointers = dict.fromkeys([*old, *new])
    return [
        (pointer, old.get(pointer, ""), new.get(pointer, ""))
        for pointer in pointers
        if old.get(pointer, "") != new.get(pointer, "")
    ]


def _leaves(value: Any, prefix: str = "") -> dict[str, str]:
    """Return the texts of a value by pointer; a list of texts or of named things is one text."""
    if isinstance(value, dict):
        found: dict[str, str] = {}
        for key, item in value.items():
            found |= _leaves(item, f"{prefix}/{key}")
        return found
    if isinstance(value, list):
        named = [_named(item) for item in value]
        return {prefix: ", ".join(filter(None, named))[:_LENGTH]} if value else {}
    return {} if value in (None, "") else {prefix: str(value)[:_LENGTH]}


def _named(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    for key in ("name", "language", "url", "network"):
        if item.get(key):
            return str(item[key])
    return ""
