"""HTML as blocks: headings, paragraphs and list items in reading order, without navigation and scripts."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind, Link
from ats.openings.importing.html_source import clean_markup
from ats.openings.importing.html_tables import Cell, row_to_blocks
from ats.openings.importing.text_blocks import text_to_blocks
from ats.openings.importing.titles import split_title
from ats.vocabulary.word_lists import words

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": WEAK_LEVEL}
_SKIPPED = frozenset(
    (
        "nav",
        "aside",
        "form",
        "select",
        "button",
        "iframe",
        "svg",
        "template",
        "noscript",
        "textarea",
        "dialog",
        "object",
    )
)
_BLOCKS = words(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer header hr html legend main ol p pre section summary table tbody td tfoot th thead tr ul
    li h1 h2 h3 h4 h5 h6
    """
)
_VOID = words(
    """
    area base br col embed hr img input link meta source track wbr
    """
)
_BOLD = frozenset(("b", "strong"))
_FURNITURE_WORDS = words(
    """
    nav navbar navigation menu breadcrumb breadcrumbs cookie cookies cookiebanner sidebar skip-link
    skiplink pagination " "social share sharing site-footer page-footer
    """
)
_FURNITURE_ROLES = frozenset(("navigation", "search", "dialog", "banner-navigation", "contentinfo"))
_MAX_TERM = 40
_MAX_BOLD_HEADING = 90


@dataclass
class _Segment:
    """A line inside a block, with how much of it is bold and how much is a link."""

    text: list[str] = field(default_factory=list)
    bold: int = 0
    linked: int = 0


@dataclass
class _ListItem:
    """An open <li>: whether its first block stood already, and whether it turned out to hold a heading."""

    depth: int
    emitted: bool = False
    holds_heading: bool = False


