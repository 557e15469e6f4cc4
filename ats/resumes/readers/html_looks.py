"""How an element of HTML is shown: as block, row or within a line, in which style, and whether at all."""

import re
from typing import Literal, NamedTuple

from lxml import etree

from ats.resumes.readers.css import Properties, Sheet
from ats.resumes.readers.drafts import TINY, Style

Display = Literal["inline", "block", "stack", "row", "cards", "table", "table-row", "cell", "none"]

_BLOCKS = frozenset((
             "address",         "article",         "aside",         "blockquote",         "body",
    "center",         "dd",         "details",         "dialog",         "dir",         "div",         "dl",
    "dt",         "fieldset",         "figcaption",         "figure",         "footer",         "form",
    "h1",         "h2",         "h3",         "h4",         "h5",         "h6",         "header",
    "hgroup",         "hr",         "html",         "legend",         "li",         "main",         "menu",
    "nav",         "ol",         "p",         "pre",         "section",         "summary",         "ul",
    "tr",         "tbody",         "thead",         "tfoot",         "caption",         "option",
    "optgroup",
))  # fmt: skip
_UNSHOWN = frozenset((
             "head",         "script",         "style",         "template",         "noscript",
    "title",         "svg",         "object",         "applet",         "embed",         "iframe",
    "frameset",         "audio",         "video",         "canvas",         "math",         "meta",
    "link",         "param",         "source",         "track",         "map",         "area",
    "colgroup",         "col",         "datalist",         "base",         "noframes",
))  # fmt: skip
_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67, "small": 0.83, "big": 1.2}
_BOLD_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"))
_ITALIC_TAGS = frozenset(("i", "em", "cite", "address", "dfn", "var"))
_NAMED_SIZES = {
    "xx-small": 7.0, "x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0, "xx-large": 24.0,
}  # fmt: skip
_UNITS = {"px": 0.75, "pt": 1.0, "rem": 12.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "vw": 9.6}
_NUMBER = re.compile(r"(-?\d{0,6}(?:\.\d{1,6})?)\s*(px|pt|r?em|in|cm|mm|pc|vw|%)?(?=$|[\s/,;])")
_COLOURS = {
    "white": 0xFFFFFF, "black": 0, "red": 0xFF0000, "blue": 0x0000FF, "green": 0x008000, "gray": 0x808080,
    "grey": 0x808080, "navy": 0x000080, "teal": 0x008080, "darkgray": 0xA9A9A9, "snow": 0xFFFAFA, "ivory": 0xFFFFF0,
}  # fmt: skip
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:\s*[,/]\s*([\d.]{1,8})(%?))?\s*\)")
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_AWAY = -500.0  # points; text that far off the edge is nowhere on the screen
_REPEATED = re.compile(r"repeat\(\s*(\d{1,2})\s*,")


class Look(NamedTuple):
    """The inherited look of an element: style, whether something lies behind it, and whether blanks count."""

    style: Style = Style(size=12.0)
    shaded: bool = False
    preformatted: bool = False


class Shown(NamedTuple):
    """How one element is shown. ``columns`` is that of a grid; ``spaced`` if its margins set it off in a line."""

    display: Display
    look: Look
    columns: int = 0
    floating: bool = False
    spaced: bool = False


def show(element: etree._Element, around: Look, sheet: Sheet) -> Shown:
    """Tell how an element is shown within one of another look."""
    tag = element.tag
    if tag in _UNSHOWN:
        return Shown("none", around)
    properties = sheet.properties(element)
    display = _display(tag, element, properties)
    look = Look(
        _style(tag, properties, around, element),
        around.shaded or _has_background(properties, element),
        tag in ("pre", "textarea") or properties.get("white-space", "-").startswith(("pre", "break-spaces"))
        if tag in ("pre", "textarea") or "white-space" in properties
        else around.preformatted,
    )
    if display == "none":
        look = look._replace(style=look.style._replace(hidden="hidden"))
    spaced = properties.get("display", "").startswith("inline-") or _has_margin(properties)
    floating = properties.get("float") in ("left", "right")
    return Shown(display, look, _columns(properties), floating, spaced)


def _display(tag: str, element: etree._Element, properties: Properties) -> Display:
    value = properties.get("display", "")
    if value == "none" or element.get("hidden") is not None and not value:
        return "none"
    if "flex" in value:
        direction = properties.get("flex-direction", "") + properties.get("flex-flow", "")
        if "column" in direction:
            return "stack"
        return "cards" if "wrap" in f"{properties.get('flex-wrap', '')} {direction}".split() else "row"
    if "grid" in value:
        return "cards" if _columns(properties) > 1 else "stack"
    if value in ("table-cell", "table-row"):
        return "cell" if value == "table-cell" else "table-row"
    if tag == "table" or tag in ("td", "th", "tr"):
        return "table" if tag == "table" else "cell" if tag != "tr" else "table-row"
    if value in ("block", "list-item", "table", "flow-root"):
        return "block"
    if value.startswith("inline") and tag not in ("li", "p"):
        return "inline"
    if value == "inline":
        return "inline"
    return "block" if tag in _BLOCKS else "inline"


