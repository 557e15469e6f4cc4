"""Who is who at the head of an entry: two parts, such as title and employer, told apart by votes of all entries."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from ats.resumes.profiles.entries import Entry
from ats.resumes.profiles.marks import is_address, is_known_place, is_label, is_prose, place_score
from ats.resumes.profiles.rows import DURATION_BEHIND, Part, Row, cut
from ats.vocabulary.companies import find_legal_form

Score = Callable[[str], float]
Key = tuple[str | int | bool | None, ...]

_AT = re.compile(r"\s(?:at|from|@|bei(?:m)?|chez|w|hos|presso|bij|na|en|im|in der)\s|\s?@\s?", re.IGNORECASE)
_DASH = re.compile(r"\s[-\u2013\u2014/]\s|\s\u2014|:\s")
_COMMA = re.compile(r",\s")
_BRACKET = re.compile(r"\s\(")
_LEADING_AT = re.compile(r"(?:at|from|@|bei|chez|w|hos|presso|bij)\s", re.IGNORECASE)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SURE_PLACE = 0.8
_MOST_PARTS = 8
_PRIOR = 1.5


@dataclass(frozen=True)
class Candidate:
    """A part of a head. ``key`` is its slot: zone, look and order; parts of one slot mean the same in all entries."""

    part: Part
    key: Key
    row: int

    @property
    def text(self) -> str:
        """The text of the part."""
        return self.part.text


@dataclass
class Head:
    """What the head of one entry holds. ``sure`` is between 0 and 1; ``inherited`` marks a second taken from above."""

    first: Part | None = None
    second: Part | None = None
    place: Part | None = None
    address: Part | None = None
    rest: list[Part] = field(default_factory=list)
    sure: float = 0.0
    inherited: bool = False


def read_heads(entries: Sequence[Entry], first: Score, second: Score) -> list[Head]:
    """Read the head of every entry: ``first`` scores a text as title or degree, ``second`` as the body it was at.

    Both give 0 to 1. Slots that score well over all entries decide where one entry alone would not.
    """
    heads = [Head() for _ in entries]
    offers = [_offers(entry, head) for entry, head in zip(entries, heads, strict=True)]
    offers = [
        _without_places(offer, head, first, sure=True) for offer, head in zip(offers, heads, strict=True)
    ]
    offers = _split(offers, first, second)
    offers = [_without_places(offer, head, first) for offer, head in zip(offers, heads, strict=True)]
    priors = (_priors(offers, first), _priors(offers, second))
    for offer, head in zip(offers, heads, strict=True):
        _choose(offer, head, (first, second), priors)
    _inherit(heads, first)
    return heads


def _offers(entry: Entry, head: Head) -> list[Candidate]:
    """List the parts of a head with their slots; addresses go to the head at once, labels nowhere."""
    found: list[Candidate] = []
    zones: list[tuple[str, Sequence[Row]]] = [("lead", entry.lead)]
    if entry.anchor is not None:
        zones.append(("beside", [entry.anchor]))
    zones.append(("tail", entry.tail))
    number = 0
    for zone, rows in zones:
        seen: dict[Key, int] = defaultdict(int)
        for row in rows:
            number += 1
            for part in map(_without_duration, row.parts):
                if is_address(part.text):
                    head.address = head.address or part
                elif is_prose(part.text):
                    head.rest.append(part)
                elif not is_label(part.text):
                    look = part.look
                    key: Key = (zone, look.size, look.bold, look.italic, look.colour)
                    seen[key] += 1
                    found.append(Candidate(part, (*key, seen[key]), number))
    return found[:_MOST_PARTS]


def _without_duration(part: Part) -> Part:
    """Take off how long something took: the dates tell it, and it is no part of a name ("Acme (13 years)")."""
    match = DURATION_BEHIND.search(part.text)
    return (cut(part, 0, match.start()) or part) if match else part


def _without_places(
    offer: list[Candidate], head: Head, first: Score, *, sure: bool = False
) -> list[Candidate]:
    """Take the place out of the parts; the name of a city alone only where enough else is left."""
    left = []
    for candidate in offer:
        score = place_score(candidate.text)
        spare = sum(place_score(other.text) < 0.5 for other in offer if other is not candidate) >= 2
        placed = score >= 1.0 if sure else score >= _SURE_PLACE or (score >= 0.5 and spare)
        if placed and first(candidate.text) < 0.7 and (head.place is None or score >= 1.0):
            head.place = candidate.part
        else:
            left.append(candidate)
    return left


def _split(offers: list[list[Candidate]], first: Score, second: Score) -> list[list[Candidate]]:
    """Split parts that hold both, where the entries agree that they do."""
    for pattern, always in ((_AT, True), (_DASH, False), (_COMMA, False)):
        slots = _slots_to_split(
            offers, pattern, first, second, surely=not always and not _too_few(offers, first, second)
        )
        if slots:
            offers = [
                [piece for candidate in offer for piece in _pieces(candidate, slots, pattern)]
                for offer in offers
            ]
    return [_split_alone(offer, first, second) for offer in offers]


def _split_alone(offer: list[Candidate], first: Score, second: Score) -> list[Candidate]:
    """Split the only part of an entry that has no second one, though other entries are written in another way."""
    if _usable(offer, first, second) != 1:
        return offer
    for pattern in (_AT, _DASH, _COMMA):
        for candidate in offer:
            if _splits_well(candidate.text, pattern, first, second, strictly=True):
                pieces = _pieces(candidate, {candidate.key}, pattern)
                return [*pieces, *(other for other in offer if other is not candidate)]
    return offer


def _too_few(offers: list[list[Candidate]], first: Score, second: Score) -> bool:
    """Say whether most entries have not two parts that could be the two looked for."""
    poor = sum(_usable(offer, first, second) < 2 for offer in offers if offer)
    return poor * 2 >= sum(bool(offer) for offer in offers)


def _usable(offer: list[Candidate], first: Score, second: Score) -> int:
    """Count the parts that could be one of the two: neither a place nor a sentence below the dates."""
    return sum(
        first(item.text) >= 0.7
        or (place_score(item.text) < 0.5 and not _is_sentence_below(item, first, second))
        for item in offer
    )


def _is_sentence_below(item: Candidate, first: Score, second: Score) -> bool:
    """Say whether a part below the dates is rather what was done there: several words, not all of them a name's."""
    words = item.text.split()
    is_plain = any(word.islower() and _LONG_WORD.fullmatch(word.strip(",.;")) for word in words[1:])
    return item.key[0] == "tail" and len(words) > 3 and is_plain and second(item.text) < 0.9


