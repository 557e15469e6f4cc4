"""Styles of an ODT: what text looks like by the named and automatic styles that it follows.

Format: OASIS OpenDocument 1.3 part 3, 16 (styles) and 20 (formatting attributes).
"""

import re
from collections.abc import Iterable

from lxml import etree

from ats.resumes.readers.drafts import PLAIN, Style
from ats.resumes.readers.sight import WHITE, hidden_by_look

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d+)?)(pt|in|cm|mm|px|%)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_BOLD = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_AWAY = 792.0  # points, eleven inches: further to the side than sheets of paper reach
_DEPTH = 20  # styles that a style may follow
_NO_FILL = frozenset((None, "transparent", "none"))
_PERCENT = re.compile(r"(-?\d{1,5})(?:\.\d{1,4})?%")
_NARROW = 10  # percent of the width of characters
_LOWERED = 2000  # percent of the height of characters: off the page


class Styles:
    """The styles of both parts of a document, resolved when they are first asked for."""

    def __init__(self, trees: Iterable[etree._Element]) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._looks: dict[tuple[str | None, str | None, Style | None, int | None], Style] = {}
        self._default = PLAIN
        for tree in trees:
            self._take(tree)

    def _take(self, tree: etree._Element) -> None:
        for element in tree.iter(f"{STYLE}style", f"{STYLE}default-style"):
            family = element.get(f"{STYLE}family", "")
            if element.tag == f"{STYLE}style":
                self._elements[family, element.get(f"{STYLE}name", "")] = element
            elif family == "paragraph":
                self._default = _changed(PLAIN, element, ground=WHITE)

    def paragraph(self, name: str | None, *, ground: int | None = WHITE) -> Style:
        """Return the look of a paragraph's text."""
        return self._look("paragraph", name, self._default, ground)

    def span(self, name: str | None, around: Style, *, ground: int | None = WHITE) -> Style:
        """Return the look of a span within text of another look."""
        return self._look("text", name, around, ground) if name else around

    def heading(self, name: str | None) -> int:
        """Return the level of the heading that a paragraph style is, 0 for none."""
        for element in self._chain("paragraph", name):
            level = element.get(f"{STYLE}default-outline-level", "")
            if level.isdecimal():
                return int(level)
            if element.get(f"{STYLE}name", "").lower() == "title":
                return 1
        return 0

    def ground(self, family: str, name: str | None, around: int | None) -> int | None:
        """Return the background of a paragraph or cell, that of what lies around it where it has none of its own."""
        for element in self._chain(family, name):
            for properties in element:
                fill = properties.get(f"{FO}background-color")
                if fill not in _NO_FILL:
                    return _colour(fill)
        return around

    def is_hidden_section(self, name: str | None) -> bool:
        """Say whether a section's style hides it."""
        return any(
            properties.get(f"{TEXT}display") == "none"
            for element in self._chain("section", name)
            for properties in element
        )

    def _look(self, family: str, name: str | None, around: Style, ground: int | None) -> Style:
        key = (family, name, around, ground)
        if key not in self._looks:
            style = around
            for element in reversed(self._chain(family, name)):
                style = _changed(style, element, ground=ground)
            self._looks[key] = style
        return self._looks[key]

    def _chain(self, family: str, name: str | None) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while name and (family, name) in self._elements and len(chain) < _DEPTH:
            element = self._elements[family, name]
            chain.append(element)
            name = element.get(f"{STYLE}parent-style-name")
        return chain


def _changed(style: Style, element: etree._Element, *, ground: int | None) -> Style:
    style = _moved(style, element.find(f"{STYLE}paragraph-properties"))
    properties = element.find(f"{STYLE}text-properties")
    if properties is None:
        return style
    bold, italic, size, colour, hidden = style
    get = properties.get
    if weight := get(f"{FO}font-weight"):
        bold = weight in _BOLD
    if slant := get(f"{FO}font-style"):
        italic = slant in ("italic", "oblique")
    size = _size(get(f"{FO}font-size"), size)
    if value := get(f"{FO}color"):
        colour = _colour(value) if _HEX.fullmatch(value) else colour
    fill = get(f"{FO}background-color")
    ground = ground if fill in _NO_FILL else _colour(fill)
    if display := get(f"{TEXT}display"):
        hidden = "hidden" if display == "none" else None
    if scale := _PERCENT.fullmatch(get(f"{STYLE}text-scale", "")):
        hidden = hidden or ("squeezed" if int(scale[1]) < _NARROW else None)
    if position := _PERCENT.match(get(f"{STYLE}text-position", "")):
        hidden = hidden or ("off the page" if abs(int(position[1])) > _LOWERED else None)
    return Style(bold, italic, size, colour, hidden_by_look(hidden, colour, size, ground))


def _moved(style: Style, properties: etree._Element | None) -> Style:
    """Take the margin and the indent of a paragraph, which may move its text off the page."""
    names = (f"{FO}margin-left", f"{FO}margin", f"{FO}text-indent")
    given = [properties.get(name) for name in names] if properties is not None else []
    if not any(given) or style.hidden not in (None, "off the page"):
        return style
    away = any(abs(_size(value, _AWAY / 2)) > _AWAY for value in given if value)
    return style._replace(hidden="off the page" if away else None)


def _colour(value: str | None) -> int | None:
    return int(value[1:], 16) if value and _HEX.fullmatch(value) else None


def _size(value: str | None, around: float) -> float:
    found = _LENGTH.fullmatch(value or "")
    if not found:
        return around
    number = float(found[1])
    return round(around * number / 100 if found[2] == "%" else number * _POINTS[found[2]], 2)
