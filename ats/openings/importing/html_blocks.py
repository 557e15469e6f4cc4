"""HTML as blocks: headings, paragraphs and list items in reading order, without navigation and scripts."""

import re
from dataclasses import dataclass, replace

from ats.openings.importing.blocks import Block
from ats.openings.importing.columns import ColumnKind, column_kind
from ats.openings.importing.draft import UnplacedLine
from ats.openings.importing.facts import is_fact_label
from ats.openings.importing.html_reader import HtmlReader
from ats.openings.importing.html_rows import settle
from ats.openings.importing.html_source import clean_markup, clean_page

_MAX_VALUE = 60


@dataclass(frozen=True)
class HtmlPage:
    """What an HTML page holds.

    ``title`` is its title element, ``beside`` what is no part of its text, such as an aside or what is hidden,
    ``left_out`` its menus, controls, forms and footers, ``linked_data`` the texts of its JSON-LD scripts.
    """

    title: str
    blocks: list[Block]
    linked_data: tuple[str, ...]
    beside: tuple[UnplacedLine, ...] = ()
    left_out: tuple[UnplacedLine, ...] = ()


def html_to_page(html: str, *, is_whole: bool = False) -> HtmlPage:
    """Turn HTML, whole or a fragment, into blocks; time grows with its length, whatever its markup.

    What is navigation and footers stands apart, unless nothing else is there. The lines of a whole page are those of
    ``clean_page``.
    """
    cleaned = clean_page(html) if is_whole else clean_markup(html)
    page = _parse(cleaned.markup, keep_furniture=False)
    if not page.blocks:
        page = _parse(cleaned.markup, keep_furniture=True)
    title = " ".join(page.title.split())
    blocks = _join_labelled(settle(page.blocks, title))
    return HtmlPage(title, blocks, cleaned.linked_data, tuple(page.beside), tuple(page.left_out))


def _parse(markup: str, keep_furniture: bool) -> HtmlReader:
    reader = HtmlReader(markup, keep_furniture)
    reader.feed(markup)
    reader.close()
    reader.finish()
    return reader


def _join_labelled(blocks: list[Block]) -> list[Block]:
    """Put a label that is a paragraph of its own ("Location") before the short paragraph behind it."""
    joined: list[Block] = []
    for block in blocks:
        label = joined[-1] if joined else None
        if label is not None and _is_label(label) and _is_value(block):
            joined[-1] = replace(label, text=f"{label.flat}: {block.flat}", links=label.links + block.links)
        else:
            joined.append(block)
    return joined


def _is_label(block: Block) -> bool:
    if not block.is_paragraph or len(block.text) > _MAX_VALUE:
        return False
    return is_fact_label(block.flat) or column_kind(block.flat) is ColumnKind.PROGRAM


def _is_value(block: Block) -> bool:
    is_short = block.is_paragraph and len(block.lines) == 1 and len(block.text) <= _MAX_VALUE
    return is_short and not block.flat.endswith((".", ":")) and not _is_label(block)


def fragment_to_text(html: str) -> str:
    """Reduce an HTML fragment of one line, such as a title, to its text."""
    return (
        " ".join(block.flat for block in html_to_page(html).blocks)
        if re.search(r"[<&]", html)
        else " ".join(html.split())
    )
