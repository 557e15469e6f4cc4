"""Reads pages that are pictures: draws them for tesseract, and lays out the words that it finds."""

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageStat

from ats.resumes.layout import make_lines, read_in_order
from ats.resumes.layout.turns import as_shown
from ats.resumes.limits import DEFAULT
from ats.resumes.pictures import draw_page
from ats.resumes.readers.images import BadPicture, count_frames, iter_frames, open_picture
from ats.resumes.readers.pdf import open_pdf
from ats.resumes.readers.tesseract import (
    DPI,
    Recognised,
    Run,
    choose_language,
    find_turns,
    list_languages,
    recognise,
)  # fmt: skip
from ats.resumes.text import Box, Flag, Line, PageSize, TextRead

MOST_PAGES = DEFAULT.scanned_pages
"""Pages of one file that are recognised: each takes one to two seconds."""

_MOST_SIDE = 20 * DPI  # pixels: pages larger than 20 inches are drawn smaller
_CLEAR = 60.0  # mean confidence from which a page is not tried another way round
_LEGIBLE = 45.0  # mean confidence below which there is no text but noise
_FEWEST = 3  # words
_DARK = 0.8  # share of the mean brightness of a page below which a pixel is ink
_NOISE = 0.1  # share of pixels at the edge of ink; pages have up to 0.03, and specks alone 0.15 and more
_EVEN = 0.6  # share of it that the emptiest rows have as well; between lines of print is next to none


def read_scan(data: bytes, kind: str, run: Run, *, pages: Sequence[int] = ()) -> Iterator[TextRead]:
    """Yield a part for every page recognised: of a PDF those with the numbers ``pages``, of a picture all.

    ``run`` starts tesseract; what it raises comes through. Lines have boxes on the page as shown, sizes are estimates.
    """
    try:
        drawn, count, wanted = _drawn(data, kind, pages)
    except BadPicture as error:
        yield TextRead(kind, state="unread", why=str(error))
        return
    yield _beginning(kind, count, wanted)
    installed = list_languages(run)
    for number, image, size, broken in drawn:
        flags = (Flag("broken-picture", "breaks off in the middle of a picture"),) if broken else ()
        recognised, turns = _recognise(image, installed, run)
        if turns:
            flags += (Flag("turned", "was scanned upside down" if turns == 2 else "was scanned sideways"),)
        lines = _lines(recognised, turns, size, number)
        yield TextRead(
            kind, tuple(lines), flags=flags, pages=() if kind == "pdf" else (size,), page_count=count
        )


def _drawn(
    data: bytes, kind: str, pages: Sequence[int]
) -> tuple[Iterator[tuple[int, Image.Image, PageSize, bool]], int, int]:
    """Return the pages to recognise, how many the file has, and how many should be recognised."""
    if kind == "pdf":
        document, why, _ = open_pdf(data)
        if document is None:
            raise BadPicture(why)
        document.init_forms()
        wanted = [number for number in pages if 1 <= number <= len(document)]
        return _pdf_pages(document, wanted[:MOST_PAGES]), len(document), len(wanted)
    count = count_frames(open_picture(data))
    return _frames(data), count, count


def _beginning(kind: str, count: int, wanted: int) -> TextRead:
    if wanted <= MOST_PAGES:
        return TextRead(kind, page_count=count)
    words = f"has {wanted} scanned pages, of which {MOST_PAGES} were read"
    return TextRead(kind, page_count=count, state="partly", why=words, flags=(Flag("many-scans", words),))


def _pdf_pages(
    document: pdfium.PdfDocument, pages: Sequence[int]
) -> Iterator[tuple[int, Image.Image, PageSize, bool]]:
    for number in pages:
        page = document[number - 1]
        image = draw_page(page, (_MOST_SIDE, _MOST_SIDE), scale=DPI / 72, grey=True)
        yield number, image, PageSize(*page.get_size()), False


def _frames(data: bytes) -> Iterator[tuple[int, Image.Image, PageSize, bool]]:
    for number, frame in enumerate(iter_frames(data, MOST_PAGES), 1):
        scale = frame.size.width / 72 * DPI / frame.image.width
        size = (max(1, round(frame.image.width * scale)), max(1, round(frame.image.height * scale)))
        image = frame.image.convert("L").resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
        yield number, image, frame.size, frame.broken


def _recognise(image: Image.Image, installed: list[str], run: Run) -> tuple[Recognised, int]:
    """Recognise a page as it is, and if that makes little sense, the way round that it seems to be."""
    if _is_noise(image):
        return Recognised([], 0.0, 0.0), 0
    language = choose_language(installed)
    found = recognise(image, language, run)
    if found.confidence >= _CLEAR or not image.getbbox():
        return found, 0
    turns = find_turns(image, run) if "osd" in installed else 2
    if not turns:
        return found, 0
    turned = recognise(image.rotate(90 * turns, expand=True), language, run)
    return (turned, turns) if turned.confidence > found.confidence else (found, 0)


def _is_noise(image: Image.Image) -> bool:
    """Tell a page without anything but specks: tesseract would take each of them for a letter, one after the other."""
    dark = _DARK * ImageStat.Stat(image).mean[0]
    inked = image.point([0 if level < dark else 255 for level in range(256)])
    edges = ImageChops.difference(inked, ImageChops.offset(inked, 1, 0))
    rows = sorted(edges.resize((1, edges.height), Image.Resampling.BOX).tobytes())
    mean = sum(rows) / len(rows)
    return mean / 255 > _NOISE and rows[len(rows) // 20] > _EVEN * mean


def _lines(found: Recognised, turns: int, page: PageSize, number: int) -> list[Line]:
    if found.confidence < _LEGIBLE or len(found.words) < _FEWEST:
        return []

    def turn(box: Box) -> Box:
        x0, y0, x1, y1 = box
        sloping = (x0, y0 + found.slope * x0, x1, y1 + found.slope * x1)
        return as_shown(sloping, turns, page)

    return make_lines(read_in_order(found.words), page=number, turn=turn)
