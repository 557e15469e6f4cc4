"""The lines of a page as somebody reads them, numbered, without the marks of their format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ats.openings.importing.blocks import CIRCLE, Block, bullet_of
from ats.openings.importing.markdown_blocks import count_front_matter, plain_inline

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN = "Not shown to readers of the page"
_COLUMNS = "Names the columns of a table"
_DELIMITERS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_MARKS = re.compile(r"^[ \t]*(?:>[ \t]*)*(?:#{1,6}[ \t]+)?|[ \t]#+[ \t]*$")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of the page; `number` counts from 1, `why` says why it is not looked for in any text."""

    number: int
    text: str
    why: str = ""


def lines_of_text(text: str) -> list[PageLine]:
    """List the lines of plain text that say something, without their bullets."""
    return [
        PageLine(number, _without_bullet(line))
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]


def lines_of_markdown(text: str) -> list[PageLine]:
    """List the lines of Markdown that say something, without its marks."""
    why = dict.fromkeys(range(count_front_matter(text)), _HIDDEN)
    for comment in _COMMENT.finditer(text):
        first = text.count("\n", 0, comment.start())
        why |= dict.fromkeys(range(first, first + comment.group().count("\n") + 1), _HIDDEN)
    lines = text.split("\n")
    cells = _table_cells(lines)
    why |= {index - 1: _COLUMNS for index in cells if index - 1 not in cells}
    return [
        PageLine(index + 1, plain_inline(_without_bullet(_MARKS.sub("", said)))[0], why.get(index, ""))
        for index, line in enumerate(lines)
        if line.strip() and not _FENCE.match(line)
        for said in cells.get(index, [line])
    ]


def lines_of_blocks(blocks: Sequence[Block]) -> list[PageLine]:
    """List the lines of blocks, where nothing but the blocks is left of the page."""
    return [
        PageLine(block.line and block.line + offset, line.strip())
        for block in blocks
        for offset, line in enumerate(block.text.split("\n"))
        if line.strip()
    ]


def _table_cells(lines: list[str]) -> dict[int, list[str]]:
    """Give the cells of each row of the tables by its index, all but the first with the name of their column."""
    cells: dict[int, list[str]] = {}
    columns: list[str] = []
    for index, line in enumerate(lines):
        if index and "|" in lines[index - 1] and _DELIMITERS.fullmatch(line):
            columns = _cells_of(lines[index - 1])
            cells[index] = []
        elif columns and "|" in line:
            first, *others = _cells_of(line)
            if not any(columns):
                cells[index] = [": ".join(filter(None, (first, *others)))]
                continue
            named = zip(columns[1:], others, strict=False)
            cells[index] = [first, *(f"{name}: {cell}" for name, cell in named if cell)]
        else:
            columns = []
    return cells


def _cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _without_bullet(line: str) -> str:
    bullet = bullet_of(line) or CIRCLE.match(line)
    return " ".join((line[bullet.end() :] if bullet else line).split())
