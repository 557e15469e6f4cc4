"""Tells what of a Word document stands where nobody sees it: frames, tables and boxes off the page, or without height.

Format: ECMA-376 part 1, 17.3.1.11 (frames), 17.3.1.33 (spacing), 17.4.57 (floating tables), 17.4.80 (heights of rows),
20.4.2 (drawings).
"""

import re

from lxml import etree

from ats.resumes.readers.word_styles import W

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WHOLE = re.compile(r"-?\d{1,9}")
_MARGIN = (
    2000  # twentieths of a point by which what is placed from a margin or column may lie left of it or above
)
_WIDEST, _HIGHEST = 17_500, 24_500  # a sheet of A3
_THINNEST = 30  # one and a half points; what is cut to that shows nothing of its text
_EMU = 635  # in a twentieth of a point
_STYLE = re.compile(
    r"(?:^|[;\s])(margin-left|margin-top|left|top|width|height)\s*:\s*(-?\d{1,6}(?:\.\d{1,4})?)(pt|in|px)?"
)
_UNITS = {"pt": 20.0, "in": 1440.0, "px": 15.0, "": 15.0}


def hidden_by_place(properties: etree._Element | None) -> str | None:
    """Return how a paragraph is hidden by its frame or the height of its lines (`w:pPr`), if it is."""
    if properties is None:
        return None
    frame, spacing = properties.find(f"{W}framePr"), properties.find(f"{W}spacing")
    if frame is not None:
        size = _number(frame, "w"), _number(frame, "h")
        if _is_off(_number(frame, "x"), _number(frame, "y"), *size):
            return "off the page"
        if _is_thin(frame, "h", "hRule"):
            return "clipped"
    return "clipped" if spacing is not None and _is_thin(spacing, "line", "lineRule") else None


def table_is_away(properties: etree._Element | None) -> bool:
    """Say whether a table floats off the page (`w:tblPr`)."""
    place = properties.find(f"{W}tblpPr") if properties is not None else None
    if place is None:
        return False
    # How wide a table is, its cells say; one is hardly wider than the page.
    return _is_off(_number(place, "tblpX"), _number(place, "tblpY"), _WIDEST, _HIGHEST)


def row_is_cut(row: etree._Element) -> bool:
    """Say whether a row of a table is cut to no height."""
    height = row.find(f"{W}trPr/{W}trHeight")
    return height is not None and _is_thin(height, "val", "hRule")


def box_is_away(content: etree._Element) -> bool:
    """Say whether the shape around the text of a box lies off the page."""
    for above in content.iterancestors():
        if above.tag == f"{_DRAWING}anchor":
            return _anchor_is_off(above)
        if above.get("style") and above.tag.endswith(("}shape", "}rect", "}roundrect")):
            return _style_is_off(above.get("style", ""))
    return False


def _anchor_is_off(anchor: etree._Element) -> bool:
    x, y = (_offset(anchor, f"position{axis}") for axis in "HV")
    extent = anchor.find(f"{_DRAWING}extent")
    size = (extent.get("cx", ""), extent.get("cy", "")) if extent is not None else ("", "")
    width, height = (int(each) // _EMU if _WHOLE.fullmatch(each) else 0 for each in size)
    return _is_off(x, y, width, height)


def _offset(anchor: etree._Element, name: str) -> int:
    offset = anchor.find(f"{_DRAWING}{name}/{_DRAWING}posOffset")
    text = (offset.text or "").strip() if offset is not None else ""
    return int(text) // _EMU if _WHOLE.fullmatch(text) else 0


def _style_is_off(style: str) -> bool:
    sides = {name: float(number) * _UNITS[unit] for name, number, unit in _STYLE.findall(style)}
    x, y = sides.get("margin-left", sides.get("left", 0.0)), sides.get("margin-top", sides.get("top", 0.0))
    return "absolute" in style and _is_off(x, y, sides.get("width", 0.0), sides.get("height", 0.0))


def _is_off(x: float, y: float, width: float, height: float) -> bool:
    return x > _WIDEST or y > _HIGHEST or x + width < -_MARGIN or y + height < -_MARGIN


def _is_thin(element: etree._Element, length: str, rule: str) -> bool:
    given = element.get(f"{W}{length}", "")
    return element.get(f"{W}{rule}") == "exact" and bool(_WHOLE.fullmatch(given)) and int(given) < _THINNEST


def _number(element: etree._Element, name: str) -> int:
    value = element.get(f"{W}{name}", "")
    return int(value) if _WHOLE.fullmatch(value) else 0
