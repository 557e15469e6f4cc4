"""Openings that the rows of tables give, and where they go: among the headings of a page, or to one it has already."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind
from ats.openings.importing.furniture import contents_key


@dataclass
class Row:
    """An opening that a row of a table gives: its title, its program, and what the other cells say of it."""

    title: Block
    program: str
    blocks: list[Block]


@dataclass
class Rows:
    """The openings of a table, whose headings wait for whether the page has them elsewhere too."""

    rows: list[Row]
    level: int


def settle(blocks: Sequence[Block | Rows], title: str) -> list[Block]:
    """Put the openings of tables in their place: those with a heading elsewhere on the page add what they say there."""
    elsewhere = Counter(
        contents_key(block.text) for block in blocks if isinstance(block, Block) and block.is_heading
    )
    said_of: dict[str, list[list[Block]]] = {}
    settled: list[Block] = []
    for block in blocks:
        if isinstance(block, Block):
            settled.append(block)
            continue
        left = []
        for row in block.rows:
            key = contents_key(row.title.text)
            if len(said_of.get(key, ())) < elsewhere[key]:
                said_of.setdefault(key, []).append([*_program_line(row), *row.blocks])
            else:
                left.append(row)
        settled += _with_headings(left, block.level, settled, title)
    return list(_with_rows(settled, said_of))


def _with_rows(blocks: Sequence[Block], said_of: dict[str, list[list[Block]]]) -> Iterator[Block]:
    for block in blocks:
        yield block
        waiting = said_of.get(contents_key(block.text)) if block.is_heading else None
        if waiting:
            yield from waiting.pop(0)


def _program_line(row: Row) -> list[Block]:
    return [Block(Kind.PARAGRAPH, f"Department: {row.program}", row.title.line)] if row.program else []


def _with_headings(rows: Sequence[Row], level: int, above: Sequence[Block], title: str) -> Iterator[Block]:
    """Yield openings under the headings of their programs, in the order in which the table first names these."""
    has_programs = any(row.program for row in rows)
    if has_programs and not any(block.is_heading for block in above):
        # Else the first program would be taken for the title of the page.
        yield Block(Kind.HEADING, title or "Openings", 0, 1)
        level = 2
    level = min(level, WEAK_LEVEL - 2)
    by_program: dict[str, list[Row]] = {"": []}
    for row in rows:
        by_program.setdefault(row.program, []).append(row)
    for program, own in by_program.items():
        if program:
            yield Block(Kind.HEADING, program, own[0].title.line, level)
        for row in own:
            yield replace(row.title, level=level + 1 if has_programs else level)
            yield from row.blocks
