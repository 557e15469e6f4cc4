"""Tells what of a Word document stands where nobody sees it: frames, tables and boxes off the page, or without height.

Format: ECMA-376 part 1, 17.3.1.11 (frames), 17.3.1.33 (spacing), 17.4.57 (floating tables), 17.4.80 (heights of rows),
20.4.2 (drawings).
"""

import re

from lxml import etree

from ats.resumes.readers.word_styles import W

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WHOLE = re.compile(r"-?\d{1,9}")
_WIDEST, _HIGHEST = 17_500, 24_500  # twentieths of a point; a sheet of A3, or one of A4 on its side
_EDGE = 2_000  # by which what is placed from the edge of the page may lie beyond it
_MARGIN = 6_000  # no margin is wider: what is placed from one may lie in it
_FROM_EDGE = ("page", "leftMargin", "topMargin", "left-margin-area", "top-margin-area")
_THINNEST = 30  # one and a half points; what is cut to that shows nothing of its text
_EMU = 635  # in a twentieth of a point
_STYLE = re.compile(
    r"(?:^|[;\s])(margin-left|margin-top|left|top|width|height)\s*:\s*(-?\d{1,6}(?:\.\d{1,4})?)(pt|in|px|mm|cm)?"
)
_BASE = re.compile(r"mso-position-(horizontal|vertical)(-relative)?\s*:\s*([a-z-]{1,30})")
_UNITS = {"pt": 20.0, "in": 1440.0, "mm": 56.7, "cm": 567.0, "px": 15.0, "": 15.0}
_Place = tuple[float, float, str]
"""Of one axis: where something begins, how much of it there is (0: as much as its text), and from what that counts."""
_SHAPES = ("}shape", "}rect", "}roundrect", "}group")


def hidden_by_place(properties: etree._Element | None) -> str | None:
    """Return how a paragraph is hidden by its frame or the height of its lines (`w:pPr`), if it is."""
    if properties is None:
        return None
    frame, spacing = properties.find(f"{W}framePr"), properties.find(f"{W}spacing")
    if frame is not None:
        height = _number(frame, "h") if frame.get(f"{W}hRule") == "exact" else 0
        across, down = (
            (0 if frame.get(f"{W}{axis}Align") else _number(frame, axis), extent, frame.get(f"{W}{base}", ""))
            for axis, extent, base in (("x", _number(frame, "w"), "hAnchor"), ("y", height, "vAnchor"))
        )
        if _is_off(across, down):
            return "off the page"
        if _is_thin(frame, "h", "hRule"):
            return "clipped"
    return "clipped" if spacing is not None and _is_thin(spacing, "line", "lineRule") else None


def table_is_away(properties: etree._Element | None) -> bool:
    """Say whether a table floats off the page (`w:tblPr`)."""
    place = properties.find(f"{W}tblpPr") if properties is not None else None
    if properties is None or place is None:
        return False
    columns = [column for grid in properties.itersiblings(f"{W}tblGrid") for column in grid]
    inside = _is_in_cell(properties.getparent())
    across, down = (
        (
            0 if place.get(f"{W}tblp{axis}Spec") else _number(place, f"tblp{axis}"),
            extent,
            "" if inside else place.get(f"{W}{base}", ""),
        )
        for axis, extent, base in (
            ("X", sum(_number(column, "w") for column in columns), "horzAnchor"),
            ("Y", 0, "vertAnchor"),
        )
    )
    return _is_off(across, down)


def row_is_cut(row: etree._Element) -> bool:
    """Say whether a row of a table is cut to no height, and nothing in it floats: that would not be cut."""
    height = row.find(f"{W}trPr/{W}trHeight")
    return (
        height is not None
        and _is_thin(height, "val", "hRule")
        and next(row.iter(f"{W}txbxContent"), None) is None
    )


def box_is_away(content: etree._Element) -> bool:
    """Say whether the shape around the text of a box lies off the page."""
    for above in content.iterancestors():
        if above.tag == f"{_DRAWING}anchor":
            return _anchor_is_off(above)
        if above.get("style") and above.tag.endswith(_SHAPES) and not _is_in_group(above):
            return _style_is_off(above)
    return False


def _is_in_group(shape: etree._Element) -> bool:
    """Say whether a shape is part of a group, which alone has its place on the page."""
    above = shape.getparent()
    return above is not None and above.tag.endswith("}group")


def _anchor_is_off(anchor: etree._Element) -> bool:
    extent = anchor.find(f"{_DRAWING}extent")
    size = (extent.get("cx", ""), extent.get("cy", "")) if extent is not None else ("", "")
    across, down = (
        _place(anchor, f"position{axis}", int(each) // _EMU if _WHOLE.fullmatch(each) else 0)
        for axis, each in zip("HV", size, strict=True)
    )
    return _is_off(across, down)


def _place(anchor: etree._Element, name: str, extent: int) -> _Place:
    position = anchor.find(f"{_DRAWING}{name}")
    text = (position.findtext(f"{_DRAWING}posOffset") or "").strip() if position is not None else ""
    if position is None or not _WHOLE.fullmatch(text):
        return 0, extent, ""
    return int(text) // _EMU, extent, "" if _is_in_cell(anchor) else position.get("relativeFrom", "")


def _style_is_off(shape: etree._Element) -> bool:
    style = shape.get("style", "")
    if "absolute" not in style:
        return False
    inside = _is_in_cell(shape)
    lengths = {name: float(number) * _UNITS[unit] for name, number, unit in _STYLE.findall(style)}
    bases = {axis + relative: base for axis, relative, base in _BASE.findall(style)}
    across, down = (
        (
            lengths.get(f"margin-{side}", lengths.get(side, 0.0))
            if bases.get(axis, "absolute") == "absolute"
            else 0.0,
            lengths.get(extent, 0.0),
            "" if inside else bases.get(f"{axis}-relative", ""),
        )
        for axis, side, extent in (("horizontal", "left", "width"), ("vertical", "top", "height"))
    )
    return _is_off(across, down)


def _is_in_cell(element: etree._Element | None) -> bool:
    """Say whether something stands in a cell of a table; what floats there is placed from the cell."""
    return element is not None and next(element.iterancestors(f"{W}tc"), None) is not None


def _is_off(across: _Place, down: _Place) -> bool:
    return _is_outside(*across, _WIDEST) or _is_outside(*down, _HIGHEST)


def _is_outside(at: float, extent: float, base: str, sheet: int) -> bool:
    """Say whether something lies before or behind all of a sheet.

    A column, paragraph or character, from which most is placed, may itself stand at the far end of the page. Where no
    extent is given, it is that of the text, which may fill the page.
    """
    reach = _EDGE if base in _FROM_EDGE else _MARGIN if base == "margin" else sheet
    return at > sheet or at + (extent if extent > 0 else sheet) < -reach


def _is_thin(element: etree._Element, length: str, rule: str) -> bool:
    """Say whether a height is so little that nothing shows; none at all means that it is the text's."""
    given = element.get(f"{W}{length}", "")
    return (
        element.get(f"{W}{rule}") == "exact" and bool(_WHOLE.fullmatch(given)) and 0 < int(given) < _THINNEST
    )


def _number(element: etree._Element, name: str) -> int:
    value = element.get(f"{W}{name}", "")
    return int(value) if _WHOLE.fullmatch(value) else 0
