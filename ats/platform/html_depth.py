"""HTML of strangers written anew, well nested and no deeper than anybody writes it, in time that grows with its length.

Whatever reads HTML by the rules of browsers takes time with the square of how deep it is nested, and so can be kept
busy for minutes by a small page. What stands deeper than MOST_DEEP keeps its words and loses its elements.
"""

import re
from collections import Counter
from html import escape, unescape

MOST_DEEP = 100
_MOST_ATTRIBUTES = 50
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Their contents are no words; those of the second kind are read by rules of their own, and dropped but for their words.
_UNSHOWN = {each: re.compile(rf"</{each}(?=[\s/>])", re.IGNORECASE) for each in ("script", "style", "title")}
_OF_OTHER_RULES = {
    "html", "head", "body", "frameset", "frame", "iframe", "noembed", "noframes", "plaintext", "xmp", "textarea", "svg",
    "math", "select", "option", "optgroup", "form", "button", "nobr", "object", "applet", "marquee",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "pre", "center",
    "section", "article", "header", "footer", "main",
}  # fmt: skip
_CELLS, _ROWS = {"td", "th"}, {"tr", "tbody", "thead", "tfoot"}
_OF_TABLE = {"table"} | _ROWS | _CELLS
_ROOM_OF_TABLE = 4
# What a start tag ends that stands open directly around it.
_ENDS = {
    "p": {"p"}, "li": {"li", "p"}, "dd": {"dd", "dt", "p"}, "dt": {"dd", "dt", "p"}, "a": {"a"}, "td": _CELLS,
    "th": _CELLS, "tr": {"tr"} | _CELLS, **dict.fromkeys(("tbody", "thead", "tfoot"), _ROWS | _CELLS),
}  # fmt: skip
_TAG = re.compile(r"</?+([A-Za-z][^\s/>]*+)")
_NAME = re.compile(r"[a-z][\w:-]*")
_GAP = re.compile(r"[\s/]*+")
_ATTRIBUTE = re.compile(
    r"""([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\s>]*+)))?+"""
)


def flatten(page: str) -> str:
    """Return HTML that says the same, nested no deeper than MOST_DEEP; unchanged where it cannot be deeper."""
    if page.count("<") <= MOST_DEEP:
        return page
    writer = _Flattener()
    writer.read(page)
    return writer.result()


class _Flattener:
    """Writes start and end tags in pairs; a start tag too deep is left out together with its end."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        # How many of the open elements are written; they are the outermost ones.
        self._written = 0

    def result(self) -> str:
        while self._open:
            self._end_last()
        return "".join(self._out)

    def read(self, page: str) -> None:
        """Take a page apart as browsers do (WHATWG HTML, 13.2.5); what a broken end leaves open takes the rest."""
        place = 0
        while (start := page.find("<", place)) >= 0:
            self._words(page[place:start])
            tag = _TAG.match(page, start)
            if tag is not None:
                place = self._tag(page, tag)
            elif page.startswith("<!--", start):
                place = _after(page, "-->", start + 2)
            elif page.startswith(("<!", "<?", "</"), start):
                place = _after(page, ">", start)
            else:
                self._words("<")
                place = start + 1
        self._words(page[place:])

    def _tag(self, page: str, tag: re.Match) -> int:
        """Read a tag; return where it ends."""
        attributes: dict[str, str] = {}
        place = _GAP.match(page, tag.end()).end()
        while place < len(page) and page[place] != ">":
            found = _ATTRIBUTE.match(page, place)
            value = found[2] or found[3] or found[4] or ""
            if len(attributes) < _MOST_ATTRIBUTES:
                attributes.setdefault(found[1].lower(), unescape(value))
            place = _GAP.match(page, found.end()).end()
        name = tag[1].lower()
        if place >= len(page):
            return place
        if page[tag.start() + 1] == "/":
            self._end(name)
        elif name in _UNSHOWN:
            end = _UNSHOWN[name].search(page, place)
            return end.start() if end else len(page)
        else:
            self._start(name, attributes)
        return place + 1

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _OF_OTHER_RULES:
            return
        if tag in _ROWS or tag in _CELLS:
            if not self._back_to_table():
                self._out.append("<br>" if tag == "tr" else " ")
                return
        else:
            self._into_cell()
        while self._open and self._open[-1] in _ENDS.get(tag, ()):
            self._end_last()
        if tag in _CELLS and self._open[-1] != "tr":
            self._push("tr", {})
        if tag in _VOID:
            self._out.append(_written(tag, attributes))
        else:
            self._push(tag, attributes)

    def _back_to_table(self) -> bool:
        """End what a cell left open before the next one; return whether there is a table around."""
        for number, each in enumerate(reversed(self._open[-MOST_DEEP:])):
            if each in _OF_TABLE:
                for _ in range(number):
                    self._end_last()
                return True
        return False

    def _into_cell(self) -> None:
        """Give what stands in a table and in no cell one: browsers put each piece of it before the table."""
        if self._open and self._open[-1] in _OF_TABLE - _CELLS:
            if self._open[-1] != "tr":
                self._push("tr", {})
            self._push("td", {})

    def _push(self, tag: str, attributes: dict[str, str]) -> None:
        room = _ROOM_OF_TABLE if tag == "table" else 0
        if self._written == len(self._open) < MOST_DEEP - room:
            self._written += 1
            self._out.append(_written(tag, attributes))
        elif tag in _BLOCKS:
            self._out.append("<br>")
        self._open.append(tag)
        self._counts[tag] += 1

    def _end(self, tag: str) -> None:
        if not self._counts[tag]:
            return
        # The end of something further out than a table's cell ends nothing inside of it.
        for number, each in enumerate(reversed(self._open[-MOST_DEEP:])):
            if each == tag:
                for _ in range(number + 1):
                    self._end_last()
                return
            if each in _CELLS and tag not in _OF_TABLE:
                return

    def _end_last(self) -> None:
        tag = self._open.pop()
        self._counts[tag] -= 1
        if self._written > len(self._open):
            self._written -= 1
            self._out.append(f"</{tag}>")

    def _words(self, text: str) -> None:
        if text.strip():
            self._into_cell()
        if text:
            self._out.append(escape(unescape(text), quote=False))


def _written(tag: str, attributes: dict[str, str]) -> str:
    given = "".join(
        f' {name}="{escape(value)}"' for name, value in attributes.items() if _NAME.fullmatch(name)
    )
    return f"<{tag}{given}>"


def _after(page: str, end: str, start: int) -> int:
    found = page.find(end, start)
    return found + len(end) if found >= 0 else len(page)
