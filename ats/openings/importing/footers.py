"""What follows the last opening and speaks of the page: how to apply anywhere, benefits, questions and answers."""

from collections.abc import Iterator, Sequence

from ats.openings.importing.blocks import Block, Kind
from ats.openings.importing.furniture import find_addresses, find_apply_address
from ats.openings.importing.labels import Section, read_label

PAGE_SECTIONS = (Section.COMPANY, Section.OFFER, Section.APPLY)


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
    for index in range(_end_of_own(blocks), len(blocks)):
        block = blocks[index]
        if is_ruled and block.kind is Kind.BREAK and any(later.flat for later in blocks[index:]):
            return index
        kind = _kind(block)
        if kind and kind not in usual and (not block.is_heading or block.level <= heading.level):
            return index
    return len(blocks)


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
