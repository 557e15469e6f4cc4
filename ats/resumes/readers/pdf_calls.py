"""PDFium's functions about single characters and objects, with addresses in place of pointers.

A page has thousands of characters. Making a pointer for each of them, as pypdfium2's own declarations do, takes
several times as long as the call; here an object of a page is its address, and a place to write to is one as well.
"""

from ctypes import PYFUNCTYPE, Array, addressof, c_char_p, c_double, c_int, c_ulong, c_void_p, cast

import pypdfium2.raw as pdfium

Address = int


def _call(name: str, result: type, *arguments: type):  # noqa: ANN202 - ctypes has no name for its functions
    where = cast(getattr(pdfium, name), c_void_p).value
    return PYFUNCTYPE(result, *arguments)(where)


text_object = _call("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
loose_box = _call("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
origin = _call("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
char_box = _call("FPDFText_GetCharBox", c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
char_matrix = _call("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
has_no_meaning = _call("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
font_size = _call("FPDFTextObj_GetFontSize", c_int, c_void_p, c_void_p)
fill_colour = _call("FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
render_mode = _call("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
font_of = _call("FPDFTextObj_GetFont", c_void_p, c_void_p)
kind_of = _call("FPDFPageObj_GetType", c_int, c_void_p)
page_object = _call("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
form_object = _call("FPDFFormObj_GetObject", c_void_p, c_void_p, c_int)
clip_path = _call("FPDFPageObj_GetClipPath", c_void_p, c_void_p)
count_clips = _call("FPDFClipPath_CountPaths", c_int, c_void_p)
count_marks = _call("FPDFPageObj_CountMarks", c_int, c_void_p)
mark_of = _call("FPDFPageObj_GetMark", c_void_p, c_void_p, c_ulong)
marked_words = _call(
    "FPDFPageObjMark_GetParamStringValue", c_int, c_void_p, c_char_p, c_void_p, c_ulong, c_void_p
)
remove_mark = _call("FPDFPageObj_RemoveMark", c_int, c_void_p, c_void_p)
activate = _call("FPDFPageObj_SetIsActive", c_int, c_void_p, c_int)


def address_of(pointer: object) -> Address:
    """Return the address that one of pypdfium2's pointers holds, 0 if it is none."""
    return addressof(pointer.contents) if pointer else 0


def pointer_to(address: Address, kind: type) -> object:
    """Return a pointer as pypdfium2's own functions take it."""
    return cast(c_void_p(address), kind)


def doubles(count: int) -> tuple[Array[c_double], tuple[Address, ...]]:
    """Return places for numbers to be written to, and their addresses."""
    places = (c_double * count)()
    start = addressof(places)
    return places, tuple(start + 8 * at for at in range(count))
