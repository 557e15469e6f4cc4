"""Reads winmail.dat, in which some servers wrap text and files: the names and bytes of the files, and the text.

Sources: [MS-OXTNEF] 2.1 (stream and attributes), [MS-OXCDATA] 2.11.1 (types of properties).
"""

import struct
from dataclasses import dataclass, field

from ats.inbox.mime.words import decode

SIGNATURE = b"\x78\x9f\x3e\x22"
_MOST_ATTRIBUTES = 5000
_MOST_PROPERTIES = 500
_FILE_BEGINS, _FILE_TITLE, _FILE_CONTENT = 0x00069002, 0x00018010, 0x0006800F
_FILE_PROPERTIES, _MAIL_PROPERTIES, _BODY = 0x00069005, 0x00069003, 0x0002800C
_LONG_NAME, _CONTENT, _TEXT, _HTML = 0x3707, 0x3701, 0x1000, 0x1013
_FIXED = {0x0001: 0, 0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4,
          0x0014: 8, 0x0040: 8, 0x0048: 16}  # fmt: skip
_OF_LENGTH = frozenset({0x000D, 0x001E, 0x001F, 0x0102})
_OBJECT = 0x000D


@dataclass
class Wrapped:
    """What a winmail.dat holds: files as (name, content), plain text, HTML."""

    files: list[list] = field(default_factory=list)
    text: str = ""
    html: str = ""


def unwrap(content: bytes) -> Wrapped | None:
    """Return what is in a winmail.dat, as far as it can be read; None for what is none."""
    if not content.startswith(SIGNATURE):
        return None
    wrapped = Wrapped()
    at = 6
    for _ in range(_MOST_ATTRIBUTES):
        if at + 9 > len(content):
            break
        attribute, length = struct.unpack_from("<II", content, at + 1)
        value = content[at + 9 : at + 9 + length]
        if len(value) < length:
            break
        _take(wrapped, attribute, value)
        at += 9 + length + 2
    return wrapped


def _take(wrapped: Wrapped, attribute: int, value: bytes) -> None:
    if attribute == _FILE_BEGINS:
        wrapped.files.append(["", b""])
    elif attribute == _BODY:
        wrapped.text = wrapped.text or decode(value.rstrip(b"\0"))
    elif attribute == _MAIL_PROPERTIES:
        properties = read_properties(value)
        wrapped.text = _text(properties.get(_TEXT)) or wrapped.text
        wrapped.html = _text(properties.get(_HTML))
    elif wrapped.files:
        _take_of_file(wrapped.files[-1], attribute, value)


def _take_of_file(file: list, attribute: int, value: bytes) -> None:
    if attribute == _FILE_TITLE:
        file[0] = file[0] or decode(value.rstrip(b"\0"))
    elif attribute == _FILE_CONTENT:
        file[1] = value
    elif attribute == _FILE_PROPERTIES:
        properties = read_properties(value)
        file[0] = _text(properties.get(_LONG_NAME)) or file[0]
        kind, content = properties.get(_CONTENT, (0, b""))
        # An embedded object begins with the 16 bytes that name its interface.
        file[1] = file[1] or (content[16:] if kind == _OBJECT else content)


def _text(found: tuple[int, bytes] | None) -> str:
    if found is None:
        return ""
    kind, content = found
    return (content.decode("utf-16-le", "replace") if kind == 0x001F else decode(content)).rstrip("\0")


def read_properties(value: bytes) -> dict[int, tuple[int, bytes]]:
    """Return the properties by number as (type, bytes of the first value); ends where it cannot go on."""
    found: dict[int, tuple[int, bytes]] = {}
    try:
        (count,), at = struct.unpack_from("<I", value), 4
        for _ in range(min(count, _MOST_PROPERTIES)):
            kind, number = struct.unpack_from("<HH", value, at)
            at = _after_name(value, at + 4) if number >= 0x8000 else at + 4
            content, at = _value(value, at, kind)
            found.setdefault(number, (kind & 0x0FFF, content))
    except (struct.error, LookupError):
        pass
    return found


def _after_name(value: bytes, at: int) -> int:
    (is_text,) = struct.unpack_from("<I", value, at + 16)
    if not is_text:
        return at + 24
    (length,) = struct.unpack_from("<I", value, at + 20)
    return at + 24 + length + (-length % 4)


def _value(value: bytes, at: int, kind: int) -> tuple[bytes, int]:
    plain, is_several = kind & 0x0FFF, bool(kind & 0x1000)
    count = 1
    if is_several or plain in _OF_LENGTH:
        (count,) = struct.unpack_from("<I", value, at)
        at += 4
    first = b""
    for number in range(min(count, _MOST_PROPERTIES)):
        length = _FIXED.get(plain)
        if plain in _OF_LENGTH:
            (length,) = struct.unpack_from("<I", value, at)
            at += 4
        if length is None or at + length > len(value):
            raise LookupError(kind)
        if not number:
            first = value[at : at + length]
        at += length + (-length % 4)
    return first, at
