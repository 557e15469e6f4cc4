"""A page of postings as numbered lines that people can read beside what was understood of it; pure."""

import html
import re

from ats.openings.importing.html_source import clean_page
from ats.openings.importing.source import Format, read_text, tell_format

_TAG = re.compile(r"</?([a-zA-Z0-9]*)[^<>]*>")
_INSIDE_WORDS = frozenset(
    ["a", "abbr", "b", "code", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"]
)


def readable_lines(data: bytes | str, name: str | None = None) -> list[tuple[int, str]]:
    """Return (number from 1, text) of the lines that hold text; of HTML only the words.

    The numbers are those that the reader's findings name. Raises UnreadablePage as the reader does.
    """
    text = read_text(data)
    if tell_format(text, name) is Format.HTML:
        text = _TAG.sub(_without_tag, clean_page(text).markup)
        lines = [" ".join(html.unescape(line).split()) for line in text.split("\n")]
    else:
        lines = [line.rstrip() for line in text.split("\n")]
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _without_tag(tag: re.Match[str]) -> str:
    """Keep words apart where a tag did, and the line ends within it, so that the numbers stay right."""
    return ("" if tag[1].lower() in _INSIDE_WORDS else " ") + "\n" * tag.group().count("\n")
