"""The places of a document's lines in few bytes: how they are stored beside its text, and taken out again."""

from dataclasses import dataclass
from typing import Any

from ats.resumes.text import Box, Line, LineKind, Link, PageSize, Piece, TextRead

_KINDS: tuple[LineKind, ...] = ("body", "heading", "list", "cell", "header", "footer", "form")
_UNITS = 10  # a tenth of a point is finer than anybody sees
_BOLD, _ITALIC = 1, 2


@dataclass(frozen=True)
class Layout:
    """The lines of a document, without the pieces' boxes, and the sizes of its pages in points."""

    lines: tuple[Line, ...] = ()
    pages: tuple[PageSize, ...] = ()


def pack_layout(read: TextRead) -> dict[str, Any]:
    """Turn what was read into plain lists; the words themselves are not among them."""
    return {
        "pages": [[_units(page.width), _units(page.height)] for page in read.pages],
        "lines": [_packed(line) for line in read.lines],
    }


def unpack_layout(packed: dict[str, Any], text: str) -> Layout:
    """Put the places back together with the text they were packed from."""
    rows, words = packed.get("lines", ()), text.split("\n")
    if not rows or len(rows) != len(words):
        return Layout(plain_lines(text))
    lines, start = [], 0
    for row, line in zip(rows, words, strict=True):
        lines.append(_unpacked(row, line, start))
        start += len(line) + 1
    pages = tuple(PageSize(width / _UNITS, height / _UNITS) for width, height in packed.get("pages", ()))
    return Layout(tuple(lines), pages)


def texts_by_page(packed: dict[str, Any] | None, text: str) -> list[tuple[int, str]]:
    """Return (page, its text) for each page in order; page 0 for a text without pages. Cheaper than unpacking."""
    rows, words = (packed or {}).get("lines", ()), text.split("\n")
    if len(rows) != len(words):
        return [(0, text)]
    pages: dict[int, list[str]] = {}
    for row, line in zip(rows, words, strict=True):
        pages.setdefault(row[0], []).append(line)
    return [(page, "\n".join(lines)) for page, lines in pages.items()]


def plain_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text of which nothing else is known; empty ones divide its blocks."""
    lines, start, block = [], 0, 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(Line(line, start, block=block))
        else:
            block += 1
        start += len(line) + 1
    return tuple(lines)


def _packed(line: Line) -> list[Any]:
    row = [
        line.page,
        [_units(side) for side in line.box] if line.box else 0,
        line.block,
        line.column,
        _KINDS.index(line.kind),
        line.level,
        _units(line.size),
        _style(line),
        -1 if line.colour is None else line.colour,
        [[link.start, link.end, link.target] for link in line.links],
        [[each.start, len(each.text), _style(each)] for each in line.pieces if _style(each) != _style(line)],
    ]
    while row and row[-1] == []:
        row.pop()
    return row


def _unpacked(row: list[Any], text: str, start: int) -> Line:
    page, box, block, column, kind, level, size, style, colour, *rest = row
    links, runs = (*rest, [], [])[:2]
    return Line(
        text,
        start,
        page,
        _box(box),
        block,
        column,
        _KINDS[kind],
        level,
        size / _UNITS,
        bool(style & _BOLD),
        bool(style & _ITALIC),
        None if colour < 0 else colour,
        tuple(
            Piece(text[at : at + length], at, bold=bool(bits & _BOLD), italic=bool(bits & _ITALIC))
            for at, length, bits in runs
        ),
        tuple(Link(*link) for link in links),
    )


def _box(packed: list[int] | int) -> Box | None:
    if not packed:
        return None
    left, top, right, bottom = (side / _UNITS for side in packed)
    return left, top, right, bottom


def _style(styled: Line | Piece) -> int:
    return (_BOLD if styled.bold else 0) | (_ITALIC if styled.italic else 0)


def _units(points: float) -> int:
    return round(points * _UNITS)