def _slots_to_split(
    offers: list[list[Candidate]], pattern: re.Pattern[str], first: Score, second: Score, *, surely: bool
) -> set[Key]:
    count: dict[Key, int] = defaultdict(int)
    good: dict[Key, int] = defaultdict(int)
    for offer in offers:
        for candidate in offer:
            count[candidate.key] += 1
            good[candidate.key] += _splits_well(candidate.text, pattern, first, second, surely=surely)
    return {key for key in count if good[key] and good[key] * 2 >= count[key]}


def _splits_well(
    text: str,
    pattern: re.Pattern[str],
    first: Score,
    second: Score,
    *,
    strictly: bool = False,
    surely: bool = False,
) -> bool:
    """Say whether one side of a separator reads like the first thing looked for, and the other does not."""
    pieces = [piece.strip() for piece in pattern.split(text) if piece.strip()]
    if len(pieces) < 2:
        return False
    sides = (pieces[0], pieces[-1]) if place_score(pieces[-1]) < 0.5 else (pieces[0], pieces[-2])
    if pattern is _COMMA:
        sides = _named_sides(pieces)
        between = max(pieces[1:], key=first)
        if max(map(first, sides)) < 0.6 <= first(between):
            sides = sides[0], between
    if sides[0] == sides[1]:
        return False
    scores = [first(side) for side in sides]
    better, worse = max(scores), min(scores)
    others = [second(side) for side in sides]
    if surely and (better < 0.7 or worse >= 0.5 or second(sides[scores.index(worse)]) < 0.9):
        return False
    if strictly:
        return better >= 0.6 and worse < 0.2 and max(others) >= 0.4
    if pattern is _COMMA and worse >= 0.35 and max(others) < 0.8:
        # "Vice President, Risk": the second half belongs to the title.
        return False
    return (better >= 0.6 and worse < 0.6) or (better >= 0.5 and max(others) >= 0.6 and worse < 0.5)


