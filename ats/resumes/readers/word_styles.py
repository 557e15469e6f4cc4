"""Styles of a DOCX: what a paragraph or run looks like by its own properties and the styles that it follows.

Format: ECMA-376 part 1, 17.7 (styles) and 17.3.2 (run properties).
"""

import re
from typing import NamedTuple

from lxml import etree

from ats.resumes.readers.drafts import PLAIN, Style
from ats.resumes.readers.sight import WHITE, hidden_by_look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_OFF = frozenset(("0", "false", "off"))
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d{1,9}")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_HIGHLIGHTS = {
    "black": 0, "blue": 0xFF, "cyan": 0xFFFF, "darkBlue": 0x80, "darkCyan": 0x8080, "darkGray": 0x808080,
    "darkGreen": 0x8000, "darkMagenta": 0x800080, "darkRed": 0x800000, "darkYellow": 0x808000, "green": 0xFF00,
    "lightGray": 0xC0C0C0, "magenta": 0xFF00FF, "red": 0xFF0000, "white": 0xFFFFFF, "yellow": 0xFFFF00,
}  # fmt: skip
_NARROW = 10  # percent of the width of characters; Word offers no less than 1, and people no less than 33
_LOWERED = 1000  # points up or down; a page is lower
_AWAY = 10_000  # twentieths of a point left of the margin; a page is about as wide
_STYLE, _STYLE_ENDS, _OF_TABLES = b"<w:style ", b"</w:style>", b'w:type="table"'
_DEPTH = 20  # styles that a style may follow


class Marks(NamedTuple):
    """What a paragraph is: level of a heading and depth of a list (0: none), its shading, how it is hidden."""

    heading: int = 0
    depth: int = 0
    shade: etree._Element | None = None
    hidden: str | None = None


def without_table_styles(data: bytes) -> bytes:
    """Cut the styles of tables out of the part that holds styles: no line follows them, and most of it is theirs."""
    kept, start = [], 0
    at = data.find(_STYLE)
    while at >= 0:
        end = data.find(_STYLE_ENDS, at) + len(_STYLE_ENDS)
        if end < len(_STYLE_ENDS):
            break
        if data.find(_OF_TABLES, at, data.find(b">", at)) >= 0:
            kept.append(data[start:at])
            start = end
        at = data.find(_STYLE, end)
    return b"".join([*kept, data[start:]])


def _is_ground(colour: etree._Element) -> bool:
    """Say whether a colour is the theme's for the page itself, and not darkened: it wins over the value beside it."""
    theme = colour.get(f"{W}themeColor")
    return theme in ("background1", "light1") and colour.get(f"{W}themeShade") is None


def is_on(element: etree._Element) -> bool:
    """Say whether a toggle property is on."""
    return element.get(_VAL, "1") not in _OFF


def with_properties(style: Style, properties: etree._Element | None, *, ground: int | None = WHITE) -> Style:
    """Return a style changed by run properties (`w:rPr`), on a ground (None: unknown)."""
    if properties is None:
        return style
    bold, italic, size, colour, hidden = style
    for each in properties:
        tag = each.tag
        if tag == f"{W}b":
            bold = is_on(each)
        elif tag == f"{W}i":
            italic = is_on(each)
        elif tag == f"{W}sz":
            size = _half_points(each.get(_VAL), size)
        elif tag == f"{W}color":
            colour = WHITE if _is_ground(each) else _colour(each.get(_VAL))
        elif tag == f"{W}shd":
            ground = ground_of(each, None)
        elif tag == f"{W}highlight":
            ground = _HIGHLIGHTS.get(each.get(_VAL, ""), ground)
        else:
            hidden = _hidden(each, hidden)
    return Style(bold, italic, size, colour, hidden_by_look(hidden, colour, size, ground))


def _hidden(property_: etree._Element, hidden: str | None) -> str | None:
    """Return how text is hidden by one property, given how it was before."""
    tag, value = property_.tag, _whole(property_.get(_VAL))
    if tag in (f"{W}vanish", f"{W}specVanish"):
        return "hidden" if is_on(property_) else None
    if tag == f"{W}w" and hidden in (None, "squeezed"):
        return "squeezed" if 0 < value < _NARROW else None
    if tag == f"{W}position" and hidden in (None, "off the page"):
        return "off the page" if abs(value) / 2 > _LOWERED else None
    return hidden


