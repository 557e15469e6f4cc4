"""Reads the characters of one PDF page with PDFium: where each stands on the page as shown, and how it looks."""

import re
from array import array
from collections import deque
from collections.abc import Iterator
from ctypes import addressof, c_float, c_uint, c_ushort, create_string_buffer, string_at
from dataclasses import dataclass
from itertools import repeat
from math import hypot

import pypdfium2.raw as pdfium

from ats.resumes.layout import Glyph, Ink
from ats.resumes.layout.turns import upright
from ats.resumes.readers import pdf_calls
from ats.resumes.readers.pdf_calls import Address
from ats.resumes.readers.pdf_page import Sheet

_BOLD = re.compile(r"bold|black|heavy|demi|(^|[+-])(cmbx|sfbx|ecbx|cmb\d)|[-,]bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|kursiv|(^|[+-])(cmti|cmsl|sfti|ecti)", re.IGNORECASE)
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6  # PDF 1.7, table 123
_BOLD_WEIGHT = 600
_FILL_AND_STROKE = 2
_HYPHEN_MARKS = "\ufffe\x02"  # PDFium's signs for a hyphen at the end of a line
_DROPPED = "\r\n\x00\ufeff\u200b\u200c\u200d\u2060\u00ad"
_WORDS = re.compile(rf" |[^ {_DROPPED}]+")
_SPACES = "\t\u00a0\u2002\u2003\u2009\u202f\u3000"
_new = tuple.__new__  # a named tuple of what is known to be right, in half the time
_AS_SPACES_AND_HYPHENS = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_HYPHEN_MARKS, "-"))


@dataclass(eq=False, slots=True)
class Drawn:
    """One text object of a page: its look, and where text runs to (quarter turns clockwise on the page as shown)."""

    ink: Ink
    turns: int
    base: float
    """Its baseline on the page as shown, where its text runs to the right: one operator draws along one line."""
    handle: Address
    mode: int = 0
    alpha: int = 255
    unmapped: bool = False
    """Its font does not say which characters its signs are: icons, or text that cannot be read."""
    font: Address | None = None
    lost: bool = False
    """So it is, or codes of two bytes are taken for two characters; and the font is not in the file."""


