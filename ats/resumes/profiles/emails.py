"""E-mail addresses: the targets of links first, then what stands in the text, also over a line's end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ats.resumes.profile import Source
from ats.resumes.profiles.draft import source_of
from ats.resumes.profiles.parts import LONGEST_LINE
from ats.resumes.text import Line
from ats.vocabulary.domains import is_top_level

_ADDRESS = re.compile(
    r"(?<![\w.%+'-])[\w](?:[\w.%+'-]{0,62}[\w+])?[ ]?@[ ]?"
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}[^\W\d_]{2,24}(?![\w@])"
)
_SPELLED = re.compile(
    r"(?<![\w.%+-])[\w](?:[\w.%+-]{0,62})?[ ]?[\[({](?:at|@|ät|arroba|małpa)[\])}][ ]?[\w-]{1,60}"
    r"(?:[ ]?[\[({](?:dot|punkt|point|punto|kropka)[\])}][ ]?[\w-]{2,60}|\.[\w-]{2,60}){1,4}",
    re.IGNORECASE,
)
_SPELLED_AT = re.compile(r"\s?[\[({](?:at|@|ät|arroba|małpa)[\])}]\s?", re.IGNORECASE)
_SPELLED_DOT = re.compile(r"\s?[\[({](?:dot|punkt|point|punto|kropka)[\])}]\s?", re.IGNORECASE)
_TAIL = re.compile(r"[\w.-]{1,40}")
_REST = re.compile(r"[a-z]{1,2}")
_BROKEN = re.compile(r"[\w.%+'-]{1,64}@[\w.-]{0,200}$")


@dataclass(frozen=True, slots=True)
class FoundEmail:
    """An address and where it stands."""

    address: str
    source: Source


def find_emails(lines: tuple[Line, ...]) -> tuple[FoundEmail, ...]:
    """Find the addresses on these lines in order, each once."""
    found: dict[str, FoundEmail] = {}
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        for email in (*_linked(line), *_written(line, following, bool(found))):
            if not any(_same(email.address, other) for other in found):
                found.setdefault(email.address.lower(), email)
    return tuple(found.values())


def _same(address: str, other: str) -> bool:
    """A broken half of an address that a link gave whole is no second one."""
    half = address.lower()
    return half == other or (len(half) >= 8 and (other.startswith(half) or other.endswith(half)))


def _linked(line: Line) -> Iterator[FoundEmail]:
    for link in line.links:
        if link.target.lower().startswith("mailto:"):
            address = unquote(link.target[7:].partition("?")[0]).strip().rstrip(".,;")
            if _ADDRESS.fullmatch(address):
                yield FoundEmail(address, source_of(line, link.start, link.end, 0.99, "mailto link"))


def _written(line: Line, following: Line | None, known: bool) -> Iterator[FoundEmail]:
    text = line.text[:LONGEST_LINE]
    if "@" not in text and "(" not in text and "[" not in text and "{" not in text:
        return
    broken = _over_the_end(line, following) if following else None
    if broken:
        yield broken
    for match in _ADDRESS.finditer(text):
        address = _tidied(match.group())
        if broken and broken.address.lower().startswith(address.lower()):
            continue
        if is_top_level(address.rpartition(".")[2]):
            source = source_of(line, match.start(), match.end(), 0.97, "written as an e-mail address")
            yield FoundEmail(address, source)
    for match in _SPELLED.finditer(text):
        address = _SPELLED_DOT.sub(".", _SPELLED_AT.sub("@", match.group())).replace(" ", "")
        if _ADDRESS.fullmatch(address) and is_top_level(address.rpartition(".")[2]):
            yield FoundEmail(
                address, source_of(line, match.start(), match.end(), 0.85, "e-mail address in words")
            )


def _over_the_end(line: Line, following: Line) -> FoundEmail | None:
    """Join an address that a narrow column has broken: its first half ends the line and is none by itself.

    Before a line of one or two letters it is broken all the same: "…@example.co" and "m".
    """
    start = _BROKEN.search(line.text[-LONGEST_LINE:].rstrip())
    tail = _TAIL.match(following.text.strip())
    if start is None or tail is None or following.block not in (line.block, line.block + 1):
        return None
    half = start.group()
    ending = half.rpartition(".")[2]
    is_rest = _REST.fullmatch(following.text.strip()) is not None
    whole = not is_rest and "." in half.partition("@")[2] and is_top_level(ending) and half[-1] not in ".-"
    alone = tail.group() == following.text.strip().split(" ")[0]
    joined = half + tail.group()
    if whole or not alone or not _ADDRESS.fullmatch(joined) or not is_top_level(joined.rpartition(".")[2]):
        return None
    at = len(line.text.rstrip()) - len(half)
    return FoundEmail(
        _tidied(joined), source_of(line, at, at + len(half), 0.9, "e-mail address over two lines")
    )


def _tidied(address: str) -> str:
    """Drop blanks that a scan has put in, and lower an address that a theme has set in capitals."""
    address = address.replace(" ", "")
    return address.lower() if address.isupper() else address
