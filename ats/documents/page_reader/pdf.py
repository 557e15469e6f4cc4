"""Reads a PDF in the child with PDFium: text first, as that seldom fails, then an image of every page."""

import io
import time

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ats.documents.page_reader.failures import ReadFailed
from ats.documents.page_reader.frames import PAGE_HEIGHT, PAGE_WIDTH, PAGES, FrameWriter

_QUALITY = 75
_EFFORT = 2  # of 0 to 6: above 2 a page takes twice the time for 3 % fewer bytes
_CPU_SECONDS = 6  # after that no further page is begun


def read_pdf(data: bytes, out: FrameWriter) -> None:
    """Send page count, text and images of the first pages; raise ReadFailed."""
    document = _opened(data)
    pages = len(document)
    out.count(pages)
    if not pages:
        raise ReadFailed("damaged")
    document.init_forms()
    numbers = range(min(pages, PAGES))
    whole = all([_send_text(document, number, out) for number in numbers])
    whole = all(_send_image(document, number, out) for number in numbers) and whole
    if not whole or pages > PAGES:
        raise ReadFailed("partial")


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code == pdfium_c.FPDF_ERR_PASSWORD
        raise ReadFailed("password" if locked else "damaged") from error


def _send_text(document: pdfium.PdfDocument, number: int, out: FrameWriter) -> bool:
    try:
        text = document[number].get_textpage().get_text_range()
    except pdfium.PdfiumError:
        return False
    # PDFium marks a hyphen at the end of a line by a code that is no character.
    return out.text(text.replace("\ufffe", "-") + "\n\n")


def _send_image(document: pdfium.PdfDocument, number: int, out: FrameWriter) -> bool:
    if time.process_time() > _CPU_SECONDS:
        return False
    try:
        page = document[number]
        width, height = page.get_size()
        scale = min(PAGE_WIDTH / max(width, 1), PAGE_HEIGHT / max(height, 1))
        bitmap = page.render(scale=scale, rev_byteorder=True)
    except pdfium.PdfiumError:
        return False
    # PDFium rounds up, so that a side can be a pixel past the limit.
    image = bitmap.to_pil().crop((0, 0, min(bitmap.width, PAGE_WIDTH), min(bitmap.height, PAGE_HEIGHT)))
    packed = io.BytesIO()
    image.save(packed, "WEBP", quality=_QUALITY, method=_EFFORT)
    return out.page(number + 1, image.width, image.height, packed.getvalue())
