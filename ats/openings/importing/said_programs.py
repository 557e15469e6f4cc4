"""Programs that each opening names in a line of its own: "Department: Finance"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ats.openings.importing.columns import ColumnKind, column_kind
from ats.openings.importing.draft import ImportedOpening, ImportedProgram

_NAMED = re.compile(r"(?P<label>[^\W\d_][^:\n]{1,40}?) ?: ?(?P<name>\S.{0,80})")


def read_program_line(text: str) -> str | None:
    """Return the program that a line names ("Team: Kiln"), or None for any other line."""
    match = _NAMED.fullmatch(text)
    if match is None or match["name"].endswith((".", "?", "!", ";")):
        return None
    return match["name"].strip() if column_kind(match["label"]) is ColumnKind.PROGRAM else None


def programs_from_lines(programs: Sequence[ImportedProgram]) -> tuple[ImportedProgram, ...]:
    """Put openings into the programs that their own lines name, where no heading of the page names any.

    Programs come in the order of the page, and openings that name none stand where the first of them does.
    """
    if len(programs) != 1 or programs[0].title:
        return tuple(programs)
    said = [(_program_of(opening), opening) for opening in programs[0].openings]
    if not any(name for name, _ in said):
        return tuple(programs)
    gathered: dict[str, list[ImportedOpening]] = {}
    for name, opening in said:
        without = tuple(text for text in opening.paragraphs if read_program_line(text) is None)
        gathered.setdefault(name, []).append(replace(opening, paragraphs=without) if name else opening)
    return tuple(
        replace(
            programs[0],
            title=name,
            introduction="" if name else programs[0].introduction,
            openings=tuple(own),
        )
        for name, own in gathered.items()
    )


def _program_of(opening: ImportedOpening) -> str:
    """Return the one program that an opening names, empty for none or several."""
    named = {name for text in opening.paragraphs if (name := read_program_line(text))}
    return named.pop() if len(named) == 1 else ""