def _columns(properties: Properties) -> int:
    template = properties.get("grid-template-columns", "")
    repeated = _REPEATED.match(template)
    if repeated:
        return int(repeated[1])
    return len(re.sub(r"\([^()]*\)", "", template).split()) if template != "none" else 0


def _style(tag: str, properties: Properties, around: Look, element: etree._Element) -> Style:
    bold, italic, size, colour, hidden = around.style
    weight = properties.get("font-weight") or _shorthand_weight(properties.get("font", ""))
    if weight:
        bold = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
    elif tag in _BOLD_TAGS:
        bold = True
    slant = properties.get("font-style")
    italic = slant in ("italic", "oblique") if slant else italic or tag in _ITALIC_TAGS
    declared = properties.get("font-size")
    size = _size(declared, size) if declared else size * _SIZES.get(tag, 1.0)
    found = _colour(properties.get("color") or (element.get("color") or "").lower() * (tag == "font"))
    colour = found if found is not None else colour
    shaded = around.shaded or _has_background(properties, element)
    return Style(bold, italic, round(size, 2), colour, _hidden(properties, hidden, colour, size, shaded))


def _shorthand_weight(font: str) -> str:
    return "bold" if "bold" in font.split() else ""


def _hidden(
    properties: Properties, around: str | None, colour: int | None, size: float, shaded: bool
) -> str | None:
    if around in ("hidden", "off the page", "transparent"):
        return around if properties.get("visibility") != "visible" else None
    if properties.get("visibility") in ("hidden", "collapse"):
        return "hidden"
    if _is_zero(properties.get("opacity")) or properties.get("color") == "transparent":
        return "transparent"
    if _is_away(properties):
        return "off the page"
    if size < TINY:
        return "tiny"
    return "white" if colour == 0xFFFFFF and not shaded else None


def _is_zero(value: str | None) -> bool:
    return value is not None and bool(re.fullmatch(r"0*(?:\.0*)?[1]?%?", value)) and not value.startswith("1")


def _is_away(properties: Properties) -> bool:
    if properties.get("position") in ("absolute", "fixed"):
        if any(_points(properties.get(edge)) < _AWAY for edge in ("left", "top", "right")):
            return True
        if re.match(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?", properties.get("clip", "")):
            return True
    return _points(properties.get("text-indent")) < _AWAY


def _points(value: str | None) -> float:
    found = _NUMBER.match(value or "")
    if not found or found[1] in ("", "-", ".", "-."):
        return 0.0
    return float(found[1]) * _UNITS.get(found[2] or "px", 12.0)


def _size(value: str, around: float) -> float:
    if value in _NAMED_SIZES:
        return _NAMED_SIZES[value]
    if value in ("smaller", "larger"):
        return around * (0.83 if value == "smaller" else 1.2)
    found = _NUMBER.match(value)
    if not found or found[1] in ("", "-", ".", "-."):
        return around
    number = max(float(found[1]), 0.0)
    if found[2] == "%":
        return around * number / 100
    if found[2] == "em":
        return around * number
    return number * _UNITS.get(found[2] or "px", 0.75) if found[2] or not number else around


def _colour(value: str | None) -> int | None:
    if not value:
        return None
    if value in _COLOURS:
        return _COLOURS[value]
    digits = _HEX.match(value)
    if digits:
        code = digits[1] if len(digits[1]) >= 6 else "".join(digit * 2 for digit in digits[1][:3])
        return int(code[:6], 16)
    found = _RGB.match(value)
    if found:
        red, green, blue = (min(int(found[index]), 255) for index in (1, 2, 3))
        return red << 16 | green << 8 | blue
    return None


def _has_background(properties: Properties, element: etree._Element) -> bool:
    value = " ".join(
        properties.get(name, "") for name in ("background", "background-color", "background-image")
    )
    value = f"{value} {(element.get('bgcolor') or '').lower()}".strip()
    if not value or value in ("none", "transparent"):
        return False
    return not re.fullmatch(r"(?:#fff|#ffffff|white|rgb\(255,\s*255,\s*255\))", value)


def _has_margin(properties: Properties) -> bool:
    return any(
        re.search(r"[1-9]", properties.get(f"{name}{side}", ""))
        for name in ("margin", "padding")
        for side in ("", "-left", "-right")
    )
