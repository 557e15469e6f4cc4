"""One opening by its title and what stands below it, also where somebody says which lines of a page it has."""

from collections.abc import Sequence
from dataclasses import replace

from ats.openings.importing.blocks import Block, Kind, tidy
from ats.openings.importing.draft import ImportedOpening
from ats.openings.importing.employment import employment_of_title
from ats.openings.importing.headings import split_labels
from ats.openings.importing.markdown_blocks import markdown_to_blocks, plain_inline
from ats.openings.importing.opening import read_opening
from ats.openings.importing.source import Format, tell_format
from ats.openings.importing.text_blocks import text_to_blocks
from ats.openings.importing.titles import read_named_title, split_reference, split_title


def read_titled(heading: Block, blocks: Sequence[Block]) -> ImportedOpening:
    """Read the blocks below a heading that is an opening's title, and the facts that stand behind the title."""
    reference, whole = split_reference(read_named_title(heading.flat) or heading.flat)
    title, facts = split_title(whole, is_title=True)
    said = [Block(Kind.PARAGRAPH, text, heading.line) for text in (facts, reference) if text]
    below = [*_title_links(heading), *said, *blocks]
    opening = read_opening((title or whole).rstrip(": "), below, heading.line)
    return replace(opening, employment_type=opening.employment_type or employment_of_title(opening.title))


def read_lines(lines: Sequence[tuple[int, str]]) -> ImportedOpening:
    """Read numbered lines of a page as one opening; the first of them is its title, whatever it looks like.

    What stands on lines that are left out is empty. Raises ValueError without a line.
    """
    if not lines:
        raise ValueError("no lines")
    (first, title), last = lines[0], lines[-1][0]
    texts = dict(lines)
    below = "\n".join(texts.get(number, "") for number in range(first + 1, last + 1))
    is_markdown = tell_format(f"{title}\n{below}", None) is Format.MARKDOWN
    read = markdown_to_blocks if is_markdown else text_to_blocks
    heading = next((block for block in read(title) if block.flat), Block(Kind.PARAGRAPH, title))
    blocks = split_labels(tidy(read(below)))
    # Their lines are those of the part that was read.
    heading = replace(heading, text=plain_inline(heading.text)[0], line=first)
    opening = read_titled(heading, [replace(block, line=0) for block in blocks])
    return replace(opening, source_lines=(first, last))


def _title_links(heading: Block) -> list[Block]:
    """Let a link on the title tell where to apply without adding words."""
    return [Block(Kind.BREAK, "", heading.line, links=heading.links)] if heading.links else []
