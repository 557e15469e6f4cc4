"""The places of lines survive being packed, and stay small."""

import json
import zlib

from ats.documents.layout import pack_layout, plain_lines, unpack_layout
from ats.resumes.text import Line, Link, PageSize, Piece, TextRead


def read_of(lines: list[Line]) -> TextRead:
    return TextRead("pdf", tuple(lines), pages=(PageSize(595.28, 841.89),), page_count=1)


def test_what_is_packed_comes_back():
    pieces = (Piece("Ines", 0, bold=False), Piece("Valdemor", 5, bold=True))
    links = (Link(5, 13, "https://example.com"),)
    box = (10.04, 20.0, 90.0, 31.96)
    first = Line("Ines\tValdemor", 0, 1, box, 3, 1, "heading", 2, 11.0, True, False, 0x112233, pieces, links)
    read = read_of([first, Line("plain", 14, 0)])
    found = unpack_layout(json.loads(json.dumps(pack_layout(read))), read.text)
    one, two = found.lines
    assert (one.text, one.start, one.page, one.box) == ("Ines\tValdemor", 0, 1, (10.0, 20.0, 90.0, 32.0))
    assert (one.block, one.column, one.kind, one.level, one.size) == (3, 1, "heading", 2, 11.0)
    assert (one.bold, one.colour, one.links) == (True, 0x112233, links)
    assert [(piece.text, piece.bold) for piece in one.pieces] == [("Ines", False)]
    assert (two.text, two.start, two.box, two.colour) == ("plain", 14, None, None)
    assert found.pages[0].width == 595.3


def test_without_places_the_text_has_lines_all_the_same():
    assert [line.text for line in unpack_layout({}, "a\n\nb").lines] == ["a", "b"]
    # Places of another text are of no use.
    assert [line.start for line in unpack_layout(pack_layout(read_of([Line("x", 0)])), "a\n\nb").lines] == [
        0,
        3,
    ]
    assert [line.block for line in plain_lines("a\nb\n\nc")] == [0, 0, 1]


def test_the_places_of_three_kilobytes_of_text_take_less_than_that():
    lines, start = [], 0
    for number in range(80):
        text = f"Line {number} of a résumé that has a usual length"
        top = 20.1 + number * 9.7
        lines.append(Line(text, start, 1, (56.7, top, 310.4 + number % 7, top + 9.2), number // 4))
        start += len(text) + 1
    packed = zlib.compress(json.dumps(pack_layout(read_of(lines)), separators=(",", ":")).encode(), 6)
    assert start > 3000
    assert len(packed) < 2000
