"""Invents people with positions, studies and skills, in seven languages and nine countries."""

import random
import tomllib
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

RECEIVED_ON = date(2026, 11, 23)
"""The day of receipt that every truth counts "to date" to."""

Month = tuple[int, int]

# A pattern of national digits (# is any), how people write it, and places of the country.
COUNTRIES = {
    "US": (
        "en",
        "1",
        "50355501##",
        "({0}{1}{2}) {3}{4}{5}-{6}{7}{8}{9}",
        ["Portland, OR", "Tucson, AZ", "Duluth, MN", "Boise, ID"],
    ),
    "GB": (
        "en",
        "44",
        "7400######",
        "0{0}{1}{2}{3} {4}{5}{6}{7}{8}{9}",
        ["Leeds", "Swansea", "Norwich", "Dundee"],
    ),
    "IN": (
        "en",
        "91",
        "98#######1",
        "+91 {0}{1}{2}{3}{4} {5}{6}{7}{8}{9}",
        ["Pune", "Kochi", "Jaipur", "Mysuru"],
    ),
    "DE": (
        "de",
        "49",
        "176040#####",
        "0{0}{1}{2} / {3}{4}{5}{6}{7}{8}{9}{10}",
        ["Kassel", "Lübeck", "Erfurt", "Passau"],
    ),
    "FR": ("fr", "33", "612######", "0{0} {1}{2} {3}{4} {5}{6} {7}{8}", ["Nantes", "Dijon", "Pau", "Angers"]),
    "ES": (
        "es",
        "34",
        "612######",
        "{0}{1}{2} {3}{4} {5}{6} {7}{8}",
        ["Zaragoza", "Gijón", "Murcia", "Burgos"],
    ),
    "PL": ("pl", "48", "512######", "{0}{1}{2}-{3}{4}{5}-{6}{7}{8}", ["Lublin", "Opole", "Gdynia", "Toruń"]),
    "NL": ("nl", "31", "61#######", "0{0}-{1}{2}{3}{4}{5}{6}{7}{8}", ["Utrecht", "Zwolle", "Breda", "Delft"]),
    "BR": (
        "pt",
        "55",
        "11987######",
        "({0}{1}) {2}{3}{4}{5}{6}-{7}{8}{9}{10}",
        ["Campinas", "Recife", "Curitiba"],
    ),
}
NATIONS = {
    "US": "USA",
    "GB": "United Kingdom",
    "IN": "India",
    "DE": "Deutschland",
    "FR": "France",
    "ES": "España",
    "PL": "Polska",
    "NL": "Nederland",
    "BR": "Brasil",
}
SHAPES = ("plain", "plain", "places", "long", "grouped", "functional", "academic")
"""What kinds of documents there are, as often as they stand here."""


@dataclass(frozen=True)
class Position:
    """One job; `end` is None for one that goes on, months are (year, month)."""

    employer: str
    title: str
    start: Month
    end: Month | None
    highlights: tuple[str, ...]
    place: str = ""


@dataclass(frozen=True)
class Study:
    """One course of study with its degree as printed."""

    school: str
    degree: str
    area: str
    start: Month
    end: Month


@dataclass(frozen=True)
class Person:
    """Everything a document may print of one invented person."""

    name: str
    email: str
    phone: str
    e164: str
    city: str
    country: str
    language: str
    links: tuple[str, ...]
    summary: str
    work: tuple[Position, ...]
    studies: tuple[Study, ...]
    skills: tuple[str, ...]
    tongues: tuple[str, ...] = field(default=())


@cache
def read_lexicon(language: str) -> dict[str, list[str]]:
    """The words of one language: months, headings, titles, firms and so on, each a list."""
    path = Path(__file__).parent / "lexicon" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def half(words: list[str], family: int) -> list[str]:
    """The words that only this family (0 or 1) of documents uses, so that no set shares them with the other."""
    return words[family::2] or words


