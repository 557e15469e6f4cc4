"""The sections of a résumé: which lines are headings, of what kind, and which lines stand below each."""

from collections import Counter
from dataclasses import dataclass

from ats.resumes.profiles.looks import Look, look_of, stands_out
from ats.resumes.text import Line
from ats.vocabulary.section_headings import SectionKind, find_section_kinds


@dataclass(frozen=True)
class Section:
    """Lines below one heading. ``also`` holds further kinds of a combined heading ("Skills & Languages").

    The region at the top, above the first heading, is a section of the kind "contact" without a heading.
    """

    kind: SectionKind
    lines: tuple[Line, ...]
    heading: Line | None = None
    also: tuple[SectionKind, ...] = ()

    def holds(self, kind: SectionKind) -> bool:
        """Say whether the section is of a kind, be it only in part."""
        return kind == self.kind or kind in self.also


def find_sections(lines: tuple[Line, ...]) -> tuple[Section, ...]:
    """Divide lines, in reading order, at the headings; no line is lost, only headings are not among the lines."""
    body = Counter[Look]()
    for line in lines:
        body[look_of(line)] += len(line.text)
    plain = body.most_common(1)[0][0] if body else None
    named = {index: find_section_kinds(line.text) for index, line in enumerate(lines)}
    named = {index: kinds for index, kinds in named.items() if kinds}
    if plain is not None:
        named = _without_lesser(lines, named, plain)
    return tuple(_divide(lines, named))


def _without_lesser(
    lines: tuple[Line, ...], named: dict[int, tuple[SectionKind, ...]], plain: Look
) -> dict[int, tuple[SectionKind, ...]]:
    """Drop lines that read like a heading but look plain, where other headings of the document stand out."""
    standing_out = {index for index in named if stands_out(look_of(lines[index]), plain)}
    if len(standing_out) < 2:
        return named
    return {index: kinds for index, kinds in named.items() if index in standing_out}


def _divide(lines: tuple[Line, ...], named: dict[int, tuple[SectionKind, ...]]) -> list[Section]:
    starts = sorted(named)
    first = starts[0] if starts else len(lines)
    sections = [Section("contact", lines[:first])]
    for position, index in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else len(lines)
        kind, *also = named[index]
        sections.append(Section(kind, lines[index + 1 : end], lines[index], tuple(also)))
    return sections
