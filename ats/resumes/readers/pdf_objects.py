"""Lists what a PDF page draws beside text, in the order of drawing: filled shapes and pictures with their places."""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from ats.resumes.readers import pdf_calls
from ats.resumes.readers.pdf_bullets import is_dot
from ats.resumes.readers.pdf_calls import Address
from ats.resumes.readers.pdf_page import Sheet
from ats.resumes.text import Box

_MOST = 6000  # objects looked at on one page
_DEPTH = 3  # forms within forms
_SMALL = 3.0  # points: what is smaller covers no text
_OF_A_DOT = 60  # lines and curves of a bullet at most
_OPAQUE = 128  # of 255

_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled path, picture or shading of some size: when it is drawn, where, and its colour if it has just one."""

    order: int
    box: Box
    picture: bool
    colour: int | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page draws: shapes, and when each text object is drawn, by its address."""

    shapes: list[Shape]
    order: dict[int, int]
    segments: int
    """How many lines and curves all paths have, filled or not."""
    pixels: int = 0
    """How many pixels the largest picture has."""
    plain: frozenset[int] = frozenset()
    """Addresses of the text objects that stand on the page itself, in no form."""
    dots: tuple[Box, ...] = ()
    """Small round or square shapes, filled or not, that may be bullets."""


def list_drawing(page: object, sheet: Sheet) -> Drawing:
    """Look at the objects of a page, forms included."""
    drawing = Drawing([], {}, 0)
    dots: list[Box] = []
    segments = pixels = 0
    plain = set()
    for order, (address, kind, matrix, depth) in enumerate(_objects(page)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.order[address] = order
            if not depth:
                plain.add(address)
            continue
        handle = pdf_calls.pointer_to(address, pdfium.FPDF_PAGEOBJECT)
        picture = kind != pdfium.FPDF_PAGEOBJ_PATH
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pixels = max(pixels, _pixels(handle))
        colour, fills = (None, True) if picture else _fill(handle)
        parts = 0 if picture else max(pdfium.FPDFPath_CountSegments(handle), 0)
        segments += parts
        simple = not picture and parts <= _OF_A_DOT
        box = _box(handle, matrix, sheet) if fills or simple else None
        if box and simple and is_dot(box):
            dots.append(box)
        if box and fills and min(box[2] - box[0], box[3] - box[1]) >= _SMALL:
            drawing.shapes.append(Shape(order, box, picture, colour))
    return Drawing(drawing.shapes, drawing.order, segments, pixels, frozenset(plain), tuple(dots))


def _objects(page: object) -> Iterator[tuple[Address, int, _Matrix, int]]:
    """Yield leaf objects with their kind, the matrix of the form that they stand in, and how many forms are around."""
    left = _MOST
    count = pdfium.FPDFPage_CountObjects(page)
    stack = [(pdf_calls.page_object, pdf_calls.address_of(page), iter(range(count)), _PLAIN)]
    while stack and left:
        get, owner, places, matrix = stack[-1]
        for at in places:
            address = get(owner, at)
            kind = pdf_calls.kind_of(address)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                if len(stack) <= _DEPTH:
                    stack.append(_inner(address, matrix))
                    break
                continue
            left -= 1
            yield address, kind, matrix, len(stack) - 1
            if not left:
                break
        else:
            stack.pop()


def _inner(address: Address, matrix: _Matrix) -> tuple:
    """Return how to go through the objects of a form."""
    form = pdf_calls.pointer_to(address, pdfium.FPDF_PAGEOBJECT)
    count = pdfium.FPDFFormObj_CountObjects(form)
    return pdf_calls.form_object, address, iter(range(count)), _times(_matrix(form), matrix)


def _pixels(image: object) -> int:
    width, height = c_uint(), c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(image, byref(width), byref(height))
    return width.value * height.value


def _fill(path: object) -> tuple[int | None, bool]:
    """Return colour of a path's filling, and whether it has one that covers."""
    mode, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(mode), byref(stroke))
    if not mode.value:
        return None, False
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint(255)
    known = pdfium.FPDFPageObj_GetFillColor(path, byref(red), byref(green), byref(blue), byref(alpha))
    return (red.value << 16 | green.value << 8 | blue.value if known else None), alpha.value >= _OPAQUE


def _box(handle: object, matrix: _Matrix, sheet: Sheet) -> Box:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(handle, byref(left), byref(bottom), byref(right), byref(top))
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return sheet.shown_box(min(xs), min(ys), max(xs), max(ys))


def _matrix(form: object) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(form, byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
