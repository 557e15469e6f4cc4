"""Reads what was typed into a PDF's form fields and text notes; PDFium's text of a page does not hold it."""

from collections.abc import Callable, Iterator
from ctypes import byref, c_ushort
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from ats.resumes.readers.pdf_page import Sheet
from ats.resumes.text import Box

_TYPED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_UNSEEN = 1 << 1 | 1 << 5  # hidden, not on screens (PDF 1.7, table 165)
_MOST_NOTES = 1000  # annotations looked at on one page
_LONGEST = 4000  # characters of one value


@dataclass(frozen=True, slots=True)
class Typed:
    """Text that somebody typed onto a page, and where."""

    text: str
    box: Box
    unseen: bool


def list_typed(form: object, page: object, sheet: Sheet) -> list[Typed]:
    """Return the values of text fields and lists, and text notes, in the file's order; ``form`` may be None."""
    found = []
    for note in _notes(page):
        text = _value(form, note)
        if text and text.strip():
            unseen = bool(pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN)
            found.append(Typed(text.strip(), _place(note, sheet), unseen))
    return found


def _notes(page: object) -> Iterator[object]:
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        if note:
            yield note
            pdfium.FPDFPage_CloseAnnot(note)


def _value(form: object, note: object) -> str | None:
    subtype = pdfium.FPDFAnnot_GetSubtype(note)
    if subtype == pdfium.FPDF_ANNOT_FREETEXT:
        return _string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size))
    if form is None or subtype != pdfium.FPDF_ANNOT_WIDGET:
        return None
    if pdfium.FPDFAnnot_GetFormFieldType(form, note) not in _TYPED:
        return None
    return _string(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))


def _string(call: Callable[[object, int], int]) -> str:
    buffer = (c_ushort * (_LONGEST + 1))()
    size = 2 * (_LONGEST + 1)
    length = call(buffer, size)
    if not 2 < length <= size:
        return ""
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace")


def _place(note: object, sheet: Sheet) -> Box:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, byref(rect))
    return sheet.shown_box(rect.left, rect.bottom, rect.right, rect.top)
