"""Positions and studies of a résumé without headings for them, found by what the heads of dated entries say."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ats.resumes.profiles.entries import Entry, find_entries
from ats.resumes.profiles.rows import Row, make_rows
from ats.resumes.profiles.sections import Section
from ats.resumes.text import Line
from ats.vocabulary.degree_names import find_degree_name
from ats.vocabulary.institutions import institution_words
from ats.vocabulary.section_headings import SectionKind
from ats.vocabulary.titles import title_score

_MAY_HOLD = ("contact", "summary", "other", "personal")
_SURE = 0.7


def with_unheaded(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Add sections of work where none has a heading, made from dated entries that stand elsewhere.

    Studies among them go to a section of their own, unless education has its heading.
    """
    if any(section.holds("work") for section in sections):
        return tuple(sections)
    taught = any(section.holds("education") for section in sections)
    found: list[Section] = []
    for section in sections:
        found += _divided(section, taught) if section.kind in _MAY_HOLD else [section]
    return tuple(found)


def _divided(section: Section, taught: bool) -> list[Section]:
    rows = make_rows(section.lines)
    entries = [entry for entry in find_entries(rows) if entry.dated is not None]
    kinds = [_kind(entry) for entry in entries]
    for number in range(1, len(kinds)):
        if kinds[number] == "other":
            kinds[number] = kinds[number - 1]
    if "work" not in kinds:
        return [section]
    places = {id(line): index for index, line in enumerate(section.lines)}
    starts = [_first_place(entry, places) for entry in entries] + [len(section.lines)]
    divided = [replace(section, lines=section.lines[: starts[0]])]
    for kind, (start, end) in zip(kinds, pairwise(starts), strict=True):
        lines = section.lines[start:end]
        wanted: SectionKind = "other" if kind == "education" and taught else kind
        if divided[-1].kind == wanted and len(divided) > 1:
            divided[-1] = replace(divided[-1], lines=(*divided[-1].lines, *lines))
        else:
            divided.append(Section(wanted, lines))
    return divided


def _kind(entry: Entry) -> SectionKind:
    texts = [part.text for row in _head(entry) for part in row.parts]
    if any(institution_words(text) and not title_score(text) >= _SURE for text in texts):
        return "education"
    if any(title_score(text) >= _SURE for text in texts):
        return "work"
    return "education" if any(find_degree_name(text) for text in texts) else "other"


def _head(entry: Entry) -> list[Row]:
    return [*entry.lead, *([entry.anchor] if entry.anchor else []), *entry.tail]


def _first_place(entry: Entry, places: dict[int, int]) -> int:
    """Return the place of the first line of an entry among the lines of its section."""
    found = (_place(row.line, places) for row in _head(entry))
    return min(place for place in found if place is not None)


def _place(line: Line, places: dict[int, int]) -> int | None:
    return places.get(id(line))