def invent_person(rng: random.Random, country: str, family: int, shape: str = "plain") -> Person:
    """A person of the country, told by the generator's state alone; `shape` is one of SHAPES."""
    language, code, pattern, notation, cities = COUNTRIES[country]
    lexicon = read_lexicon(language)
    name = _invent_name(rng, lexicon, family)
    national = "".join(str(rng.randrange(10)) if sign == "#" else sign for sign in pattern)
    skills = tuple(rng.sample(lexicon["skillset"], rng.randint(5, min(9, len(lexicon["skillset"])))))
    handle = _plain(name)
    return Person(
        name=name,
        email=f"{handle}{rng.randrange(10, 99)}@example.{rng.choice(['com', 'org', 'net'])}",
        phone=notation.format(*national),
        e164=f"+{code}{national}",
        city=rng.choice(half(cities, family)),
        country=country,
        language=language,
        links=_links(rng, handle),
        summary=half(lexicon["summary"], family)[0],
        work=_invent_work(rng, lexicon, family, skills, shape, half(cities, family)),
        studies=_invent_studies(rng, lexicon, family),
        skills=skills,
        tongues=tuple(lexicon["tongues"][:2]),
    )


def _invent_name(rng: random.Random, lexicon: dict, family: int) -> str:
    first, last = rng.choice(half(lexicon["first"], family)), rng.choice(half(lexicon["last"], family))
    if rng.random() < 0.15:
        return f"{first} {last.upper()}" if family == 0 else f"Dr. {first} {last}"
    return f"{first} {last}"


def _plain(name: str) -> str:
    signs = unicodedata.normalize(
        "NFKD", name.lower().removeprefix("dr. ").replace("ł", "l").replace("ß", "ss")
    )
    return "".join(sign for sign in signs if sign.isascii() and sign.isalnum())[:18]


def _links(rng: random.Random, handle: str) -> tuple[str, ...]:
    addresses = [
        f"https://linkedin.com/in/{handle}",
        f"https://github.com/{handle}",
        f"https://{handle}.example.com",
    ]
    return tuple(addresses[: rng.randint(0, 2)])


def _invent_work(rng, lexicon, family, skills, shape, cities) -> tuple[Position, ...]:
    firms, titles = half(lexicon["firms"], family), half(lexicon["titles"], family)
    wanted = rng.randint(5, 7) if shape == "long" else rng.randint(2, 4)
    count = min(wanted, len(firms), len(titles))
    employers, names = rng.sample(firms, count), rng.sample(titles, count)
    if shape == "grouped":  # the last two positions were held with one employer
        employers = [employers[0], *employers[:-1]]
    places = {employer: rng.choice(cities).split(",")[0] for employer in employers}
    legal = {employer: rng.choice(lexicon["legal"]) for employer in employers}
    positions = []
    for (start, end), employer, title in zip(_periods(rng, count), employers, names, strict=True):
        lines = _bullets(rng, lexicon["bullets"], skills, shape)
        full = f"{employer} {legal[employer]}".strip()
        positions.append(Position(full, title, start, end, lines, places[employer]))
    return tuple(positions)


def _periods(rng: random.Random, count: int) -> list[tuple[Month, Month | None]]:
    """Months from and until, the newest first, none overlapping another."""
    end, periods = (None if rng.random() < 0.7 else (2026, rng.randint(1, 9))), []
    year = 2026 - rng.randint(1, 4)
    for _ in range(count):
        start = (year, rng.randint(1, 12))
        periods.append((start, end))
        end = (year - 1, rng.randint(1, 12)) if start[1] < 3 else (year, start[1] - 1)
        year = end[0] - rng.randint(1, 4)
    return periods


def _bullets(rng: random.Random, texts: list[str], skills: tuple[str, ...], shape: str) -> tuple[str, ...]:
    count = {"long": rng.randint(4, 6), "functional": 0}.get(shape, rng.randint(2, 3))
    return tuple(_bullet(rng, text, skills) for text in rng.sample(texts, min(count, len(texts))))


def _bullet(rng: random.Random, text: str, skills: tuple[str, ...]) -> str:
    first, second = rng.sample(skills, 2)
    return text.format(a=first, b=second)


def _invent_studies(rng, lexicon, family) -> tuple[Study, ...]:
    schools = rng.sample(
        lexicon["schools"][family::2], min(rng.randint(1, 2), len(lexicon["schools"][family::2]))
    )
    areas, year, studies = rng.sample(lexicon["areas"], 2), rng.randint(2005, 2014), []
    for school, area in zip(schools, areas, strict=False):
        studies.append(Study(school, rng.choice(lexicon["degrees"]), area, (year - 3, 9), (year, 6)))
        year -= 4
    return tuple(studies)
