"""A document as it is looked at: pictures of its pages with marks on them, or pages typeset from its text.

A mark is where a value of the profile stands. ``at`` holds the JSON pointers of the values, separated by blanks.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ats.documents.layout import Layout
from ats.documents.models import Document, PageImage
from ats.documents.queries import ReadDocument
from ats.resumes.profile import Source
from ats.resumes.text import Box, Line
from ats.search.query_language import Term
from ats.search.snippets import spots_in

_SHEET_LINES = 54
_MARGIN = 1.5  # points around a mark


@dataclass(frozen=True)
class Mark:
    """A rectangle on a page, in points, and the values that stand there."""

    at: str
    x: float
    y: float
    width: float
    height: float
    is_asked: bool


@dataclass(frozen=True)
class PageText:
    """One line of a page for the layer of text that can be selected: where its baseline begins, and its width."""

    text: str
    x: float
    y: float
    width: float
    size: float


@dataclass(frozen=True)
class PicturedPage:
    """One page as a picture: its densities, its size in points (0 if unknown), marks, and its lines.

    ``found`` are the places of the words that were searched for.
    """

    number: int
    picture: PageImage
    dense: PageImage | None
    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)
    lines: list[PageText] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    found: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """Some characters of a line that look alike and mean the same; ``at`` is empty where nothing stands."""

    text: str
    at: str = ""
    is_bold: bool = False
    is_italic: bool = False
    target: str = ""
    is_asked: bool = False
    is_found: bool = False


@dataclass(frozen=True)
class Block:
    """Lines that belong together: a ``heading`` (level 1 to 3), ``list``, ``row`` of cells, ``edge`` or ``text``."""

    kind: str
    level: int
    lines: list[list[Run]]


def pictured_pages(read: ReadDocument, asked: str | None, terms: Sequence[Term] = ()) -> list[PicturedPage]:
    """Return the pages that have pictures, with the marks of the profile's values and of words searched for."""
    layout = read.layout
    marks = _marks_by_page(layout, read.sources, asked)
    by_number: dict[int, dict[int, PageImage]] = defaultdict(dict)
    for image in read.document.pages:
        by_number[image.number][image.density] = image
    pages = []
    for number, images in sorted(by_number.items()):
        size = layout.pages[number - 1] if number <= len(layout.pages) else None
        lines = [line for line in layout.lines if line.page == number]
        pages.append(
            PicturedPage(
                number,
                images.get(1) or images[max(images)],
                images.get(2),
                size.width if size else 0,
                size.height if size else 0,
                marks.get(number, []),
                [text for line in lines if (text := _page_text(line))],
                [line.text.replace("\t", "  ") for line in lines],
                _found(lines, terms),
            )
        )
    return pages


def typeset_pages(read: ReadDocument, asked: str | None, terms: Sequence[Term] = ()) -> list[list[Block]]:
    """Return the text of a document as sheets of blocks, cut where a block ends."""
    cuts = _Cuts(read.sources, asked, terms)
    sheets: list[list[Block]] = [[]]
    filled = 0
    for block in _blocks(read.layout.lines, cuts):
        if filled and filled + len(block.lines) > _SHEET_LINES:
            sheets.append([])
            filled = 0
        sheets[-1].append(block)
        filled += max(len(block.lines), 1)
    return [sheet for sheet in sheets if sheet]


def is_pictured(document: Document) -> bool:
    """Return whether a document's pages are shown as pictures."""
    return bool(document.pages)


def _marks_by_page(layout: Layout, sources: Mapping[str, Source], asked: str | None) -> dict[int, list[Mark]]:
    found: dict[tuple[int, Box], list[str]] = defaultdict(list)
    for pointer, source in sources.items():
        if pointer.startswith("/meta/"):
            continue
        for page, box in _places(layout, source):
            found[page, box].append(pointer)
    marks: dict[int, list[Mark]] = defaultdict(list)
    # Large ones first, so that a small one within is reached by the pointer.
    for (page, box), pointers in sorted(found.items(), key=lambda item: (item[0][0], -_area(item[0][1]))):
        left, top, right, bottom = box
        marks[page].append(
            Mark(
                " ".join(pointers),
                round(left - _MARGIN, 1),
                round(top - _MARGIN, 1),
                round(right - left + 2 * _MARGIN, 1),
                round(bottom - top + 2 * _MARGIN, 1),
                _is_asked(pointers, asked),
            )
        )
    return marks


