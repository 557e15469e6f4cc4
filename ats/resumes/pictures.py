"""Makes pictures of the pages of PDFs and pictures: WebP in two densities, for screens of one and of two pixels."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

from ats.resumes.limits import DEFAULT
from ats.resumes.readers.images import iter_frames
from ats.resumes.readers.pdf import open_pdf

WIDTH = 800
"""Pixels across at density 1; a page is narrower only where it would become higher than ``HEIGHT``."""
HEIGHT = 1600
MOST_PAGES = DEFAULT.pages
_QUALITY = 75
_EFFORTS = {
    1: 1,
    2: 0,
}  # of 0 to 6, by density: one more of each takes half as long again for a tenth fewer bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as WebP. A box in points lies ``width / PageSize.width`` times as far from the left, in pixels."""

    number: int
    width: int
    height: int
    density: int
    webp: bytes


def iter_pictures(data: bytes, kind: str, *, pages: range = range(1, MOST_PAGES + 1)) -> Iterator[Picture]:
    """Yield the pictures of the pages with these numbers, density 1 before 2; pages that cannot be drawn are left out.

    Raise BadPicture for a picture that cannot be opened. A PDF that cannot be opened has no pages.
    """
    drawn = _pdf_pages(data, pages) if kind == "pdf" else _frames(data, pages)
    for number, image in drawn:
        yield from _densities(number, image)


def draw_page(
    page: pdfium.PdfPage, most: tuple[int, int], *, scale: float | None = None, grey: bool = False
) -> Image:
    """Draw a page at ``scale`` pixels a point, or as large as fits into ``most`` pixels; never larger than that."""
    width, height = (max(side, 1.0) for side in page.get_size())
    fitting = min(most[0] / width, most[1] / height)
    bitmap = page.render(
        scale=min(scale or fitting, fitting), rev_byteorder=True, grayscale=grey, may_draw_forms=True
    )
    image = bitmap.to_pil()
    if image.width <= most[0] and image.height <= most[1]:
        return image
    # PDFium rounds up, so that a side can be a pixel past the limit.
    return image.crop((0, 0, min(image.width, most[0]), min(image.height, most[1])))


def _pdf_pages(data: bytes, pages: range) -> Iterator[tuple[int, Image.Image]]:
    document, _, _ = open_pdf(data)
    if document is None:
        return
    document.init_forms()
    count = len(document)
    for number in pages:
        if 1 <= number <= count:
            try:
                yield number, draw_page(document[number - 1], (2 * WIDTH, 2 * HEIGHT))
            except pdfium.PdfiumError:
                continue


def _frames(data: bytes, pages: range) -> Iterator[tuple[int, Image.Image]]:
    for number, frame in enumerate(iter_frames(data, MOST_PAGES, side=2 * WIDTH), 1):
        if number in pages:
            image = frame.image.convert("RGB")
            fitting = min(2 * WIDTH / image.width, 2 * HEIGHT / image.height)
            size = (max(1, round(image.width * fitting)), max(1, round(image.height * fitting)))
            yield number, image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _densities(number: int, image: Image.Image) -> Iterator[Picture]:
    image = image.convert("RGB")
    small = image.reduce(2) if min(image.size) > 1 else image
    for density, sized in ((1, small), (2, image)):
        packed = io.BytesIO()
        sized.save(packed, "WEBP", quality=_QUALITY, method=_EFFORTS[density])
        yield Picture(number, sized.width, sized.height, density, packed.getvalue())
