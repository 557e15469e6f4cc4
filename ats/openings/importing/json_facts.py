"""The facts of a job that came as JSON, under the names that job boards and schema.org use."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from ats.openings.importing.bare_places import read_bare_place
from ats.openings.importing.employment import employment_type_of, is_employment, is_workplace, workplace_of
from ats.openings.importing.facts import Facts, place_facts, terms_of
from ats.openings.importing.json_parts import as_text, first_of, list_of
from ats.openings.importing.json_pay import PAY_KEYS, amount_of, read_stated_pay
from ats.openings.importing.place_lists import fitting, join_places, parts_of
from ats.vocabulary.countries import COUNTRIES, country_name, find_country
from ats.vocabulary.dates import find_date
from ats.vocabulary.places import find_city

_ADDRESSES = (
    "applyUrl",
    "apply_url",
    "application_url",
    "apply_address",
    "apply",
    "email",
    "mail",
    "apply_email",
    "contact_email",
    "absolute_url",
    "hostedUrl",
    "jobUrl",
    "url",
)
_DEADLINES = (
    "validThrough",
    "deadline",
    "deadline_on",
    "application_deadline",
    "applicationDeadline",
    "closes_at",
    "closing_date",
    "closingDate",
    "expires_at",
    "expiresAt",
    "until",
    "apply_until",
    "apply_by",
    "closes",
)
_TYPES = (
    "employmentType",
    "employment_type",
    "employment_type_code",
    "typeOfEmployment",
    "type_of_employment",
    "commitment",
    "jobType",
    "job_type",
    "contractType",
    "contract_type",
    "contract",
    "schedule",
    "hours",
    "workload",
    "type",
    "kind",
    "employment",
)
_SPAN_OF_HOURS = (("min_hours", "max_hours"), ("minHours", "maxHours"))
_HOURS = ("hours_per_week", "hoursPerWeek", "weekly_hours", "weeklyHours")
_WORKPLACES = (
    "workplaceType",
    "workplace_type",
    "workplace",
    "jobLocationType",
    "remote_type",
    "remoteType",
    "remote",
    "isRemote",
    "is_remote",
    "telecommuting",
)
_PLACES = (
    "location",
    "jobLocation",
    "locations",
    "allLocations",
    "secondaryLocations",
    "secondary_locations",
    "additionalLocations",
    "place",
    "places",
    "city",
    "cities",
    "office",
    "offices",
    "where",
)
# Where the first of these is given, the others say the same once more.
_FLAT_PLACES = ("region", "state", "province", "country")
_INTERNAL = ("internal", "is_internal", "isInternal", "visibility")
FACT_KEYS = frozenset(
    (*_TYPES, *_HOURS, *_WORKPLACES, *_PLACES, *_FLAT_PLACES, *PAY_KEYS, *_DEADLINES, *_INTERNAL, *_ADDRESSES)
)
_LABELS = {"type": "Employment type", "workplace": "Way of working", "pay": "Pay"}
_ADDRESS_PARTS = ("addressLocality", "addressRegion", "addressCountry", "city", "region", "state", "country")
_COUNTRIES = ("addressCountry", "country")
_WHOLE_PLACES = ("fullLocation", "full_location", "formattedAddress", "formatted_address", "formatted")
_OFFICE = re.compile(r"\b(?:(?:main|head|branch) )?(?:office|hq|headquarters?|studio|büro)\b", re.IGNORECASE)
_MOST_PLACES = 40
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MILLISECONDS = 100_000_000_000


@dataclass(frozen=True)
class JobFacts:
    """The facts of a job, the lines that say what the facts cannot hold, and the keys that both were read from.

    ``said`` are the texts of which the facts hold all.
    """

    facts: Facts
    lines: tuple[str, ...]
    used: frozenset[str]
    said: tuple[str, ...] = ()


def read_facts(values: dict[str, Any]) -> JobFacts:
    """Read place, way of working, type of employment, pay, deadline and visibility of a job's object."""
    categories = values.get("categories") if isinstance(values.get("categories"), dict) else {}
    given = {**categories, **values}
    facts, lines, used, said = Facts(), [], set(), []
    for name, (found, text, keys) in (
        ("type", _terms(given)),
        ("workplace", _way(given)),
        ("pay", read_stated_pay(given)),
        ("deadline", _stated_deadline(given)),
        ("visibility", _visibility(given)),
        ("tags", _tags(given)),
    ):
        if found:
            facts |= found
            used |= keys
            said += [text for key in keys if found.is_whole and isinstance(text := given.get(key), str)]
        lines += [f"{_LABELS[name]}: {text}"] if text and not (found and found.is_whole) else []
    places = join_places(part for place in _places(given) for part in parts_of(place_facts(place).place))
    ways = Facts()
    for place in _places(given):
        found = place_facts(place)
        ways |= replace(found, place=None)
        if found.kept:
            lines.append(f"{_LABELS['workplace']}: {found.kept}")
            said.append(place)
    facts |= ways | Facts(place=fitting(places) or None)
    used |= {"country_code", "countryCode"} if places else set()
    return JobFacts(replace(facts, is_whole=True), tuple(lines), frozenset(used), tuple(said))


