"""Reads DOCX: its own walk over the parts that hold text, headers first. Format: ECMA-376 part 1, 17."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from lxml import etree

from ats.resumes.readers.drafts import Draft, Run, finish, split_breaks
from ats.resumes.readers.members import TooDeep, UnreadableFile, open_members
from ats.resumes.readers.sight import WHITE
from ats.resumes.readers.table_rows import read_row
from ats.resumes.readers.word_frames import box_is_away, hidden_by_place, row_is_cut, table_is_away
from ats.resumes.readers.word_package import Relation, WordPackage
from ats.resumes.readers.word_styles import (
    Styles,
    W,
    ground_of,
    is_on,
    with_marks,
    with_properties,
    without_table_styles,
)
from ats.resumes.text import Flag, LineKind, State, TextRead

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARAGRAPH_END = re.compile(r"</w:p>")
_BARE_TEXT = re.compile(r"<w:t(?: [^<>]*)?>([^<]*)</w:t>")
_FIELD_LINK = re.compile(
    r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)"?(?:\s+\\l\s+"?([^"\s]+))?', re.IGNORECASE
)
_SKIPPED = frozenset((
    f"{W}del", f"{W}moveFrom", f"{_MC}Fallback", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}tblPr", f"{W}tblGrid",
    f"{W}trPr", f"{W}tcPr", f"{W}sectPr", f"{W}instrText", f"{W}delText", f"{W}fldChar", f"{W}rt",
))  # fmt: skip
_CHARACTERS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
_SYMBOL_FONTS = 0xF000  # symbol fonts map their glyphs to this private area
_HEADER_ORDER = {"first": 0, "default": 1, "even": 2}


def read_docx(data: bytes, kind: str = "docx") -> TextRead:
    """Return the text of a DOCX or DOCM: page headers, body, notes, page footers."""
    try:
        members = open_members(data)
        package = WordPackage(members)
        drafts = _Document(package).drafts()
    except TooDeep as error:
        return _rough(error, kind)
    except UnreadableFile as error:
        return TextRead(kind, state="unread", why=str(error))
    finished = finish(drafts)
    flags = (*package.flags(), *finished.flags())
    if not finished.lines and members.damage:
        return TextRead(kind, hidden=finished.hidden, flags=flags, state="unread", why=members.damage)
    partly = members.damage or finished.cut
    return TextRead(
        kind,
        finished.lines,
        finished.hidden,
        flags,
        state="partly" if partly else "read",
        why="is damaged, and only a part of it could be read" if members.damage else _long(finished.cut),
    )


def _rough(error: TooDeep, kind: str) -> TextRead:
    """Read the bare text of a part that no tree can be made of."""
    paragraphs = _PARAGRAPH_END.split(error.content.decode("utf-8", "replace"))
    finished = finish(Draft([Run(unescape("".join(_BARE_TEXT.findall(each))))]) for each in paragraphs)
    why = "is nested too deeply, and only its bare text was read"
    state: State = "partly" if finished.lines else "unread"
    return TextRead(kind, finished.lines, flags=(Flag("deep", why),), state=state, why=why)


def _long(cut: bool) -> str | None:
    return "holds more text than is read" if cut else None


class _Document:
    """The text of the parts of one document."""

    def __init__(self, package: WordPackage) -> None:
        self.package = package
        self._styles = Styles(package.optional_tree("styles", cut=without_table_styles))

    def drafts(self) -> list[Draft]:
        """Return the lines of all parts in the order in which they are read."""
        tree = self.package.main_tree()
        body = tree.find(f"{W}body")
        walker = _Walker(self, self.package.relations, self._styles)
        lines = list(walker.blocks(body)) if body is not None else []
        headers = self._edges(tree, "header")
        footers = self._edges(tree, "footer")
        notes = [*self._notes("footnotes"), *self._notes("endnotes")]
        return [*headers, *lines, *notes, *footers]

    def _edges(self, tree: etree._Element, edge: LineKind) -> list[Draft]:
        """Return the page headers or footers that sections refer to, each text once."""
        references = list(tree.iter(f"{W}{edge}Reference"))
        references.sort(key=lambda each: _HEADER_ORDER.get(each.get(f"{W}type", ""), 1))
        out: list[Draft] = []
        seen: set[str] = set()
        for name in dict.fromkeys(each.get(f"{_R}id", "") for each in references):
            relation = self.package.relations.get(name)
            part = self.package.tree_of(name)
            if relation is None or part is None:
                continue
            drafts = list(
                _Walker(self, self.package.relations_of(relation.target), self._styles).blocks(part)
            )
            text = "\n".join(draft.text.strip() for draft in drafts)
            if text not in seen:
                seen.add(text)
                out += [replace(draft, kind=edge) for draft in drafts]
        return out

    def _notes(self, kind: str) -> Iterator[Draft]:
        part = self.package.optional_tree(kind)
        if part is None:
            return
        relations = self.package.relations_of(f"word/{kind}.xml")
        for note in part:
            if note.get(f"{W}type", "normal") == "normal":
                yield from _Walker(self, relations, self._styles).blocks(note)


@dataclass(slots=True)
class _Field:
    """A complex field: its instruction, and whether its result has begun."""

    instruction: list[str] = field(default_factory=list)
    shown: bool = False


class _Walker:
    """Walks the blocks of one part."""

    def __init__(self, document: _Document, relations: dict[str, Relation], styles: Styles) -> None:
        self._document = document
        self._relations = relations
        self._styles = styles
        self._fields: list[_Field] = []
        self._block = 0
        self._ground: int | None = WHITE
        self._boxes: list[Draft] = []

    def blocks(self, parent: etree._Element) -> Iterator[Draft]:
        """Yield the lines of paragraphs and tables in a container."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child)
            elif tag == f"{W}tbl":
                yield from self._table(child)
            elif tag == f"{W}sdt":
                if not _is_placeholder(child):
                    yield from self.blocks(child)
            elif tag not in _SKIPPED:
                yield from self.blocks(child)

    def _table(self, table: etree._Element) -> Iterator[Draft]:
        around = self._ground
        if table.find(f"{W}tblPr/{W}tblStyle") is not None:
            self._ground = None
        away = table_is_away(table.find(f"{W}tblPr"))
        for row in table.iter(f"{W}tr"):
            if _table_of(row) is not table:
                continue
            cells = [self._cell(cell) for cell in row.iter(f"{W}tc") if _row_of(cell) is row]
            how = "off the page" if away else "clipped" if row_is_cut(row) else None
            for draft in (draft for cell in cells if how for draft in cell):
                _hide(draft, how)
            yield from read_row(cells)
        self._ground = around

    def _cell(self, cell: etree._Element) -> list[Draft]:
        around = self._ground
        self._ground = ground_of(cell.find(f"{W}tcPr/{W}shd"), around)
        drafts = list(self.blocks(cell))
        self._ground = around
        return drafts

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Draft]:
        properties = paragraph.find(f"{W}pPr")
        name = None
        if properties is not None:
            named = properties.find(f"{W}pStyle")
            name = named.get(f"{W}val") if named is not None else None
        marks = with_marks(self._styles.marks(name), properties)
        kind: LineKind = "heading" if marks.heading else "list" if marks.depth else "body"
        self._block += 1
        draft = Draft(kind=kind, level=marks.heading or marks.depth, block=self._block)
        around = self._ground
        self._ground = ground_of(marks.shade, around)
        self._inline(paragraph, draft.runs, name, None)
        self._ground = around
        if how := marks.hidden or hidden_by_place(properties):
            _hide(draft, how)
        boxes, self._boxes = self._boxes, []
        yield from boxes
        yield from split_breaks(draft)

    def _inline(self, parent: etree._Element, runs: list[Run], style: str | None, target: str | None) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, runs, style, target)
            elif tag in _SKIPPED:
                continue
            elif tag == f"{W}hyperlink":
                self._inline(child, runs, style, self._target(child.get(f"{_R}id")) or target)
            elif tag == f"{W}fldSimple":
                self._inline(child, runs, style, _field_target(child.get(f"{W}instr", "")) or target)
            elif tag == f"{W}sdt" and _is_placeholder(child):
                continue
            elif tag == f"{W}p":
                self._set_aside(self._paragraph(child))
            elif tag == f"{_M}t":
                runs.append(Run(child.text or "", self._styles.look(style, None)))
            else:
                self._inline(child, runs, style, target)

    def _run(self, run: etree._Element, runs: list[Run], paragraph: str | None, target: str | None) -> None:
        properties = run.find(f"{W}rPr")
        named = properties.find(f"{W}rStyle") if properties is not None else None
        base = self._styles.look(
            paragraph, named.get(f"{W}val") if named is not None else None, ground=self._ground
        )
        style = with_properties(base, properties, ground=self._ground)
        target = target or self._field_link()
        for child in run:
            text = self._text_of(child, runs, target)
            if text and (not self._fields or self._fields[-1].shown):
                runs.append(Run(text, style, target))

    def _text_of(self, child: etree._Element, runs: list[Run], target: str | None) -> str:
        tag = child.tag
        if tag == f"{W}t":
            return child.text or ""
        if tag in _CHARACTERS:
            return _CHARACTERS[tag]
        if tag == f"{W}fldChar":
            self._field_mark(child.get(f"{W}fldCharType", ""))
        elif tag == f"{W}instrText" and self._fields:
            self._fields[-1].instruction.append(child.text or "")
        elif tag == f"{W}sym":
            return _symbol(child.get(f"{W}char", ""))
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{_MC}AlternateContent"):
            self._drawing(child, runs)
        return ""

    def _drawing(self, drawing: etree._Element, runs: list[Run]) -> None:
        """Collect the text of boxes, and the links of pictures."""
        for each in drawing.iter(f"{W}txbxContent", f"{_A}hlinkClick"):
            if any(above.tag == f"{_MC}Fallback" for above in each.iterancestors()):
                continue
            if each.tag == f"{_A}hlinkClick":
                target = self._target(each.get(f"{_R}id"))
                if target:
                    runs.append(Run("", target=target))
            elif next(each.iterancestors(f"{W}txbxContent", drawing.tag)) is drawing:
                self._box(each)

    def _box(self, content: etree._Element) -> None:
        fields, self._fields = self._fields, []
        around, self._ground = self._ground, None  # a shape is often filled, and where from is hard to tell
        drafts = list(self.blocks(content))
        for draft in drafts if box_is_away(content) else ():
            _hide(draft, "off the page")
        self._set_aside(drafts)
        self._ground = around
        self._fields = fields

    def _set_aside(self, drafts: Iterable[Draft]) -> None:
        """Keep lines that stand within a paragraph until it ends; they may hold some themselves."""
        outer, self._boxes = self._boxes, []
        inner = list(drafts)
        self._boxes = outer + inner

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _field_link(self) -> str | None:
        for each in reversed(self._fields):
            target = _field_target("".join(each.instruction)) if each.shown else None
            if target:
                return target
        return None

    def _target(self, relation: str | None) -> str | None:
        found = self._relations.get(relation or "")
        return found.target if found and found.external else None


def _hide(draft: Draft, how: str) -> None:
    draft.runs = [
        run._replace(style=run.style._replace(hidden=run.style.hidden or how)) for run in draft.runs
    ]


def _is_placeholder(control: etree._Element) -> bool:
    shown = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return shown is not None and is_on(shown)


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(f"{W}tbl"), None)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _field_target(instruction: str) -> str | None:
    found = _FIELD_LINK.match(instruction)
    return found[1] if found and not found[1].startswith("\\") else None


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if _SYMBOL_FONTS <= number < 0xF900 or 0x20 < number < 0xD800 else ""
