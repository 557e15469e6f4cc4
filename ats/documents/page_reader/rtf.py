"""Reads the text of RTF in the child: a tokenizer and a stack of groups, no layout.

Format: Rich Text Format specification 1.9.1.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n\\]",
    re.DOTALL,
)
_BREAKS = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "column": "\n",
    "tab": "\t", "cell": "\t", "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022",
    "lquote": "\u2018", "rquote": "\u2019",
    "ldblquote": "\u201c", "rdblquote": "\u201d", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n"}
# Destinations that hold no text of the document; headers and footers do.
_HIDDEN = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "objdata", "fldinst", "themedata",
    "colorschememapping", "datastore", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl",
    "latentstyles", "filetbl", "revtbl", "annotation", "nonshppict",
})  # fmt: skip
# Destinations marked as optional that do hold text.
_SHOWN = frozenset({"shptxt", "shppict", "shpinst"})


@dataclass(slots=True)
class _Group:
    hidden: bool = False
    after_unicode: int = 1  # characters that stand in for one \\u and are to be skipped


def iter_rtf(data: bytes) -> Iterator[str]:
    """Yield the text of an RTF file by and by; what is malformed is passed over."""
    reader = _Reader()
    position = 0
    while token := _TOKEN.match(data, position):
        position = token.end() + reader.take(token)
        if len(reader.pieces) >= 1000:
            yield reader.drain()
    yield reader.drain()


class _Reader:
    """The state of reading: open groups, code page, and text not handed out yet."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._bytes = bytearray()
        self._encoding = "cp1252"
        self._group = _Group()
        self._outer: list[_Group] = []
        self._optional = False
        self._to_skip = 0

    def drain(self) -> str:
        """Return the text collected since the last time."""
        self._flush()
        # A character beyond the basic plane comes as two halves.
        text = "".join(self.pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self.pieces = []
        return text

    def take(self, token: re.Match[bytes]) -> int:
        """Act on one token; return how many raw bytes after it are to be passed over."""
        kind = token.lastgroup if token.lastgroup != "number" else "word"
        if kind == "brace":
            self._brace(token["brace"])
        elif kind == "word":
            return self._word(token["word"].decode(), token["number"])
        elif kind == "symbol":
            self._symbol(token["symbol"])
        elif kind == "hex":
            self._raw(bytes.fromhex(token["hex"].decode()))
        elif kind == "text":
            self._raw(token["text"])
        return 0

    def _brace(self, brace: bytes) -> None:
        self._to_skip = 0
        if brace == b"{":
            self._outer.append(self._group)
            self._group = replace(self._group)
        elif self._outer:
            self._group = self._outer.pop()

    def _word(self, word: str, number: bytes | None) -> int:
        value = int(number) if number else None
        if self._optional or word in _HIDDEN:
            self._group.hidden |= word in _HIDDEN or word not in _SHOWN
            self._optional = False
        if word == "bin":
            return max(value or 0, 0)
        if word == "ansicpg":
            self._flush()
            self._encoding = _known_encoding(value)
        elif word == "uc":
            self._group.after_unicode = max(value or 0, 0)
        elif word == "u" and value is not None:
            self._say(chr(value % 65536))
            self._to_skip = self._group.after_unicode
        elif word in _BREAKS:
            self._say(_BREAKS[word])
        return 0

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._optional = True
        elif symbol in _SYMBOLS:
            self._say(_SYMBOLS[symbol])

    def _raw(self, raw: bytes) -> None:
        skipped = min(self._to_skip, len(raw))
        self._to_skip -= skipped
        if not self._group.hidden:
            self._bytes += raw[skipped:]

    def _say(self, text: str) -> None:
        self._flush()
        if not self._group.hidden:
            self.pieces.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self.pieces.append(self._bytes.decode(self._encoding, "replace"))
            self._bytes.clear()


def _known_encoding(code_page: int | None) -> str:
    try:
        return codecs.lookup(f"cp{code_page}").name
    except LookupError:
        return "cp1252"
