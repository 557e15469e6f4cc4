"""What the listing shows: the filter that an address says, the openings that fit it, and their groups."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ats.openings.models import Opening, Program
from ats.openings.places import Place, towns_of
from ats.openings.rules import slug
from ats.openings.words import EMPLOYMENT_TYPES, WORKPLACES
from ats.platform.markup import plain_text
from ats.platform.web_form import clean_text
from ats.vocabulary.countries import country_name

SEARCH_LENGTH = 100
# Rows on one page, which keeps it below 50 kB; a program with more has them on its own pages.
ROWS = 100
FIELDS = ("program", "place", "workplace", "type")
LABELS = {
    "program": "Program",
    "place": "Place",
    "workplace": "Way of working",
    "type": "Employment",
    "q": "Search",
}


@dataclass(frozen=True, kw_only=True)
class ListingFilter:
    """What the listing is narrowed to; an empty text asks for nothing."""

    program: str = ""
    place: str = ""
    workplace: str = ""
    type: str = ""
    q: str = ""

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, str]) -> "ListingFilter":
        """Read the query of an address; whatever cannot be a value of ours is as good as absent."""
        values = {
            "program": slug(arguments.get("program", "")),
            "place": _as_value(arguments.get("place", "")),
        }
        for name, known in (("workplace", WORKPLACES), ("type", EMPLOYMENT_TYPES)):
            if arguments.get(name) in known:
                values[name] = arguments[name]
        return cls(**values, q=" ".join(clean_text(arguments.get("q", "")).split())[:SEARCH_LENGTH])

    def as_arguments(self) -> dict[str, str]:
        """Return the query that says the same, without what is empty."""
        return {name: value for name in (*FIELDS, "q") if (value := getattr(self, name))}

    def without(self, name: str) -> dict[str, str]:
        """Return the query with one condition taken away."""
        return replace(self, **{name: ""}).as_arguments()


@dataclass(frozen=True)
class Group:
    """One program with those of its openings that are shown; ``count`` is how many there are."""

    program: Program
    openings: Sequence[Opening]
    count: int


@dataclass(frozen=True)
class Listing:
    """All that the listing's page shows."""

    groups: Sequence[Group]
    count: int
    options: Mapping[str, Sequence[tuple[str, str]]]
    chips: Sequence[tuple[str, str, str]]


def build_listing(openings: Sequence[Opening], wanted: ListingFilter) -> Listing:
    """Group the openings that fit a filter by program, in the order given, and name the choices there are."""
    fitting = [opening for opening in openings if _fits(opening, wanted)]
    options = _options(openings)
    chips = [
        (name, LABELS[name], dict(options.get(name, ())).get(value, value))
        for name, value in wanted.as_arguments().items()
    ]
    return Listing(_groups(fitting), len(fitting), options, chips)


def places_of(opening: Opening) -> dict[str, str]:
    """Return the places as the filter knows them, each by its value in an address with its name."""
    towns = towns_of(Place(opening.city, opening.region, opening.country))
    names = (town.city or town.region or country_name(town.country) for town in towns)
    return {_as_value(name): name for name in names}


def _as_value(place: str) -> str:
    """Return a place as it stands in an address: letters of any script, digits and hyphens, at most 60."""
    return re.sub(r"[\W_]+", "-", _folded(place)).strip("-")[:60].strip("-")


def _groups(openings: Sequence[Opening]) -> list[Group]:
    by_program: dict[int, list[Opening]] = {}
    for opening in openings:
        by_program.setdefault(opening.program_id, []).append(opening)
    share = ROWS if len(openings) <= ROWS else max(ROWS // len(by_program), 1)
    return [Group(rows[0].program, rows[:share], len(rows)) for rows in by_program.values()]


def _fits(opening: Opening, wanted: ListingFilter) -> bool:
    facts = {
        "program": (opening.program.slug,),
        "place": places_of(opening),
        "workplace": (opening.workplace,),
        "type": (opening.employment_type,),
    }
    if any(getattr(wanted, name) not in ("", *facts[name]) for name in FIELDS):
        return False
    return not wanted.q or _has_words(opening, wanted.q)


def _has_words(opening: Opening, words: str) -> bool:
    """Every word has to stand somewhere in the advert, whatever its case and accents."""
    text = [opening.title, opening.reference, opening.program.name, opening.city, opening.region]
    text += [country_name(opening.country), plain_text(opening.description)]
    text += [each.text for each in (*opening.requirements, *opening.responsibilities)]
    haystack = _folded(" ".join(text))
    return all(word in haystack for word in _folded(words).split())


def _folded(text: str) -> str:
    # Decomposed before it is folded too: what looks like a letter, such as a mathematical one, is one only then.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _options(openings: Sequence[Opening]) -> dict[str, list[tuple[str, str]]]:
    pairs = {pair for opening in openings for pair in places_of(opening).items()}
    places = dict(sorted(pairs, key=lambda pair: pair[1].casefold()))
    places.pop("", None)
    return {
        "program": list({opening.program.slug: opening.program.name for opening in openings}.items()),
        "place": list(places.items()),
        "workplace": _known(WORKPLACES, (opening.workplace for opening in openings)),
        "type": _known(EMPLOYMENT_TYPES, (opening.employment_type for opening in openings)),
    }


def _known(labels: Mapping[str, str], values: Iterable[str]) -> list[tuple[str, str]]:
    present = set(values)
    return [(value, label) for value, label in labels.items() if value in present]
