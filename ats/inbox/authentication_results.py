"""Reads an Authentication-Results field: which server speaks, and which methods passed with which properties. Pure.

Source: RFC 8601, 2.2. Senders choose parts of what stands there, as the local part of their address, so the field is
read by its grammar: quoted strings and comments are what they are, and of a malformed field nothing is believed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_PIECE = re.compile(r"""([^\s"();=\\]++)|"((?:[^"\\]|\\.)*+)"|([;=])|(\s++)""", re.DOTALL)
_COMMENT_PART = re.compile(r"""[^()"\\]++|\\.|([()"])""", re.DOTALL)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?")
_LONGEST = 10_000


@dataclass(frozen=True)
class Word:
    """A value: its pieces stand without room between them, and may have been quoted strings."""

    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole value."""
        return "".join(self.pieces)

    @property
    def domain(self) -> str:
        """The domain that a value is, or that stands behind the last "@" of it; or nothing."""
        _, at, domain = self.pieces[-1].rpartition("@")
        if not at and len(self.pieces) > 1:
            return ""
        return domain.rstrip(".").lower() if _DOMAIN.fullmatch(domain) else ""


@dataclass(frozen=True)
class Result:
    """What one method found out: "pass" or something else, with its own properties by name ("header.d")."""

    method: str
    result: str
    properties: Mapping[str, Word] = field(default_factory=dict)


class _MalformedError(Exception):
    pass


def read_results(value: str) -> tuple[str, list[Result]]:
    """Return the name of the server that speaks and its results; neither where the field is malformed."""
    if len(value) > _LONGEST:
        return "", []
    try:
        head, *rest = _segments(value)
        if len(head) not in (1, 2) or "=" in head:
            return "", []
        return head[0].text, [_result(each) for each in rest if each and not _is_none(each)]
    except _MalformedError:
        return "", []


def _is_none(segment: list[Word | str]) -> bool:
    return len(segment) == 1 and isinstance(segment[0], Word) and segment[0].text.lower() == "none"


def _result(segment: list[Word | str]) -> Result:
    (method, result), *given = _pairs(segment)
    properties: dict[str, Word] = {}
    for name, value in given:
        if name in properties:
            raise _MalformedError
        properties[name] = value
    return Result(method.partition("/")[0], result.text.lower(), properties)


def _pairs(segment: list[Word | str]) -> list[tuple[str, Word]]:
    """Return names and values; there is nothing else between two semicolons."""
    if len(segment) % 3:
        raise _MalformedError
    pairs = []
    for name, sign, value in zip(segment[::3], segment[1::3], segment[2::3], strict=True):
        if not isinstance(name, Word) or sign != "=" or not isinstance(value, Word):
            raise _MalformedError
        pairs.append((name.text.lower(), value))
    return pairs


def _segments(value: str) -> list[list[Word | str]]:
    segments: list[list[Word | str]] = [[]]
    pieces: list[str] = []
    for piece in (*_pieces(value), ";"):
        if isinstance(piece, tuple):
            pieces.append(piece[0])
            continue
        if pieces:
            segments[-1].append(Word(tuple(pieces)))
            pieces = []
        if piece == ";":
            segments.append([])
        elif piece == "=":
            segments[-1].append(piece)
    return segments


def _pieces(value: str) -> Iterator[tuple[str] | str]:
    """Yield pieces of words as tuples; the signs "=" and ";"; and a space for white space and comments."""
    place = 0
    while place < len(value):
        if value[place] == "(":
            place = _end_of_comment(value, place)
            yield " "
            continue
        match = _PIECE.match(value, place)
        if match is None:
            raise _MalformedError
        place = match.end()
        if match[1] is not None:
            yield (match[1],)
        elif match[2] is not None:
            yield (re.sub(r"\\(.)", r"\1", match[2], flags=re.DOTALL),)
        else:
            yield match[3] or " "


def _end_of_comment(value: str, place: int) -> int:
    """Return where a comment ends. Quotes mean nothing in it, but one that ends within a quotation is not believed:

    servers put the sender's address there as it came, and a quoted local part may hold a parenthesis.
    """
    depth, is_quoted = 0, False
    while match := _COMMENT_PART.match(value, place):
        place = match.end()
        depth += {"(": 1, ")": -1}.get(match[1] or "", 0)
        is_quoted ^= match[1] == '"'
        if depth == 0:
            break
    if depth or is_quoted:
        raise _MalformedError
    return place
