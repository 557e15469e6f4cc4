"""Reads a PDF page by page with PDFium; what was read of one page is handed over before the next is begun."""

from collections import defaultdict
from collections.abc import Iterator
from ctypes import byref
from dataclasses import replace

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from ats.resumes.layout import Glyph, make_lines, make_words, read_in_order
from ats.resumes.layout.turns import as_shown, upright
from ats.resumes.readers.parts import join_parts
from ats.resumes.readers.pdf_links import list_links
from ats.resumes.readers.pdf_text import PageText, Sheet
from ats.resumes.text import Flag, Line, TextRead

MOST_PAGES = 30

_LOCKED = "is password protected"
_DAMAGED = "is damaged and could not be opened"


def read_pdf(data: bytes) -> TextRead:
    """Return the text of a PDF."""
    return join_parts(iter_pdf(data))


def iter_pdf(data: bytes) -> Iterator[TextRead]:
    """Yield a part for every page, its lines counted from the page's beginning."""
    try:
        document = pypdfium.PdfDocument(data)
    except pypdfium.PdfiumError as error:
        locked = error.err_code == pdfium.FPDF_ERR_LOCKED
        yield TextRead("pdf", state="unread", why=_LOCKED if locked else _DAMAGED)
        return
    count = len(document)
    if not count:
        yield TextRead("pdf", state="unread", why=_DAMAGED)
        return
    part = TextRead("pdf", page_count=count)
    if count > MOST_PAGES:
        words = f"has {count} pages, of which the first {MOST_PAGES} were read"
        part = replace(part, state="partly", why=words, flags=(Flag("many-pages", words),))
    yield part
    for number in range(1, min(count, MOST_PAGES) + 1):
        yield _page_part(document, number, part)


def _page_part(document: pypdfium.PdfDocument, number: int, part: TextRead) -> TextRead:
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return replace(part, state="partly", why=f"has a page that could not be read (page {number})")
    try:
        sheet = _sheet(page)
        text = PageText(page, sheet)
        lines = _lines(document, page, text, sheet, number)
        text.close()
        return replace(part, lines=tuple(lines), pages=(sheet.size,))
    finally:
        pdfium.FPDF_ClosePage(page)


def _sheet(page: object) -> Sheet:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, byref(rect))
    return Sheet(rect.left, rect.bottom, rect.right, rect.top, pdfium.FPDFPage_GetRotation(page) % 4)


def _lines(
    document: pypdfium.PdfDocument, page: object, text: PageText, sheet: Sheet, number: int
) -> list[Line]:
    by_turns: dict[int, list[Glyph]] = defaultdict(list)
    for glyph, drawn in text.glyphs():
        by_turns[drawn.turns].append(glyph)
    targets = list_links(document.raw, page, sheet)
    lines: list[Line] = []
    for turns in sorted(by_turns, key=lambda turns: -len(by_turns[turns])):
        rows = read_in_order(make_words(by_turns[turns]))
        start = lines[-1].end + 1 if lines else 0
        here = [(upright(box, turns, sheet.size), target) for box, target in targets]
        lines += make_lines(
            rows,
            page=number,
            start=start,
            turn=lambda box, turns=turns: as_shown(box, turns, sheet.size),
            targets=here,
        )
    return lines
