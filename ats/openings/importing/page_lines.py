"""The lines of a page as somebody reads them, numbered, without the marks of their format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ats.openings.importing.blocks import BULLET, Block
from ats.openings.importing.markdown_blocks import count_front_matter, plain_inline

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of the page; `number` counts from 1, `is_hidden` where it is for programs and shown to nobody."""

    number: int
    text: str
    is_hidden: bool = False


def lines_of_text(text: str) -> list[PageLine]:
    """List the lines of plain text that say something, without their bullets."""
    return [
        PageLine(number, _without_bullet(line))
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]


def lines_of_markdown(text: str) -> list[PageLine]:
    """List the lines of Markdown that say something, without its marks; front matter and comments are hidden."""
    hidden = set(range(1, count_front_matter(text) + 1))
    for comment in _COMMENT.finditer(text):
        first = text.count("\n", 0, comment.start()) + 1
        hidden.update(range(first, first + comment.group().count("\n") + 1))
    return [
        PageLine(number, plain_inline(_without_bullet(line.strip("#> ")))[0], number in hidden)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip() and not _FENCE.match(line)
    ]


def lines_of_blocks(blocks: Sequence[Block]) -> list[PageLine]:
    """List the lines of blocks, where nothing but the blocks is left of the page."""
    return [
        PageLine(block.line and block.line + offset, line.strip())
        for block in blocks
        for offset, line in enumerate(block.text.split("\n"))
        if line.strip()
    ]


def _without_bullet(line: str) -> str:
    bullet = BULLET.match(line)
    return (line[bullet.end() :] if bullet else line).strip()
