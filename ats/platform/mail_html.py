"""HTML that came by mail, made harmless: text and its order, without styles, forms, scripts or frames.

Pictures are shown only where the mail brought them along; those from elsewhere are not loaded, and counted. What is
quoted is folded away with <details>. Nothing of this touches what is stored.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

import nh3
from markupsafe import Markup

from ats.platform.html_depth import flatten

_SHOWN = {
    "p", "br", "div", "span", "strong", "b", "em", "i", "u", "s", "ul", "ol", "li", "blockquote", "pre", "code", "hr",
    "a", "table", "thead", "tbody", "tr", "td", "th", "img",
}  # fmt: skip
_AS_DIV = {"center", "section", "article", "header", "footer", "main"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_VOID = {"br", "hr", "img"}
_QUOTE, _REST = "mail-quote", "mail-rest"
# How mail programs mark what they quote: Gmail, Yahoo, Proton; Outlook, of which all that follows is meant.
_QUOTE_CLASSES = ("gmail_quote", "yahoo_quoted", "protonmail_quote")
_REST_IDS = ("appendonsend", "divrplyfwdmsg", "mail-editor-reference-message-container")
_OUTLOOK_LINE = re.compile(r"\s*border:\s*none;\s*border-top:\s*solid", re.IGNORECASE)
# Outlook wraps the line above what it quotes into blocks of its own.
_WRAPPED_REST = re.compile(r'((?:<div>\s*+)++)(?:<div ((?:id|style)="mail-rest"))?+')
_OWN_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]{1,400000}")
# Longer HTML is shown as its text, which says the same.
LONGEST_SHOWN = 300_000
_FOLD = '<details class="quoted"><summary>Quoted text</summary>'


@dataclass(frozen=True)
class MailPage:
    """The HTML of a mail as it may be shown; ``blocked`` is how many pictures from elsewhere were left out."""

    body: Markup
    blocked: int = 0


def mail_page(page: str, picture_url: Callable[[str], str] | None = None) -> MailPage:
    """Return a mail's HTML made harmless; ``picture_url`` gives the address of a picture by its Content-ID."""
    cleaned = nh3.clean(
        flatten(page),
        tags=_SHOWN | _AS_DIV | _HEADINGS,
        attributes={"a": {"href"}, "img": {"src", "alt"}, "*": {"class", "id", "style"}},
        attribute_filter=_marked,
        url_schemes={"http", "https", "mailto", "cid", "data"},
        link_rel="nofollow noopener noreferrer",
        clean_content_tags={"script", "style", "title", "template"},
    )
    writer = _Writer(picture_url)
    writer.feed(_WRAPPED_REST.sub(_unwrapped, cleaned))
    writer.close()
    return MailPage(writer.result(), writer.blocked)


def _unwrapped(match: re.Match) -> str:
    """Mark the outermost of the blocks that hold nothing but what is quoted."""
    blocks, mark = match[1], match[2]
    return f"<div {mark}>{blocks.removeprefix('<div>')}<div" if mark else match[0]


def _marked(tag: str, name: str, value: str) -> str | None:
    """Keep nothing of class, id and style but what says that something is quoted."""
    if name == "class":
        is_quote = tag == "div" and any(each.startswith(_QUOTE_CLASSES) for each in value.split())
        return _QUOTE if is_quote else None
    if name == "id":
        return _REST if value.lower() in _REST_IDS else None
    if name == "style":
        return _REST if tag == "div" and _OUTLOOK_LINE.match(value) else None
    if name == "href":
        return value if re.match(r"(?:https?|mailto):", value, re.IGNORECASE) else None
    return value


class _Writer(HTMLParser):
    """Writes cleaned HTML anew: own pictures shown, others counted, what is quoted folded."""

    def __init__(self, picture_url: Callable[[str], str] | None) -> None:
        super().__init__(convert_charrefs=True)
        self.picture_url, self.blocked = picture_url, 0
        self._out: list[str] = []
        self._open: list[str] = []
        self._fold: tuple[int, bool] | None = None
        self._has_own_words = False

    def result(self) -> Markup:
        """Return what was written; where all of it is quoted, it is not folded."""
        written = "".join(self._out)
        if not self._has_own_words:
            written = written.replace('<details class="quoted">', '<details class="quoted" open>')
        return Markup(written)  # noqa: S704 - cleaned by nh3, and every text and attribute escaped on its way here

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "img":
            self._picture(given)
            return
        marks = {given.get(name) for name in ("class", "id", "style")}
        if self._fold is None and (tag == "blockquote" or marks & {_QUOTE, _REST}):
            self._out.append(_FOLD)
            self._fold = (len(self._open), _REST in marks)
        if tag not in _VOID:
            self._open.append(tag)
        self._out.append(_start(tag, given))

    def handle_endtag(self, tag):
        if tag in _VOID or not self._open:
            return
        if self._fold is not None and self._fold[1] and len(self._open) == self._fold[0]:
            self._end_fold()
        self._open.pop()
        self._out.append(f"</{_name(tag)}>")
        if self._fold is not None and not self._fold[1] and len(self._open) == self._fold[0]:
            self._end_fold()

    def handle_data(self, data):
        self._has_own_words = self._has_own_words or (self._fold is None and bool(data.strip()))
        self._out.append(escape(data, quote=False))

    def close(self):
        super().close()
        if self._fold is not None:
            self._end_fold()

    def _end_fold(self) -> None:
        self._out.append("</details>")
        self._fold = None

    def _picture(self, given: dict) -> None:
        source, words = given.get("src") or "", given.get("alt") or ""
        scheme = source.partition(":")[0].lower()
        address = ""
        if scheme == "cid" and self.picture_url is not None:
            address = self.picture_url(source[4:].strip())
        elif _OWN_PICTURE.fullmatch(source):
            address = source
        elif scheme in ("http", "https") or source.startswith("//"):
            self.blocked += 1
        if address:
            self._has_own_words = self._has_own_words or self._fold is None
            self._out.append(f'<img src="{escape(address)}" alt="{escape(words)}" loading="lazy">')
        elif words:
            self._out.append(f"[{escape(words, quote=False)}]")


def _name(tag: str) -> str:
    return "div" if tag in _AS_DIV else "p" if tag in _HEADINGS else tag


def _start(tag: str, given: dict) -> str:
    if tag == "a" and given.get("href"):
        return f'<a href="{escape(given["href"])}" rel="nofollow noopener noreferrer" target="_blank">'
    heading = ' class="mail-heading"' if tag in _HEADINGS else ""
    return f"<{_name(tag)}{heading}>"
