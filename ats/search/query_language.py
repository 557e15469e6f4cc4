"""The language of the search box: words, "phrases", OR, -not, prefix*, and filters such as ``stage:offer``.

All that is asked for has to be there (AND); ``a OR b`` binds tighter than that. What cannot be understood becomes a
problem in words beside what could, never an error.
"""

import re
from dataclasses import dataclass, field

from ats.vocabulary.folding import tokens

LENGTH = 500
PIECES = 30
SHORTEST_PREFIX = 2

_EXAMPLES = {
    "stage": "stage:offer",
    "status": "status:active",
    "opening": 'opening:"data engineer"',
    "program": "program:research",
    "source": "source:referral",
    "tag": "tag:later",
    "before": "before:2026-06-30",
    "after": "after:2026-01-01",
    "has": "has:note",
    "is": "is:unfinished",
}
FILTERS = tuple(_EXAMPLES)

_PIECE = re.compile(
    r"""(?P<minus>-)?
        (?:(?P<name>[a-z]{2,10}):(?=[^\s/]))?
        (?:"(?P<quoted>[^"]*)(?P<closed>")?|(?P<plain>[^\s"]+))""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTES = str.maketrans("“”„«»", '"""""')
_MINUS = re.compile(r"(?<!\S)[−–—](?=\S)")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, as folded words; ``is_prefix`` leaves the end of the last word open."""

    words: tuple[str, ...]
    shown: str
    is_prefix: bool = False

    @property
    def whole_words(self) -> tuple[str, ...]:
        """The words whose ends are known."""
        return self.words[:-1] if self.is_prefix else self.words


@dataclass(frozen=True, slots=True)
class Filter:
    """One ``name:value``; ``is_not`` leaves out what fits."""

    name: str
    value: str
    is_not: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """``wanted``: groups of terms, one of each has to be there; ``unwanted``: none of these; ``problems`` in words."""

    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.wanted or self.unwanted or self.filters)


@dataclass
class _Reading:
    """What was understood so far."""

    groups: list[list[Term]] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    joins_next: bool = False


def parse(text: str) -> Query:
    """Understand what somebody typed."""
    reading = _Reading()
    if len(text) > LENGTH:
        reading.problems.append(f"Only the first {LENGTH} characters were searched for.")
    pieces = list(_PIECE.finditer(_MINUS.sub("-", text[:LENGTH].translate(_QUOTES))))
    if len(pieces) > PIECES:
        reading.problems.append(f"Only the first {PIECES} words were searched for.")
    for piece in pieces[:PIECES]:
        _take(piece, reading)
    if reading.joins_next:
        reading.problems.append("OR needs a word on each side.")
    if reading.unwanted and not (reading.groups or reading.filters):
        reading.problems.append("Say what to look for beside what to leave out.")
    return Query(
        tuple(map(tuple, reading.groups)),
        tuple(reading.unwanted),
        tuple(reading.filters),
        tuple(reading.problems),
    )


def _take(piece: re.Match, reading: _Reading) -> None:
    if piece["plain"] == "OR" and not piece["minus"] and not piece["name"]:
        _take_or(reading)
        return
    if piece["quoted"] is not None and not piece["closed"]:
        reading.problems.append("A quotation mark is not closed; it was closed at the end.")
    name = (piece["name"] or "").lower()
    value = piece["quoted"] if piece["quoted"] is not None else piece["plain"]
    if name in FILTERS:
        reading.filters.append(Filter(name, value.strip(), bool(piece["minus"])))
        _end_or(reading)
    else:
        _take_words(piece, f"{piece['name']}:{value}" if name else value, reading)


def _take_or(reading: _Reading) -> None:
    if not reading.groups or reading.joins_next:
        reading.problems.append("OR needs a word on each side.")
    else:
        reading.joins_next = True


def _end_or(reading: _Reading) -> None:
    if reading.joins_next:
        reading.problems.append("OR stands between words or phrases, not beside a filter or a word left out.")
        reading.joins_next = False


def _take_words(piece: re.Match, value: str, reading: _Reading) -> None:
    is_phrase = piece["quoted"] is not None
    stem = value.rstrip("*")
    is_prefix = stem != value and not is_phrase
    words = tuple(tokens(stem))
    if value.endswith(":") and value[:-1].lower() in FILTERS and not is_phrase:
        reading.problems.append(
            f"{value} needs a value right behind it, such as {_EXAMPLES[value[:-1].lower()]}."
        )
        return
    if not words:
        reading.problems.append(f"“{value}” holds no letter or number to look for.")
        return
    if is_prefix and len(words[-1]) < SHORTEST_PREFIX:
        reading.problems.append(
            f"“{value}” is too short: type at least {SHORTEST_PREFIX} letters before the *."
        )
        return
    term = Term(words, value.strip(), is_prefix)
    if piece["minus"]:
        reading.unwanted.append(term)
        _end_or(reading)
    elif reading.joins_next:
        reading.groups[-1].append(term)
        reading.joins_next = False
    else:
        reading.groups.append([term])


def open_last_word(query: Query, text: str) -> Query:
    """Leave the end of the last word open, as for somebody who is still typing it."""
    if not query.wanted or text[-1:].isspace() or text.endswith(('"', "*")):
        return query
    *groups, last = query.wanted
    *terms, term = last
    if len(term.words[-1]) < SHORTEST_PREFIX or not text.rstrip().endswith(term.shown):
        return query
    return Query(
        (*groups, (*terms, Term(term.words, term.shown, is_prefix=True))),
        query.unwanted,
        query.filters,
        query.problems,
    )
