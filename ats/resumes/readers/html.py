"""Reads HTML, and MHTML as browsers and Word save it: what a person would see of it, nothing fetched, nothing run."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message
from html import unescape

from lxml import etree

from ats.resumes.readers.css import Sheet
from ats.resumes.readers.drafts import TAB, Draft, Run, finish, split_breaks
from ats.resumes.readers.encodings import declared_encoding, decode, decode_bytes
from ats.resumes.readers.html_looks import Look, Shown, show
from ats.resumes.readers.table_rows import read_row
from ats.resumes.text import Flag, LineKind, TextRead

_ELEMENTS = 100_000  # a résumé has a few thousand
_DEPTH = 120  # elements within each other; what is deeper is read without its structure
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^<>]*>")
_WIDE = re.compile(r"(?<=\S)(?: {3,}|\t+)(?=\S)")
_TARGET = re.compile(r"(https?|mailto|tel|ftp|file|javascript|skype):\s*", re.IGNORECASE)
_ACTIVE = frozenset(("script", "iframe", "object", "embed", "applet", "frame"))
_REMOTE = frozenset(("img", "iframe", "link", "object", "embed", "frame", "video", "audio", "source"))
_TYPED = frozenset(("text", "email", "tel", "url", "", "number", "date"))


def read_html(data: bytes) -> TextRead:
    """Return the text of an HTML page."""
    return _read(_decoded(data), "html")


def read_mhtml(data: bytes) -> TextRead:
    """Return the text of the first page of an MHTML file. Format: RFC 2557."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        text = _part_text(page) if page is not None else None
    except (RecursionError, ValueError, LookupError, AttributeError):
        text = None
    if text is None:
        return TextRead("mhtml", state="unread", why="is damaged: it holds no page")
    return _read(text, "mhtml")


def _part_text(page: Message) -> str:
    payload = page.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    return decode_bytes(payload, page.get_content_charset() or declared_encoding(payload))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]:
        return decode(data) or ""
    return decode_bytes(data, declared_encoding(data))


def _read(text: str, kind: str) -> TextRead:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    if tree is None:
        return TextRead(kind, state="unread", why="holds no text")
    deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    page = _Page(tree)
    drafts = page.drafts()
    finished = finish(drafts, cut=page.cut)
    flags = (*page.flags(), *finished.flags())
    why = "is nested too deeply to be read whole" if deep or page.too_deep else None
    if finished.cut:
        why = why or "holds more text than is read"
    if not finished.lines and deep:
        finished = finish([Draft([Run(unescape(_TAG.sub(" ", text)))])])
    if not finished.lines:
        return TextRead(kind, hidden=finished.hidden, flags=flags, state="unread", why=why or "holds no text")
    return TextRead(kind, finished.lines, finished.hidden, flags, state="partly" if why else "read", why=why)


class _Lines:
    """Lines as they come together: blocks end a line, everything else goes on in it."""

    def __init__(self, first_block: int) -> None:
        self.drafts: list[Draft] = []
        self.block = first_block
        self._runs: list[Run] = []
        self._is_begun = False

    def say(self, run: Run) -> None:
        """Go on in the line."""
        self._runs.append(run)
        self._is_begun = self._is_begun or bool(run.text.strip())

    def end(self, kind: LineKind = "body", level: int = 0) -> None:
        """End the line, if one was begun."""
        if any(run.text.strip() or run.target for run in self._runs):
            self.block += 1
            self.drafts += split_breaks(Draft(self._runs, kind=kind, level=level, block=self.block))
        self._runs, self._is_begun = [], False

    def add(self, drafts: list[Draft]) -> None:
        """Take whole lines."""
        self.drafts += drafts

    def is_mid_line(self) -> bool:
        """Say whether a line was begun."""
        return self._is_begun


