"""From bytes to characters: bodies in whatever charset they claim, and header fields with encoded words.

Sources: RFC 2047, with the errors that mail programs make in it; WHATWG Encoding for what charset names stand for.
"""

import base64
import binascii
import quopri
import re
import unicodedata

_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?([^?]{0,2000}?)\?=", re.IGNORECASE)
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
# What is labelled so is in truth the larger set that holds it.
_MEANT = {
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
    "x-sjis": "cp932", "iso-8859-9": "cp1254", "x-mac-roman": "mac_roman", "macintosh": "mac_roman",
    "unicode-1-1-utf-7": "utf-7", "x-unknown": "", "unknown-8bit": "", "default": "", "utf8mb4": "utf-8",
}  # fmt: skip
_CODECS_OF_BYTES = frozenset(
    {"hex", "base64", "bz2", "zip", "rot13", "uu", "quopri", "idna", "punycode", "undefined"}
)
LONGEST_FIELD = 10_000


def decode(content: bytes, charset: str = "") -> str:
    """Return the characters of some bytes: UTF-8 where it fits, else the charset that is claimed, else cp1252."""
    name = charset.strip().strip("'\"").lower()
    name = _MEANT.get(name, name)
    candidates = [name, "utf-8"] if name not in ("", "cp1252") else ["utf-8"]
    for candidate in candidates:
        if candidate.replace("-", "_").split("_")[0] in _CODECS_OF_BYTES:
            continue
        try:
            return content.decode(candidate)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("cp1252", "replace").replace("\x81", "\ufffd")


def decode_field(value: str) -> str:
    """Return a header field on one line, its encoded words and raw bytes (as surrogates) decoded; never raises."""
    text = _BETWEEN.sub(r"\1", value[:LONGEST_FIELD])
    pieces: list[tuple[str, bytes | str]] = []
    end = 0
    for match in _ENCODED.finditer(text):
        if match.start() > end:
            pieces.append(("", _of_raw(text[end : match.start()])))
        charset, content = match[1].partition("*")[0], _encoded_bytes(match[2], match[3])
        if pieces and pieces[-1][0] == charset.lower() and match.start() == end:
            # Some programs cut a character in two between words.
            pieces[-1] = (charset.lower(), pieces[-1][1] + content)
        else:
            pieces.append((charset.lower(), content))
        end = match.end()
    pieces.append(("", _of_raw(text[end:])))
    return one_line(
        "".join(each if isinstance(each, str) else decode(each, charset) for charset, each in pieces)
    )


def one_line(text: str) -> str:
    """Return a text without line breaks, control characters and marks that turn its direction around."""
    kept = (" " if each.isspace() else each for each in text)
    shown = "".join(each for each in kept if each == " " or unicodedata.category(each)[0] != "C")
    return " ".join(shown.split())


def storable(text: str) -> str:
    """Return a text without what no database keeps: NUL and lone surrogates; line breaks as \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8")


def _of_raw(text: str) -> str:
    if text.isascii():
        return text
    try:
        return decode(text.encode("utf-8", "surrogateescape"))
    except UnicodeError:
        return text.encode("utf-8", "replace").decode("utf-8")


def _encoded_bytes(kind: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape") if not text.isascii() else text.encode()
    if kind.lower() == "q":
        return quopri.decodestring(raw.replace(b"_", b" "), header=False)
    return b"".join(_of_base64(each) for each in raw.split(b"="))


def _of_base64(run: bytes) -> bytes:
    """Decode one run without its padding; a last character too many is left out."""
    run = re.sub(rb"[^A-Za-z0-9+/]", b"", run)
    if len(run) % 4 == 1:
        run = run[:-1]
    try:
        return base64.b64decode(run + b"=" * (-len(run) % 4))
    except binascii.Error:
        return b""