def _terms(values: dict[str, Any]) -> tuple[Facts, str, set[str]]:
    """Read all that a job says of its type; one key of it often holds the hours, or several types."""
    said = {name: text for name in _TYPES if (text := _in_words(values.get(name)))}
    said |= {name: f"{values[name]} hours per week" for name in _HOURS if amount_of(values.get(name))}
    for least, most in _SPAN_OF_HOURS:
        span = list(dict.fromkeys(str(values[name]) for name in (least, most) if amount_of(values.get(name))))
        said |= dict.fromkeys((least, most), f"{' to '.join(span)} hours per week") if span else {}
    kept = {name: text for name, text in said.items() if employment_type_of(text)}
    text = ", ".join(dict.fromkeys(kept.values()))
    return terms_of(text), text, set(kept)


def _in_words(value: Any) -> str:
    """Write codes as words: "PART_TIME" as "part time", "FullTime" as "full time"."""
    entries = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, map(_word, map(as_text, entries))))


def _word(text: str) -> str:
    is_code = text.isupper() or text.islower() or re.fullmatch(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+", text)
    spaced = _CAMEL.sub(" ", text.replace("_", " ") if " " not in text else text)
    return spaced.capitalize() if is_code and ("_" in text or spaced != text or text.isupper()) else spaced


def _way(values: dict[str, Any]) -> tuple[Facts, str, set[str]]:
    keys = {name for name in _WORKPLACES if values.get(name)}
    texts = {name: text for name in keys if (text := _in_words(values[name]))}
    told = sorted((name for name in texts if workplace_of(texts[name])), key=_WORKPLACES.index)
    if told:
        text = ", ".join(dict.fromkeys(texts[name] for name in told))
        return terms_of(workplace=text), text, {*told, *(name for name in keys if values[name] is True)}
    place = values.get("location")
    is_remote = any(values.get(name) is True for name in keys) or (
        isinstance(place, dict) and any(place.get(name) is True for name in _WORKPLACES)
    )
    if values.get("hybrid") is True and not is_remote:
        return Facts(workplace="hybrid"), "", {"hybrid"}
    return (
        Facts(workplace="remote" if is_remote else None),
        "",
        {name for name in keys if values[name] is True},
    )


def _stated_deadline(values: dict[str, Any]) -> tuple[Facts, str, set[str]]:
    name = next((name for name in _DEADLINES if _deadline(values.get(name))), "")
    return Facts(deadline_on=_deadline(values.get(name))), "", {name}


def _visibility(values: dict[str, Any]) -> tuple[Facts, str, set[str]]:
    said = {
        name
        for name in _INTERNAL
        if values.get(name) is True or as_text(values.get(name)).lower() == "internal"
    }
    return Facts(visibility="internal" if said else None), "", said


def _tags(values: dict[str, Any]) -> tuple[Facts, str, set[str]]:
    """Read the tags of a feed as facts where they are nothing else; their texts are held against the result."""
    tags = [text for tag in list_of(values.get("tags")) if (text := as_text(tag))]
    facts = terms_of(
        ", ".join(tag for tag in tags if is_employment(tag)),
        ", ".join(tag for tag in tags if is_workplace(tag)),
    )
    places = join_places(tag for tag in tags if not is_employment(tag) and read_bare_place(tag))
    return replace(facts, place=fitting(places) or None, is_whole=True), "", set()


def program_tag(values: dict[str, Any]) -> str:
    """Return the first tag of a feed's entry that is no fact; empty without any."""
    tags = (as_text(tag) for tag in list_of(values.get("tags")))
    return next(
        (
            tag
            for tag in tags
            if tag and not (is_employment(tag) or is_workplace(tag) or read_bare_place(tag))
        ),
        "",
    )


def apply_address_of(values: dict[str, Any]) -> str | None:
    """Give the web or e-mail address to apply at, or None."""
    found = (as_text(values.get(name)) for name in _ADDRESSES)
    return next(
        (
            text.removeprefix("mailto:")
            for text in found
            if "@" in text or text.startswith(("http://", "https://"))
        ),
        None,
    )


def _places(values: dict[str, Any]) -> list[str]:
    """List the places under all keys, each once; a region and a country beside them belong to a town without any."""
    found = [
        place
        for name in _PLACES
        for entry in (values[name] if isinstance(values.get(name), list) else [values.get(name)])[
            :_MOST_PLACES
        ]
        if (place := _one_place(entry))
    ]
    named = list(dict.fromkeys(found))
    flat = (_part_of_address(name, as_text(values.get(name))) for name in _FLAT_PLACES)
    area = ", ".join(dict.fromkeys(filter(None, flat)))
    if not named:
        return [area] if area else []
    return [f"{place}, {area}" if area and _is_in(place, area, len(named)) else place for place in named]


def _is_in(place: str, area: str, number: int) -> bool:
    """Say whether what a job says of region and country belongs to one of its places."""
    if "," in place or is_workplace(place):
        return False
    return number == 1 or find_city(place, find_country(area) or area) is not None


def _one_place(value: Any) -> str:
    if not isinstance(value, dict):
        return as_text(value)
    address = value.get("address") if isinstance(value.get("address"), dict) else value
    address = address.get("postalAddress") if isinstance(address.get("postalAddress"), dict) else address
    parts = [_part_of_address(name, as_text(address.get(name))) for name in _ADDRESS_PARTS]
    joined = ", ".join(dict.fromkeys(filter(None, parts)))
    named, stated = as_text(value), _each_once(as_text(value.get("location")))
    whole = as_text(first_of(value, _WHOLE_PLACES))
    if joined and whole.startswith(joined.split(",")[0]):
        return _each_once(whole)
    if find_country(joined) == joined:
        # A code alone is the least that is said of a place.
        return stated if find_city(stated.split(",")[0]) else country_name(joined)
    return (
        joined
        or as_text(value.get("address"))
        or (stated if _is_named_in(named, stated) else named)
        or stated
    )


def _each_once(place: str) -> str:
    """Write "Berlin, Berlin, Germany", a town that is a region as well, as it is said."""
    return ", ".join(dict.fromkeys(place.split(", ")))


def _part_of_address(name: str, text: str) -> str:
    """Write the code of a country in capitals, as "at" of a town is."""
    is_code = name in _COUNTRIES and text.upper() in COUNTRIES
    return text.upper() if is_code else text


def _is_named_in(named: str, stated: str) -> bool:
    """Say whether where an office is says all of its name: "Berlin Office" in "Berlin, Germany"."""
    return _OFFICE.sub("", named).strip(" -") in stated


def _deadline(value: Any) -> date | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_timestamp(value)
    return find_date(as_text(value)[:60])


def _from_timestamp(value: float) -> date | None:
    """Read seconds or milliseconds since 1970 in UTC."""
    seconds = value / 1000 if abs(value) > _MILLISECONDS else value
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):  # a number that is no point in time is no deadline
        return None