def _found(lines: Sequence[Line], terms: Sequence[Term]) -> list[Mark]:
    """Return where words stand that were searched for; within a line letters are taken to be equally wide."""
    marks = []
    for line in lines if terms else ():
        if not line.box:
            continue
        left, top, right, bottom = line.box
        wide = (right - left) / max(len(line.text), 1)
        for start, end in spots_in(line.text, terms):
            marks.append(
                Mark(
                    "",
                    round(left + wide * start - _MARGIN, 1),
                    round(top - _MARGIN, 1),
                    round(wide * (end - start) + 2 * _MARGIN, 1),
                    round(bottom - top + 2 * _MARGIN, 1),
                    is_asked=False,
                )
            )
    return marks


def _places(layout: Layout, source: Source) -> Iterator[tuple[int, Box]]:
    """Yield page and box of every line that a source runs over."""
    lines = [
        line for line in layout.lines if line.start < source.end and source.start < line.end and line.box
    ]
    if len(lines) <= 1:
        if source.box and source.page:
            yield source.page, source.box
        return
    for line in lines:
        left, top, right, bottom = line.box
        wide = (right - left) / max(len(line.text), 1)
        start = left + wide * max(source.start - line.start, 0)
        end = right - wide * max(line.end - source.end, 0)
        yield line.page, (start, top, max(end, start + 1), bottom)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _is_asked(pointers: Sequence[str], asked: str | None) -> bool:
    return bool(asked) and any(each == asked or each.startswith(asked + "/") for each in pointers)


def _page_text(line: Line) -> PageText | None:
    if not line.box or not line.text.strip():
        return None
    left, top, right, bottom = line.box
    size = min(line.size or bottom - top, bottom - top) or 8
    baseline = bottom - 0.22 * (bottom - top)
    text = line.text.replace("\t", " ")
    return PageText(text, round(left, 1), round(baseline, 1), round(max(right - left, 1), 1), round(size, 1))


class _Cuts:
    """Where sources begin and end in the text, to cut its lines there."""

    def __init__(self, sources: Mapping[str, Source], asked: str | None, terms: Sequence[Term] = ()):
        self._terms = terms
        self._sources = [
            (source.start, source.end, pointer)
            for pointer, source in sources.items()
            if not pointer.startswith("/meta/") and source.end > source.start
        ]
        self._asked = asked

    def runs(self, line: Line) -> list[Run]:
        """Return a line in pieces."""
        here = [
            (max(start - line.start, 0), min(end - line.start, len(line.text)), pointer)
            for start, end, pointer in self._sources
            if start < line.end and line.start < end
        ]
        edges = {0, len(line.text)}
        found = spots_in(line.text, self._terms) if self._terms else []
        for start, end in found:
            edges |= {start, end}
        for start, end, _ in here:
            edges |= {start, end}
        for piece in line.pieces:
            edges |= {piece.start, piece.start + len(piece.text)}
        for link in line.links:
            edges |= {link.start, link.end}
        places = sorted(edges)
        runs = [self._run(line, start, end, here) for start, end in zip(places, places[1:], strict=False)]
        if not found:
            return runs
        begins = {at: any(first <= at < last for first, last in found) for at in places}
        return [replace(run, is_found=begins[at]) for run, at in zip(runs, places, strict=False)]

    def _run(self, line: Line, start: int, end: int, here: list[tuple[int, int, str]]) -> Run:
        pointers = [pointer for first, last, pointer in here if first <= start and end <= last]
        piece = next(
            (each for each in line.pieces if each.start <= start < each.start + len(each.text)), line
        )
        link = next((each for each in line.links if each.start <= start and end <= each.end), None)
        return Run(
            line.text[start:end].replace("\t", "\u2003"),
            " ".join(pointers),
            piece.bold,
            piece.italic,
            link.target if link and link.target.startswith(("https://", "http://", "mailto:")) else "",
            _is_asked(pointers, self._asked),
        )


def _blocks(lines: Sequence[Line], cuts: _Cuts) -> Iterator[Block]:
    kinds = {"heading": "heading", "list": "list", "cell": "row", "header": "edge", "footer": "edge"}
    held: list[Line] = []

    def key(line: Line):
        kind = kinds.get(line.kind, "text")
        # A heading stands alone; a list or a row of cells goes on over blocks of the reader.
        return (kind, line.level if kind == "list" else 0, None if kind in ("list", "row") else line.block)

    for line in lines:
        if held and (key(held[-1]) != key(line) or line.kind == "heading"):
            yield _block(kinds.get(held[0].kind, "text"), held, cuts)
            held = []
        held.append(line)
    if held:
        yield _block(kinds.get(held[0].kind, "text"), held, cuts)


def _block(kind: str, lines: list[Line], cuts: _Cuts) -> Block:
    level = min(max(lines[0].level, 1), 3) if kind in ("heading", "list") else 0
    return Block(kind, level, [cuts.runs(line) for line in lines])
