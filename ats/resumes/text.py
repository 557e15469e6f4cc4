"""What a reader makes of a file: lines in the order a person reads them, each with the place where it stands.

Places are of two kinds. Every line has a range of characters in ``TextRead.text``; a line of a format with pages
(PDF, pictures) also has a page and a box in points (1/72 inch) from the upper left corner of the page as it is
shown, rotation applied.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

LOCKED = "is password protected"
"""Why a file that somebody shut is not read; completes "The file ..."."""

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the upper left corner of the page as shown."""

LineKind = Literal["body", "heading", "list", "cell", "header", "footer", "form"]
"""What the format itself says of a line: a heading or list item of a word processor or HTML, a cell of a table, the
page's header or footer, the value of a form field; everything else is body, and in a PDF all but form fields and lines
that have a drawn bullet before them."""

State = Literal["read", "partly", "unread"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line that a wide gap, a tab, a table cell or a change of style sets off from the next.

    ``start`` is counted in the line's text. Unknown sizes are 0, unknown places None; ``colour`` is 0xRRGGBB.
    """

    text: str
    start: int
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The target of a link on characters ``start:end`` of its line; ``start == end`` where no text carries it."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a person reads it. Wide gaps and tabs within it are one tab character each.

    ``start`` is where it begins in ``TextRead.text``. ``page`` counts from 1, 0 in formats without pages. Lines
    of one ``block`` belong together (a paragraph, a cell, a group that white space sets off); ``column`` counts
    columns of a page from the left. ``level`` is that of a heading (1 is the highest) or the depth of a list.
    ``size``, ``bold``, ``italic`` and ``colour`` are those of most of its characters.
    """

    text: str
    start: int
    page: int = 0
    box: Box | None = None
    block: int = 0
    column: int = 0
    kind: LineKind = "body"
    level: int = 0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: int | None = None
    pieces: tuple[Piece, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def end(self) -> int:
        """Where the line ends in the whole text, its line break not included."""
        return self.start + len(self.text)

    def moved(self, by: int, blocks: int) -> "Line":
        """Return the line as it stands some characters and blocks further down; faster than `dataclasses.replace`."""
        return Line(
            self.text, self.start + by, self.page, self.box, self.block + blocks, self.column, self.kind,
            self.level, self.size, self.bold, self.italic, self.colour, self.pieces, self.links,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text that a person who looks at the page cannot see, and how it was hidden (``white``, ``tiny``, ...)."""

    text: str
    how: str
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a recruiter should know of a file: a short stable code, and words that complete "This file ..."."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page as shown, in points."""

    width: float
    height: float


@dataclass(frozen=True)
class TextRead:
    """The text of one file. ``kind`` is that of ``kinds``; ``why`` completes "The file ..." unless all was read.

    ``needs_ocr`` holds the numbers of pages that show something but hold no text.
    """

    kind: str
    lines: tuple[Line, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    flags: tuple[Flag, ...] = ()
    pages: tuple[PageSize, ...] = ()
    page_count: int = 0
    state: State = "read"
    why: str | None = None
    needs_ocr: tuple[int, ...] = field(default=())

    @cached_property
    def text(self) -> str:
        """All lines, one below the other; ``Line.start`` counts in it."""
        return "\n".join(line.text for line in self.lines)
