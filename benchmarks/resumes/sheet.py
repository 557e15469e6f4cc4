"""A document before it has a format: contact lines and sections of rows, in the order and arrangement of a layout."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from benchmarks.resumes.notation import Notation
from benchmarks.resumes.people import NATIONS, Person, Position, Study, half, read_lexicon


@dataclass(frozen=True)
class Cell:
    """A stretch of text with its part in the entry: date, strong, soft, plain."""

    text: str
    part: str = "plain"


@dataclass(frozen=True)
class Row:
    """A row: "line", "split" (second cell at the right edge), "margin" (first cell in a left column) or "bullet"."""

    kind: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Section:
    """A part of the document under its heading."""

    key: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole document; `contact` holds label and value, `links` (words shown, address)."""

    person: Person
    notation: Notation
    contact: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    headline: str | None = None
    personal: tuple[str, ...] = ()
    page_line: str = ""
    """What stands in the foot of every page, with {n} for its number; such documents have the name in the head."""


_STREETS = {
    "US": "{n} Alder Lane",
    "GB": "{n} Mill Row",
    "IN": "{n} Lake Road",
    "DE": "Am Anger {n}",
    "FR": "{n} rue du Puits",
    "ES": "Calle del Pozo {n}",
    "PL": "ul. Lipowa {n}",
    "NL": "Molenweg {n}",
    "BR": "Rua das Palmeiras {n}",
}

Arrangement = Callable[[str, str, str], list[Row]]


def _line(*cells: Cell) -> Row:
    return Row("line", cells)


ARRANGEMENTS: dict[str, Arrangement] = {
    "title-date": lambda e, t, d: [
        Row("split", (Cell(t, "strong"), Cell(d, "date"))),
        _line(Cell(e, "soft")),
    ],
    "employer-date": lambda e, t, d: [
        Row("split", (Cell(e, "strong"), Cell(d, "date"))),
        _line(Cell(t, "soft")),
    ],
    "date-margin": lambda e, t, d: [
        Row("margin", (Cell(d, "date"), Cell(t, "strong"))),
        Row("margin", (Cell(""), Cell(e, "soft"))),
    ],
    "dates-beside-employer": lambda e, t, d: [
        _line(Cell(t, "strong")),
        Row("split", (Cell(e, "soft"), Cell(d, "date"))),
    ],
    "employer-title-then-date": lambda e, t, d: [
        _line(Cell(f"{e}: ", "strong"), Cell(t, "soft")),
        _line(Cell(d, "date")),
    ],
    "title-at": lambda e, t, d: [
        _line(Cell(t, "strong"), Cell(" @ "), Cell(e)),
        _line(Cell(d, "date")),
    ],
    "brackets-first": lambda e, t, d: [
        _line(Cell(f"[{d}] ", "date"), Cell(e, "strong"), Cell(" / "), Cell(t, "soft")),
    ],
    "date-margin-employer": lambda e, t, d: [
        Row("margin", (Cell(d, "date"), Cell(e, "strong"))),
        Row("margin", (Cell(""), Cell(t, "plain"))),
    ],
    "date-below": lambda e, t, d: [_line(Cell(e, "strong")), _line(Cell(t, "soft")), _line(Cell(d, "date"))],
    "date-above": lambda e, t, d: [_line(Cell(d, "date")), _line(Cell(t, "strong")), _line(Cell(e, "plain"))],
    "one-line": lambda e, t, d: [_line(Cell(t, "strong"), Cell(", "), Cell(e), Cell(f" ({d})", "date"))],
    "bars": lambda e, t, d: [
        _line(Cell(d, "date"), Cell(" | "), Cell(t, "strong"), Cell(" | "), Cell(e, "soft"))
    ],
    "employer-dash": lambda e, t, d: [
        _line(Cell(e, "strong"), Cell(" – "), Cell(t, "soft")),
        _line(Cell(d, "date")),
    ],
    "date-one-margin": lambda e, t, d: [
        Row("margin", (Cell(d, "date"), Cell(f"{t}, ", "strong"), Cell(e, "soft")))
    ],
}


