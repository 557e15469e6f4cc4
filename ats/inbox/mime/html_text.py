"""The words of an HTML body, by way of the sanitiser: one line for each block."""

import html
import re

import nh3

from ats.platform.html_depth import flatten

_BLOCKS = {
    "p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "hr", "pre",
}  # fmt: skip
_UNSHOWN = {"script", "style", "title", "noscript", "template"}
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_LONGEST = 1_000_000


def words_of_html(page: str) -> str:
    """Return the text of an HTML body; quoted blocks get a "> " before each line, as in a plain mail."""
    cleaned = nh3.clean(
        flatten(page[:_LONGEST]),
        tags=_BLOCKS,
        attributes={},
        clean_content_tags=_UNSHOWN,
        strip_comments=True,
    )
    lines: list[str] = []
    depth = 0
    line = ""
    end = 0
    for match in _TAG.finditer(cleaned):
        line += cleaned[end : match.start()]
        end = match.end()
        _break(lines, line, depth)
        line = ""
        if match[2] == "blockquote":
            depth = max(depth - 1, 0) if match[1] else depth + 1
        elif match[2] == "p" and not match[1]:
            lines.append("")
    _break(lines, line + cleaned[end:], depth)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _break(lines: list[str], line: str, depth: int) -> None:
    text = " ".join(html.unescape(line).split())
    if text:
        lines.append("> " * min(depth, 5) + text)
