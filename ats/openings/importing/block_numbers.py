"""Numbers for blocks of which several stand on one line of the file, as in HTML, and the lines for these again."""

from collections.abc import Sequence
from dataclasses import replace

from ats.openings.importing.blocks import Block
from ats.openings.importing.draft import ImportedOpening, ImportedPage, UnplacedLine


def numbered(blocks: Sequence[Block]) -> tuple[list[Block], list[int]]:
    """Give each line of each block a number of its own, in reading order; return also the line of each number."""
    lines = [0]
    renumbered = []
    for block in blocks:
        renumbered.append(replace(block, line=len(lines)))
        lines += [block.line and block.line + offset for offset in range(block.text.count("\n") + 1)]
    return renumbered, lines


def with_lines(page: ImportedPage, lines: Sequence[int]) -> ImportedPage:
    """Put the lines of the file in the place of the numbers that ``numbered`` gave."""
    programs = tuple(
        replace(program, openings=tuple(_opening(opening, lines) for opening in program.openings))
        for program in page.programs
    )
    listed = {
        name: tuple(_line(line, lines) for line in getattr(page, name))
        for name in ("unplaced", "left_out", "understood")
    }
    return replace(page, programs=programs, **listed)


def _opening(opening: ImportedOpening, lines: Sequence[int]) -> ImportedOpening:
    first, last = opening.source_lines
    known = [line for line in lines[first : last + 1] if line]
    return replace(opening, source_lines=(min(known), max(known)) if known else (0, 0))


def _line(line: UnplacedLine, lines: Sequence[int]) -> UnplacedLine:
    number = line.line_number
    return replace(line, line_number=lines[number] if number < len(lines) else 0)