def ground_of(shade: etree._Element | None, around: int | None) -> int | None:
    """Return the colour of a shading (`w:shd`), that of what lies around it where it has none of its own."""
    if shade is None:
        return around
    fill = shade.get(f"{W}color" if shade.get(_VAL) == "solid" else f"{W}fill", "auto")
    return around if fill.lower() == "auto" else _colour(fill)


def _whole(value: str | None) -> int:
    return int(value) if value and _WHOLE.fullmatch(value) else 0


def _half_points(value: str | None, default: float) -> float:
    return int(value) / 2 if value and value.isdecimal() and len(value) < 6 else default


def _colour(value: str | None) -> int | None:
    return int(value, 16) if value and _HEX.fullmatch(value) else None


class Styles:
    """The styles of one document, resolved when they are first asked for."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._default = PLAIN
        self._default_paragraph: str | None = None
        self._looks: dict[tuple[str | None, str | None, int | None], Style] = {}
        self._marks: dict[str | None, Marks] = {}
        if tree is not None:
            self._take(tree)

    def _take(self, tree: etree._Element) -> None:
        self._default = with_properties(PLAIN, tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for element in tree.iterchildren(f"{W}style"):
            name = element.get(f"{W}styleId")
            if name:
                self._elements[name] = element
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default", "0") not in _OFF:
                self._default_paragraph = name

    def look(self, paragraph: str | None, run: str | None, *, ground: int | None = WHITE) -> Style:
        """Return the look of a run by the names of its paragraph's and its own style."""
        key = (paragraph, run, ground)
        if key not in self._looks:
            style = self._default
            for name in (paragraph or self._default_paragraph, run):
                for element in reversed(self._chain(name)):
                    style = with_properties(style, element.find(f"{W}rPr"), ground=ground)
            self._looks[key] = style
        return self._looks[key]

    def marks(self, paragraph: str | None) -> Marks:
        """Return what the style of a paragraph says that it is."""
        if paragraph not in self._marks:
            marks = Marks()
            for element in reversed(self._chain(paragraph or self._default_paragraph)):
                marks = with_marks(marks, element.find(f"{W}pPr"))
                name = element.find(f"{W}name")
                marks = _named(marks, name.get(_VAL, "") if name is not None else "")
            self._marks[paragraph] = marks
        return self._marks[paragraph]

    def _chain(self, name: str | None) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while name in self._elements and len(chain) < _DEPTH:
            element = self._elements[name]
            chain.append(element)
            based = element.find(f"{W}basedOn")
            name = based.get(_VAL) if based is not None else None
        return chain


def with_marks(marks: Marks, properties: etree._Element | None) -> Marks:
    """Return what a paragraph is, changed by paragraph properties (`w:pPr`)."""
    if properties is None:
        return marks
    for each in properties:
        if each.tag == f"{W}outlineLvl":
            value = each.get(_VAL, "9")
            marks = marks._replace(heading=int(value) + 1 if value in "012345678" else 0)
        elif each.tag == f"{W}numPr":
            marks = marks._replace(depth=_depth(each))
        elif each.tag == f"{W}shd":
            marks = marks._replace(shade=each)
        elif each.tag == f"{W}ind":
            left = each.get(f"{W}left") or each.get(f"{W}start")
            marks = marks._replace(hidden="off the page" if abs(_whole(left)) > _AWAY else None)
    return marks


def _depth(numbering: etree._Element) -> int:
    number, level = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    if number is not None and number.get(_VAL) == "0":
        return 0
    value = level.get(_VAL, "0") if level is not None else "0"
    return int(value) + 1 if value.isdecimal() and len(value) < 3 else 1


def _named(marks: Marks, name: str) -> Marks:
    heading = _HEADING.fullmatch(name)
    if heading:
        return marks._replace(heading=int(heading[1]))
    if name.lower() == "title":
        return marks._replace(heading=1)
    if name.lower().startswith(("list bullet", "list number")) and not marks.depth:
        return marks._replace(depth=int(name[-1]) if name[-1].isdecimal() else 1)
    return marks
