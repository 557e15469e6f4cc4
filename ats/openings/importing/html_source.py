"""HTML made safe to parse: comments and scripts cut out, what only looks like a tag escaped.

The standard library's parser takes quadratic time on markup that is opened and never closed. Every construct
that reaches it from here is closed and short, and the line numbers stay as they were.
"""

import re
from dataclasses import dataclass, replace

from ats.openings.importing.source import MAX_TAGS, PageTooLong

_TAG = re.compile(r"</?[a-zA-Z][^\s/<>]{0,50}(?:[^<>\"']++|\"[^\"]{0,4000}+\"|'[^']{0,4000}+'){0,100}+>")
_NAME = re.compile(r"</?[a-zA-Z][^\s/<>]{0,50}")
_RAW = re.compile(r"<(script|style|textarea|title|xmp|plaintext|noembed|noframes)\b", re.IGNORECASE)
_DATA_ADDRESS = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%_.-]*")
_TAG_AT = re.compile(r"<[^<>]*>")
_ON_ITS_OWN_LINE = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|dd|details|div|dl|dt|fieldset|figcaption|footer|form|h[1-6]|header|"
    r"hr|li|main|nav|ol|p|section|summary|table|td|th|title|tr|ul)\b",
    re.IGNORECASE,
)
# Tags, so that a row of a table stays on its line.
_MOST_ON_A_LINE = 24
_LINKED_DATA = re.compile(r"application/ld\+json", re.IGNORECASE)
_LONGEST_TAG = 4000
_DROPPED = frozenset(("script", "style", "textarea", "xmp", "noembed", "noframes"))
_CLOSINGS = {name: re.compile(rf"</{name}\b[^<>]{{0,100}}>", re.IGNORECASE) for name in (*_DROPPED, "title")}


@dataclass(frozen=True)
class CleanMarkup:
    """Markup with every construct closed, and the texts of the JSON-LD scripts that were in it."""

    markup: str
    linked_data: tuple[str, ...]


def clean_page(html: str) -> CleanMarkup:
    """Clean the markup of a whole page, as clean_markup does, with lines that say where something stands.

    Where the lines of the file hold most of the page in rows of elements, as those of a page on one line do, each
    element that stands on a line of its own begins one. Pages whose lines are written by hand keep theirs.
    """
    cleaned = clean_markup(html)
    counts = [sum(1 for _ in _ON_ITS_OWN_LINE.finditer(line)) for line in cleaned.markup.split("\n")]
    crowded = sum(count for count in counts if count > _MOST_ON_A_LINE)
    return replace(cleaned, markup=_laid_out(cleaned.markup)) if crowded * 2 > sum(counts) else cleaned


def _laid_out(markup: str) -> str:
    """Begin a line at each element that stands on one, where something stands on the line before it."""
    parts: list[str] = []
    position = 0
    is_empty = True
    for tag in _TAG_AT.finditer(markup):
        between = markup[position : tag.start()]
        is_empty = not between.rpartition("\n")[2].strip() and (is_empty or "\n" in between)
        is_new = not is_empty and _ON_ITS_OWN_LINE.match(tag.group()) is not None
        is_empty = is_empty or is_new
        parts += [between, "\n" if is_new else "", tag.group()]
        position = tag.end()
    return "".join([*parts, markup[position:]])


def clean_markup(html: str) -> CleanMarkup:
    """Cut scripts and comments out of HTML and escape each "<" that opens no closed tag, in linear time.

    Raises PageTooLong for more tags than any page of openings has.
    """
    html = _DATA_ADDRESS.sub("data:,", html)
    parts: list[str] = []
    linked_data: list[str] = []
    position = count = 0
    while (start := html.find("<", position)) >= 0:
        count += 1
        if count > MAX_TAGS:
            raise PageTooLong
        parts.append(html[position:start])
        kept, position, script = _construct(html, start)
        parts.append(kept)
        if script is not None:
            linked_data.append(script)
    parts.append(html[position:])
    return CleanMarkup("".join(parts), tuple(linked_data))


def _construct(html: str, start: int) -> tuple[str, int, str | None]:
    """Read what begins at a "<": what to keep of it, where it ends, and the JSON-LD text it may hold."""
    if html.startswith("<!--", start):
        return _cut(html, start, html.find("-->", start + 4), 3)
    if html.startswith(("<!", "<?"), start):
        return _cut(html, start, html.find(">", start), 1)
    tag = _TAG.match(html, start)
    if tag is None:
        return "&lt;", start + 1, None
    raw = _RAW.match(html, start)
    if raw is not None and raw[1].lower() in _DROPPED:
        return _cut_raw(html, tag, raw[1].lower())
    if raw is not None and (
        raw[1].lower() != "title" or not _CLOSINGS["title"].search(html, tag.end(), tag.end() + _LONGEST_TAG)
    ):
        return "", tag.end(), None
    return _short(tag.group()), tag.end(), None


def _cut(html: str, start: int, end: int, width: int) -> tuple[str, int, None]:
    stop = len(html) if end < 0 else end + width
    return _line_ends(html, start, stop), stop, None


def _cut_raw(html: str, tag: re.Match[str], name: str) -> tuple[str, int, str | None]:
    closing = _CLOSINGS[name].search(html, tag.end())
    stop, content_end = (closing.end(), closing.start()) if closing else (len(html), len(html))
    is_data = name == "script" and _LINKED_DATA.search(tag.group()) is not None
    return _line_ends(html, tag.start(), stop), stop, html[tag.end() : content_end] if is_data else None


def _line_ends(html: str, start: int, stop: int) -> str:
    return "\n" * html.count("\n", start, stop)


def _short(tag: str) -> str:
    """Keep a tag as it is, or without its attributes when they are longer than any page needs."""
    if len(tag) <= _LONGEST_TAG:
        return tag
    return _NAME.match(tag).group() + ">" + _line_ends(tag, 0, len(tag))
