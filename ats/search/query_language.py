"""The language of the search box: words, "phrases", OR, -not, prefix*, and filters such as ``stage:offer``.

All that is asked for has to be there, with AND between or without; ``a OR b`` binds tighter than that. NOT is another
way to write the minus. Brackets may stand where they would change nothing: around the choices of one OR, or around what
has to be there anyway. What cannot be understood becomes a problem in words beside what could, never an error.
"""

import re
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

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
        (?:(?P<open>\()
          |(?:(?P<name>[a-z]{2,20}):(?=[^\s/]))?
           (?:"(?P<quoted>[^"]*)(?P<closed>"\*?)?|(?P<plain>(?:\([^\s"()]*\)|[^\s"()])+)))
      |(?P<close>\))""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTES = str.maketrans("“”„«»", '"""""')
_MINUS = re.compile(r"(?<!\S)[−–—](?=\S)")
_SPACED_FILTER = re.compile(rf"(?<![^\s(-])({'|'.join(FILTERS)})[ \t]+:", re.IGNORECASE)
# As other systems write the operators.
_OPERATORS = {"OR": "OR", "AND": "AND", "NOT": "NOT", "||": "OR", "|": "OR", "&&": "AND"}
_EACH_SIDE = "{} needs a word on each side."
_BESIDE_OR = "OR stands between words or phrases, not beside a filter or a word left out."
_BRACKETS_BESIDE_OR = (
    "OR joins the two words or phrases on its sides, not all that stands in brackets beside it; "
    "whatever else is there has to be there."
)
_BRACKETS_LEFT_OUT = "Each of the words that stand in brackets behind a minus or NOT is left out by itself."


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
class _Bracket:
    """One that is open: whether a minus or OR stands before it, and how much had been understood then."""

    is_not: bool
    is_joined: bool
    parts_before: int
    ors: int = 0
    is_mixed: bool = False


@dataclass
class _Reading:
    """What was understood so far; ``operator`` is one that waits for what stands behind it."""

    groups: list[list[Term]] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    operator: str = ""
    brackets: list[_Bracket] = field(default_factory=list)
    ends_with_word: bool = False
    ends_with_several: bool = False

    @property
    def parts(self) -> int:
        """How much was understood."""
        return len(self.groups) + len(self.unwanted) + len(self.filters)

    @property
    def is_left_out(self) -> bool:
        """Whether all stands in brackets behind a minus."""
        return any(each.is_not for each in self.brackets)


def parse(text: str) -> Query:
    """Understand what somebody typed."""
    reading = _Reading()
    if len(text) > LENGTH:
        reading.problems.append(f"Only the first {LENGTH} characters were searched for.")
    plain = _MINUS.sub("-", text[:LENGTH].translate(_QUOTES))
    pieces = list(_PIECE.finditer(_without_spaces_before_colons(plain, reading)))
    if len(pieces) > PIECES:
        reading.problems.append(f"Only the first {PIECES} words were searched for.")
    for piece in pieces[:PIECES]:
        _take(piece, reading)
    _end(reading)
    return Query(
        tuple(map(tuple, reading.groups)),
        tuple(reading.unwanted),
        tuple(reading.filters),
        tuple(dict.fromkeys(reading.problems)),
    )


def _without_spaces_before_colons(text: str, reading: _Reading) -> str:
    parts = text.split('"')
    for at in range(0, len(parts), 2):
        for each in _SPACED_FILTER.finditer(parts[at]):
            reading.problems.append(
                f"“{' '.join(each[0].split())}” was read as {each[1].lower()}: without the space."
            )
        parts[at] = _SPACED_FILTER.sub(r"\1:", parts[at])
    return '"'.join(parts)


def _end(reading: _Reading) -> None:
    if reading.operator == "NOT":
        reading.problems.append("NOT needs a word behind it.")
    elif reading.operator:
        reading.problems.append(_EACH_SIDE.format(reading.operator))
    if reading.brackets:
        reading.problems.append("A bracket is not closed; it was closed at the end.")
        while reading.brackets:
            _close(reading)
    if reading.unwanted and not (reading.groups or reading.filters):
        reading.problems.append("Say what to look for beside what to leave out.")


def _take(piece: re.Match, reading: _Reading) -> None:
    if piece["open"]:
        is_not = bool(piece["minus"]) or _takes_not(reading)
        reading.brackets.append(_Bracket(is_not, reading.operator == "OR", reading.parts))
    elif piece["close"]:
        _close(reading)
    elif piece["plain"] in _OPERATORS and not piece["minus"] and not piece["name"]:
        _take_operator(_OPERATORS[piece["plain"]], reading)
        reading.ends_with_several = False
    else:
        _take_part(piece, reading)
        reading.ends_with_several = False


def _takes_not(reading: _Reading) -> bool:
    if reading.operator != "NOT":
        return False
    reading.operator = ""
    return True


def _close(reading: _Reading) -> None:
    if not reading.brackets:
        reading.problems.append("A bracket that was never opened was left out.")
        return
    bracket = reading.brackets.pop()
    parts = reading.parts - bracket.parts_before
    if bracket.is_not:
        if bracket.is_mixed or parts - bracket.ors > 1:
            reading.problems.append(_BRACKETS_LEFT_OUT)
    elif bracket.is_joined:
        # The first of what stands in it went to the choices before it.
        if parts:
            reading.problems.append(_BRACKETS_BESIDE_OR)
    else:
        reading.ends_with_several = parts > 1