class _Page:
    """One page, walked from its body down."""

    def __init__(self, tree: etree._Element) -> None:
        self._tree = tree
        self._sheet = Sheet()
        self._block = 0
        self._depth = 0
        self._lists = 0
        self._elements = 0
        self.too_deep = self.cut = False
        for style in tree.iter("style"):
            if "print" not in (style.get("media") or ""):
                self._sheet.add("".join(style.itertext()))

    def drafts(self) -> list[Draft]:
        """Return the lines of the page."""
        body = self._tree.find("body")
        root = body if body is not None else self._tree
        shown = show(root, show(self._tree, Look(), self._sheet).look, self._sheet)
        return self._block_lines(root, shown.look, None)

    def flags(self) -> Iterator[Flag]:
        """Yield what a recruiter should know of the page, and of what it would do in a browser."""
        if self._sheet.is_exhausted:
            yield Flag(
                "many-styles", "has more style rules than are followed; it may show other text than was read"
            )
        if any(True for _ in self._tree.iter(*sorted(_ACTIVE))):
            yield Flag("active", "holds scripts or embedded pages; none was run")
        for element in self._tree.iter(*sorted(_REMOTE)):
            source = element.get("src") or element.get("data") or element.get("href") or ""
            if re.match(r"\s*(?:https?:)?//|\s*file:", source, re.IGNORECASE):
                yield Flag("external", "refers to templates, pictures or objects elsewhere; none was fetched")
                return

    def _block_lines(
        self, element: etree._Element, look: Look, target: str | None, kind: LineKind = "body", level: int = 0
    ) -> list[Draft]:
        """Return the lines of an element that begins and ends lines."""
        lines = _Lines(self._block)
        self._inside(element, look, target, lines, kind, level)
        lines.end(kind, level)
        self._block = max(self._block, lines.block)
        return lines.drafts

    def _inside(
        self,
        element: etree._Element,
        look: Look,
        target: str | None,
        lines: _Lines,
        kind: LineKind,
        level: int,
    ) -> None:
        self._depth += 1
        if self._depth > _DEPTH:
            self.too_deep = True
            self._depth -= 1
            self._say(" ".join(element.itertext()), look, target, lines)
            return
        self._say(element.text, look, target, lines)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, look, target, lines, kind, level)
            self._say(child.tail, look, target, lines)
        self._depth -= 1

    def _say(self, text: str | None, look: Look, target: str | None, lines: _Lines) -> None:
        if text:
            text = _WIDE.sub("\t", text) if look.preformatted else _BLANKS.sub(" ", text)
            lines.say(Run(text, look.style, target))

    def _child(
        self, child: etree._Element, look: Look, target: str | None, lines: _Lines, kind: LineKind, level: int
    ) -> None:
        self._elements += 1
        if self._elements > _ELEMENTS:
            self.cut = True
            return
        tag = child.tag
        if tag == "br":
            lines.say(Run("\n", look.style))
            return
        shown = show(child, look, self._sheet)
        target = _target(child) or target if tag == "a" else target
        if shown.display == "none":
            self._hide(child, shown, lines)
        elif tag in ("input", "textarea", "select"):
            self._control(child, shown.look, lines)
        elif shown.display == "inline" and not shown.floating:
            self._within_line(child, shown, target, lines, kind, level)
        elif shown.floating:
            self._float(child, shown, target, lines, kind, level)
        else:
            lines.end(kind, level)
            self._block = max(self._block, lines.block)
            lines.add(self._separate(child, shown, target, kind, level))
            lines.block = self._block

    def _within_line(
        self,
        child: etree._Element,
        shown: Shown,
        target: str | None,
        lines: _Lines,
        kind: LineKind,
        level: int,
    ) -> None:
        if shown.spaced and lines.is_mid_line():
            lines.say(Run(" "))
        self._inside(child, shown.look, target, lines, kind, level)
        if child.tag == "a" and target and not "".join(child.itertext()).strip():
            lines.say(Run("", shown.look.style, target))
        if shown.spaced:
            lines.say(Run(" "))

    def _float(
        self,
        child: etree._Element,
        shown: Shown,
        target: str | None,
        lines: _Lines,
        kind: LineKind,
        level: int,
    ) -> None:
        """A floating element of one line shares it with what stands around it; a taller one is a block."""
        drafts = self._separate(child, shown, target, kind, level)
        if len(drafts) == 1 and drafts[0].kind in ("body", kind):
            for run in (TAB, *drafts[0].runs, TAB):
                lines.say(run)
        else:
            lines.end(kind, level)
            lines.add(drafts)
            lines.block = self._block

    def _separate(
        self, child: etree._Element, shown: Shown, target: str | None, kind: LineKind, level: int
    ) -> list[Draft]:
        """Return the lines of an element that is no part of a line."""
        tag = child.tag
        if tag == "table":
            return self._table(child, shown.look)
        if shown.display in ("row", "cards", "stack", "table-row") or self._has_cells(child, shown.look):
            return self._row(child, shown, target)
        if tag in ("ul", "ol", "menu", "dir"):
            self._lists += 1
            drafts = self._block_lines(child, shown.look, target)
            self._lists -= 1
            return drafts
        if tag == "li":
            return self._item(child, shown.look, target)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return self._block_lines(child, shown.look, target, "heading", int(tag[1]))
        return self._block_lines(child, shown.look, target, kind, level)

    def _item(self, item: etree._Element, look: Look, target: str | None) -> list[Draft]:
        """An item that is one line, but for lists within, is a list line; one that holds more is a part of the page."""
        drafts = self._block_lines(item, look, target)
        own = [draft for draft in drafts if draft.kind == "body"]
        if len(own) == 1 and all(draft.kind in ("body", "list") for draft in drafts):
            return [
                replace(draft, kind="list", level=max(self._lists, 1)) if draft is own[0] else draft
                for draft in drafts
            ]
        return drafts

    def _has_cells(self, element: etree._Element, look: Look) -> bool:
        if not len(element) or self._depth > _DEPTH - 2:
            return False
        first = next((child for child in element if isinstance(child.tag, str)), None)
        return (
            first is not None
            and first.tag not in ("td", "th")
            and (self._sheet.properties(first).get("display") == "table-cell")
        )

    def _table(self, table: etree._Element, look: Look) -> list[Draft]:
        drafts: list[Draft] = []
        for row in table.iter("tr", "caption"):
            if next(row.iterancestors("table"), None) is not table:
                continue
            shown = show(row, self._look_down(row, table, look), self._sheet)
            if shown.display == "none":
                continue
            drafts += (
                self._row(row, shown, None) if row.tag == "tr" else self._block_lines(row, shown.look, None)
            )
        return drafts

    def _look_down(self, row: etree._Element, table: etree._Element, look: Look) -> Look:
        above = row.getparent()
        if above is not None and above is not table and above.tag in ("tbody", "thead", "tfoot"):
            return show(above, look, self._sheet).look
        return look

    def _row(self, element: etree._Element, shown: Shown, target: str | None) -> list[Draft]:
        self._depth += 1
        cells = list(self._cells(element, shown.look, target))
        self._depth -= 1
        if shown.display == "stack":
            return [draft for cell in cells for draft in cell]
        if shown.display == "cards":
            return _cards(cells, shown.columns)
        return read_row(cells)

    def _cells(self, element: etree._Element, look: Look, target: str | None) -> Iterator[list[Draft]]:
        if (element.text or "").strip():
            yield self._text_cell(element.text, look, target)
        for child in element:
            if isinstance(child.tag, str):
                yield self._cell(child, look, target)
            if (child.tail or "").strip():
                yield self._text_cell(child.tail, look, target)

    def _cell(self, child: etree._Element, look: Look, target: str | None) -> list[Draft]:
        lines = _Lines(self._block)
        self._child(child, look, target, lines, "body", 0)
        lines.end()
        self._block = max(self._block, lines.block)
        return lines.drafts

    def _text_cell(self, text: str | None, look: Look, target: str | None) -> list[Draft]:
        self._block += 1
        return [Draft([Run(_BLANKS.sub(" ", text or ""), look.style, target)], block=self._block)]

    def _hide(self, child: etree._Element, shown: Shown, lines: _Lines) -> None:
        if shown.look.style.hidden:
            text = " ".join(child.itertext()) if child.find(".//script") is None else ""
            lines.say(Run(_BLANKS.sub(" ", text)[:5000], shown.look.style))

    def _control(self, control: etree._Element, look: Look, lines: _Lines) -> None:
        if control.tag == "input":
            value = control.get("value") or "" if (control.get("type") or "").lower() in _TYPED else ""
        elif control.tag == "textarea":
            value = control.text or ""
        else:
            chosen = control.find(".//option[@selected]")
            value = "".join(chosen.itertext()) if chosen is not None else ""
        lines.say(Run(f" {value} ", look.style))


def _cards(cells: list[list[Draft]], columns: int) -> list[Draft]:
    """Read what wraps or stands in a grid: short things in rows, cards of several lines one after the other."""
    filled = [cell for cell in cells if any(not draft.is_blank() for draft in cell)]
    if sum(len(cell) > 1 for cell in filled) > (1 if len(filled) == 2 else 0) * 1:
        return [draft for cell in filled for draft in cell]
    step = columns or len(filled) or 1
    return [draft for at in range(0, len(filled), step) for draft in read_row(filled[at : at + step])]


def _target(link: etree._Element) -> str | None:
    href = (link.get("href") or "").strip()
    if href.startswith("//"):
        return f"https:{href}"
    found = _TARGET.match(href)
    return href[: found.end()].rstrip() + href[found.end() :] if found else None
