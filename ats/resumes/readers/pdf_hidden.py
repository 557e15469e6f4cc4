"""Finds text of a PDF page that a person who looks at the page cannot see.

Looks raise suspicion cheaply; what is suspected is then judged by drawing the page with and without it.
"""

from collections.abc import Iterable
from ctypes import POINTER, byref, c_float, c_ulong, c_ushort, cast, create_string_buffer, string_at
from dataclasses import dataclass

import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from ats.resumes.readers import pdf_calls
from ats.resumes.readers.pdf_objects import Drawing, Shape
from ats.resumes.readers.pdf_page import Sheet
from ats.resumes.readers.pdf_text import Drawn
from ats.resumes.text import Box

_TINY = 4.0  # points on a page of at least the height of A4
_HEIGHT = 842.0
_UNSEEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_SEVERAL, _NARROW = 4, 0.4  # letters, points for each of them: narrower than a hair
_LAYER, _MARKS = "OC\0".encode("utf-16-le"), 20  # the mark of optional content; marks within each other
_FAINT = 13  # of 255: alpha below which nothing is seen
_PALE = 215  # of 255: brightness from which text needs a dark ground
_NEAR = 40  # of 255: colours that hardly differ
_CONTRAST = 16  # of 255: what a person can tell apart
_SCALE, _MOST_SIDE = 1.2, 2400  # pixels a point, pixels
_SCANNED = 0.6  # share of the page that one picture covers on a scan


@dataclass(slots=True)
class Seen:
    """Text objects that look alike and continue each other, and where they stand on the page as shown."""

    all: list[Drawn]
    box: Box
    letters: int

    @property
    def drawn(self) -> Drawn:
        """The first of them, which looks as all do."""
        return self.all[0]


def find_hidden(page: object, sheet: Sheet, seen: list[Seen], drawing: Drawing) -> dict[int, str]:
    """Return how text is hidden, by the id of its ``Drawn``; what can be seen is not in it."""
    hidden: list[tuple[Seen, str]] = []
    doubtful: list[tuple[Seen, str]] = []
    layer = is_scan(sheet, drawing)
    for one in seen:
        if how := _plainly_hidden(one, sheet, layer):
            hidden.append((one, how))
        elif how := _suspicion(one, sheet, drawing):
            doubtful.append((one, how))
    hidden += _unseen(page, sheet, doubtful)
    return {id(drawn): how for one, how in hidden for drawn in one.all}


def is_scan(sheet: Sheet, drawing: Drawing) -> bool:
    """Tell a page of which one picture covers most, as scanners make them: text drawn invisibly is its text then."""
    return covers(sheet, drawing, _SCANNED)


def covers(sheet: Sheet, drawing: Drawing, share: float) -> bool:
    """Tell a page of which one picture covers at least such a share."""
    least = share * sheet.size.width * sheet.size.height
    return any(shape.picture and _area(shape.box) >= least for shape in drawing.shapes)


def _plainly_hidden(one: Seen, sheet: Sheet, layer: bool) -> str | None:
    x0, y0, x1, y1 = one.box
    if x1 <= 0 or y1 <= 0 or x0 >= sheet.size.width or y0 >= sheet.size.height:
        return "off the page"
    if one.drawn.mode in _UNSEEN_MODES:
        return None if layer else "invisible"
    if one.drawn.alpha < _FAINT:
        return "transparent"
    if one.letters > 1 and one.drawn.ink.size * max(1.0, _HEIGHT / max(sheet.size.height, 1.0)) < _TINY:
        return "tiny"
    across = (y1 - y0) if one.drawn.turns % 2 else (x1 - x0)
    return "squeezed" if one.letters >= _SEVERAL and across < _NARROW * one.letters else None


def _suspicion(one: Seen, sheet: Sheet, drawing: Drawing) -> str | None:
    """Say why text might not be seen: in a layer, a form or out of its clip, pale, like its ground, or drawn over."""
    if any(_is_in_layer(drawn) for drawn in one.all):
        return "in a layer that is off"
    if _is_clipped(one, sheet):
        return "clipped"
    order = drawing.order.get(one.drawn.handle, -1)
    over = [shape for shape in drawing.shapes if _holds(shape.box, one.box)]
    if any(shape.order > order >= 0 for shape in over):
        return "covered"
    below = [shape for shape in over if shape.order < order]
    ground = below[-1] if below else None
    colour = one.drawn.ink.colour or 0
    if _brightness(colour) >= _PALE and not _is_dark(ground):
        return "white"
    if ground is not None and ground.colour is not None and _distance(ground.colour, colour) < _NEAR:
        return "as its ground"
    # Whether a form is shown at all depends on its layer and on the clip around it, of which its text knows nothing.
    is_within = any(drawn.handle not in drawing.plain for drawn in one.all)
    # The invisible text of a scan is not drawn wherever it stands.
    return "in a part that is not shown" if is_within and one.drawn.mode not in _UNSEEN_MODES else None


