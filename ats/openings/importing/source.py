"""The file as it came: refusing what is no text page, decoding the rest, and telling its format."""

import re
from enum import StrEnum
from pathlib import PurePath

MAX_BYTES = 2 * 1024 * 1024
MAX_LINES = 40_000
MAX_TAGS = 120_000


class UnreadablePage(ValueError):
    """The file cannot be read as a page of openings; the message says why, in words for the screen."""


class PageTooLong(UnreadablePage):
    """The page has more lines, tags or entries than any page of openings, however short each of them is."""

    def __init__(self) -> None:
        super().__init__(
            "This page has too many lines for a page of openings. Save only the part with the openings."
        )


class Format(StrEnum):
    """The formats a page may come in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an older Word or Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{1,30})", re.IGNORECASE)
_CONTROL = dict.fromkeys([*range(9), 11, *range(14, 32), 127, 0xFEFF, 0x200B, 0x00AD])
_SUFFIXES = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".json": Format.JSON,
}
_TAG = re.compile(
    r"<!doctype html|</?(?:html|body|head|div|p|h[1-6]|ul|ol|li|br|table|tr|td|section|article|main|strong|"
    r"b|script)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)
_MARKDOWN_BOLD_LINE = re.compile(r"^ {0,3}(?:\*\*|__)[^*_\n]{2,100}(?:\*\*|__):?[ \t]*$", re.MULTILINE)
_MANY_CONTROLS = 0.01


def read_text(data: bytes | str) -> str:
    """Decode a page to text with "\\n" line ends and no control characters.

    Bytes may be in UTF-8, UTF-16, UTF-32, a declared encoding or Windows-1252. Raises UnreadablePage for what
    is empty, too large or not text.
    """
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise UnreadablePage(
            f"This page is larger than {MAX_BYTES // 1024 // 1024} MB. Save only the part with the openings."
        )
    text = _decode(data) if isinstance(data, bytes) else data
    if not text.strip("\ufeff\x00 \t\r\n\f\xa0"):
        raise UnreadablePage("This page is empty.")
    _refuse_binary(text)
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\f", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    return text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROL)


def tell_format(text: str, name: str | None) -> Format:
    """Tell the format by the content, with the file's name as a hint where the content leaves it open."""
    hint = _SUFFIXES.get(PurePath(name).suffix.lower()) if name else None
    start = text.lstrip()[:1]
    if start and start in "{[" and (hint is Format.JSON or re.match(r"\s*[\[{]\s*[\"{\[\]}]", text)):
        return Format.JSON
    markdown = _MARKDOWN_HEADING.search(text) is not None
    if _is_html(text, markdown):
        return Format.HTML
    if markdown or hint is Format.MARKDOWN or _MARKDOWN_BOLD_LINE.search(text):
        return Format.MARKDOWN
    return Format.TEXT


def _is_html(text: str, markdown: bool) -> bool:
    """Say whether tags carry the structure; a tag or two inside Markdown do not make it HTML."""
    if re.match(r"\s*<(?:!doctype|html|\?xml)\b", text, re.IGNORECASE):
        return True
    tags = sum(1 for _ in zip(_TAG.finditer(text), range(4), strict=False))
    return tags >= 1 and not markdown


def _decode(data: bytes) -> str:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadablePage(
                f"This is {kind}. Save the page as text, HTML, Markdown or JSON, or paste its text."
            )
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):  # the next encoding is tried; the last one cannot fail
            continue
    return data.decode("cp1252", "replace")


def _encodings(data: bytes) -> list[str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return [encoding]
    sample = data[:2000]
    if sample.count(0) > len(sample) * 0.3:
        return ["utf-16-be"] if sample[0] == 0 else ["utf-16-le"]
    declared = _DECLARED.search(sample)
    return ["utf-8", *([declared[1].decode("ascii")] if declared and _is_text_codec(declared[1]) else [])]


def _is_text_codec(name: bytes) -> bool:
    """Keep codecs that decode bytes to something else, such as "hex" or "idna", away from the page."""
    return (
        re.match(
            rb"(?:utf|iso|latin|windows|cp|koi|mac|ascii|us-ascii|shift|euc|gb|big5)", name, re.IGNORECASE
        )
        is not None
    )


def _refuse_binary(text: str) -> None:
    controls = len(text) - len(text.translate(_BINARY_CONTROLS))
    if controls > max(2, len(text) * _MANY_CONTROLS):
        raise UnreadablePage(
            "This file is not text. Save the page as text, HTML, Markdown or JSON, or paste its text."
        )


_BINARY_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 27), *range(28, 32), 127, 0xFFFD])
