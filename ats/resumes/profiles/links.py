"""Links to the person: profiles at known networks, an own site, other addresses; targets of links before text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ats.resumes.profile import Source
from ats.resumes.profiles.draft import source_of
from ats.resumes.profiles.parts import LONGEST_LINE, parts_of
from ats.resumes.text import Line
from ats.vocabulary.domains import is_top_level
from ats.vocabulary.networks import find_network, find_network_name, network_address, user_name
from ats.vocabulary.skills import find_skill

_WITH_SCHEME = re.compile(r"(?:https?://|www\.)[^\s<>\"'|•·,;]{3,300}", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w@./+-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,4}[a-zA-Z]{2,24}(?:/[^\s<>\"'|•·,;]{0,200})?(?![\w@])"
)
_USER = re.compile(r"(?P<network>[A-Za-z][A-Za-z ]{1,18})\s*:\s*@?(?P<user>[\w][\w-]{2,40})")
_CLOSING = ".,;:!?)]}>'\""
_PAGE = re.compile(r"[\w./~%#?=&+-]{1,100}\Z")


@dataclass(frozen=True, slots=True)
class FoundLink:
    """An address with its scheme; ``network`` and ``user`` are None where it is no profile at a known network."""

    url: str
    network: str | None
    user: str | None
    source: Source


def find_links(lines: tuple[Line, ...], *, bare: bool) -> tuple[FoundLink, ...]:
    """Find the addresses on these lines in order, each once.

    With ``bare``, addresses without scheme and path ("example.com") count too: in contact details, not elsewhere.
    """
    found: dict[str, FoundLink] = {}
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        for link in _on_line(line, following, bare):
            key = comparable(link.url)
            halves = [
                other for other in found if other != key and (key.startswith(other) or other.startswith(key))
            ]
            if not any(_is_half(key, other) for other in halves):
                found.setdefault(key, link)
    return tuple(found.values())


def _is_half(key: str, other: str) -> bool:
    """The text of a link that a line's end has cut is no second address."""
    return len(other) > len(key) and "/" in other and key.count("/") == other.count("/") and len(key) > 12


def comparable(url: str) -> str:
    """Reduce an address to what two ways of writing it share."""
    return re.sub(r"^(?:https?:)?(?://)?(?:www\.)?", "", url.strip().lower()).rstrip("/")


def _on_line(line: Line, following: Line | None, bare: bool) -> Iterator[FoundLink]:
    taken: list[tuple[int, int]] = []
    for link in line.links:
        taken.append((link.start, link.end))
        target = link.target.strip()
        if urlsplit(_with_scheme(target)).hostname and not re.match(
            r"(?!https?:)[a-z][a-z+.-]*:", target.lower()
        ):
            yield _made(_with_scheme(target), source_of(line, link.start, link.end, 0.97, "target of a link"))
    text = line.text[:LONGEST_LINE]
    if "." not in text:
        return
    for start, end in _written(text, bare):
        if any(start < right and left < end for left, right in taken):
            continue
        address = _continued(text[start:end], text, end, following)
        yield _made(
            _with_scheme(address), source_of(line, start, end, 0.95, "written as an address of the web")
        )


def _written(text: str, bare: bool) -> Iterator[tuple[int, int]]:
    ends = 0
    for match in _WITH_SCHEME.finditer(text):
        ends = match.start() + len(_trimmed(match.group()))
        yield match.start(), ends
    for match in _BARE.finditer(text):
        address = _trimmed(match.group())
        if _WITH_SCHEME.search(text, max(match.start() - 9, 0), match.end()):
            continue
        host, slash, _ = address.partition("/")
        known = find_network(host) is not None and bool(slash)
        if not is_top_level(host.rpartition(".")[2]) or not (known or (bare and _is_site(host, slash))):
            continue
        yield match.start(), match.start() + len(address)


def _is_site(host: str, slash: str) -> bool:
    """Tell "example.com" from "Node.js", "e.g." or the end of one sentence and the beginning of the next."""
    first = host.partition(".")[0]
    return (
        (host.islower() or bool(slash))
        and len(first) > 1
        and find_skill(host) is None
        and not host[0].isdigit()
    )


def _trimmed(address: str) -> str:
    while address and address[-1] in _CLOSING and not (address[-1] == ")" and "(" in address):
        address = address[:-1]
    return address


def _continued(address: str, text: str, end: int, following: Line | None) -> str:
    """Join an address whose end stands on the next line: only where it ends with a sign that no address ends with."""
    if (
        following is None
        or text[end:].strip()
        or not address.endswith(("/", "-", "_"))
        or address.count("/") < 1
    ):
        return address
    rest = following.text.strip()
    if "://" in address and address.count("/") < 3:
        return address
    return address + rest if _PAGE.match(rest) and "@" not in rest else address


def _with_scheme(address: str) -> str:
    return address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"


def _made(url: str, source: Source) -> FoundLink:
    host = urlsplit(url).hostname or ""
    network = find_network(host)
    user = user_name(network, unquote(urlsplit(url).path)) if network else None
    return FoundLink(url, network if user else None, user, source)


def find_named_users(lines: tuple[Line, ...]) -> tuple[FoundLink, ...]:
    """Find profiles that a résumé gives as network and user name only ("GitHub: anna-n"), on lines without links."""
    found: list[FoundLink] = []
    for line in lines:
        for part in parts_of(line) if not line.links else ():
            match = _USER.fullmatch(part.text)
            network = find_network_name(match["network"]) if match else None
            address = network_address(network, match["user"]) if match and network else None
            if match and address:
                rule = "name of a network and of a user"
                found.append(FoundLink(address, network, match["user"], part.source(0.7, rule)))
    return tuple(found)
