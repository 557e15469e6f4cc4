"""Reads a PDF page by page with PDFium; what was read of one page is handed over before the next is begun."""

from collections.abc import Iterator

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from ats.resumes.limits import DEFAULT
from ats.resumes.readers.parts import join_parts
from ats.resumes.readers.pdf_alarms import DAMAGED, lacks_objects, list_alarms
from ats.resumes.readers.pdf_bullets import Bullets
from ats.resumes.readers.pdf_defusing import defuse, rooted
from ats.resumes.readers.pdf_sheet import load_page, read_page
from ats.resumes.text import LOCKED, Flag, TextRead

MOST_PAGES = DEFAULT.pages

_DAMAGED = "is damaged and could not be opened"
_LACKING = "is damaged or breaks off; only a part of it could be read"
_NO_PAGES = "has no pages that could be read"


def read_pdf(data: bytes) -> TextRead:
    """Return the text of a PDF."""
    return join_parts(iter_pdf(data))


def iter_pdf(data: bytes) -> Iterator[TextRead]:
    """Yield first what is known of the whole file, then a part for every page, its lines counted from its beginning.

    ``join_parts`` makes one of any number of them: whoever has to stop a reading keeps what was yielded until then.
    """
    flags = list_alarms(data)
    damaged = DAMAGED in flags
    document, why, defused = open_pdf(data)
    if document is None:
        yield TextRead("pdf", flags=(*flags, *defused), state="unread", why=why)
        return
    yield _beginning(len(document), (*flags, *defused))
    if damaged and lacks_objects(data):
        yield TextRead("pdf", page_count=len(document), state="partly", why=_LACKING)
    yield from _pages(document, len(document), damaged)


def open_pdf(data: bytes) -> tuple[pypdfium.PdfDocument | None, str, list[Flag]]:
    """Open a file, if need be with a trailer that it has lost; without a document say why.

    What would burst a reader is taken out before; the flags say what that was.
    """
    data, defused = defuse(data)
    return *_opened(data), defused


def _opened(data: bytes) -> tuple[pypdfium.PdfDocument | None, str]:
    for mend in (None, rooted):
        attempt = mend(data) if mend else data
        try:
            document = pypdfium.PdfDocument(attempt) if attempt else None
        except pypdfium.PdfiumError as error:
            if error.err_code == pdfium.FPDF_ERR_PASSWORD:
                return None, LOCKED
            continue
        if document is not None:
            return (document, "") if len(document) else (None, _NO_PAGES)
    return None, _DAMAGED


def _beginning(count: int, flags: tuple[Flag, ...]) -> TextRead:
    if count <= MOST_PAGES:
        return TextRead("pdf", flags=flags, page_count=count)
    words = f"has {count} pages, of which the first {MOST_PAGES} were read"
    many = Flag("many-pages", words)
    return TextRead("pdf", flags=(*flags, many), page_count=count, state="partly", why=words)


def _pages(document: pypdfium.PdfDocument, count: int, damaged: bool) -> Iterator[TextRead]:
    document.init_forms()
    form = document.formenv.raw if document.formenv else None
    bullets = Bullets()
    lost = 0
    for at in range(min(count, MOST_PAGES)):
        page = load_page(document.raw, at)
        if not page:
            lost += 1
            yield _lost(at + 1, count)
            continue
        try:
            yield read_page(document.raw, form, page, at + 1, bullets, damaged=damaged)
        finally:
            pdfium.FPDF_ClosePage(page)
    if lost == min(count, MOST_PAGES):
        yield TextRead("pdf", page_count=count, state="unread", why=_NO_PAGES)


def _lost(number: int, count: int) -> TextRead:
    why = f"has a page that could not be read (page {number})"
    return TextRead("pdf", flags=(Flag("lost-page", why),), page_count=count, state="partly", why=why)
