"""Reads the characters of one PDF page with PDFium: where each stands on the page as shown, and how it looks."""

import re
from collections.abc import Iterator
from ctypes import addressof, byref, c_double, c_float, c_uint, c_ushort, create_string_buffer
from dataclasses import dataclass
from math import hypot

import pypdfium2.raw as pdfium

from ats.resumes.layout import Glyph, Ink
from ats.resumes.layout.turns import upright
from ats.resumes.readers.pdf_page import Sheet

_BOLD = re.compile(r"bold|black|heavy|demi|(^|[+-])(cmbx|sfbx|ecbx|cmb\d)|[-,]bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|kursiv|(^|[+-])(cmti|cmsl|sfti|ecti)", re.IGNORECASE)
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6  # PDF 1.7, table 123
_BOLD_WEIGHT = 600
_FILL_AND_STROKE = 2
_HYPHEN_MARKS = "\ufffe\x02"  # PDFium's signs for a hyphen at the end of a line
_DROPPED = "\r\n\x00\ufeff\u200b\u200c\u200d\u2060\u00ad"
_SPACES = "\t\u00a0\u2002\u2003\u2009\u202f\u3000"
_AS_SPACES_AND_HYPHENS = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_HYPHEN_MARKS, "-"))


@dataclass(eq=False, slots=True)
class Drawn:
    """One text object of a page: its look, and where text runs to (quarter turns clockwise on the page as shown)."""

    ink: Ink
    turns: int
    base: float
    """Its baseline on the page as shown, where its text runs to the right: one operator draws along one line."""
    handle: object
    mode: int = 0
    alpha: int = 255
    unmapped: bool = False
    """Its font does not say which characters its signs are: icons, or text that cannot be read."""