def _take_operator(operator: str, reading: _Reading) -> None:
    if operator == "NOT" and reading.operator != "NOT":
        _end_or(reading)
        reading.operator = operator
    elif not reading.parts or reading.operator:
        needs = "NOT needs a word behind it." if operator == "NOT" else _EACH_SIDE.format(operator)
        reading.problems.append(needs)
    elif operator == "OR" and reading.is_left_out:
        reading.brackets[-1].ors += 1
    elif operator == "OR" and not reading.ends_with_word:
        reading.problems.append(_BESIDE_OR)
    else:
        if operator == "OR" and reading.ends_with_several:
            reading.problems.append(_BRACKETS_BESIDE_OR)
        reading.operator = operator


def _take_part(piece: re.Match, reading: _Reading) -> None:
    if piece["quoted"] is not None and not piece["closed"]:
        reading.problems.append("A quotation mark is not closed; it was closed at the end.")
    is_not = bool(piece["minus"]) or _takes_not(reading)
    if reading.is_left_out:
        reading.brackets[-1].is_mixed |= is_not
        is_not = True
    name = (piece["name"] or "").lower()
    value = piece["quoted"] if piece["quoted"] is not None else piece["plain"]
    if name in FILTERS:
        reading.filters.append(Filter(name, value.strip(), is_not))
        _end_or(reading)
        reading.operator, reading.ends_with_word = "", False
        return
    if name:
        reading.problems.append(f"{_no_filter(name)} “{name} {value}” was looked for.")
    term = _term(piece, f"{piece['name']}:{value}" if name else value, reading)
    if term is not None:
        _take_term(term, reading, is_not=is_not)


def _no_filter(name: str) -> str:
    near = process.extractOne(name, FILTERS, scorer=fuzz.ratio, score_cutoff=60)
    meant = f" Did you mean {near[0]}:?" if near else ""
    return f"There is no filter {name}:.{meant} There are {', '.join(f'{each}:' for each in FILTERS)}."


def _end_or(reading: _Reading) -> None:
    if reading.operator == "OR":
        reading.problems.append(_BESIDE_OR)
        reading.operator = ""


def _take_term(term: Term, reading: _Reading, *, is_not: bool) -> None:
    if is_not:
        reading.unwanted.append(term)
        _end_or(reading)
    elif reading.operator == "OR":
        reading.groups[-1].append(term)
    else:
        reading.groups.append([term])
    reading.operator, reading.ends_with_word = "", not is_not


def _term(piece: re.Match, value: str, reading: _Reading) -> Term | None:
    """Return the word or phrase of a piece; None where there is nothing to look for."""
    is_phrase = piece["quoted"] is not None
    name = value[:-1].lower()
    if value.endswith(":") and not is_phrase:
        if name in FILTERS:
            reading.problems.append(f"{value} needs a value right behind it, such as {_EXAMPLES[name]}.")
            return None
        if name.isascii() and name.isalpha():
            reading.problems.append(f"{_no_filter(name)} “{name}” was looked for.")
    stem, is_prefix = _without_stars(value, is_phrase, reading)
    is_prefix |= is_phrase and (piece["closed"] or "").endswith("*")
    words = tuple(tokens(stem))
    if not words:
        reading.problems.append(f"“{value}” holds no letter or number to look for.")
        return None
    if is_prefix and len(words[-1]) < SHORTEST_PREFIX:
        reading.problems.append(
            f"“{value}” is too short: type at least {SHORTEST_PREFIX} letters before the *."
        )
        return None
    if not is_phrase and value.startswith("!"):
        reading.problems.append(f"“{value}” was looked for; to leave it out, write -{value.lstrip('!')}.")
    if not is_phrase and "|" in value.strip("|"):
        reading.problems.append(
            f"“{value}” was looked for as a phrase; write {value.strip('|').replace('|', ' OR ')}."
        )
    return Term(words, value.strip(), is_prefix)


def _without_stars(value: str, is_phrase: bool, reading: _Reading) -> tuple[str, bool]:
    """Return what to look for and whether its end is open; a * elsewhere than at the end is explained."""
    stem = value.rstrip("* ") if is_phrase else value.rstrip("*")
    is_prefix = "*" in value[len(stem) :]
    if "*" not in stem:
        return stem, is_prefix
    begin = stem.partition("*")[0]
    if is_phrase or not tokens(begin) or len(tokens(begin)[-1]) < SHORTEST_PREFIX:
        stem = stem.replace("*", " ")
    else:
        stem, is_prefix = begin, True
    looked = " ".join(stem.split()) + "*" * is_prefix
    if looked.strip("*"):
        reading.problems.append(
            f"A * stands for the end of a word alone: for “{value}”, “{looked}” was looked for."
        )
    return stem, is_prefix


def open_last_word(query: Query, text: str) -> Query:
    """Leave the end of the last word open, as for somebody who is still typing it."""
    term = _typed_last(query, text)
    if term is None or len(term.words[-1]) < SHORTEST_PREFIX:
        return query
    *groups, (*terms, _last) = query.wanted
    opened = Term(term.words, term.shown, is_prefix=True)
    return replace(query, wanted=(*groups, (*terms, opened)))


def is_too_short_to_open(query: Query, text: str) -> bool:
    """Return whether what somebody is typing ends in a single letter, which may be the first of a word."""
    term = _typed_last(query, text)
    return term is not None and len(term.words[-1]) < SHORTEST_PREFIX


def _typed_last(query: Query, text: str) -> Term | None:
    """Return the last word or phrase wanted if it is what was typed last and may go on."""
    if not query.wanted or text[-1:].isspace() or text.endswith(('"', "*")):
        return None
    term = query.wanted[-1][-1]
    return term if text.endswith(term.shown) else None
