"""Properties of characters and paragraphs in a Word 97 to 2003 file, and the styles they follow.

Format: [MS-DOC] 2.6 (single property modifiers), 2.9.32 (ChpxFkp), 2.9.174 (PapxFkp), 2.9.271 (STSH).
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ats.resumes.readers.drafts import PLAIN, Style
from ats.resumes.readers.sight import WHITE, hidden_by_look

_PAGE = 512
_OPERAND_BYTES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_BOLD, _ITALIC, _VANISH, _DELETED, _SPECIAL = 0x0835, 0x0836, 0x083C, 0x0800, 0x0855
_SIZE, _COLOUR, _INDEXED_COLOUR, _CHARACTER_STYLE = 0x4A43, 0x6870, 0x2A42, 0x4A30
_SHADES = frozenset((0x4866, 0xCA71, 0x2A0C))
_IN_TABLE, _ROW_END, _DEPTH, _LIST, _OUTLINE, _NESTED = 0x2416, 0x2417, 0x260A, 0x460B, 0x2640, 0x6649
_TABLE_DEFINITION, _TAB_CHANGES = 0xD608, 0xC615
_WHITE = 8  # in the palette of sixteen colours
_STYLES_DEEP = 20
_MOST_STYLES = 5000
_TITLE = 62
_LISTS = frozenset((*range(47, 59),))  # the built-in styles List Bullet to List Number 5


class ParagraphLook(NamedTuple):
    """What a paragraph is, and the number of its style."""

    style: int = 0
    heading: int = 0
    depth: int = 0
    in_table: bool = False
    ends_row: bool = False


class Modifiers(NamedTuple):
    """Runs of properties over the file: from which byte on, and the packed properties there."""

    starts: list[int]
    packed: list[bytes]

    def at(self, position: int) -> bytes:
        """Return the properties at a byte of the document stream."""
        index = bisect_right(self.starts, position) - 1
        return self.packed[index] if index >= 0 else b""


def read_modifiers(document: bytes, table: bytes, start: int, size: int, *, paragraphs: bool) -> Modifiers:
    """Collect the properties from the pages that a bin table names."""
    runs: list[tuple[int, bytes]] = []
    plc = table[start : start + size]
    count = max((len(plc) - 4) // 8, 0)
    for (page,) in struct.iter_unpack("<I", plc[(count + 1) * 4 : (count + 1) * 4 + count * 4]):
        runs += _page_runs(document[(page & 0x3FFFFF) * _PAGE :][:_PAGE], paragraphs)
    runs.sort(key=lambda run: run[0])
    return Modifiers([at for at, _ in runs], [packed for _, packed in runs])


def _page_runs(page: bytes, paragraphs: bool) -> Iterator[tuple[int, bytes]]:
    if len(page) < _PAGE:
        return
    count = page[_PAGE - 1]
    step = 13 if paragraphs else 1
    if (count + 1) * 4 + count * step > _PAGE - 1:
        return
    starts = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        offset = page[(count + 1) * 4 + number * step] * 2
        yield starts[number], _packed(page, offset, paragraphs) if offset else b""


def _packed(page: bytes, offset: int, paragraphs: bool) -> bytes:
    length = page[offset]
    if not paragraphs:
        return page[offset + 1 : offset + 1 + length]
    if length:
        return page[offset + 1 : offset + length * 2]
    length = page[offset + 1] * 2 if offset + 1 < len(page) else 0
    return page[offset + 2 : offset + 2 + length]


def iter_modifiers(packed: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and operand of each property; end where they break off."""
    at = 0
    while at + 2 <= len(packed):
        (number,) = struct.unpack_from("<H", packed, at)
        at += 2
        kind = number >> 13
        if kind != 6:
            size = _OPERAND_BYTES[kind]
        elif number == _TABLE_DEFINITION:
            size = struct.unpack_from("<H", packed, at)[0] + 1 if at + 2 <= len(packed) else 0
        else:
            size = packed[at] + 1 if at < len(packed) else 0
            if number == _TAB_CHANGES and size == 256:
                return
        yield number, packed[at : at + size]
        at += max(size, 1)


def with_modifiers(style: Style, packed: bytes, styles: "Styles | None" = None) -> Style:
    """Return a look changed by properties of characters."""
    bold, italic, size, colour, hidden = style
    shaded = False
    for number, operand in iter_modifiers(packed):
        value = int.from_bytes(operand[:4], "little")
        if number == _BOLD:
            bold = _toggled(value, style.bold)
        elif number == _ITALIC:
            italic = _toggled(value, style.italic)
        elif number == _SIZE:
            size = value / 2
        elif number == _COLOUR:
            colour = _swapped(value) if not value >> 24 else None
        elif number == _INDEXED_COLOUR:
            colour = 0xFFFFFF if value == _WHITE else None
        elif number in (_VANISH, _DELETED):
            hidden = ("hidden" if number == _VANISH else "deleted") if _toggled(value, False) else hidden
        elif number == _CHARACTER_STYLE and styles:
            bold, italic, size, colour, hidden = styles.character(value, style)
        shaded |= number in _SHADES
    hidden = hidden_by_look(hidden, colour, size, None if shaded else WHITE)
    return Style(bold, italic, size, colour, hidden)