class PageText:
    """The characters of one page. Close it before the page."""

    def __init__(self, page: object, sheet: Sheet) -> None:
        self._sheet = sheet
        self._raw = pdfium.FPDFText_LoadPage(page)
        self._drawn: dict[int, Drawn] = {}
        self._fonts: dict[int | None, tuple[bool, bool]] = {}
        self._rect = pdfium.FS_RECTF()
        self._reference = byref(self._rect)
        self._look_values = (c_float(), pdfium.FS_MATRIX(), c_uint(), c_uint(), c_uint(), c_uint())
        self._origin = (c_double(), c_double())
        self._inks: dict[tuple[float, bool, bool, int], Ink] = {}

    def close(self) -> None:
        """Give PDFium its memory back."""
        pdfium.FPDFText_ClosePage(self._raw)

    def glyphs(self) -> list[tuple[Glyph, Drawn]]:
        """Return every drawn character in the order of the content stream, each in the frame where it is upright."""
        placed: list[tuple[Glyph, Drawn]] = []
        count = pdfium.FPDFText_CountChars(self._raw)
        text = self._characters(count).translate(_AS_SPACES_AND_HYPHENS)
        for first, last in _words(text):
            self._add_word(placed, text, first, last)
        return placed

    def _characters(self, count: int) -> str:
        buffer = (c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._raw, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) != count:  # characters beyond 16 bits, or without a code
            text = "".join(_character(pdfium.FPDFText_GetUnicode(self._raw, at)) for at in range(count))
        return text

    def _add_word(self, placed: list[tuple[Glyph, Drawn]], text: str, first: int, last: int) -> None:
        drawn = self._drawn_at(first)
        if first == last or self._drawn_at(last) is drawn:
            if drawn is not None:
                self._add(placed, text, first, last, drawn)
            return
        for at in range(first, last + 1):
            drawn = self._drawn_at(at)
            if drawn is not None:
                self._add(placed, text, at, at, drawn)

    def _add(self, placed: list[tuple[Glyph, Drawn]], text: str, first: int, last: int, drawn: Drawn) -> None:
        """Add characters of one text object; this loop takes most of a page's time."""
        if drawn.turns or self._sheet.turns:
            placed.extend((self._turned(at, text[at], drawn), drawn) for at in range(first, last + 1))
            return
        raw, rect, reference, left = self._raw, self._rect, self._reference, self._sheet.left
        place, base, ink = pdfium.FPDFText_GetLooseCharBox, drawn.base, drawn.ink
        for at in range(first, last + 1):
            place(raw, at, reference)
            x0, x1 = rect.left - left, rect.right - left
            if x1 > x0 or text[at] != " ":  # PDFium makes up spaces without a width
                placed.append((Glyph(text[at], x0, x1, base, ink), drawn))

    def _turned(self, at: int, char: str, drawn: Drawn) -> Glyph:
        """Place a character in the frame in which its text is upright."""
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        pdfium.FPDFText_GetCharBox(self._raw, at, byref(left), byref(right), byref(bottom), byref(top))
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(self._raw, at, byref(x), byref(y))
        box = upright(
            self._sheet.shown_box(left.value, bottom.value, right.value, top.value),
            drawn.turns,
            self._sheet.size,
        )
        point = self._sheet.shown(x.value, y.value)
        x0, base, _, _ = upright((*point, *point), drawn.turns, self._sheet.size)
        return Glyph(char, min(x0, box[0]), max(box[2], x0), base, drawn.ink)

    def _drawn_at(self, at: int) -> Drawn | None:
        handle = pdfium.FPDFText_GetTextObject(self._raw, at)
        if not handle:
            return None  # a space or line break that PDFium made up
        key = addressof(handle.contents)
        if key not in self._drawn:
            self._drawn[key] = self._look(at, handle)
        return self._drawn[key]

    def _look(self, at: int, handle: object) -> Drawn:
        size, matrix, red, green, blue, alpha = self._look_values
        alpha.value = 255
        pdfium.FPDFTextObj_GetFontSize(handle, size)
        pdfium.FPDFText_GetMatrix(self._raw, at, matrix)
        pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        bold, italic = self._font(pdfium.FPDFTextObj_GetFont(handle))
        points = round(abs(size.value) * hypot(matrix.c, matrix.d), 2)
        colour = red.value << 16 | green.value << 8 | blue.value
        turns = (_quarter_turns(matrix.a, matrix.b) + self._sheet.turns) % 4
        look = (points, bold or mode == _FILL_AND_STROKE, italic, colour)
        ink = self._inks.setdefault(look, Ink(*look))
        unmapped = pdfium.FPDFText_HasUnicodeMapError(self._raw, at) == 1
        return Drawn(ink, turns, self._base(at), handle, mode, alpha.value, unmapped)

    def _base(self, at: int) -> float:
        x, y = self._origin
        pdfium.FPDFText_GetCharOrigin(self._raw, at, x, y)
        return self._sheet.shown(x.value, y.value)[1]

    def _font(self, font: object) -> tuple[bool, bool]:
        key = addressof(font.contents) if font else None
        if key not in self._fonts:
            name = _font_name(font)
            flags, weight = pdfium.FPDFFont_GetFlags(font), pdfium.FPDFFont_GetWeight(font)
            bold = bool(_BOLD.search(name)) or bool(max(flags, 0) & _FORCE_BOLD) or weight >= _BOLD_WEIGHT
            self._fonts[key] = bold, bool(_ITALIC.search(name)) or bool(max(flags, 0) & _ITALIC_FLAG)
        return self._fonts[key]


def _quarter_turns(a: float, b: float) -> int:
    """Clockwise quarter turns of a direction in user space, where y points upwards."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 3 if b > 0 else 1


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield first and last index of what stands between spaces, and of every space; line breaks fall away."""
    for match in re.finditer(rf" |[^ {_DROPPED}]+", text):
        yield match.start(), match.end() - 1


def _character(code: int) -> str:
    if not code or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\x00"
    return chr(code)


def _font_name(font: object) -> str:
    buffer = create_string_buffer(128)
    written = pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
    return buffer.raw[: max(min(written, 128) - 1, 0)].decode("utf-8", "replace")
