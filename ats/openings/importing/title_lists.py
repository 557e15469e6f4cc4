"""Pages that only list titles: each entry of a list that is one becomes the heading of an opening."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import zip_longest

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind
from ats.openings.importing.furniture import is_furniture
from ats.openings.importing.headings import infer_headings
from ats.openings.importing.titles import split_title
from ats.vocabulary.roles import names_a_role

_MAX_TITLE = 120
_SEPARATORS = (" | ", " \u00b7 ", " \u2013 ", " \u2014 ", "\n", "\t")


class _Shape(StrEnum):
    """How an entry is set out: a title with its place or type of employment set apart, or a link alone."""

    TITLE_WITH_FACTS = "title with facts"
    LINK = "link"


def headings_from_lists(blocks: Sequence[Block]) -> list[Block]:
    """Turn the entries of lists that name roles, and those set out like them, into headings of openings."""
    turned: list[Block] = []
    inferred = infer_headings(list(blocks))
    alike = set(_alike(inferred))
    for index, (block, following) in enumerate(zip_longest(inferred, inferred[1:])):
        text, rest = _split(block, is_title=index in alike)
        if index in alike or (block.is_item and len(text) <= _MAX_TITLE and names_a_role(text)):
            turned.append(
                Block(Kind.HEADING, text, block.line, 6, links=block.links, is_title=index in alike)
            )
            turned.extend([Block(Kind.PARAGRAPH, rest, block.line)] if rest else [])
        elif block.is_item and following is not None and following.is_item and following.depth > block.depth:
            turned.append(replace(block, kind=Kind.HEADING, level=5, depth=0))
        elif block.is_heading and block.level == WEAK_LEVEL:
            turned.append(replace(block, level=4))
        else:
            turned.append(block)
    return turned


def _split(block: Block, *, is_title: bool) -> tuple[str, str]:
    title, facts = split_title(block.lines[0], is_title=is_title) if block.is_item else ("", "")
    if title:
        return title, "\n".join((facts, *block.lines[1:]))
    text = block.text.strip()
    for separator in _SEPARATORS:
        head, found, rest = text.partition(separator)
        if found and names_a_role(head):
            return " ".join(head.split()), rest.strip()
    return block.flat, ""


def _alike(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the places of entries in lists that are of one shape throughout, where the shape is that of openings.

    That facts are set apart behind a title is the shape of openings where one on the page names a role. Links need
    a list of their own in which at least half do.
    """
    lists = [(shape, entries) for entries in _lists(blocks) if (shape := _shape_of(blocks, entries))]
    roles = Counter(
        shape
        for shape, entries in lists
        for at in entries
        if names_a_role(_split(blocks[at], is_title=True)[0])
    )
    for shape, entries in lists:
        named = sum(names_a_role(blocks[at].flat) for at in entries)
        is_of_openings = named * 2 >= len(entries) if shape is _Shape.LINK else roles[shape] > 0
        if is_of_openings:
            yield from entries


def _lists(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Give the places of the entries of each list without lists within; "See all jobs" below them is none."""
    entries: list[int] = []
    for at, block in enumerate([*blocks, None]):
        if block is not None and block.is_item:
            entries.append(at)
            continue
        if len({blocks[entry].depth for entry in entries}) == 1:
            yield [entry for entry in entries if not is_furniture(blocks[entry].flat)]
        entries = []


def _shape_of(blocks: Sequence[Block], entries: Sequence[int]) -> _Shape | None:
    listed = [blocks[at] for at in entries]
    if not listed:
        return None
    if all(_title_with_facts(block) for block in listed):
        return _Shape.TITLE_WITH_FACTS
    if all(block.linked and len(block.text) <= _MAX_TITLE for block in listed):
        return _Shape.LINK
    return None


def _title_with_facts(block: Block) -> bool:
    title, _ = split_title(block.lines[0], is_title=True)
    return 0 < len(title) <= _MAX_TITLE and title[:1].isupper() and not title.endswith((".", ":", "!", "?"))