class _HtmlReader(HTMLParser):
    """Walk the tags with counters and flat stacks only, so that no nesting is too deep."""

    def __init__(self, keep_furniture: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self._keep = keep_furniture
        self._skip_tag, self._skip_depth = "", 0
        self._segments = [_Segment()]
        self._line = 0
        self._level = 0
        self._bold = self._pre = self._lists = self._articles = 0
        self._columns: list[str] = []
        self._heads: list[str] = []
        self._cells: list[Cell] = []
        self._in_cell, self._row_level = False, 0
        self._items: list[_ListItem] = []
        self._links: list[Link] = []
        self._open_link: tuple[str, list[str]] | None = None
        self._term, self._term_line = "", 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skip_tag:
            self._skip_depth += tag == self._skip_tag
            return
        if tag not in _VOID and self._is_furniture(tag, attrs):
            self.flush()
            self._skip_tag, self._skip_depth = tag, 1
            return
        if tag in _BLOCKS:
            self.flush()
        self._open(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._skip_tag:
            self._skip_depth -= tag == self._skip_tag
            if not self._skip_depth:
                self._skip_tag = ""
            return
        if tag in _BLOCKS:
            self.flush(tag)
        self._close(tag)

    def handle_data(self, data: str) -> None:
        if self._skip_tag:
            return
        if self._in_title:
            self.title += data
            return
        if not self._line and data.strip():
            self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        if self._open_link is not None:
            self._open_link[1].append(data)
        segment = self._segments[-1]
        segment.text.append(data)
        letters = len(data.strip())
        segment.bold += letters if self._bold else 0
        segment.linked += letters if self._open_link is not None else 0

    def flush(self, closing: str = "") -> None:
        """End the block that is open; `closing` is the tag whose end ended it, if one did."""
        self._end_link()
        segments, self._segments = self._segments, [_Segment()]
        line, self._line = self._line, 0
        links, self._links = tuple(self._links), []
        if self._pre:
            self.blocks.extend(text_to_blocks("".join("".join(part.text) for part in segments), line))
            return
        texts = [" ".join("".join(part.text).split()) for part in segments]
        if not any(texts):
            return
        if self._columns and self._in_cell:
            self._cells[-1].add(" ".join(texts).strip(), line, links)
            return
        if closing == "th":
            self._heads.append(" ".join(texts).strip())
            if len(self._heads) > 1:
                # A row of names, and not a name with its value beside it.
                self._term = ""
                return
        if closing in ("dt", "th") and len(" ".join(texts)) <= _MAX_TERM:
            self._flush_term()
            self._term, self._term_line = " ".join(texts).strip().rstrip(":"), line
            return
        if (
            self._term
            and closing in ("dd", "td", "p", "div", "li")
            and len(" ".join(texts)) <= _MAX_BOLD_HEADING
        ):
            texts, line, self._term = [f"{self._term}: {' '.join(texts).strip()}"], self._term_line, ""
        self._flush_term()
        self._emit(segments, texts, line, links)

    def _end_row(self) -> None:
        """Take a row of names as columns, and each row under it as an entry."""
        if len(self._heads) > 1:
            self._columns, self._term, self._row_level = self._heads, "", self._above() + 1
        elif any(cell.texts for cell in self._cells):
            self.blocks += row_to_blocks(self._columns, self._cells, level=self._row_level)
        self._heads, self._cells, self._in_cell = [], [], False

    def _above(self) -> int:
        """Return the level of the last heading that the markup names as one; 0 without any."""
        levels = (block.level for block in reversed(self.blocks) if block.is_heading)
        return next((level for level in levels if level < WEAK_LEVEL), 0)

    def _flush_term(self) -> None:
        if self._term:
            self.blocks.append(Block(Kind.HEADING, self._term, self._term_line, WEAK_LEVEL))
            self._term = ""

    def _emit(self, segments: list[_Segment], texts: list[str], line: int, links: tuple[Link, ...]) -> None:
        item = self._items[-1] if self._items else None
        linked = sum(part.linked for part in segments) >= sum(len(text) for text in texts) * 0.9
        if self._level:
            self.blocks.append(
                Block(Kind.HEADING, " ".join(filter(None, texts)), line, self._level, links=links)
            )
            for open_item in self._items:
                open_item.holds_heading = True
        elif item is not None and not item.holds_heading:
            self._emit_item(item, texts, line, linked, links)
        else:
            self._emit_paragraphs(segments, texts, line, linked, links)

    def _emit_item(
        self, item: _ListItem, texts: list[str], line: int, linked: bool, links: tuple[Link, ...]
    ) -> None:
        text = "\n".join(filter(None, texts))
        if item.emitted and self.blocks[-1].is_item and self.blocks[-1].depth == item.depth:
            last = self.blocks[-1]
            joined = f"{last.text}\n{text}"
            self.blocks[-1] = Block(
                Kind.ITEM, joined, last.line, 0, item.depth, last.linked and linked, last.links + links
            )
        else:
            self.blocks.append(Block(Kind.ITEM, text, line, depth=item.depth, linked=linked, links=links))
        item.emitted = True

    def _emit_paragraphs(
        self, segments: list[_Segment], texts: list[str], line: int, linked: bool, links: tuple[Link, ...]
    ) -> None:
        """Split at empty lines; a wholly bold first line is a heading, and so is a bold title with facts behind it."""
        gathered: list[str] = []
        for segment, text in zip(segments, texts, strict=True):
            title, facts = split_title(text) if segment.bold and not gathered else ("", "")
            if title and segment.bold == len(title):
                self.blocks.append(Block(Kind.HEADING, title, line, WEAK_LEVEL, links=links))
                gathered.append(facts)
            elif text and not gathered and _is_bold_line(segment, text):
                self.blocks.append(Block(Kind.HEADING, text, line, WEAK_LEVEL, links=links))
            elif text:
                gathered.append(text)
            elif gathered:
                self.blocks.append(
                    Block(Kind.PARAGRAPH, "\n".join(gathered), line, linked=linked, links=links)
                )
                gathered = []
        if gathered:
            self.blocks.append(Block(Kind.PARAGRAPH, "\n".join(gathered), line, linked=linked, links=links))

    def _open(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "br":
            if self._pre:
                self._segments[-1].text.append("\n")
            else:
                self._segments.append(_Segment())
        elif tag == "a":
            self._end_link()
            self._open_link = (dict(attrs).get("href") or "", [])
        elif tag == "hr":
            self.blocks.append(Block(Kind.BREAK, "", self.getpos()[0]))
        else:
            self._open_container(tag)

    def _open_container(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists += 1
        elif tag == "li":
            self._drop_items(max(self._lists, 1))
            shown = sum(1 for item in self._items if not item.holds_heading) if len(self._items) < 50 else 50
            self._items.append(_ListItem(shown))
        elif tag == "td":
            self._in_cell = True
            self._cells.append(Cell())
        elif tag == "pre":
            self._pre += 1
        elif tag in ("article", "main", "section"):
            self._articles += 1
        elif tag == "title" and not self.title:
            self._in_title = True

    def _drop_items(self, lists: int) -> None:
        """Close the items that markup left open when the next one of the same list begins."""
        while len(self._items) >= lists:
            self._items.pop()

    def _close(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._level = 0
        elif tag in _BOLD:
            self._bold = max(self._bold - 1, 0)
        elif tag == "a":
            self._end_link()
        elif tag == "title":
            self._in_title = False
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._columns, self._in_cell = [], False
        else:
            self._close_container(tag)

    def _close_container(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists = max(self._lists - 1, 0)
            self._drop_items(self._lists + 1)
        elif tag == "li" and self._items:
            self._items.pop()
        elif tag == "pre":
            self._pre = max(self._pre - 1, 0)
        elif tag in ("article", "main", "section"):
            self._articles = max(self._articles - 1, 0)

    def _end_link(self) -> None:
        if self._open_link is not None:
            target, text = self._open_link
            self._links.append(Link(" ".join("".join(text).split()), target.strip()))
            self._open_link = None

    def _is_furniture(self, tag: str, attrs: list[tuple[str, str | None]]) -> bool:
        if self._keep or tag in ("html", "body", "main"):
            return False
        if tag in _SKIPPED or (tag == "footer" and not self._articles):
            return True
        named = dict(attrs)
        if (named.get("role") or "").lower() in _FURNITURE_ROLES:
            return True
        words = f"{named.get('class') or ''} {named.get('id') or ''}".lower().split()
        return tag in _BLOCKS and tag not in _HEADINGS and not _FURNITURE_WORDS.isdisjoint(words)


def _is_bold_line(segment: _Segment, text: str) -> bool:
    bold = segment.bold >= len(text) * 0.8
    return bold and len(text) <= _MAX_BOLD_HEADING and not text.endswith((".", ",", ";", "!"))


@dataclass(frozen=True)
class HtmlPage:
    """What an HTML page holds: its title element, its blocks, and the texts of its JSON-LD scripts."""

    title: str
    blocks: list[Block]
    linked_data: tuple[str, ...]


def html_to_page(html: str) -> HtmlPage:
    """Turn HTML, whole or a fragment, into blocks; time grows with its length, whatever its markup.

    Navigation, forms and page footers are left out, unless nothing else is there.
    """
    cleaned = clean_markup(html)
    page = _parse(cleaned.markup, keep_furniture=False)
    if not page.blocks:
        page = _parse(cleaned.markup, keep_furniture=True)
    return HtmlPage(" ".join(page.title.split()), page.blocks, cleaned.linked_data)


def _parse(markup: str, keep_furniture: bool) -> _HtmlReader:
    reader = _HtmlReader(keep_furniture)
    reader.feed(markup)
    reader.close()
    reader.flush()
    return reader


def fragment_to_text(html: str) -> str:
    """Reduce an HTML fragment of one line, such as a title, to its text."""
    return (
        " ".join(block.flat for block in html_to_page(html).blocks)
        if re.search(r"[<&]", html)
        else " ".join(html.split())
    )
