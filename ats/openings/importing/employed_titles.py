"""Titles that are types of employment as well, such as "Intern", where the page shows them to be titles."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind
from ats.openings.importing.employment import may_name_somebody
from ats.openings.importing.facts import is_fact_label, read_fact_line
from ats.openings.importing.labels import Section, read_label
from ats.openings.importing.survey import ASKS_OR_DUTIES
from ats.vocabulary.roles import names_a_role

_MAX_TITLE = 60
_MAX_WORDS = 6


def titles_from_employment(blocks: Sequence[Block]) -> list[Block]:
    """Turn lines that are a type of employment and begin an opening of their own into headings of WEAK_LEVEL.

    The name of a fact or of a section follows such a line. The opening above already has the section that comes
    first below it, or there is no opening above: what stands below a title and begins none says what that one is.
    """
    turned: list[Block] = []
    above: set[Section] = set()
    is_within = False
    for at, block in enumerate(blocks):
        if block.is_paragraph and _begins_opening(blocks, at, above if is_within else None):
            turned.extend(_split(block))
            above, is_within = set(), True
        else:
            turned.append(block)
            if _is_title(block):
                above, is_within = set(), True
        above.update(_sections(block))
    return turned


def _begins_opening(blocks: Sequence[Block], at: int, above: set[Section] | None) -> bool:
    first, *below = blocks[at].lines
    if not _reads_as_title(first):
        return False
    following = below[0] if below else _first_line(blocks, at + 1)
    if not (_states_fact(following) or read_label(following)):
        return False
    section = _next_section(blocks, at)
    return section is not None and (above is None or section in above)


def _reads_as_title(line: str) -> bool:
    is_short = len(line) <= _MAX_TITLE and len(line.split()) <= _MAX_WORDS
    is_line = line[:1].isupper() and ":" not in line and not line.endswith((".", "!", "?", ",", ";"))
    return is_short and is_line and may_name_somebody(line) and not read_label(line)


def _states_fact(line: str) -> bool:
    name, colon, _ = line.partition(":")
    return bool(colon) and is_fact_label(name.strip()) and read_fact_line(line) is not None


def _first_line(blocks: Sequence[Block], at: int) -> str:
    return blocks[at].lines[0] if at < len(blocks) and blocks[at].lines else ""


def _next_section(blocks: Sequence[Block], at: int) -> Section | None:
    """Return the first section below a line that says what is asked for or done, before any further title."""
    for below in blocks[at:]:
        if below is not blocks[at] and _is_title(below):
            return None
        section = next(_sections(below), None)
        if section is not None:
            return section
    return None


def _sections(block: Block) -> Iterator[Section]:
    if block.is_item:
        return
    for line in block.lines:
        label = read_label(line)
        if label is not None and label.section in ASKS_OR_DUTIES:
            yield label.section


def _is_title(block: Block) -> bool:
    if not block.lines or block.is_item or read_label(block.lines[0]):
        return False
    first = block.lines[0]
    return block.is_title or (
        len(first) <= _MAX_TITLE and names_a_role(first) and not first.endswith((".", "!", "?", ";"))
    )


def _split(block: Block) -> list[Block]:
    first, *below = block.lines
    heading = Block(
        Kind.HEADING, first, block.line, WEAK_LEVEL, links=() if below else block.links, is_title=True
    )
    if not below:
        return [heading]
    return [heading, replace(block, text="\n".join(below), line=block.line + 1, linked=False)]
