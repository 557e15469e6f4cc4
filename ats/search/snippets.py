"""Why something was found: pieces of the texts as they were written, around the words that matched."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ats.search.matching import Match
from ats.search.query_language import Term
from ats.search.sources import SourceText
from ats.vocabulary.folding import spellings

_AROUND = 70
_MOST = 3
# Words whose folded form is no longer what stands in the text, and how they are written.
_WRITTEN = {
    "cplusplus": r"c ?\+\+",
    "csharp": "c#",
    "fsharp": "f#",
    "jsharp": "j#",
    "dotnet": r"\.?net",
    "aspdotnet": r"asp\.net",
    "rnd": "r&d",
}
_PAIRS = {"ss": "[ßẞ]", "ae": "[æÆ]", "oe": "[œŒ]", "th": "[þÞ]"}
_JOINED = re.compile(r"([a-z]{2,12})(js|io|ai)")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text; ``parts`` alternate between what did not match and what did, beginning with the former."""

    kind: str
    label: str
    page: int
    parts: tuple[str, ...]


def cut(texts: Iterable[SourceText], match: Match, most: int = _MOST) -> list[Snippet]:
    """Return pieces that show every group of a match once, as far as there is room for them."""
    found: list[Snippet] = []
    open_groups = list(match.groups)
    if not open_groups:
        return found
    for text in texts:
        spots = {index: spot for index, group in enumerate(open_groups) if (spot := _spot(text, group))}
        if spots:
            found.append(_snippet(text, spots.values()))
            open_groups = [group for index, group in enumerate(open_groups) if index not in spots]
            # Asked for no text more: the next may have to be fetched.
            if not open_groups or len(found) == most:
                break
    return found


def _spot(text: SourceText, group) -> tuple[int, int] | None:
    for choice in group:
        if choice.only_names and text.field != "names":
            continue
        match = pattern(choice.term, is_ascii=text.text.isascii()).search(text.text)
        if match:
            return match.span()
    return None


def _snippet(text: SourceText, spots: Iterable[tuple[int, int]]) -> Snippet:
    first, *others = sorted(spots)
    start = _word_start(text.text, max(0, first[0] - _AROUND))
    end = _word_end(text.text, min(len(text.text), first[1] + 2 * _AROUND))
    inside = [first]
    for spot in others:
        if spot[0] >= inside[-1][1] and spot[1] <= end:
            inside.append(spot)
    parts, at = [], start
    for spot_start, spot_end in inside:
        parts += [text.text[at:spot_start], text.text[spot_start:spot_end]]
        at = spot_end
    parts.append(text.text[at:end])
    parts = [" ".join(f"_{part}_".split())[1:-1] for part in parts]
    parts[0] = ("… " if start else "") + parts[0].lstrip()
    parts[-1] = parts[-1].rstrip() + (" …" if end < len(text.text) else "")
    return Snippet(text.kind, text.label, text.page, tuple(parts))


def _word_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace() and at:
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


@lru_cache(maxsize=2048)
def pattern(term: Term, *, is_ascii: bool = False) -> re.Pattern[str]:
    """Return a pattern that finds a term in a text as it was written, whatever its case and accents.

    Of texts without accents it need not know them: it is made in an eighth of the time, which each new word takes.
    """
    letters = _both_cases_of if is_ascii else _letters
    words = r"[\W_]+".join(_written(word, letters) for word in term.words)
    end = "" if term.is_prefix else r"(?![^\W_])"
    # The classes of plain letters hold both cases; to have them folded again takes twice as long as all else.
    is_plain = all(word.isascii() for word in term.words)
    return re.compile(rf"(?<![^\W_]){words}{end}", re.NOFLAG if is_plain else re.IGNORECASE)


def _written(word: str, letters: Callable[[str], str]) -> str:
    if word in _WRITTEN:
        return f"(?i:{_WRITTEN[word]})"
    joined = _JOINED.fullmatch(word)
    if joined:
        return rf"(?:{letters(word)}|{letters(joined[1])}\.{letters(joined[2])})"
    return letters(word)


def _both_cases_of(word: str) -> str:
    return "".join(map(_both_cases, word))


def _letters(word: str) -> str:
    classes = spellings()
    found, at = [], 0
    while at < len(word):
        two = word[at : at + 2]
        plain = [classes.get(letter) or _both_cases(letter) for letter in two]
        if two in _PAIRS:
            found.append(f"(?:{''.join(plain)}|{_PAIRS[two]})")
            at += 2
        else:
            found.append(plain[0])
            at += 1
    return "".join(found)


def _both_cases(letter: str) -> str:
    return f"[{letter}{letter.upper()}]" if letter.isalpha() else re.escape(letter)


def spots_in(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return where terms stand in a text, in order and without overlap; for marking them on a page."""
    patterns = [pattern(term, is_ascii=text.isascii()) for term in terms]
    found = sorted(match.span() for each in patterns for match in each.finditer(text))
    kept: list[tuple[int, int]] = []
    for spot in found:
        if not kept or spot[0] >= kept[-1][1]:
            kept.append(spot)
    return kept
