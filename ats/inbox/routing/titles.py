"""How much a subject, or a sentence, names the title of an opening: in another order, language or spelling."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from ats.inbox.routing.model import OpeningFacts
from ats.vocabulary.folding import fold
from ats.vocabulary.skills import list_skills
from ats.vocabulary.title_words import RANKS, is_known_word, title_words
from ats.vocabulary.titles import title_score

_LIKE = 84
_SHORTEST_LIKE = 4
_MOST_WORDS = 60
_RANK_WEIGHT = 0.5
_PLACE_BONUS = 0.2


@dataclass(frozen=True)
class Match:
    """How much of a title was said (``coverage``) and how much of what was said is in it (``precision``)."""

    opening: OpeningFacts
    coverage: float
    precision: float
    is_placed: bool = False
    used: frozenset[int] = frozenset()
    """The places of the words that said it."""

    @property
    def score(self) -> float:
        """Both in one number from 0 to 1; naming the place or program too counts a little more."""
        base = self.coverage * (0.6 + 0.4 * self.precision)
        return min(base + _PLACE_BONUS * base * self.is_placed, 1.2)


def match_titles(said: str, openings: Sequence[OpeningFacts], *, without: str = "") -> list[Match]:
    """Return how much a text names each opening's title, the best first; ``without`` is a name that does not count."""
    names = set(fold(without).replace(",", " ").split())
    words = [word for word in title_words(said)[:_MOST_WORDS] if word not in names]
    weights = _weights(openings)
    folded = f" {' '.join(fold(said).replace(',', ' ').split())} "
    found = [_match(words, each, weights, folded) for each in openings]
    return sorted((each for each in found if each.coverage), key=lambda each: -each.score)


def _weights(openings: Sequence[OpeningFacts]) -> dict[str, float]:
    """A word that stands in many titles says little about which one is meant."""
    counts = Counter(word for each in openings for word in set(title_words(each.title)))
    return {
        word: (_RANK_WEIGHT if word in RANKS else 1.0) * math.log(1.5 + len(openings) / number)
        for word, number in counts.items()
    }


def _match(words: list[str], opening: OpeningFacts, weights: dict[str, float], folded: str) -> Match:
    title = list(dict.fromkeys(title_words(opening.title)))
    total = sum(weights[word] for word in title)
    if not title or not total:
        return Match(opening, 0.0, 0.0)
    coverage, used = 0.0, set()
    for word in title:
        like, number = max(((_likeness(word, each), at) for at, each in enumerate(words)), default=(0.0, -1))
        if like:
            coverage += weights[word] * like
            used.add(number)
    of_place = set(title_words(f"{opening.place} {opening.program}"))
    telling = [
        number
        for number, word in enumerate(words)
        if number in used or (_is_telling(word, weights) and word not in of_place)
    ]
    precision = len(used) / len(telling) if telling else 0.0
    return Match(opening, coverage / total, precision, _names_place(opening, folded), frozenset(used))


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) < _SHORTEST_LIKE:
        return 0.0
    ratio = fuzz.ratio(one, other)
    return ratio / 100 if ratio >= _LIKE else 0.0


def _is_telling(word: str, weights: dict[str, float]) -> bool:
    """Return whether a word says which job is meant, so that a title without it is less likely the one."""
    return word in weights or is_known_word(word) or title_score(word) > 0 or word in _skill_words()


@cache
def _skill_words() -> frozenset[str]:
    names = (fold(name) for skill in list_skills() for name in (skill.name, *skill.others))
    return frozenset(name for name in names if " " not in name and len(name) > 2)


def _names_place(opening: OpeningFacts, folded: str) -> bool:
    parts = [fold(part).strip() for part in (opening.place.partition(",")[0], opening.program)]
    return any(part and f" {part} " in folded for part in parts)


def phrases_in(text: str, openings: Sequence[OpeningFacts], context: frozenset[str]) -> list[OpeningFacts]:
    """Return the openings whose whole title stands in a text near a word that speaks of applying.

    Of titles one of which holds the other, the longer one counts.
    """
    found: dict[tuple[str, ...], list[OpeningFacts]] = {}
    for sentence in _sentences(text):
        if not context & set(fold(sentence).replace(",", " ").replace(".", " ").split()):
            continue
        words = title_words(sentence)
        for opening in openings:
            title = title_words(opening.title)
            if title and _stands_in(title, words):
                found.setdefault(title, []).append(opening)
    longest = [
        title for title in found if not any(title != other and _stands_in(title, other) for other in found)
    ]
    return list({each.id: each for title in longest for each in found[title]}.values())


def _sentences(text: str) -> list[str]:
    lines = " ".join(text[:6000].split()).replace("? ", ". ").replace("! ", ". ")
    return lines.split(". ")[:60]


def _stands_in(title: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(title)
    return any(words[at : at + size] == title for at in range(len(words) - size + 1))
