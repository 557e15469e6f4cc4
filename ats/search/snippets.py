"""Why something was found: pieces of the texts as they were written, around the words that matched."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ats.search.fields import NAMES
from ats.search.matching import Choice, Match
from ats.search.query_language import Term
from ats.search.sources import SourceText
from ats.vocabulary.folding import FoldedText, is_mark

_AROUND = 70
_MOST = 3


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
        folded = FoldedText(text.text)
        spots = {
            index: spot
            for index, group in enumerate(open_groups)
            if (spot := _spot(text.field, folded, group))
        }
        if spots:
            found.append(_snippet(text, spots.values()))
            open_groups = [group for index, group in enumerate(open_groups) if index not in spots]
            # Asked for no text more: the next may have to be fetched.
            if not open_groups or len(found) == most:
                break
    return found


def _spot(field: str, folded: FoldedText, group: tuple[Choice, ...]) -> tuple[int, int] | None:
    for choice in group:
        if choice.only_names and field != NAMES:
            continue
        for start, end in _find(folded, choice.term):
            return folded.original_span(start, end)
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


def _find(folded: FoldedText, term: Term) -> Iterator[tuple[int, int]]:
    """Yield where a term stands in a folded text, word by word as the index has them."""
    text = folded.text
    # To look for a word is a fraction of the work of trying a pattern, and most texts hold none.
    if not all(word in text for word in term.words):
        return
    for match in _pattern(term).finditer(text):
        start, end = match.span()
        # The last letter of a beginning with all that belongs to it.
        while term.is_prefix and end < len(text) and is_mark(text[end]):
            end += 1
        if not folded.has_marks or _is_whole(text, term, start, end):
            yield start, end


@lru_cache(maxsize=2048)
def _pattern(term: Term) -> re.Pattern[str]:
    """Return a pattern of words in a folded text, to which marks are no letters."""
    words = r"[\W_]+".join(map(re.escape, term.words))
    return re.compile(rf"(?<![^\W_]){words}" + ("" if term.is_prefix else r"(?![^\W_])"))


def _is_whole(text: str, term: Term, start: int, end: int) -> bool:
    """Return whether no mark, which to the pattern is no letter, goes on with one of the words found."""
    before = start
    while before and is_mark(text[before - 1]):
        before -= 1
    # Marks behind nothing are part of no word.
    if before < start and text[before - 1 : before].isalnum():
        return False
    ends = [] if term.is_prefix else [end]
    at = start
    for word in term.words[:-1]:
        at = text.index(word, at) + len(word)
        ends.append(at)
    return not any(at < len(text) and is_mark(text[at]) for at in ends)


def spots_in(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return where terms stand in a text, in order and without overlap; for marking them on a page."""
    folded = FoldedText(text)
    found = sorted(folded.original_span(*spot) for term in terms for spot in _find(folded, term))
    kept: list[tuple[int, int]] = []
    for spot in found:
        if not kept or spot[0] >= kept[-1][1]:
            kept.append(spot)
    return kept
