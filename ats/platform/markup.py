"""Markdown to safe HTML: raw HTML is escaped by the parser, and what comes out is cleaned once more."""

import html
import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "code",
    "pre",
    "a",
    "hr",
    "s",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})


@lru_cache(maxsize=512)
def markdown_to_html(text: str) -> Markup:
    """Return safe HTML; headings start at level 2, because a page has one level-1 heading of its own."""
    rendered = re.sub(r"<(/?)h1>", r"<\1h2>", _parser().render(text or ""))
    cleaned = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
    return Markup(cleaned)  # noqa: S704 - cleaned by nh3 on the line above


def plain_text(markdown: str) -> str:
    """Return the words of a Markdown text without its marks, for feeds and previews."""
    stripped = nh3.clean(str(markdown_to_html(markdown)), tags=set())
    return " ".join(html.unescape(stripped).split())