def _toggled(value: int, around: bool) -> bool:
    return around if value == 0x80 else not around if value == 0x81 else bool(value)


def _swapped(value: int) -> int:
    return (value & 0xFF) << 16 | value & 0xFF00 | value >> 16 & 0xFF


def with_paragraph(look: ParagraphLook, packed: bytes) -> ParagraphLook:
    """Return what a paragraph is, changed by properties of paragraphs."""
    _, heading, depth, in_table, ends_row = look
    for number, operand in iter_modifiers(packed):
        value = int.from_bytes(operand[:4], "little")
        if number == _IN_TABLE:
            in_table = bool(value)
        elif number == _ROW_END:
            ends_row = bool(value)
        elif number == _NESTED:
            in_table = in_table or value > 0
        elif number == _LIST:
            depth = max(depth, 1) if value and value != 0xF801 else 0
        elif number == _DEPTH and value < 9:
            depth = value + 1 if depth else 0
        elif number == _OUTLINE:
            heading = value + 1 if value < 9 else 0
    return look._replace(heading=heading, depth=depth, in_table=in_table, ends_row=ends_row)


class _Definition(NamedTuple):
    built_in: int
    kind: int
    base: int
    paragraph: bytes
    character: bytes


class Styles:
    """The style sheet of one document."""

    def __init__(self, packed: bytes) -> None:
        self._definitions = list(_definitions(packed))
        self._looks: dict[int, Style] = {}

    def look(self, number: int) -> Style:
        """Return how text in a paragraph style looks."""
        if number not in self._looks:
            style = PLAIN._replace(size=10.0)  # [MS-DOC] 2.6.1: the size without any property
            for each in reversed(self._chain(number)):
                style = with_modifiers(style, each.character)
            self._looks[number] = style
        return self._looks[number]

    def character(self, number: int, around: Style) -> Style:
        """Return how text looks in a character style within text of another look."""
        for each in reversed(self._chain(number)):
            if each.kind == 2:
                around = with_modifiers(around, each.character)
        return around

    def paragraph(self, number: int) -> ParagraphLook:
        """Return what a paragraph of a style is."""
        look = ParagraphLook(style=number)
        for each in reversed(self._chain(number)):
            look = with_paragraph(look, each.paragraph)
            if 1 <= each.built_in <= 9:
                look = look._replace(heading=each.built_in)
            elif each.built_in == _TITLE:
                look = look._replace(heading=1)
            elif each.built_in in _LISTS:
                look = look._replace(depth=max(look.depth, 1))
        return look

    def _chain(self, number: int) -> list[_Definition]:
        chain: list[_Definition] = []
        while 0 <= number < len(self._definitions) and len(chain) < _STYLES_DEEP:
            chain.append(self._definitions[number])
            number = chain[-1].base
            if number == 0xFFF:
                break
        return chain


def _definitions(packed: bytes) -> Iterator[_Definition]:
    if len(packed) < 6:
        return
    header, count, base = struct.unpack_from("<HHH", packed)
    at = 2 + header
    for _ in range(min(count, _MOST_STYLES)):
        if at + 2 > len(packed):
            return
        (size,) = struct.unpack_from("<H", packed, at)
        yield _definition(packed[at + 2 : at + 2 + size], base)
        at += 2 + size


def _definition(packed: bytes, base_size: int) -> _Definition:
    if len(packed) < base_size + 2 or base_size < 6:
        return _Definition(-1, 0, 0xFFF, b"", b"")
    first, second, third = struct.unpack_from("<HHH", packed)
    (length,) = struct.unpack_from("<H", packed, base_size)
    at = base_size + 2 + (length + 1) * 2
    parts: list[bytes] = []
    for _ in range(third & 0xF):
        if at + 2 > len(packed):
            break
        (size,) = struct.unpack_from("<H", packed, at)
        parts.append(packed[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    kind = second & 0xF
    paragraph = parts[0][2:] if kind == 1 and parts else b""
    character = parts[1] if kind == 1 and len(parts) > 1 else parts[0] if kind == 2 and parts else b""
    return _Definition(first & 0xFFF, kind, second >> 4, paragraph, character)