class PageText:
    """The characters of one page. Close it before the page."""

    def __init__(self, page: object, sheet: Sheet) -> None:
        self._sheet = sheet
        self._pointer = pdfium.FPDFText_LoadPage(page)
        self._raw = pdf_calls.address_of(self._pointer)
        self._drawn: dict[Address, Drawn] = {}
        self._fonts: dict[Address | None, tuple[bool, bool, bool]] = {}
        self._text = ""
        self._size, self._matrix, self._colour = c_float(), pdfium.FS_MATRIX(), (c_uint * 4)()
        self._size_at, self._matrix_at = addressof(self._size), addressof(self._matrix)
        self._colour_at = [addressof(self._colour) + 4 * at for at in range(4)]
        self._numbers, self._numbers_at = pdf_calls.doubles(6)
        self._inks: dict[tuple[float, bool, bool, int], Ink] = {}
        self._objects: list[Address | None] = []
        self._lefts: list[float] = []
        self._rights: list[float] = []

    def close(self) -> None:
        """Give PDFium its memory back."""
        pdfium.FPDFText_ClosePage(self._pointer)

    def glyphs(self) -> list[tuple[Glyph, Drawn]]:
        """Return every drawn character in the order of the content stream, each in the frame where it is upright."""
        placed: list[tuple[Glyph, Drawn]] = []
        count = pdfium.FPDFText_CountChars(self._pointer)
        text = self._text = self._characters(count).translate(_AS_SPACES_AND_HYPHENS)
        self._locate(count)
        for first, last in _words(text):
            self._add_word(placed, text, first, last)
        return placed

    def _locate(self, count: int) -> None:
        """Ask for the text object and the extent of every character at once, in loops that run within the library."""
        self._objects = list(map(pdf_calls.text_object, repeat(self._raw), range(count)))
        boxes = (pdfium.FS_RECTF * count)()
        start, size = addressof(boxes), 16
        places = range(start, start + size * count, size)
        deque(map(pdf_calls.loose_box, repeat(self._raw), range(count), places), maxlen=0)
        sides = array("f", string_at(start, size * count))  # left, top, right, bottom of each
        self._lefts, self._rights = sides[0::4].tolist(), sides[2::4].tolist()

    def _characters(self, count: int) -> str:
        buffer = (c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._pointer, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) != count:  # characters beyond 16 bits, or without a code
            text = "".join(_character(pdfium.FPDFText_GetUnicode(self._pointer, at)) for at in range(count))
        return text

    def _add_word(self, placed: list[tuple[Glyph, Drawn]], text: str, first: int, last: int) -> None:
        objects = self._objects
        if objects[first] == objects[last]:
            if objects[first]:
                self._add(placed, text, first, last, self._drawn_at(first))
            return
        start = first
        for at in range(first + 1, last + 2):
            if at > last or objects[at] != objects[start]:
                if objects[start]:  # else a space or line break that PDFium made up
                    self._add(placed, text, start, at - 1, self._drawn_at(start))
                start = at

    def _add(self, placed: list[tuple[Glyph, Drawn]], text: str, first: int, last: int, drawn: Drawn) -> None:
        """Add characters of one text object; this loop takes much of a page's time."""
        if drawn.turns or self._sheet.turns:
            placed.extend((self._turned(at, text[at], drawn), drawn) for at in range(first, last + 1))
            return
        left, base, ink = self._sheet.left, drawn.base, drawn.ink
        lefts, rights, add = self._lefts, self._rights, placed.append
        for at in range(first, last + 1):
            char, x0, x1 = text[at], lefts[at], rights[at]
            if x1 > x0 or char != " ":  # PDFium makes up spaces without a width
                add((_new(Glyph, (char, x0 - left, x1 - left, base, ink)), drawn))

    def _turned(self, at: int, char: str, drawn: Drawn) -> Glyph:
        """Place a character in the frame in which its text is upright."""
        pdf_calls.char_box(self._raw, at, *self._numbers_at[:4])
        pdf_calls.origin(self._raw, at, *self._numbers_at[4:])
        left, right, bottom, top, x, y = self._numbers
        box = upright(self._sheet.shown_box(left, bottom, right, top), drawn.turns, self._sheet.size)
        point = self._sheet.shown(x, y)
        x0, base, _, _ = upright((*point, *point), drawn.turns, self._sheet.size)
        return Glyph(char, min(x0, box[0]), max(box[2], x0), base, drawn.ink)

    def _drawn_at(self, at: int) -> Drawn:
        handle = self._objects[at]
        drawn = self._drawn.get(handle)
        if drawn is None:
            drawn = self._drawn[handle] = self._look(at, handle)
        return drawn

    def _look(self, at: int, handle: Address) -> Drawn:
        matrix, colour = self._matrix, self._colour
        colour[3] = 255
        pdf_calls.font_size(handle, self._size_at)
        pdf_calls.char_matrix(self._raw, at, self._matrix_at)
        pdf_calls.fill_colour(handle, *self._colour_at)
        mode = pdf_calls.render_mode(handle)
        font = pdf_calls.font_of(handle)
        bold, italic, embedded = self._fonts.get(font) or self._font(font)
        points = round(abs(self._size.value) * hypot(matrix.c, matrix.d), 2)
        red, green, blue, alpha = colour
        turns = (_quarter_turns(matrix.a, matrix.b) + self._sheet.turns) % 4
        look = (points, bold or mode == _FILL_AND_STROKE, italic, red << 16 | green << 8 | blue)
        ink = self._inks.get(look) or self._inks.setdefault(look, Ink(*look))
        unmapped = pdf_calls.has_no_meaning(self._raw, at) == 1
        lost = not embedded and (unmapped or self._text[at - 1 : at] == "\x00")
        return Drawn(ink, turns, self._base(at), handle, mode, alpha, unmapped, font, lost)

    def _base(self, at: int) -> float:
        pdf_calls.origin(self._raw, at, *self._numbers_at[4:])
        return self._sheet.shown(self._numbers[4], self._numbers[5])[1]

    def _font(self, handle: Address | None) -> tuple[bool, bool, bool]:
        font = pdf_calls.pointer_to(handle or 0, pdfium.FPDF_FONT)
        name = _font_name(font)
        flags, weight = pdfium.FPDFFont_GetFlags(font), pdfium.FPDFFont_GetWeight(font)
        bold = bool(_BOLD.search(name)) or bool(max(flags, 0) & _FORCE_BOLD) or weight >= _BOLD_WEIGHT
        italic = bool(_ITALIC.search(name)) or bool(max(flags, 0) & _ITALIC_FLAG)
        self._fonts[handle] = look = bold, italic, pdfium.FPDFFont_GetIsEmbedded(font) == 1
        return look


def _quarter_turns(a: float, b: float) -> int:
    """Clockwise quarter turns of a direction in user space, where y points upwards."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 3 if b > 0 else 1


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield first and last index of what stands between spaces, and of every space; line breaks fall away."""
    for match in _WORDS.finditer(text):
        yield match.start(), match.end() - 1


def _character(code: int) -> str:
    if not code or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\x00"
    return chr(code)


def _font_name(font: object) -> str:
    buffer = create_string_buffer(128)
    written = pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
    return buffer.raw[: max(min(written, 128) - 1, 0)].decode("utf-8", "replace")
