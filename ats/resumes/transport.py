"""Carries what was read as JSON: deterministic on the way out, checked field by field on the way in.

What comes in was written by a process that a hostile file may have taken over, so nothing in it is believed: not
its types, not its sizes, not that places lie within the text.
"""

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from ats.resumes.profile import Profile, Source
from ats.resumes.text import Flag, HiddenText, Line, Link, PageSize, Piece, TextRead

CHECKED, REFUSED, PART, PROFILE, PICTURE = b"C", b"F", b"T", b"P", b"I"
"""Kinds of the frames that a child sends."""

LONGEST_TEXT = 2 * 1024 * 1024  # characters of all lines together
_LARGEST_COUNT = 1 << 31
_LARGEST_NUMBER = 1e9
_DEEPEST = 8
_LINE_KINDS = frozenset({"body", "heading", "list", "cell", "header", "footer", "form"})
_STATES = frozenset({"read", "partly", "unread"})
# What a database or a page cannot hold: NUL, and halves of characters.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_NUL = "\\u0000"  # as JSON writes it


class BadReport(ValueError):
    """JSON that no honest reader writes."""


def dump(value: Any) -> bytes:
    """Write JSON as UTF-8, one of the reader's shapes as `to_json` turns it; equal values give equal bytes."""
    try:
        written = _ENCODER.encode(value)
        if _NUL not in written:
            return written.encode()
    except UnicodeEncodeError:
        pass
    # Hardly ever: text that cannot be kept, which is looked for one by one only now.
    return _ENCODER.encode(_plain(value)).encode()


def load(payload: bytes) -> Any:
    """Read JSON; raise BadReport."""
    try:
        return json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise BadReport("not JSON") from error


def to_json(value: Any) -> dict[str, Any]:
    """Turn one of the reader's shapes into a JSON object that leaves out what is as by default."""
    return {name: _plain(item) for name, item in _fields_of(value).items()}


def text_from_json(value: Any) -> TextRead:
    """Check and take a text that `to_json` wrote; raise BadReport."""
    read = _taken(TextRead, value)
    position = 0
    for line in read.lines:
        if line.start != position or "\n" in line.text:
            raise BadReport("lines do not follow one another")
        _check_within(line)
        position = line.end + 1
    if position > LONGEST_TEXT:
        raise BadReport("more text than is accepted")
    return read


def profile_from_json(value: Any, length: int) -> Profile:
    """Check and take a profile of a text of `length` characters; raise BadReport."""
    profile = _taken(Profile, value)
    for pointer, source in profile.sources.items():
        if not source.start <= source.end <= length or not 0 <= source.confidence <= 1:
            raise BadReport("a source outside the text")
        _value_at(profile.resume, pointer)
    return profile


def checked_from_json(value: Any) -> tuple[str, tuple[Flag, ...]]:
    """Check and take kind and flags of a file; raise BadReport."""
    if not isinstance(value, dict):
        raise BadReport("not a checked file")
    return _text(value.get("kind")), _several(_shaped(Flag))(value.get("flags"))


def texts_from_json(value: Any, names: Sequence[str]) -> list[str]:
    """Check and take the texts of an object by their names; raise BadReport."""
    if not isinstance(value, dict):
        raise BadReport("not an object")
    return [_text(value.get(name)) for name in names]


def numbers_from_json(value: Any, names: Sequence[str]) -> list[int]:
    """Check and take the counts of an object by their names; raise BadReport."""
    if not isinstance(value, dict):
        raise BadReport("not an object")
    return [_count(value.get(name)) for name in names]


def _fields_of(value: Any) -> dict[str, Any]:
    """Tell the fields of a shape that are not as by default; json asks for it where it meets one."""
    names, values, defaults = _shape_of(type(value))
    return {
        name: item
        for name, item, default in zip(names, values(value), defaults, strict=True)
        if item is not default and item != default
    }


@cache
def _shape_of(shape: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]:
    if shape not in _SHAPES:
        raise TypeError(f"{shape.__name__} is not one of the reader's shapes")
    # MISSING itself where there is no default: nothing equals it, so the value is always written.
    found = sorted(fields(shape), key=lambda item: item.name)  # as they are written
    names = tuple(item.name for item in found)
    return names, attrgetter(*names), tuple(item.default for item in found)


_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    allow_nan=False,
    check_circular=False,  # the shapes are frozen, and a profile is built from the top
    default=_fields_of,
)


def _plain(item: Any) -> Any:
    if isinstance(item, str):
        return _UNSTORABLE.sub("\ufffd", item)
    if isinstance(item, tuple | list):
        return [_plain(member) for member in item]
    if isinstance(item, dict):
        return {_plain(key): _plain(member) for key, member in item.items()}
    return to_json(item) if type(item) in _SHAPES else item


