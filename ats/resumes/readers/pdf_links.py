"""Reads the links of a PDF page: their targets and the places that they cover; nothing is followed or run."""

import re
from collections.abc import Iterator
from ctypes import byref, c_int, create_string_buffer

import pypdfium2.raw as pdfium

from ats.resumes.readers.pdf_page import Sheet
from ats.resumes.text import Box

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+-]*):(?!\d)")
_SCHEMES = frozenset(("", "http", "https", "mailto", "tel"))
_RUNNING = frozenset(("javascript", "vbscript", "data"))
_LONGEST = 2048  # bytes of a target that are kept


def list_links(document: object, page: object, sheet: Sheet) -> tuple[list[tuple[Box, str]], bool]:
    """Return place and target of every link to an address (PDF 1.7, 12.6.4.7), and whether one would run something.

    Addresses without a scheme are kept as they are. Others than those of the web, mail and telephone are left out.
    """
    found = [(_place(link, sheet), target) for link in _links(page) if (target := _target(document, link))]
    safe = [(box, target) for box, target in found if _scheme(target) in _SCHEMES]
    return safe, any(_scheme(target) in _RUNNING for _, target in found)


def _scheme(target: str) -> str:
    found = _SCHEME.match(target)
    return found[1].lower() if found else ""


def _links(page: object) -> Iterator[object]:
    position, link = c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, byref(position), byref(link)):
        yield link


def _target(document: object, link: object) -> str | None:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return None
    buffer = create_string_buffer(_LONGEST)
    length = pdfium.FPDFAction_GetURIPath(document, action, buffer, _LONGEST)
    if not 1 < length <= _LONGEST:
        return None
    return buffer.raw[: length - 1].decode("utf-8", "replace").strip() or None


def _place(link: object, sheet: Sheet) -> Box:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFLink_GetAnnotRect(link, byref(rect))
    return sheet.shown_box(rect.left, rect.bottom, rect.right, rect.top)
