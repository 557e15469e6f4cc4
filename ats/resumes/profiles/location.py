"""Where the person lives: the best place that the contact details state, and the country it lies in."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.parts import Part, parts_of
from ats.resumes.profiles.place import ReadPlace, is_street, read_place
from ats.resumes.text import Line
from ats.vocabulary.companies import country_of_legal_form
from ats.vocabulary.countries import find_country
from ats.vocabulary.skills import find_skill

_NOISE = re.compile(r"\S*@\S*|(?:https?://|www\.)\S+|\w[\w-]*\.[\w.-]+/\S*|[(+]?\d[\d ()./-]{6,}\d")
_POSTAL_WORD = re.compile(r"\b(?:CEP|PLZ|CP|ZIP|PIN|Pincode|C\.P\.)[: ]+(?=\d)")
_STRAY = re.compile(r"^(?:[eo*°¢«»+.] )+|(?: [eo*°¢«»+.])+$")
"""What a scan makes of a bullet between two details."""

_BEGINS_WITH_CODE = re.compile(
    r"(?:\d{4,6}|\d{2,3}[ -]\d{2,4}|\d[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})(?=\Z|\s*,|\s+[^\W\d_])"
)
_LABELS = ("location", "region", "postal code", "country")
_KNOWN_CITY, _SOMETHING = 3, 2
_FAR = 4


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place and the part of a line that states it."""

    place: ReadPlace
    part: Part
    rule: str
    street: Part | None = None


def find_location(parts: tuple[Part, ...], home: frozenset[int]) -> FoundPlace | None:
    """Find the best place among the parts of contact details; the first of equals.

    ``home`` are the starts of the lines that certainly belong to the contact details: the others, which only stand
    near an e-mail address, count less.
    """
    best: tuple[int, FoundPlace] | None = None
    parts = _chained(parts)
    for index, part in enumerate(parts):
        found = _read(part, parts[index + 1] if index + 1 < len(parts) else None)
        if found is None:
            continue
        score = found.place.score + (3 if part.label in _LABELS else 0)
        score -= 0 if part.line.start in home or part.line.kind in ("header", "footer") else _FAR
        if best is None or score > best[0]:
            above = parts[index - 1] if index else None
            best = score, _with_street(found, above)
    return best[1] if best else None


def _chained(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Join parts of one line that only dashes divide: "Bangalore - 560038", "Campinas - SP"."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if before and before.line is part.line and part.label is None:
            gap = part.line.text[before.end : part.start]
            if gap.strip() in ("-", "–", "—") and read_place(_bare(before.text)).score:
                found[-1] = Part(before.line, before.start, part.end, before.label)
                continue
        found.append(part)
    return tuple(found)


def _bare(text: str) -> str:
    """Set commas for dashes between blanks, and drop the words before a postal code."""
    return _POSTAL_WORD.sub("", re.sub(r"\s[–—-]\s", ", ", text))


def _with_street(found: FoundPlace, above: Part | None) -> FoundPlace:
    """Add the street that stands on the line above the place."""
    if (
        above is None
        or found.place.street
        or above.label not in (None, "location")
        or above.line is found.part.line
    ):
        return found
    return replace(found, street=above) if is_street(above.text) else found


def _read(part: Part, following: Part | None) -> FoundPlace | None:
    if part.label not in (None, *_LABELS):
        return None
    texts = [_STRAY.sub("", text.strip(" ,;|")) for text in _NOISE.split(_bare(part.text))]
    text = max(texts, key=lambda text: read_place(text).score)
    if not text or (part.label is None and find_skill(text) and find_country(text) is None):
        return None
    place = _over_the_end(part, following, text) or read_place(text)
    if part.label in _LABELS:
        return _labelled(part, place, text, following)
    if place.score < _KNOWN_CITY and not (place.score >= _SOMETHING and place.city):
        return None
    return FoundPlace(place, part, "place in the contact details")


def _over_the_end(part: Part, following: Part | None, text: str) -> ReadPlace | None:
    """Read a place that the end of a narrow line has cut: after a comma or a hyphen, before or within a postal code."""
    if following is None or part.end < len(part.line.text.rstrip()) - 1 or following.line is part.line:
        return None
    alone, cut = read_place(text), part.line.text[part.start : part.end + 2].rstrip()[-1:]
    if cut in ("-", ","):
        whole = read_place(f"{text}{cut}{'' if cut == '-' else ' '}{following.text}")
        return whole if whole.score > alone.score else None
    if not (_BEGINS_WITH_CODE.match(following.text) or alone.postal_code and not alone.city):
        return None
    whole = read_place(f"{text} {following.text}")
    return whole if whole.score > alone.score and whole.postal_code and whole.city else None


def _labelled(part: Part, place: ReadPlace, text: str, following: Part | None) -> FoundPlace | None:
    if place.score == 0 and not _is_name_of_place(text):
        return None
    if following is not None and place.street and not place.city:  # the city on the line below the street
        below = read_place(following.text)
        if below.city:
            return FoundPlace(below, following, "line below the street")
    if place.score == 0:
        place = ReadPlace(city=text.split(",")[0].strip(), score=1)
    return FoundPlace(place, part, "place behind its label")


def _is_name_of_place(text: str) -> bool:
    return len(text) <= 40 and text[:1].isupper() and not any(char.isdigit() or char in "@/" for char in text)


def put_location(draft: Draft, found: FoundPlace) -> None:
    """Put the place into the profile, each value with the characters that state it."""
    place, part = found.place, found.part
    confidence = 0.95 if place.score >= 5 else 0.85 if place.score >= _KNOWN_CITY else 0.6
    values = {
        "address": place.street,
        "postalCode": place.postal_code,
        "city": _spelled(place.city),
        "region": _spelled(place.region),
    }
    for name, value in values.items():
        if value:
            stated = part.find(place.city if name == "city" else place.region if name == "region" else value)
            draft.put(f"/basics/location/{name}", value, stated.source(confidence, found.rule))
    if found.street:
        draft.put(
            "/basics/location/address", found.street.text, found.street.source(0.8, "line above the place")
        )
    if place.country_code:
        rule = found.rule if place.country_stated else "country that the city or region lies in"
        source = part.source(confidence if place.country_stated else 0.8 * confidence, rule)
        draft.put("/basics/location/countryCode", place.country_code, source)


def _spelled(name: str | None) -> str | None:
    """Lower what a theme has set in capitals; abbreviations of regions stay."""
    if name is None or len(name) <= 3 or not name.isupper():
        return name
    return " ".join("-".join(half.capitalize() for half in word.split("-")) for word in name.split())


def guess_country(lines: tuple[Line, ...]) -> str | None:
    """Tell the country of most places and legal forms of the résumé, where two or more agree and none has as many."""
    votes: Counter[str] = Counter()
    for line in lines:
        if len(line.text) > 120:
            continue
        for part in parts_of(line):
            chunks = part.text.rsplit(",", 2)
            place = read_place(",".join(chunks[-2:])) if len(chunks) > 1 else ReadPlace()
            if place.country_code and place.score >= 4:
                votes[place.country_code] += 1
            else:
                votes.update(
                    filter(None, {country_of_legal_form(chunk.strip()) for chunk in (part.text, chunks[0])})
                )
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
