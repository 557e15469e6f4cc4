"""Titles that a page numbers: "1. Still Operator", its text, "2. Tour Guide", its text."""

from collections.abc import Sequence

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind
from ats.openings.importing.nested_lists import split_entry
from ats.vocabulary.roles import names_a_role

_MAX_TITLE = 120


def titles_from_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Turn numbered entries that count the openings of a page into headings of WEAK_LEVEL.

    They count 1, 2, 3 in one way of writing numbers, something else than the next number follows each of them, and
    at least half of them name a role.
    """
    for mark in dict.fromkeys(block.mark for block in blocks if block.number == 1):
        found = _counted(blocks, mark)
        named = sum(1 for index in found if names_a_role(split_entry(blocks[index])[0]))
        if len(found) > 1 and named * 2 >= len(found):
            return _with_headings(blocks, frozenset(found))
    return list(blocks)


def _counted(blocks: Sequence[Block], mark: str) -> list[int]:
    found: list[int] = []
    for index, block in enumerate(blocks):
        if block.number != len(found) + 1 or block.mark != mark or not _has_text_below(blocks, index):
            continue
        title = split_entry(block)[0]
        if len(title) <= _MAX_TITLE and not title.endswith((".", ";", ",", ":")):
            found.append(index)
    return found


def _has_text_below(blocks: Sequence[Block], index: int) -> bool:
    if "\n" in blocks[index].text:
        return True
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return below is not None and not (below.is_item and below.mark == blocks[index].mark)


def _with_headings(blocks: Sequence[Block], found: frozenset[int]) -> list[Block]:
    turned: list[Block] = []
    for index, block in enumerate(blocks):
        if index not in found:
            turned.append(block)
            continue
        title, rest = split_entry(block)
        turned.append(Block(Kind.HEADING, title, block.line, WEAK_LEVEL, links=block.links))
        if rest:
            line = block.line + block.text.count("\n") - rest.count("\n")
            turned.append(Block(Kind.PARAGRAPH, rest, line, links=block.links))
    return turned
