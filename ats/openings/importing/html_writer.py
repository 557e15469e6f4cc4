"""The blocks of an HTML page as they are gathered: into the page, a cell, or beside the text."""

from dataclasses import dataclass, field

from ats.openings.importing import html_elements as elements
from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind, Link
from ats.openings.importing.draft import UnplacedLine
from ats.openings.importing.furniture import is_furniture, speaks_of_applying
from ats.openings.importing.html_rows import Rows, settle
from ats.openings.importing.html_scopes import HEADED, ListItem, Scope, ScopeKind, Scopes
from ats.openings.importing.html_tables import Cell, read_table, read_terms
from ats.openings.importing.titles import split_title
from ats.vocabulary.roles import names_a_role

_MAX_BOLD_HEADING = 90
_MIN_PAGE = 300


@dataclass
class Segment:
    """A line inside a block, with how much of it is bold and how much is a link."""

    text: list[str] = field(default_factory=list)
    bold: int = 0
    linked: int = 0


class BlockWriter:
    """Write blocks where the open scopes say; ``level`` is that of the open heading, 0 outside of any."""

    def __init__(self) -> None:
        self.blocks: list[Block | Rows] = []
        self.beside: list[UnplacedLine] = []
        self.left_out: list[UnplacedLine] = []
        self.scopes = Scopes()
        self.items: list[ListItem] = []
        self.lists = self.level = self.outline = self._control = 0

    def head(self, scope: Scope) -> None:
        """Open a heading."""
        if self.scopes.push(scope):
            self.level = scope.level

    def open_details(self, scope: Scope, line: int) -> None:
        """Open what opens and closes; the outermost is parted from what stands around it, as by a rule."""
        if not self.scopes.outlines():
            self.blocks.append(Block(Kind.BREAK, "", line))
        self.scopes.push(scope)

    def redirect(self, scope: Scope) -> bool:
        """Have what is in a scope gathered by it; return False where scopes are nested too deep for that."""
        if not self.scopes.push(scope):
            return False
        scope.outer, self.blocks = self.blocks, scope.blocks
        scope.items, self.items = self.items, []
        scope.lists, self.lists = self.lists, 0
        if scope.kind is ScopeKind.TABLE:
            self.blocks = scope.table.stray
        return True

    def level_below(self) -> int:
        """Return the level of a heading that stands right below the last one."""
        outlines = self.scopes.outlines()
        above = (outlines[-1].shown or outlines[-1].level) if outlines else self.outline
        return min(above + 1, 6)

    def control_level(self) -> int:
        """Return the level of a heading that opens and closes what is below it, the same for each of a row of them."""
        self._control = self._control or self.level_below()
        return self._control

    def close_scopes(self, scopes: list[Scope]) -> None:
        """Take up what was being written before each of the scopes, the innermost first."""
        for scope in scopes:
            if scope.kind in HEADED:
                self.level = 0
            elif scope.tag == "details" and not self.scopes.outlines():
                self.blocks.append(Block(Kind.BREAK, "", 0))
            elif scope.kind in (
                ScopeKind.BESIDE,
                ScopeKind.BANNER,
                ScopeKind.FORM,
                ScopeKind.TABLE,
                ScopeKind.TERMS,
            ):
                self.items, self.lists, self.blocks = scope.items, scope.lists, scope.outer
                self._place(scope)

    def _place(self, scope: Scope) -> None:
        """Put what a scope gathered where it belongs."""
        if scope.kind is ScopeKind.TABLE:
            self.outline, outline = scope.level, self.outline
            found = read_table(scope.table, self.level_below())
            if not any(isinstance(each, Rows) for each in found):
                self.outline = outline
            is_inside = self.scopes.within(ScopeKind.TABLE, ScopeKind.TERMS) is not None
            self.blocks += settle(found, "") if is_inside else found
        elif scope.kind is ScopeKind.TERMS:
            self.blocks += [*scope.blocks, *read_terms(scope.terms, self.level_below())]
        elif scope.kind is ScopeKind.BESIDE or _is_for_filling_in(scope) or _is_menu(scope):
            self.outline = scope.level
            lines = _lines_of(scope)
            (self.left_out if lines and elements.is_left_out(lines[0].why) else self.beside).extend(lines)
        else:
            self.blocks += scope.blocks

    def emit(self, segments: list[Segment], texts: list[str], line: int, links: tuple[Link, ...]) -> None:
        """Write what stood between two tags as a heading, an entry of a list, or paragraphs."""
        item = self.items[-1] if self.items else None
        linked = sum(part.linked for part in segments) >= sum(len(text) for text in texts) * 0.9
        entry = self.scopes.within(ScopeKind.ENTRY)
        if self.level:
            self._emit_heading(" ".join(filter(None, texts)), line, links)
        elif entry is not None:
            self.blocks.append(
                Block(Kind.ITEM, " ".join(texts).strip(), line, depth=entry.level, links=links)
            )
        elif item is not None and not item.holds_heading:
            self._emit_item(item, texts, line, linked, links)
        else:
            self._emit_paragraphs(segments, texts, line, linked, links)

    def _emit_heading(self, text: str, line: int, links: tuple[Link, ...]) -> None:
        scope = self.scopes.within(*HEADED)
        kind = scope.kind if scope is not None else ScopeKind.HEADING
        if kind is ScopeKind.CONTROL and is_furniture(text):
            return
        if scope is not None and kind is ScopeKind.SUMMARY and scope.shown:
            # What a summary holds below its heading is said of that.
            self.blocks.append(Block(Kind.PARAGRAPH, text, line, links=links))
            return
        if scope is not None:
            scope.shown = self.level
        level = self._shifted(self.level) if kind is ScopeKind.HEADING else self.level
        self.blocks.append(Block(Kind.HEADING, text, line, level, links=links))
        for open_item in self.items:
            open_item.holds_heading = True

    def _shifted(self, level: int) -> int:
        """Return the level of a heading that stands below what opens and closes around it."""
        outlines = self.scopes.outlines()
        if not outlines:
            self.outline = level
            self._control = self._control if self._control <= level else 0
            return level
        inner = outlines[-1]
        if inner.shift is None:
            inner.shift = max(inner.level + 1 - level, 0)
        inner.shown = min(level + inner.shift, 6)
        return inner.shown

    def _emit_item(
        self, item: ListItem, texts: list[str], line: int, linked: bool, links: tuple[Link, ...]
    ) -> None:
        text = "\n".join(filter(None, texts))
        last = self.blocks[-1] if self.blocks else None
        if item.emitted and isinstance(last, Block) and last.is_item and last.depth == item.depth:
            joined = f"{last.text}\n{text}"
            self.blocks[-1] = Block(
                Kind.ITEM, joined, last.line, 0, item.depth, last.linked and linked, last.links + links
            )
        else:
            self.blocks.append(Block(Kind.ITEM, text, line, depth=item.depth, linked=linked, links=links))
        item.emitted = True

    def _emit_paragraphs(
        self, segments: list[Segment], texts: list[str], line: int, linked: bool, links: tuple[Link, ...]
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

    def open_cell(self, tag: str, named: elements.Attributes) -> None:
        """Begin a row or cell of the innermost table, or a term of a list of terms or what is said of it."""
        kind = ScopeKind.TERMS if tag in ("dt", "dd") else ScopeKind.TABLE
        scope = self.scopes.within(kind)
        if scope is None:
            return
        self.close_scopes(self.scopes.close_inside(scope))
        self.items, self.lists = [], 0
        if kind is ScopeKind.TERMS:
            if tag == "dt" and not (scope.terms and not scope.terms[-1][0].blocks) or not scope.terms:
                scope.terms.append((Cell(), Cell()))
            self.blocks = scope.terms[-1][tag == "dd"].blocks
        elif tag == "tr":
            scope.table.rows.append([])
            self.blocks = scope.table.stray
        else:
            cell = Cell(tag == "th", elements.spanned(named, "colspan"), elements.spanned(named, "rowspan"))
            scope.table.start_cell(cell)
            self.blocks = cell.blocks

    def open_item(self) -> None:
        """Begin an entry of the open list; one that markup left open ends with it."""
        self._drop_items(max(self.lists, 1))
        shown = sum(1 for item in self.items if not item.holds_heading) if len(self.items) < 50 else 50
        self.items.append(ListItem(shown))

    def close_list(self) -> None:
        """End the open list with what is open in it."""
        self.lists = max(self.lists - 1, 0)
        self._drop_items(self.lists + 1)

    def close_cell(self) -> None:
        """End a cell; what follows stands in the table outside of its cells."""
        scope = self.scopes.within(ScopeKind.TABLE)
        if scope is not None:
            self.close_scopes(self.scopes.close_inside(scope))
            self.blocks = scope.table.stray

    def _drop_items(self, lists: int) -> None:
        while len(self.items) >= lists:
            self.items.pop()


def _is_for_filling_in(scope: Scope) -> bool:
    """Say whether a form asks for something, and does not only stand around the page."""
    if not scope.fields or scope.kind is not ScopeKind.FORM:
        return False
    blocks = settle(scope.blocks, "")
    headings = [block.flat for block in blocks if block.is_heading and not speaks_of_applying(block.flat)]
    if any(map(names_a_role, headings)):
        return False
    return not headings or sum(len(block.text) for block in blocks) <= _MIN_PAGE


def _is_menu(scope: Scope) -> bool:
    """Say whether a banner holds links alone."""
    return scope.kind is ScopeKind.BANNER and all(
        isinstance(block, Block) and block.linked and not block.is_heading for block in scope.blocks
    )


def _lines_of(scope: Scope) -> list[UnplacedLine]:
    texts = [(block.line, block.flat) for block in settle(scope.blocks, "") if block.flat]
    if scope.kind is ScopeKind.FORM and texts:
        texts = [(texts[0][0], " / ".join(text for _, text in texts))]
    why = scope.why or (elements.MENU if scope.kind is ScopeKind.BANNER else elements.FORM)
    return [UnplacedLine(line, text, why) for line, text in texts]


def _is_bold_line(segment: Segment, text: str) -> bool:
    bold = segment.bold >= len(text) * 0.8
    return bold and len(text) <= _MAX_BOLD_HEADING and not text.endswith((".", ",", ";", "!"))
