"""Lines that are a place and nothing else: "Berlin, Germany", "Austin, TX", "Paris or Lyon"."""

import re

from ats.vocabulary.countries import find_country
from ats.vocabulary.places import find_city, find_region
from ats.vocabulary.word_lists import words

_ALTERNATIVES = re.compile(r" ?[;/|\u00b7] ?| (?:or|and|oder|und|ou|et|o|y|e|of|en|&) ")
_MAX_PLACE = 80
_MAX_PARTS = 4
_MAX_WORDS = 5
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
# The number of a French département behind a town: "Villars-les-Dombes (01)".
_DEPARTMENT = re.compile(r"(?<=\w) \((?:\d{2}|2[AB]|97\d)\)$")
_BASED = re.compile(r"(?:based|located) in ", re.IGNORECASE)
_SMALL_WORDS = words(
    "am an and de del den der des di do du el en in la las le les los of on op the upon von zu zum"
)


def read_bare_place(text: str) -> str | None:
    """Return a line that names places alone, several joined by "; "; None for any other line.

    Each of them is a city, region or country that is known, or a name with a known region or country behind it.
    """
    if len(text) > _MAX_PLACE or text.endswith((":", "?", "!")):
        return None
    named = _BASED.sub("", text, count=1) if _BASED.match(text) else text
    places = [place.strip(" ") for place in _ALTERNATIVES.split(named.rstrip("."))]
    return "; ".join(places) if all(map(_is_place, places)) else None


def _is_place(text: str) -> bool:
    parts = [part.strip() for part in text.split(",")]
    if not 1 <= len(parts) <= _MAX_PARTS or not all(map(_is_name, parts)):
        return False
    if _DEPARTMENT.search(text):
        return True
    if len(parts) == 1:
        return not _COUNTRY_CODE.fullmatch(text) and bool(find_city(text) or is_area(text))
    return is_area(parts[-1]) or (find_city(parts[0]) is not None and find_city(parts[-1]) is not None)


def is_area(text: str) -> bool:
    """Say whether a text names a known region or country."""
    return bool(find_country(text) or find_region(text))


def _is_name(text: str) -> bool:
    text = _DEPARTMENT.sub("", text)
    said = text.split()
    if not text[:1].isupper() or len(said) > _MAX_WORDS or any(map(str.isdigit, text)):
        return False
    return all(word[:1].isupper() or word in _SMALL_WORDS for word in said)
