"""Several places of one opening: told apart from ways of working, joined, and kept as long as a place may be."""

import re
from collections.abc import Iterable, Sequence

from ats.openings.importing.bare_places import is_area, read_bare_place
from ats.openings.importing.employment import is_workplace
from ats.vocabulary.countries import find_country
from ats.vocabulary.places import find_city

# What an opening's place may have; whole places that go beyond it are left out and said.
PLACE_LENGTH = 120
_SEPARATOR = "; "
_ALTERNATIVES = re.compile(
    r" ?[;/|\u00b7\u2022\n] ?| (?:or|and|oder|und|ou|et|o|y|e|of|en|&) ", re.IGNORECASE
)


def join_places(places: Iterable[str]) -> str:
    """Join places by "; ", each once; "Lisbon" is said by "Lisbon, Portugal" too."""
    named = list(dict.fromkeys(place.strip() for place in places if place.strip()))
    return _SEPARATOR.join(
        place
        for at, place in enumerate(named)
        if not any(
            _says_more(other, place) or (before < at and is_said_by(place, [other]))
            for before, other in enumerate(named)
            if before != at
        )
    )


def parts_of(place: str | None) -> list[str]:
    """Return the places that a joined text holds."""
    return place.split(_SEPARATOR) if place else []


def is_said_by(place: str, places: Sequence[str]) -> bool:
    """Say whether one of the places is this one, or names it with its country."""
    return any(
        f"{other},".casefold().startswith(f"{place},".casefold()) or _says_more(other, place)
        for other in places
    )


def _says_more(other: str, place: str) -> bool:
    """Say whether a place names all that another does, and more: "London, England, UK" than "London, GB"."""
    town, *areas = map(str.strip, place.split(","))
    other_town, *other_areas = map(str.strip, other.split(","))
    if not other_areas or len(areas) >= len(other_areas):
        return False
    known = set(map(_area_key, other_areas))
    return town.casefold() == other_town.casefold() and known.issuperset(map(_area_key, areas))


def _area_key(area: str) -> str:
    return find_country(area) or area.casefold()


def fitting(place: str) -> str:
    """Return as many whole places as an opening's place may hold, or the beginning of one that is too long."""
    while len(place) > PLACE_LENGTH:
        rest, found, _ = place.rpartition(_SEPARATOR)
        place = rest if found else place[:PLACE_LENGTH].rpartition(" ")[0] or place[:PLACE_LENGTH]
    return place


def lay_out(places: Sequence[str]) -> str:
    """Join what stood between bars: an area belongs to the town before it, towns stand beside each other."""
    joined: list[str] = []
    for place in places:
        if joined and "," not in joined[-1] and find_city(place.split(",")[0]) is None:
            joined[-1] += f", {place}"
        else:
            joined.append(place)
    return join_places(joined)


def read_alternatives(value: str, *, is_list: bool) -> tuple[str, str]:
    """Split "Berlin, Munich or remote" into its places and its ways of working; a text that is no list stays whole."""
    tokens = [token.strip(" .") for token in _ALTERNATIVES.split(value) if token.strip(" .")]
    ways = [token for token in tokens if is_workplace(token)]
    places = [token for token in tokens if token not in ways]
    if ways and places or all(map(read_bare_place, places)):
        several = is_list or len(tokens) > 1
        return join_places(town for place in places for town in _towns(place, is_list=several)), ", ".join(
            ways
        )
    return value.strip().rstrip("."), ""


def _towns(place: str, *, is_list: bool) -> list[str]:
    """Part "Basel, Bern" where it is a list, or where the second is no region or country of the first."""
    towns = [town.strip() for town in place.split(",")]
    are_towns = len(set(towns)) > 1 and all(map(find_city, towns))
    return towns if are_towns and (is_list or not is_area(towns[-1])) else [place]
