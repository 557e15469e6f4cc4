"""Reads a place out of a short text: street, postal code, city, region, country, in the orders of many countries."""

import re
from dataclasses import dataclass, replace

from ats.vocabulary.countries import COUNTRIES, find_country
from ats.vocabulary.places import find_city, find_region, list_city_countries, list_region_countries

_POSTAL = (
    r"(?P<postal>[A-Z]{1,2}-?\d{4,6}|\d{2}-\d{3}|\d{5}-\d{3,4}|\d{3} ?\d{2}|\d{4} ?[A-Z]{2}|\d{4,6}|"
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
)
_POSTAL_FIRST = re.compile(rf"{_POSTAL}[ ,]+(?P<rest>\D.*)\Z")
_POSTAL_LAST = re.compile(rf"(?P<rest>.*\D)[ ,]+{_POSTAL}\Z")
_POSTAL_ONLY = re.compile(rf"{_POSTAL}\Z")
_STREET = re.compile(
    r"(?:\d{1,5}[a-z]?\b.*|.*\b\d{1,5} ?[a-z]?|.*(?:straße|strasse|str\.|gasse|weg|platz|allee|street|road|avenue|lane|"
    r"drive|rue|boulevard|bd|calle|avenida|plaza|paseo|ulica|ul\.|al\.|os\.|via|viale|piazza|rua|straat|laan|gatan|vägen|"
    r"sokak|cad\.|mah\.|đường|phố|quận|apt|flat|suite|no\.).*)\Z",
    re.IGNORECASE,
)
_STREET_LINE = re.compile(
    r"\d{1,5} ?(?:[a-z]|bis|ter)?,? [^\W\d].*|[^\W\d][^\d]{2,40}[ ,]\d{1,5} ?[a-z]?(?:[ /,-].{0,12})?\Z",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"\s(?:\d{1,2}(?:e|er|ème|\.)?|[IVX]{1,4}|[NSEW]{1,2}\d{1,2})\Z")