def _is_dark(ground: Shape | None) -> bool:
    return ground is not None and ground.colour is not None and _brightness(ground.colour) < _PALE - 2 * _NEAR


def _is_in_layer(drawn: Drawn) -> bool:
    """Tell text of optional content (PDF 1.7, 8.11); whether that is shown is seen when the page is drawn."""
    handle = pdf_calls.pointer_to(drawn.handle, pdfium.FPDF_PAGEOBJECT)
    name, written = create_string_buffer(16), c_ulong()
    for at in range(min(pdf_calls.count_marks(drawn.handle), _MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(handle, at)
        asked = mark and pdfium.FPDFPageObjMark_GetName(
            mark, cast(name, POINTER(c_ushort)), 16, byref(written)
        )
        if asked and name.raw[: written.value] == _LAYER:
            return True
    return False


def _is_clipped(one: Seen, sheet: Sheet) -> bool:
    """Tell text of which the clipping path lets nothing through."""
    address = pdf_calls.clip_path(one.drawn.handle)
    paths = pdf_calls.count_clips(address) if address else 0
    if paths <= 0:
        return False
    clip = pdf_calls.pointer_to(address, pdfium.FPDF_CLIPPATH)
    x, y = c_float(), c_float()
    for path in range(paths):
        points = []
        for at in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), 8)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, at)
            if pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
                points.append(sheet.shown(x.value, y.value))
        if points and not _overlap(_hull(points), one.box):
            return True
    return False


def _unseen(page: object, sheet: Sheet, doubtful: list[tuple[Seen, str]]) -> list[tuple[Seen, str]]:
    """Draw the page with and without the doubtful text: where nothing changes, nobody sees it."""
    if not doubtful:
        return []
    scale = min(_SCALE, _MOST_SIDE / max(sheet.size.width, sheet.size.height, 1.0))
    area = _area_of([one.box for one, _ in doubtful], sheet, scale)
    with_it = _drawn(page, sheet, scale, area)
    _activate(doubtful, False)
    difference = ImageChops.difference(with_it, _drawn(page, sheet, scale, area))
    _activate(doubtful, True)
    return [(one, how) for one, how in doubtful if not _differs(difference, one.box, scale, area)]


def _area_of(boxes: list[Box], sheet: Sheet, scale: float) -> tuple[int, int, int, int]:
    """Return the part of the page that holds all boxes, in pixels."""
    x0, y0 = min(box[0] for box in boxes), min(box[1] for box in boxes)
    x1, y1 = max(box[2] for box in boxes), max(box[3] for box in boxes)
    left, top = max(int(x0 * scale) - 1, 0), max(int(y0 * scale) - 1, 0)
    right = min(int(min(x1, sheet.size.width) * scale) + 2, int(sheet.size.width * scale) + 1)
    bottom = min(int(min(y1, sheet.size.height) * scale) + 2, int(sheet.size.height * scale) + 1)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _activate(doubtful: list[tuple[Seen, str]], active: bool) -> None:
    for one, _ in doubtful:
        for drawn in one.all:
            pdf_calls.activate(drawn.handle, active)


def _drawn(page: object, sheet: Sheet, scale: float, area: tuple[int, int, int, int]) -> Image.Image:
    """Draw part of a page in grey, without its annotations."""
    whole = max(1, round(sheet.size.width * scale)), max(1, round(sheet.size.height * scale))
    left, top, right, bottom = area
    width, height = right - left, bottom - top
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *whole, 0, pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("L", (width, height), pixels, "raw", "L", stride)


def _differs(difference: Image.Image, box: Box, scale: float, area: tuple[int, int, int, int]) -> bool:
    x0, y0 = max(int(box[0] * scale) - area[0], 0), max(int(box[1] * scale) - area[1], 0)
    x1, y1 = (int(box[2] * scale) + 2 - area[0], int(box[3] * scale) + 2 - area[1])
    part = (x0, y0, min(x1, difference.width), min(y1, difference.height))
    if part[0] >= part[2] or part[1] >= part[3]:
        return False
    return difference.crop(part).getextrema()[1] >= _CONTRAST


def _brightness(colour: int) -> int:
    return (299 * (colour >> 16) + 587 * (colour >> 8 & 255) + 114 * (colour & 255)) // 1000


def _distance(one: int, other: int) -> int:
    return max(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (16, 8, 0))


def _holds(outer: Box, inner: Box) -> bool:
    """Tell a box that holds most of another."""
    if not _overlap(outer, inner):
        return False
    width = min(outer[2], inner[2]) - max(outer[0], inner[0])
    height = min(outer[3], inner[3]) - max(outer[1], inner[1])
    return width * height >= 0.8 * _area(inner)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _hull(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)