def _named_sides(pieces: list[str]) -> tuple[str, str]:
    while len(pieces) > 1 and (is_known_place(pieces[-1]) or _is_legal_form(pieces[-1])):
        pieces = pieces[:-1]
    return pieces[0], pieces[-1]


def _is_legal_form(text: str) -> bool:
    found = find_legal_form(f"x {text}")
    return found is not None and found[0] <= 2


def _pieces(candidate: Candidate, slots: set[Key], pattern: re.Pattern[str]) -> list[Candidate]:
    if candidate.key not in slots:
        return [candidate]
    bounds = [0]
    for match in pattern.finditer(candidate.text):
        bounds += [match.start(), match.end()]
    bounds.append(len(candidate.text))
    found = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        piece = cut(candidate.part, start, end)
        if piece is not None:
            found.append(piece)
    if pattern is _COMMA:
        found = _grouped(found)
    return [
        Candidate(
            piece,
            (*candidate.key, pattern.pattern[:6], "last" if at and at == len(found) - 1 else at),
            candidate.row,
        )
        for at, piece in enumerate(found)
    ]


def _grouped(pieces: list[Part]) -> list[Part]:
    """Put back together what a comma within a name or place divided: "Acme, Inc.", "Leipzig, Germany"."""
    grouped: list[Part] = []
    for piece in pieces:
        if grouped and (
            _is_legal_form(piece.text)
            or (is_known_place(piece.text) and is_known_place(grouped[-1].text.split(",")[-1]))
        ):
            grouped[-1] = _joined(grouped[-1], piece)
        else:
            grouped.append(piece)
    return grouped


def _joined(left: Part, right: Part) -> Part:
    return left._replace(end=right.end)


def _priors(offers: list[list[Candidate]], score: Score) -> dict[Key, float]:
    values: dict[Key, list[float]] = defaultdict(list)
    for offer in offers:
        for candidate in offer:
            values[candidate.key].append(score(candidate.text))
    return {key: sum(scores) / len(scores) for key, scores in values.items()}


def _choose(
    offer: list[Candidate],
    head: Head,
    scores: tuple[Score, Score],
    priors: tuple[dict[Key, float], dict[Key, float]],
) -> None:
    """Choose the pair that scores best, by its own words and by its slots."""
    first, second = scores

    def as_first(item: Candidate) -> float:
        return first(item.text) + _PRIOR * (priors[0][item.key] - priors[1][item.key])

    def as_second(item: Candidate) -> float:
        return second(item.text) + _PRIOR * (priors[1][item.key] - priors[0][item.key])

    if len(offer) == 1:
        only = offer[0]
        named = second(only.text) >= 0.9 and first(only.text) < 0.5
        is_first = not named and (
            first(only.text) >= max(second(only.text), 0.5) or as_first(only) > as_second(only)
        )
        head.first, head.second = (only.part, None) if is_first else (None, only.part)
        head.sure = 0.7 if first(only.text) >= 0.7 or second(only.text) >= 0.9 else 0.5
        return
    if not offer:
        return
    best = max(
        permutations(offer, 2),
        key=lambda pair: as_first(pair[0]) + as_second(pair[1]) - 0.15 * abs(pair[0].row - pair[1].row),
    )
    head.first, head.second = best[0].part, _without_at(best[1].part)
    head.rest += [item.part for item in offer if item not in best]
    own = min(first(best[0].text), 1.0) + min(second(best[1].text), 1.0)
    head.sure = round(min(0.98, 0.6 + 0.2 * own), 2)


def _without_at(part: Part) -> Part:
    match = _LEADING_AT.match(part.text)
    return (cut(part, match.end(), len(part.text)) or part) if match else part


def _inherit(heads: list[Head], first: Score) -> None:
    """Give a title that stands alone the employer above it: several positions at one employer."""
    for above, head in zip(heads, heads[1:], strict=False):
        alone = head.second is None and head.first is not None and first(head.first.text) >= 0.5
        if alone and above.second is not None:
            head.second, head.inherited = above.second, True