def _taken(shape: type, value: Any) -> Any:
    checks = _SHAPES[shape]
    if not isinstance(value, dict) or not value.keys() <= checks.keys():
        raise BadReport(f"not a {shape.__name__}")
    try:
        return shape(**{name: checks[name](item) for name, item in value.items()})
    except TypeError as error:
        raise BadReport(f"an incomplete {shape.__name__}") from error


def _check_within(line: Line) -> None:
    length = len(line.text)
    for link in line.links:
        if not link.start <= link.end <= length:
            raise BadReport("a link outside its line")
    for piece in line.pieces:
        if line.text[piece.start : piece.start + len(piece.text)] != piece.text:
            raise BadReport("a piece that its line does not hold")


def _value_at(resume: Any, pointer: str) -> Any:
    """Follow a JSON pointer (RFC 6901); raise BadReport."""
    found = resume
    if not pointer.startswith("/"):
        raise BadReport("not a pointer")
    try:
        for token in pointer[1:].split("/"):
            key = token.replace("~1", "/").replace("~0", "~")
            found = found[int(key)] if isinstance(found, list) else found[key]
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise BadReport("a source of nothing") from error
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise BadReport("not a text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadReport("half a character") from error
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < _LARGEST_COUNT:
        raise BadReport("not a count")
    return value


def _count_or_none(value: Any) -> int | None:
    return None if value is None else _count(value)


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > _LARGEST_NUMBER:
        raise BadReport("not a number")
    return float(value)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadReport("neither yes nor no")
    return value


def _box(value: Any) -> tuple[float, float, float, float] | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 4:
        raise BadReport("not a box")
    x0, y0, x1, y1 = (_number(side) for side in value)
    return x0, y0, x1, y1


def _one_of(names: frozenset[str]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in names:
            raise BadReport("not one of the words")
        return value

    return check


def _several(check: Callable[[Any], Any]) -> Callable[[Any], tuple]:
    def check_all(value: Any) -> tuple:
        if not isinstance(value, list):
            raise BadReport("not a list")
        return tuple(check(item) for item in value)

    return check_all


def _shaped(shape: type) -> Callable[[Any], Any]:
    return lambda value: _taken(shape, value)


def _sources(value: Any) -> dict[str, Source]:
    if not isinstance(value, dict):
        raise BadReport("not sources")
    return {_text(pointer): _taken(Source, source) for pointer, source in value.items()}


def _resume(value: Any, depth: int = 0) -> Any:
    if isinstance(value, dict) and depth < _DEEPEST:
        return {_text(key): _resume(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list) and 0 < depth < _DEEPEST:
        return [_resume(item, depth + 1) for item in value]
    if depth == 0 or not (value is None or isinstance(value, str | bool | int | float)):
        raise BadReport("not a profile")
    if isinstance(value, str):
        return _text(value)
    return value if value is None or isinstance(value, bool | int) else _number(value)


_STYLE = {"size": _number, "bold": _yes_or_no, "italic": _yes_or_no, "colour": _count_or_none}
_PLACE = {"page": _count, "box": _box}
_SHAPES: dict[type, dict[str, Callable[[Any], Any]]] = {
    Piece: {"text": _text, "start": _count, "box": _box, **_STYLE},
    Link: {"start": _count, "end": _count, "target": _text},
    Line: {
        **{"text": _text, "start": _count, "block": _count, "column": _count, "level": _count},
        **{
            "kind": _one_of(_LINE_KINDS),
            "pieces": _several(_shaped(Piece)),
            "links": _several(_shaped(Link)),
        },
        **_PLACE,
        **_STYLE,
    },
    HiddenText: {"text": _text, "how": _text, **_PLACE},
    Flag: {"code": _text, "words": _text},
    PageSize: {"width": _number, "height": _number},
    TextRead: {
        "kind": _text,
        "lines": _several(_shaped(Line)),
        "hidden": _several(_shaped(HiddenText)),
        "flags": _several(_shaped(Flag)),
        "pages": _several(_shaped(PageSize)),
        "page_count": _count,
        "state": _one_of(_STATES),
        "why": _text_or_none,
        "needs_ocr": _several(_count),
    },
    Source: {"start": _count, "end": _count, "confidence": _number, "rule": _text, **_PLACE},
    Profile: {
        "resume": _resume,
        "sources": _sources,
        "left_out": _several(_text),
        "flags": _several(_shaped(Flag)),
    },
}