_OPEN_TO = re.compile(
    r"\b(?:remote|relocat\w*|hybrid|willing|open to|umzug\w*|mobile dans)\b.*", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_][\w .'\u2019()/-]{1,40}\Z")
LONGEST_PLACE = 140


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """What a text says of a place, as written; ``country_code`` also where only the city or region tells it.

    ``score`` counts what speaks for it being a place: 3 for a known city, 2 for a region, country or postal code.
    """

    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country_code: str | None = None
    street: str | None = None
    country_stated: bool = False
    score: int = 0


def read_place(text: str, country: str | None = None) -> ReadPlace:
    """Read a place; of a text that is none, the score is 0. ``country`` settles what a name alone leaves open."""
    text = _OPEN_TO.sub("", text.strip(" .,;()[]")).strip(" .,;()[]")
    if not 2 <= len(text) <= LONGEST_PLACE or "@" in text:
        return ReadPlace()
    chunks = [chunk.strip(" .()") for chunk in re.split(r"[,\n(]|\s[–-]\s|\s/\s", text)]
    chunks = [piece for chunk in chunks if chunk for piece in _split_code(chunk)]
    place = _read_chunks(chunks, country)
    if place.score == 0 and len(chunks) == 1:
        place = _read_words(text.split(), country)
    return _with_country(place, country)


def _split_code(chunk: str) -> list[str]:
    """Divide "Galicia ES", a region or city with the code of its country behind it."""
    name, _, code = chunk.rpartition(" ")
    if len(code) == 2 and code in COUNTRIES and (find_region(name, code) or find_city(name, code)):
        return [name, code]
    return [chunk]


def is_street(text: str) -> bool:
    """Say whether a short text is a street with a house number, in the orders of many countries."""
    return (
        len(text) <= 60 and any(map(str.isdigit, text)) and bool(_STREET_LINE.match(text)) and "@" not in text
    )


def _read_chunks(chunks: list[str], country: str | None) -> ReadPlace:
    place = ReadPlace()
    names: list[str] = []
    for position, chunk in enumerate(reversed(chunks)):
        others = chunks[: len(chunks) - 1 - position]
        place, rest = _take(place, chunk, others)
        if rest:
            names.append(rest)
    return _name_city(place, names, country)


def _take(place: ReadPlace, chunk: str, others: list[str]) -> tuple[ReadPlace, str]:
    """Take from one chunk what a country, a region or a postal code in it says; return what is left of it.

    ``others`` are the chunks to its left.
    """
    place, chunk = _take_postal(place, chunk)
    if not chunk:
        return place, ""
    code = find_country(chunk) if others or len(chunk) > 2 else None
    region = find_region(chunk)
    if place.country_code is None and code and (region is None or _is_country_rather(code, chunk, others)):
        return replace(place, country_code=code, country_stated=True, score=place.score + 2), ""
    if region and place.region is None and others and not _is_city_rather(chunk, others):
        return replace(place, region=chunk, score=place.score + 2), ""
    return place, chunk


def _take_postal(place: ReadPlace, chunk: str) -> tuple[ReadPlace, str]:
    if place.postal_code is not None:
        return place, chunk
    for pattern in (_POSTAL_ONLY, _POSTAL_FIRST, _POSTAL_LAST):
        match = pattern.match(chunk)
        if match:
            rest = match.groupdict().get("rest", "").strip(" ,")
            if pattern is _POSTAL_LAST and not (_is_place_name(rest) or match["postal"][-1].isalpha()):
                continue  # "Hauptstraße 1234" is a street with its number
            if pattern is not _POSTAL_ONLY and not _NAME.match(rest):
                continue
            return replace(place, postal_code=match["postal"], score=place.score + 2), rest
    return place, chunk


def _is_place_name(text: str) -> bool:
    return bool(
        find_city(text) or find_region(text) or find_country(text) or find_region(text.split(" ")[-1])
    )


def _is_country_rather(code: str, chunk: str, others: list[str]) -> bool:
    """Tell "Berlin, DE" from "Dover, DE", "Tbilisi, Georgia" from "Atlanta, Georgia", by the names to the left."""
    around = {land for name in others for land in (*list_city_countries(name), *list_region_countries(name))}
    if code in around:
        return True
    return not around & set(list_region_countries(chunk)) and len(chunk) > 2


def _is_city_rather(chunk: str, others: list[str]) -> bool:
    """A name of a city and its region alike ("Berlin", "Madrid") is the city unless another city stands before it."""
    city = find_city(chunk)
    if city is None or len(chunk) <= 3:
        return False
    return not any(find_city(name, city.country) for name in others)


def _name_city(place: ReadPlace, names: list[str], country: str | None) -> ReadPlace:
    """Choose the city among the names left, which come from right to left; what stands before it is the street."""
    wanted = place.country_code or country
    for index, whole in enumerate(names):
        name = _city_in(whole, wanted)
        known = find_city(name, wanted) or find_city(name)
        if known:
            place = replace(place, city=name, score=place.score + 3)
            doubled = (
                index + 1 < len(names) and place.region is None and find_city(names[index + 1], known.country)
            )
            if doubled:  # "Madrid, Madrid": the left one is the city
                place = replace(place, region=name, city=names[index + 1])
            return _with_street(place, names[index + 1 :])
    return _unknown_city(place, names, wanted)


def _city_in(name: str, country: str | None) -> str:
    """Take the known city out of a city with its district: "Praha 1", "Lyon 3e", "Berlin-Mitte"."""
    if find_city(name, country) or find_city(name):
        return name
    for city in (_DISTRICT.sub("", name), name.partition("-")[0].strip()):
        if city != name and len(city) > 3 and find_city(city):
            return city
    return name


def _unknown_city(place: ReadPlace, names: list[str], country: str | None) -> ReadPlace:
    if not names:
        return place
    if place.score == 0:
        if len(names) < 2:
            return place
        inner = _read_words(names[0].split(), country)
        return _with_street(inner, names[1:]) if inner.score else place
    inner = _read_words(names[0].split(), country) if len(names[0].split()) > 1 else ReadPlace()
    if inner.city and inner.score >= 3:
        merged = replace(
            inner, country_code=place.country_code or inner.country_code, score=place.score + inner.score
        )
        merged = replace(
            merged, region=inner.region or place.region, postal_code=place.postal_code or inner.postal_code
        )
        return _with_street(replace(merged, country_stated=place.country_stated), names[1:])
    for index, name in enumerate(names):
        if _NAME.match(name) and not _STREET.match(name):
            return _with_street(replace(place, city=name), names[index + 1 :])
    return _with_street(place, names)


def _with_street(place: ReadPlace, names: list[str]) -> ReadPlace:
    if not any(_STREET.match(name) for name in names):
        return place
    return replace(place, street=", ".join(reversed(names)), score=place.score + 1)


def _read_words(parts: list[str], country: str | None) -> ReadPlace:
    """Read "Bristol England GB" or "BENGALURU KARNATAKA": a known city in front, what is known behind it."""
    if not 1 <= len(parts) <= 8:
        return ReadPlace()
    for length in range(min(len(parts), 5), 0, -1):
        city = " ".join(parts[:length])
        if find_city(city, country) is None and find_city(city) is None:
            continue
        rest = _read_rest(parts[length:])
        if rest is not None:
            return replace(rest, city=city, score=rest.score + 3)
    return ReadPlace()


def _read_rest(parts: list[str]) -> ReadPlace | None:
    """Read region, postal code and country behind a city; None when a word of them is unknown."""
    place = ReadPlace()
    if (
        parts
        and (find_country(parts[-1]) or parts[-1] in COUNTRIES)
        and not (len(parts) == 1 and find_region(parts[0]))
    ):
        place = replace(place, country_code=find_country(parts[-1]), country_stated=True, score=2)
        parts = parts[:-1]
    if parts and _POSTAL_ONLY.match(parts[-1]):
        place = replace(place, postal_code=parts[-1], score=place.score + 2)
        parts = parts[:-1]
    if not parts:
        return place
    region = " ".join(parts)
    if find_region(region):
        return replace(place, region=region, score=place.score + 2)
    code = find_country(region)
    if code and place.country_code is None:
        return replace(place, country_code=code, country_stated=True, score=place.score + 2)
    return None


def _with_country(place: ReadPlace, country: str | None) -> ReadPlace:
    """Add the country that city and region together leave no doubt about."""
    if place.country_code or place.score == 0:
        return place
    cities = list_city_countries(place.city) if place.city else ()
    regions = list_region_countries(place.region) if place.region else ()
    both = [code for code in cities if code in regions]
    fitting = both or list(regions) or list(cities)
    code = country if country in fitting else next(iter(fitting), None)
    return replace(place, country_code=code)
