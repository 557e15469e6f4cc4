"""Cities and regions with their countries, under all the names that places.toml lists for them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ats.vocabulary.folding import fold


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place as the list writes it, with the two-letter code of its country."""

    name: str
    country: str


def find_city(text: str, country: str | None = None) -> KnownPlace | None:
    """Find a city by one of its names, without regard to case and accents; of several, that in the country."""
    return _choose(_cities().get(_key(text), ()), country)


def find_region(text: str, country: str | None = None) -> KnownPlace | None:
    """Find a region by one of its names; an abbreviation ("CA", "NSW") counts only in capitals."""
    key = _key(text)
    abbreviation = len(key) <= 3
    if abbreviation and not text.strip(" .").isupper():
        return None
    return _choose(_regions().get(key, ()), country)


def list_region_countries(text: str) -> tuple[str, ...]:
    """List the codes of all countries that have a region of this name or abbreviation."""
    found = find_region(text)
    return tuple(place.country for place in _regions().get(_key(text), ())) if found else ()


def list_city_countries(text: str) -> tuple[str, ...]:
    """List the codes of all countries that have a city of this name, the most likely first."""
    return tuple(place.country for place in _cities().get(_key(text), ()))


def _choose(places: tuple[KnownPlace, ...], country: str | None) -> KnownPlace | None:
    if not places:
        return None
    if country is None:
        return places[0]
    return next((place for place in places if place.country == country), None)


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("\u2019", "'").strip(" .,").split())


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _cities() -> dict[str, tuple[KnownPlace, ...]]:
    return _by_name("cities")


@cache
def _regions() -> dict[str, tuple[KnownPlace, ...]]:
    return _by_name("regions")


def _by_name(table: str) -> dict[str, tuple[KnownPlace, ...]]:
    found: dict[str, list[KnownPlace]] = {}
    for country, tables in _tables().items():
        for names in _entries(tables.get(table, "")):
            for name in names:
                found.setdefault(_key(name), []).append(KnownPlace(names[0], country))
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items()}


def _entries(text: str) -> Iterator[list[str]]:
    for entry in text.split(";"):
        names = [" ".join(name.split()) for name in entry.split("=")]
        if names[0]:
            yield names
