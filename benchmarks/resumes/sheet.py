"""A document before it has a format: contact lines and sections of rows, in the order and arrangement of a layout."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.resumes.notation import Notation
from benchmarks.resumes.people import Person, Position, Study, half, read_lexicon


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
    """The sheet of a person; options: education-first, label-links, headline, personal, labels, family-1."""
    family, arrange = int("family-1" in options), ARRANGEMENTS[arrangement]
    lexicon = read_lexicon(person.language)

    def section(key: str, rows: list[Row]) -> Section:
        return Section(key, rng.choice(half(lexicon[key], family)), tuple(rows))

    work = section("work", [row for job in person.work for row in _job_rows(job, arrange, notation)])
    education = section(
        "education", [row for study in person.studies for row in _study_rows(study, arrange, notation)]
    )
    middle = [education, work] if "education-first" in options else [work, education]
    last = [
        section("skills", _skill_rows(rng, person.skills)),
        section("languages", [_line(Cell(text)) for text in person.tongues]),
    ]
    first = [section("about", [_line(Cell(person.summary))])] if rng.random() < 0.6 else []
    return Sheet(
        person=person,
        notation=notation,
        contact=(("address", person.city), ("phone", person.phone), ("mail", person.email)),
        links=tuple((_shown(link, "label-links" in options), link) for link in person.links),
        sections=(*first, *middle, *last),
        headline=person.work[0].title if "headline" in options else None,
        personal=_personal(person, rng) if "personal" in options else (),
    )


def _job_rows(job: Position, arrange: Arrangement, notation: Notation) -> list[Row]:
    rows = arrange(job.employer, job.title, notation.write_range(job.start, job.end))
    return [*rows, *(Row("bullet", (Cell(text),)) for text in job.highlights)]


def _study_rows(study: Study, arrange: Arrangement, notation: Notation) -> list[Row]:
    return arrange(
        study.school, f"{study.degree}, {study.area}", notation.write_range(study.start, study.end)
    )


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


def _personal(person: Person, rng: random.Random) -> tuple[str, ...]:
    if person.language != "de":
        return ()
    return (f"geboren am {rng.randint(1, 28)}.{rng.randint(1, 12)}.{rng.randint(1970, 1996)}", "ledig")
