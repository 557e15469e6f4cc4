"""Reads ODT: its own walk over page headers, body, notes and page footers.

Format: OASIS OpenDocument 1.3 part 3, 4 to 14.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from ats.resumes.readers.drafts import PLAIN, Draft, Run, Style, finish, split_breaks
from ats.resumes.readers.members import UnreadableFile, open_members
from ats.resumes.readers.odt_styles import STYLE, TEXT, Styles
from ats.resumes.readers.sight import WHITE
from ats.resumes.readers.table_rows import read_row
from ats.resumes.text import LOCKED, Flag, LineKind, TextRead

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_HEADERS = (f"{STYLE}header-first", f"{STYLE}header", f"{STYLE}header-left")
_FOOTERS = (f"{STYLE}footer-first", f"{STYLE}footer", f"{STYLE}footer-left")
_SKIPPED = frozenset((
    f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{TEXT}tracked-changes", f"{_OFFICE}forms",
    f"{TEXT}sequence-decls", f"{TEXT}note-citation", f"{TEXT}ruby-text", f"{_OFFICE}event-listeners",
    f"{TEXT}index-title-template", f"{_TABLE}table-columns", f"{_TABLE}table-column",
))  # fmt: skip
_BOXES = frozenset((f"{_DRAW}frame", f"{_DRAW}custom-shape", f"{_DRAW}rect", f"{_DRAW}ellipse", f"{_DRAW}g"))
_MOST_BLANKS = 80


def read_odt(data: bytes) -> TextRead:
    """Return the text of an ODT."""
    try:
        members = open_members(data)
        if "content.xml" not in members.names:
            raise UnreadableFile("lacks the part that holds its text")
        manifest = "META-INF/manifest.xml"
        if manifest in members.names and b"encryption-data" in members.read(manifest):
            raise UnreadableFile(LOCKED)
        content = members.tree("content.xml")
        styles = members.tree("styles.xml") if "styles.xml" in members.names else None
    except UnreadableFile as error:
        return TextRead("odt", state="unread", why=str(error))
    trees = [content] if styles is None else [styles, content]
    walker = _Walker(Styles(trees), content)
    finished = finish(walker.document(styles, content))
    flags = (*_flags(members.names, trees), *finished.flags())
    if not finished.lines and members.damage:
        return TextRead("odt", hidden=finished.hidden, flags=flags, state="unread", why=members.damage)
    why = "is damaged, and only a part of it could be read" if members.damage else None
    if finished.cut:
        why = why or "holds more text than is read"
    return TextRead("odt", finished.lines, finished.hidden, flags, state="partly" if why else "read", why=why)


def _flags(names: dict[str, object], trees: list[etree._Element]) -> Iterator[Flag]:
    if any(name.startswith("Basic/") or name.startswith("Scripts/") for name in names):
        yield Flag("macros", "holds macros")
    if any(name.startswith("Object ") and name.endswith("/content.xml") for name in names):
        yield Flag("embedded", "holds other files or active controls")
    tags = (f"{_DRAW}image", f"{_DRAW}object", f"{TEXT}section-source", f"{_DRAW}plugin")
    for tree in trees:
        for each in tree.iter(*tags):
            target = each.get(f"{_XLINK}href", "")
            if ":" in target.partition("/")[0] or target.startswith("/"):
                yield Flag("external", "refers to templates, pictures or objects elsewhere; none was fetched")
                return


class _Walker:
    """Walks the blocks of a document; notes and the text of boxes are collected on the way."""

    def __init__(self, styles: Styles, content: etree._Element) -> None:
        self._styles = styles
        self._controls = _control_values(content)
        self._notes: list[Draft] = []
        self._boxes: list[Draft] = []
        self._block = 0
        self._depth = 0
        self._ground: int | None = WHITE

    def document(self, styles: etree._Element | None, content: etree._Element) -> list[Draft]:
        """Return all lines in the order in which they are read."""
        headers = self._edges(styles, _HEADERS, "header")
        body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        lines = list(self._blocks(body)) if body is not None else []
        footers = self._edges(styles, _FOOTERS, "footer")
        return [*headers, *lines, *self._notes, *footers]

    def _edges(self, styles: etree._Element | None, tags: tuple[str, ...], kind: LineKind) -> list[Draft]:
        out: list[Draft] = []
        seen: set[str] = set()
        if styles is None:
            return out
        for tag in tags:
            for edge in styles.iter(tag):
                drafts = [replace(draft, kind=kind) for draft in self._blocks(edge)]
                text = "\n".join(draft.text.strip() for draft in drafts)
                if text not in seen and edge.get(f"{STYLE}display", "true") == "true":
                    seen.add(text)
                    out += drafts
        return out

    def _blocks(self, parent: etree._Element) -> Iterator[Draft]:
        for child in parent:
            tag = child.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child)
            elif tag == f"{_TABLE}table":
                yield from self._table(child)
            elif tag == f"{TEXT}list":
                self._depth += 1
                yield from self._blocks(child)
                self._depth -= 1
            elif tag == f"{TEXT}list-header":
                depth, self._depth = self._depth, 0
                yield from self._blocks(child)
                self._depth = depth
            elif tag == f"{TEXT}section":
                yield from self._section(child)
            elif tag == f"{_DRAW}control":
                yield from self._control(child)
            elif tag not in _SKIPPED:
                around = self._ground
                self._ground = None if tag in _BOXES else around
                yield from self._blocks(child)
                self._ground = around

    def _section(self, section: etree._Element) -> Iterator[Draft]:
        name = section.get(f"{TEXT}style-name")
        hidden = section.get(f"{TEXT}display") == "none" or self._styles.is_hidden_section(name)
        for draft in self._blocks(section):
            if hidden:
                draft.runs = [run._replace(style=run.style._replace(hidden="hidden")) for run in draft.runs]
            yield draft

    def _table(self, table: etree._Element) -> Iterator[Draft]:
        for row in table.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table"), None) is table:
                cells = [cell for cell in row if cell.tag == f"{_TABLE}table-cell"]
                yield from read_row([self._cell(cell) for cell in cells])

    def _cell(self, cell: etree._Element) -> list[Draft]:
        around = self._ground
        self._ground = self._styles.ground("table-cell", cell.get(f"{_TABLE}style-name"), around)
        drafts = list(self._blocks(cell))
        self._ground = around
        return drafts

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Draft]:
        name = paragraph.get(f"{TEXT}style-name")
        level = self._styles.heading(name)
        if paragraph.tag == f"{TEXT}h":
            outline = paragraph.get(f"{TEXT}outline-level", "1")
            level = int(outline) if outline.isdecimal() and len(outline) < 3 else 1
        kind: LineKind = "heading" if level else "list" if self._depth else "body"
        self._block += 1
        draft = Draft(kind=kind, level=level or self._depth, block=self._block)
        around = self._ground
        self._ground = self._styles.ground("paragraph", name, around)
        look = self._styles.paragraph(name, ground=self._ground)
        outer, self._boxes = self._boxes, []
        self._inline(paragraph, draft.runs, look, None)
        boxes, self._boxes = self._boxes, outer
        self._ground = around
        yield from boxes
        yield from split_breaks(draft)

    def _inline(self, parent: etree._Element, runs: list[Run], look: Style, target: str | None) -> None:
        if parent.text:
            runs.append(Run(_spaced(parent.text), look, target))
        for child in parent:
            if child.tag not in _SKIPPED:
                self._child(child, runs, look, target)
            if child.tail:
                runs.append(Run(_spaced(child.tail), look, target))

    def _child(self, child: etree._Element, runs: list[Run], look: Style, target: str | None) -> None:
        tag = child.tag
        if tag == f"{TEXT}span":
            style = self._styles.span(child.get(f"{TEXT}style-name"), look, ground=self._ground)
            self._inline(child, runs, style, target)
        elif tag == f"{TEXT}s":
            runs.append(Run(" " * _count(child.get(f"{TEXT}c", "1")), look, target))
        elif tag == f"{TEXT}tab":
            runs.append(Run("\t", look, target))
        elif tag == f"{TEXT}line-break":
            runs.append(Run("\n", look, target))
        elif tag in (f"{TEXT}a", f"{_DRAW}a"):
            self._link(child, runs, look, target)
        elif tag == f"{TEXT}note":
            self._note(child)
        elif tag in _BOXES:
            around, self._ground = self._ground, None
            self._boxes += list(self._blocks(child))
            self._ground = around
        elif tag == f"{_DRAW}control":
            runs.append(Run(self._controls.get(child.get(f"{_DRAW}control", ""), ""), look, target))
        elif tag in (f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"):
            text = child.get(f"{TEXT}string-value") or child.text or ""
            runs.append(Run(text, look._replace(hidden="hidden")))
        else:
            self._inline(child, runs, look, target)

    def _link(self, link: etree._Element, runs: list[Run], look: Style, around: str | None) -> None:
        target = link.get(f"{_XLINK}href") or around
        before = len(runs)
        self._inline(link, runs, look, target)
        if target and len(runs) == before:
            runs.append(Run("", look, target))

    def _note(self, note: etree._Element) -> None:
        depth, self._depth = self._depth, 0
        self._notes += list(self._blocks(note))
        self._depth = depth

    def _control(self, control: etree._Element) -> Iterator[Draft]:
        value = self._controls.get(control.get(f"{_DRAW}control", ""))
        if value:
            self._block += 1
            yield Draft([Run(value, PLAIN)], kind="form", block=self._block)


def _control_values(content: etree._Element) -> dict[str, str]:
    """Map the ids of form controls to what is filled in."""
    values: dict[str, str] = {}
    for form in content.iter(f"{_FORM}form"):
        for control in form:
            value = control.get(f"{_FORM}current-value") or control.get(f"{_FORM}value")
            if value:
                values[control.get(f"{_FORM}id", "")] = value
    return values


def _spaced(text: str) -> str:
    """Make blanks of line ends in XML: they are no breaks in ODF."""
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def _count(value: str) -> int:
    return min(int(value), _MOST_BLANKS) if value.isdecimal() and len(value) < 9 else 1
