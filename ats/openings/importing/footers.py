"""What follows the last opening and speaks of the page: how to apply anywhere, benefits, and its legal foot."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ats.openings.importing.blocks import Block, Kind
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.furniture import find_addresses, find_apply_address, is_furniture, is_legal_row
from ats.openings.importing.labels import Section, read_label
from ats.vocabulary.roles import names_a_role

PAGE_SECTIONS = (Section.COMPANY, Section.OFFER, Section.APPLY)

_MAX_FOOT_LINE = 200
_MAX_FOOT_LINES = 12
_MOST_BLOCKS_BELOW = 6
# With the lines that are furniture.
_MOST_LINES = 40


def part_foot(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Part a page's legal foot from the blocks above it.

    It begins with a copyright or a row of links such as "Privacy | Terms", and short lines alone follow it.
    """
    start = len(blocks)
    while start and (blocks[start - 1].is_paragraph or blocks[start - 1].kind is Kind.BREAK):
        start -= 1
    for index in range(max(start, len(blocks) - _MOST_LINES), len(blocks)):
        lines = blocks[index].text.split("\n")
        for at, line in list(enumerate(lines))[-_MOST_LINES:]:
            if is_legal_row(" ".join(line.split())) and _is_foot(
                [*lines[at + 1 :], *_lines(blocks[index + 1 :])]
            ):
                above = [_some_lines(blocks[index], lines[:at], 0)] if at else []
                foot = [_some_lines(blocks[index], lines[at:], at), *blocks[index + 1 :]]
                return [*blocks[:index], *above], foot
    return list(blocks), []


def _some_lines(block: Block, lines: Sequence[str], skipped: int) -> Block:
    return replace(block, text="\n".join(lines), line=block.line + skipped if block.line else 0)


def _lines(blocks: Sequence[Block]) -> list[str]:
    return [line for block in blocks for line in block.lines]


def _is_foot(lines: Sequence[str]) -> bool:
    """Say whether nothing of an opening is in the lines below a copyright."""
    told = [line for line in lines if not is_furniture(line)]
    return len(told) <= _MAX_FOOT_LINES and not any(
        len(line) > _MAX_FOOT_LINE or read_label(line) or read_fact_line(line) or names_a_role(line)
        for line in told
    )


def find_footer(
    heading: Block, blocks: Sequence[Block], earlier: Sequence[Sequence[Block]], *, is_ruled: bool
) -> int:
    """Return the index in the last opening's blocks from which on they are the page's; their number for none.

    `earlier` are the blocks of the openings above. What none of them has, and stands below all that is asked for,
    was written for all of them. `is_ruled` says that a rule stands above each opening, so that one ends the last.
    """
    if not earlier:
        return len(blocks)
    usual = {kind for body in earlier for kind in map(_kind, body)}
    has_rules = any(block.kind is Kind.BREAK and not block.links for body in earlier for block in body)
    for index in range(_end_of_own(blocks), len(blocks)):
        block = blocks[index]
        if not has_rules and _is_rule_above_address(blocks, index):
            return index
        if is_ruled and block.kind is Kind.BREAK and any(later.flat for later in blocks[index:]):
            return index
        kind = _kind(block)
        if kind and kind not in usual and (not block.is_heading or block.level <= heading.level):
            return index
    return len(blocks)


def _is_rule_above_address(blocks: Sequence[Block], index: int) -> bool:
    """Say whether a rule, as no other opening has, parts one short text with an address from what stands above it."""
    if len(blocks) - index > _MOST_BLOCKS_BELOW:
        return False
    said = [block for block in blocks[index + 1 :] if block.flat]
    is_rule = blocks[index].kind is Kind.BREAK and not blocks[index].flat and not blocks[index].links
    return is_rule and len(said) == 1 and said[0].is_paragraph and bool(find_addresses(said[0].flat))


def _end_of_own(blocks: Sequence[Block]) -> int:
    """Return the index behind the last heading below which the opening's own duties, requirements or texts stand."""
    return max(_own_labels(blocks), default=-1) + 1


def _own_labels(blocks: Sequence[Block]) -> Iterator[int]:
    for index, block in enumerate(blocks):
        label = read_label(block.flat) if block.is_heading else None
        if label is not None and label.section not in PAGE_SECTIONS:
            yield index


def _kind(block: Block) -> str:
    """Name the kind of section that a block begins, where a page may have one for all of its openings."""
    if block.is_heading:
        label = read_label(block.flat)
        return label.section if label is not None and label.section in PAGE_SECTIONS else ""
    is_way = find_apply_address(block.flat, block.links) is not None or bool(find_addresses(block.flat))
    return Section.APPLY if block.is_paragraph and is_way else ""
