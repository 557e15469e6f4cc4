"""Reads one page of a PDF: visible lines in reading order, hidden text apart, links, what was typed into it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pypdfium2.raw as pdfium

from ats.resumes.layout import Glyph, Ink, Word, make_lines, make_words, read_in_order
from ats.resumes.layout.shapes import ASCENT, DESCENT
from ats.resumes.layout.turns import as_shown, upright
from ats.resumes.limits import DEFAULT
from ats.resumes.readers.pdf_bullets import Bullets
from ats.resumes.readers.pdf_forms import Typed, list_typed
from ats.resumes.readers.pdf_hidden import Seen, covers, find_hidden, is_scan
from ats.resumes.readers.pdf_links import list_links
from ats.resumes.readers.pdf_objects import Drawing, list_drawing
from ats.resumes.readers.pdf_page import Sheet, get_sheet
from ats.resumes.readers.pdf_replaced import differing, drop_replacements, list_replaced
from ats.resumes.readers.pdf_signs import Placed, is_garbled, without_icons, without_lost
from ats.resumes.readers.pdf_text import Drawn, PageText
from ats.resumes.text import Box, Flag, HiddenText, Line, TextRead

_FEW = 30  # letters beside a picture of the whole page: a stamp, not its text
_OUTLINES = 200  # lines and curves: some letters, and more than a page's frames and rules have
_PICTURE = 0.03  # share of the page: a picture that may hold words
_LARGEST = 14_400.0  # points: what PDF 1.7 allows a page (annex C)
_FIELD_SIZE = 10.0

_GARBLED = Flag(
    "garbled", "has text whose characters cannot be told; its pages have to be recognised as pictures"
)
_LOST = "is damaged and has lost a font; only a part of it could be read"
_HIDDEN = Flag("hidden-text", "holds text that cannot be seen on its pages")
_HUGE = Flag("huge-page", "has a page larger than any sheet of paper")
_TOO_FINE = Flag("huge-picture", "has a picture of more pixels than are looked at")
_UNSAFE = Flag("unsafe-link", "has a link that would not lead to an ordinary address")


def read_page(
    document: object, form: object, page: object, number: int, bullets: Bullets, *, damaged: bool = False
) -> TextRead:
    """Return the part that one loaded page makes; its lines start at 0, its blocks too.

    ``bullets`` knows the signs of lists on the pages before, and learns those of this one.
    Of a ``damaged`` file that has lost a font the text in it is left out, which makes the part "partly" read.
    """
    sheet = get_sheet(page)
    text = PageText(page, sheet)
    replaced: list[HiddenText] = []
    try:
        placed = text.glyphs()
        drawing = list_drawing(page, sheet)
        if said := list_replaced(drawing.order):
            drop_replacements(said)
            before, text = text, PageText(page, sheet)
            before.close()
            drawn = text.glyphs()
            if other := differing(said, drawn):
                replaced = [HiddenText(words, "replaced", number) for words in dict.fromkeys(other.values())]
                placed = drawn
        flags = [_HUGE] if max(sheet.size.width, sheet.size.height) > _LARGEST else []
        part = TextRead("pdf", pages=(sheet.size,))
        if damaged and len(placed) > len(readable := without_lost(placed)):
            placed, part = readable, replace(part, state="partly", why=_LOST)
        if is_garbled(placed):
            return replace(part, flags=(*flags, _GARBLED), needs_ocr=(number,))
        hidden = find_hidden(page, sheet, _seen(placed, sheet), drawing)
    finally:
        text.close()
    targets, unsafe = list_links(document, page, sheet)
    typed = list_typed(form, page, sheet)
    visible = [one for one in placed if id(one[1]) not in hidden] if hidden else placed
    shown = without_icons(visible)
    lines = _lines(shown, [one for one in typed if not one.unseen], targets, sheet, number)
    lines = bullets.mark(lines, drawing.dots)
    unseen = _hidden_texts(placed, hidden, [one for one in typed if one.unseen], sheet, number) + replaced
    flags += [_HIDDEN] if unseen else []
    flags += [_UNSAFE] if unsafe else []
    too_fine = drawing.pixels > DEFAULT.pixels
    flags += [_TOO_FINE] if too_fine else []
    ocr = (number,) if part.state == "read" and not too_fine and _is_picture(lines, sheet, drawing) else ()
    return replace(part, lines=tuple(lines), hidden=tuple(unseen), flags=tuple(flags), needs_ocr=ocr)


def _seen(placed: Placed, sheet: Sheet) -> list[Seen]:
    """Return runs of text objects that look alike, with the places that their characters take."""
    runs: list[_Run] = []
    for glyph, drawn in placed:
        if glyph.char == " ":
            continue
        if not (runs and (drawn is runs[-1].last or runs[-1].takes(glyph, drawn))):
            runs.append(_Run([drawn], glyph.x0, glyph.x1, glyph.base, drawn))
        runs[-1].add(glyph, drawn)
    size = sheet.size
    return [Seen(run.all, as_shown(run.box(), run.all[0].turns, size), run.letters) for run in runs]


@dataclass(slots=True)
class _Run:
    all: list[Drawn]
    x0: float
    x1: float
    base: float
    last: Drawn
    letters: int = 0

    def takes(self, glyph: Glyph, drawn: Drawn) -> bool:
        """Tell whether a character of another text object goes on with this run."""
        last = self.last
        if drawn.ink is not last.ink or glyph.base != self.base:
            return False
        near = 2 * drawn.ink.size
        alike = (drawn.turns, drawn.mode, drawn.alpha) == (last.turns, last.mode, last.alpha)
        return alike and self.x0 - near < glyph.x0 < self.x1 + near

    def add(self, glyph: Glyph, drawn: Drawn) -> None:
        if drawn is not self.last:
            self.all.append(drawn)
            self.last = drawn
        _, x0, x1, _, _ = glyph
        if x0 < self.x0:
            self.x0 = x0
        if x1 > self.x1:
            self.x1 = x1
        self.letters += 1

    def box(self) -> Box:
        size = self.all[0].ink.size
        return self.x0, self.base - ASCENT * size, self.x1, self.base + DESCENT * size


def _is_picture(lines: list[Line], sheet: Sheet, drawing: Drawing) -> bool:
    """Tell a page that shows something but has no text, or no more than is stamped on a scan."""
    letters = sum(len(line.text) for line in lines)
    if letters:
        return letters < _FEW and is_scan(sheet, drawing)
    return drawing.segments >= _OUTLINES or covers(sheet, drawing, _PICTURE)


def _lines(
    placed: Placed, typed: list[Typed], targets: list[tuple[Box, str]], sheet: Sheet, number: int
) -> list[Line]:
    by_turns: dict[int, list] = defaultdict(list)
    for glyph, drawn in placed:
        by_turns[drawn.turns].append(glyph)
    main = max(by_turns, key=lambda turns: len(by_turns[turns]), default=0)
    lines: list[Line] = []
    for turns in sorted({main, *by_turns}, key=lambda turns: (turns != main, turns)):
        words = make_words(by_turns[turns])
        fields = [word for one in typed for word in _typed_words(one, turns, sheet)] if turns == main else []
        here = [(upright(box, turns, sheet.size), target) for box, target in targets] if turns == main else []
        rows = read_in_order(words + fields)
        turn: Callable[[Box], Box] = partial(as_shown, turns=turns, page=sheet.size)
        start, block = (lines[-1].end + 1, lines[-1].block + 1) if lines else (0, 0)
        made = make_lines(
            rows, page=number, start=start, turn=turn, targets=here, typed={id(w) for w in fields}
        )
        lines += [line.moved(0, block) for line in made] if block else made
    return lines


def _typed_words(one: Typed, turns: int, sheet: Sheet) -> list[Word]:
    """Place typed text in its field, one word a line: what it looks like is nowhere said."""
    x0, y0, x1, y1 = upright(one.box, turns, sheet.size)
    texts = one.text.splitlines()
    height = (y1 - y0) / len(texts)
    size = min(_FIELD_SIZE, height) if height > 0 else _FIELD_SIZE
    across = (min(x1, x0 + 0.5 * size * max(len(text), 1)) for text in texts)
    ink = Ink(round(size, 1))
    return [
        Word(text, x0, end, y0 + height * (at + 0.5) + 0.25 * size, ink)
        for at, (text, end) in enumerate(zip(texts, across, strict=True))
    ]


def _hidden_texts(
    placed: Placed, hidden: dict[int, str], typed: list[Typed], sheet: Sheet, number: int
) -> list[HiddenText]:
    """Return hidden text in lines, apart by how it is hidden."""
    found = [HiddenText(one.text, "hidden field", number, one.box) for one in typed]
    by_how: dict[tuple[str, int], list] = defaultdict(list)
    for glyph, drawn in placed:
        if id(drawn) in hidden:
            by_how[hidden[id(drawn)], drawn.turns].append(glyph)
    for (how, turns), glyphs in by_how.items():
        turn = partial(as_shown, turns=turns, page=sheet.size)
        for line in make_lines(read_in_order(make_words(glyphs)), page=number, turn=turn):
            found.append(HiddenText(line.text, how, number, line.box))
    return [one for one in found if any(char.isalnum() for char in one.text)]


def load_page(document: object, at: int) -> object:
    """Load a page by its index; the caller closes it. A page that cannot be loaded is falsy."""
    return pdfium.FPDF_LoadPage(document, at)