def lay_out(
    rng: random.Random, person: Person, notation: Notation, arrangement: str, options: set[str]
) -> Sheet:
    """The sheet of a person; options: education-first, label-links, headline, personal, family-1, and a shape."""
    family, arrange = int("family-1" in options), ARRANGEMENTS[arrangement]
    lexicon = read_lexicon(person.language)

    def section(key: str, rows: list[Row]) -> Section:
        return Section(key, rng.choice(half(lexicon[key], family)), tuple(rows))

    work = section("work", _work_rows(person, arrange, notation, options))
    studies = [row for study in person.studies for row in _study_rows(study, arrange, notation)]
    middle = [work, section("education", studies)]
    if options & {"education-first", "academic"}:
        middle.reverse()
    last = [
        section("skills", _skill_rows(rng, person.skills)),
        section("languages", [_line(Cell(text)) for text in person.tongues]),
        *(section(key, rows) for key, rows in _further_rows(rng, lexicon, family, options)),
    ]
    first = [section("about", [_line(Cell(person.summary))])] if rng.random() < 0.6 else []
    if "functional" in options:
        bullets = rng.sample(lexicon["bullets"], 3)
        lines = [text.format(a=person.skills[0], b=person.skills[1]) for text in bullets]
        first.append(section("competences", [Row("bullet", (Cell(text),)) for text in lines]))
    return Sheet(
        person=person,
        notation=notation,
        contact=(
            ("address", _address(rng, person, family)),
            ("phone", person.phone),
            ("mail", person.email),
        ),
        links=tuple((_shown(link, "label-links" in options), link) for link in person.links),
        sections=(*first, *middle, *last),
        headline=person.work[0].title if "headline" in options else None,
        personal=_personal(rng, lexicon, family) if "personal" in options else (),
        page_line=lexicon["page"][family] if options & {"long", "academic"} else "",
    )


def _work_rows(person: Person, arrange: Arrangement, notation: Notation, options: set[str]) -> list[Row]:
    """Entries one below the other; positions with one employer stand together below its name where it has several."""
    rows: list[Row] = []
    family = int("family-1" in options)
    for employer, held in groupby(person.work, key=lambda job: job.employer):
        jobs = list(held)
        if len(jobs) > 1:
            rows += _group_rows(employer, jobs, notation, family)
            continue
        shown = _placed(employer, jobs[0].place, family) if "places" in options else employer
        rows += arrange(shown, jobs[0].title, notation.write_range(jobs[0].start, jobs[0].end))
        rows += _bullet_rows(jobs[0])
    return rows


def _group_rows(employer: str, jobs: list[Position], notation: Notation, family: int) -> list[Row]:
    span = notation.write_range(jobs[-1].start, jobs[0].end)
    rows = [_line(Cell(employer, "strong"))]
    if family:
        rows = [Row("split", (Cell(employer, "strong"), Cell(span, "date")))]
    for job in jobs:
        dates = notation.write_range(job.start, job.end)
        if family:
            rows.append(_line(Cell(job.title, "soft"), Cell(f" ({dates})", "date")))
        else:
            rows.append(Row("split", (Cell(job.title, "soft"), Cell(dates, "date"))))
        rows += _bullet_rows(job)
    return rows


def _bullet_rows(job: Position) -> list[Row]:
    return [Row("bullet", (Cell(text),)) for text in job.highlights]


def _placed(employer: str, place: str, family: int) -> str:
    return f"{employer} ({place})" if family else f"{employer}, {place}"


def _study_rows(study: Study, arrange: Arrangement, notation: Notation) -> list[Row]:
    return arrange(
        study.school, f"{study.degree}, {study.area}", notation.write_range(study.start, study.end)
    )


def _further_rows(
    rng: random.Random, lexicon: dict, family: int, options: set[str]
) -> list[tuple[str, list[Row]]]:
    """Sections that a profile has no use for, papers among them only where the person teaches."""
    found = []
    if "academic" in options:
        found.append(("publications", [_line(Cell(text)) for text in lexicon["papers"]]))
    if rng.random() < 0.5:
        found.append(("interests", [_line(Cell(half(lexicon["pastimes"], family)[0]))]))
    if rng.random() < 0.3:
        found.append(("referees", [_line(Cell(half(lexicon["referee_lines"], family)[0]))]))
    return found


def _address(rng: random.Random, person: Person, family: int) -> str:
    if family:
        return rng.choice([person.city, f"{person.city}, {NATIONS[person.country]}"])
    number = rng.randint(2, 98)
    return rng.choice([person.city, f"{_STREETS[person.country].format(n=number)}, {person.city}"])


def _skill_rows(rng: random.Random, skills: tuple[str, ...]) -> list[Row]:
    kind = rng.choice(["commas", "dots", "bullets"])
    if kind == "bullets":
        return [Row("bullet", (Cell(skill),)) for skill in skills]
    return [_line(Cell((", " if kind == "commas" else " · ").join(skills)))]


def _shown(link: str, as_label: bool) -> str:
    if as_label and "linkedin" in link:
        return "LinkedIn"
    if as_label and "github" in link:
        return "GitHub"
    return link.removeprefix("https://")


def _personal(rng: random.Random, lexicon: dict, family: int) -> tuple[str, ...]:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1970, 1996)
    return (lexicon["born"][family].format(d=f"{day:02}.{month:02}.{year}"),)
