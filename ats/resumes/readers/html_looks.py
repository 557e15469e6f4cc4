"""How an element of HTML is shown: as block, row or within a line, in which style, and whether at all."""

import re
from itertools import islice
from typing import Literal, NamedTuple

from lxml import etree

from ats.resumes.readers.css import Properties, Sheet
from ats.resumes.readers.css_boxes import NUMBER, UNITS, hides_box
from ats.resumes.readers.css_colours import CLEAR, find_ground, parse_colour
from ats.resumes.readers.drafts import Style
from ats.resumes.readers.sight import WHITE, hidden_by_look

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
_WHOLLY = frozenset(("hidden", "closed", "off the page", "transparent", "clipped", "small"))
_BEFORE = 8  # elements before one that are asked whether they float
_FILTERED = re.compile(r"opacity\(0*(?:\.0*)?%?\)")
_REPEATED = re.compile(r"repeat\(\s*(\d{1,2})\s*,")


class Look(NamedTuple):
    """The inherited look of an element: style, the ground behind it (None: unknown), and whether blanks count."""

    style: Style = Style(size=12.0)
    ground: int | None = WHITE
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
    ground = _ground(properties, element, around.ground)
    boxed, afloat = _is_boxed(display, properties), _is_afloat(element, properties, sheet)
    look = Look(
        _style(tag, properties, around, element, ground, boxed=boxed, afloat=afloat),
        ground,
        tag in ("pre", "textarea") or properties.get("white-space", "-").startswith(("pre", "break-spaces"))
        if tag in ("pre", "textarea") or "white-space" in properties
        else around.preformatted,
    )
    if display == "none":
        look = look._replace(style=look.style._replace(hidden="hidden"))
    spaced = properties.get("display", "").startswith("inline-") or _has_margin(properties)
    return Shown(display, look, _columns(properties), _floats(properties), spaced)


def _display(tag: str, element: etree._Element, properties: Properties) -> Display:
    value = properties.get("display", "")
    if value == "none" or not value and _is_unasked(element):
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


def _is_unasked(element: etree._Element) -> bool:
    """Say whether an element is not shown unless a style says how: hidden, or what pops up when somebody asks."""
    if element.tag == "dialog":
        return element.get("hidden") is not None or element.get("open") is None
    return element.get("hidden") is not None or element.get("popover") is not None


def _columns(properties: Properties) -> int:
    template = properties.get("grid-template-columns", "")
    repeated = _REPEATED.match(template)
    if repeated:
        return int(repeated[1])
    return len(re.sub(r"\([^()]*\)", "", template).split()) if template != "none" else 0


def _is_boxed(display: Display, properties: Properties) -> bool:
    return display != "inline" or properties.get("display", "").startswith("inline-") or _floats(properties)


def _floats(properties: Properties) -> bool:
    return properties.get("float") in ("left", "right")


def _is_afloat(element: etree._Element, properties: Properties, sheet: Sheet) -> bool:
    """Say whether an element floats or stands in a line, or comes soon after one that floats, if it is pulled back."""
    if _floats(properties) or properties.get("display", "").startswith("inline-"):
        return True
    if not any("-" in value for name, value in properties.items() if name.startswith(("margin", "left"))):
        return False
    before = islice(element.itersiblings("*", preceding=True), _BEFORE)
    return any(_floats(sheet.properties(each)) for each in before)


def _style(
    tag: str,
    properties: Properties,
    around: Look,
    element: etree._Element,
    ground: int | None,
    *,
    boxed: bool,
    afloat: bool,
) -> Style:
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
    found = parse_colour(properties.get("color") or (element.get("color") or "").lower() * (tag == "font"))
    colour = found.rgb if found and found.alpha > 0 else colour
    clear = found is not None and found.alpha < CLEAR
    if hidden == "closed" and _opens(element):
        hidden = None
    hidden = _hidden(properties, hidden, clear=clear, boxed=boxed, afloat=afloat)
    if hidden is None and _is_closed(element, properties):
        hidden = "closed"
    return Style(
        bold, italic, round(size, 2), colour, hidden_by_look(hidden, colour, max(size, 0.01), ground)
    )


def _shorthand_weight(font: str) -> str:
    return "bold" if "bold" in font.split() else ""


def _is_closed(element: etree._Element, properties: Properties) -> bool:
    """Say whether an element shows only itself or its summary, whatever stands in it."""
    if element.tag == "details" and element.get("open") is None:
        return properties.get("::details-content") not in ("visible", "auto")
    until_found = (element.get("hidden") or "").lower() == "until-found"
    return until_found or properties.get("content-visibility") == "hidden"


def _opens(element: etree._Element) -> bool:
    """Say whether an element is the summary that is seen of what is closed, unless that is closed in itself."""
    above = element.getparent()
    if element.tag != "summary" or above is None or above.tag != "details":
        return False
    if above.find("summary") is not element:
        return False
    return all(around.get("open") is not None for around in above.iterancestors("details"))


def _hidden(
    properties: Properties, around: str | None, *, clear: bool, boxed: bool, afloat: bool
) -> str | None:
    """Return how an element is hidden, but for its size and colour; what hides one hides all that stand in it."""
    if properties.get("visibility") == "visible" and around == "hidden":
        around = None
    if around in _WHOLLY:
        return around
    if properties.get("visibility") in ("hidden", "collapse"):
        return "hidden"
    if _is_clear(properties.get("opacity")) or clear or _FILTERED.search(properties.get("filter", "")):
        return "transparent"
    return hides_box(properties, boxed=boxed, afloat=afloat)


def _is_clear(value: str | None) -> bool:
    found = re.fullmatch(r"(\d{0,3}(?:\.\d{0,6})?)(%?)", value or "")
    if not found or not re.search(r"\d", found[1]):
        return False
    return float(found[1]) / (100 if found[2] else 1) < CLEAR


def _size(value: str, around: float) -> float:
    if value in _NAMED_SIZES:
        return _NAMED_SIZES[value]
    if value in ("smaller", "larger"):
        return around * (0.83 if value == "smaller" else 1.2)
    found = NUMBER.match(value)
    if not found or found[1] in ("", "-", ".", "-."):
        return around
    number = max(float(found[1]), 0.0)
    if found[2] == "%":
        return around * number / 100
    if found[2] == "em":
        return around * number
    return number * UNITS.get(found[2] or "px", 0.75) if found[2] or not number else around


def _ground(properties: Properties, element: etree._Element, around: int | None) -> int | None:
    """Return the colour behind an element's text; None where a picture, a gradient or half a colour lies there."""
    value = " ".join(
        properties.get(name, "") for name in ("background", "background-color", "background-image")
    )
    value = f"{value} {(element.get('bgcolor') or '').lower()}".strip()
    if not value or value in ("none", "transparent"):
        return around
    found = find_ground(value)
    if found and found.alpha == 0:
        return around
    return found.rgb if found and found.alpha == 1 else None


def _has_margin(properties: Properties) -> bool:
    return any(
        re.search(r"[1-9]", properties.get(f"{name}{side}", ""))
        for name in ("margin", "padding")
        for side in ("", "-left", "-right")
    )
