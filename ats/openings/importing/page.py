"""The reader of whole pages: from bytes or text in any of the formats to an ImportedPage."""

from dataclasses import replace

from ats.openings.importing.accounting import account_for
from ats.openings.importing.block_numbers import numbered, with_lines
from ats.openings.importing.blocks import Block, Kind
from ats.openings.importing.draft import ImportedPage, UnplacedLine
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.html_blocks import HtmlPage, html_to_page
from ats.openings.importing.html_elements import ASIDE
from ats.openings.importing.json_postings import read_json
from ats.openings.importing.linked_data import with_linked_data
from ats.openings.importing.markdown_blocks import markdown_to_blocks
from ats.openings.importing.page_lines import lines_of_blocks, lines_of_markdown, lines_of_text
from ats.openings.importing.source import (
    MAX_LINES,
    Format,
    PageTooLong,
    UnreadablePage,
    read_text,
    tell_format,
)
from ats.openings.importing.structure import read_structure
from ats.openings.importing.text_blocks import text_to_blocks


def read_postings_page(data: bytes | str, name: str | None = None) -> ImportedPage:
    """Read a page of openings in plain text, HTML, Markdown or JSON into draft programs and openings.

    The format is told by the content, with the file's `name` as a hint; text in an unknown encoding is read
    as well as it can be. Raises UnreadablePage for what is empty, larger than 2 MB or not text, and when no
    opening is found.
    """
    text = read_text(data)
    page = _read(text, tell_format(text, name))
    if not page.openings:
        raise UnreadablePage(
            "No openings were found on this page. Each opening needs a heading with its title."
        )
    return page


def _read(text: str, form: Format) -> ImportedPage:
    if form is Format.JSON:
        return read_json(text)
    if form is Format.HTML:
        return _read_html(text)
    if text.count("\n") > MAX_LINES:
        raise PageTooLong
    if form is Format.MARKDOWN:
        return account_for(read_structure(markdown_to_blocks(text)), lines_of_markdown(text))
    return account_for(read_structure(text_to_blocks(text)), lines_of_text(text))


def _read_html(text: str) -> ImportedPage:
    html = html_to_page(text, is_whole=True)
    page, lines = _read_blocks(html)
    if len(page.openings) == 1:
        html = _with_facts_beside(html, page.openings[0].title)
        page, lines = _read_blocks(html)
    page = with_lines(page, lines)
    page = replace(
        page, unplaced=page.unplaced + html.beside, left_out=_in_order(page.left_out + html.left_out)
    )
    return with_linked_data(page, html)


def _read_blocks(html: HtmlPage) -> tuple[ImportedPage, list[int]]:
    """Read the blocks under numbers of their own: all of an HTML page may stand on one line."""
    blocks, lines = numbered(html.blocks)
    return account_for(read_structure(blocks, html.title), lines_of_blocks(blocks)), lines


def _in_order(lines: tuple[UnplacedLine, ...]) -> tuple[UnplacedLine, ...]:
    return tuple(sorted(lines, key=lambda line: line.line_number))


def _with_facts_beside(html: HtmlPage, title: str) -> HtmlPage:
    """Put facts from an aside ("Location: Leeds") below the title of the only opening that they can be of."""
    facts = [line for line in html.beside if line.why == ASIDE and read_fact_line(line.text)]
    at = next((at for at, block in enumerate(html.blocks) if block.is_heading and block.flat == title), None)
    if not facts or at is None:
        return html
    told = [Block(Kind.PARAGRAPH, line.text, line.line_number) for line in facts]
    return replace(
        html,
        blocks=[*html.blocks[: at + 1], *told, *html.blocks[at + 1 :]],
        beside=tuple(line for line in html.beside if line not in facts),
    )
