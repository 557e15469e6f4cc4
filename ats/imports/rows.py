"""One row of a table as a person: what its cells say, and what is wrong with them, by line and column. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ats.candidates.rules import clean_tag, find_tag_problem, fold_address
from ats.imports.sheets import Sheet, SheetRow
from ats.platform.unseen import if_seen

_EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_LONGEST = {"name": 200, "email": 254, "phone": 60, "link": 500, "source": 40, "cover_letter": 20_000}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken: its line, the heading of the column, and a sentence's end."""

    line: int
    column: str
    why: str

    def __str__(self) -> str:
        return (
            f"Line {self.line}, {self.column}: {self.why}" if self.column else f"Line {self.line}: {self.why}"
        )


@dataclass(frozen=True)
class Person:
    """One good row."""

    line: int
    name: str
    email: str = ""
    phone: str = ""
    link: str = ""
    source: str = ""
    cover_letter: str = ""
    received_on: str = ""
    tags: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return what a batch keeps of it."""
        return dict(vars(self))

    @property
    def received_at(self) -> datetime | None:
        """Noon of the day of receipt, if one is given."""
        return datetime.fromisoformat(f"{self.received_on}T12:00:00+00:00") if self.received_on else None


@dataclass(frozen=True)
class Checked:
    """A table, checked: the people in it, what is wrong, and rows that repeat an earlier one."""

    people: list[Person]
    problems: list[Problem]
    repeats: list[Problem]


def check_rows(sheet: Sheet, mapping: Sequence[str], *, today: date) -> Checked:
    """Check every row by what its columns were said to hold."""
    people, problems, repeats = [], [], []
    first_lines: dict[str, int] = {}
    for row in sheet.rows:
        person, wrong = _read(sheet, row, mapping, today)
        problems += wrong
        if wrong:
            continue
        folded = fold_address(person.email)
        if folded and folded in first_lines:
            repeats.append(
                Problem(row.line, "", f"{person.email} stands in line {first_lines[folded]} already")
            )
            continue
        if folded:
            first_lines[folded] = row.line
        people.append(person)
    return Checked(people, problems, repeats)


def find_mapping_problem(mapping: Sequence[str]) -> str | None:
    """Return what is wrong with the choice of columns, in a sentence, or None."""
    chosen = [each for each in mapping if each]
    twice = next((each for each in chosen if chosen.count(each) > 1), None)
    if twice:
        return "Two columns are said to hold the same"
    if not {"name", "first_name", "last_name"} & set(chosen):
        return "Say which column holds the name"
    return None


def _read(sheet: Sheet, row: SheetRow, mapping: Sequence[str], today: date) -> tuple[Person, list[Problem]]:
    wrong = []
    if len(row.cells) > len(mapping):
        wrong.append(
            Problem(row.line, "", f"it has {len(row.cells)} cells, and there are {len(mapping)} columns")
        )
    cells = {name: if_seen(cell) for name, cell in zip(mapping, row.cells, strict=False) if name}
    columns = {name: sheet.headings[number] for number, name in enumerate(mapping) if name}

    def note(name: str, why: str) -> None:
        wrong.append(Problem(row.line, columns.get(name, ""), why))

    values = _values(cells)
    if not values["name"]:
        note("name" if "name" in columns else "last_name", "the name is missing")
    if values["email"] and not _EMAIL.fullmatch(values["email"]):
        note("email", f"“{values['email'][:60]}” is no e-mail address")
    for name, most in _LONGEST.items():
        if len(values[name]) > most:
            note(name if name in columns else "last_name", f"it is longer than {most:,} characters")
    tags = _tags(cells.get("tags", ""))
    for tag, why in ((each, find_tag_problem(each)) for each in tags):
        if why:
            note("tags", f"“{tag[:60]}”: {why[0].lower()}{why[1:]}")
    received_on, why = _day(cells.get("received_on", ""), today)
    if why:
        note("received_on", why)
    return Person(row.line, tags=tags, received_on=received_on, **values), wrong


def _tags(text: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(clean_tag, re.split(r"[;,|]", text)))))


def _values(cells: dict[str, str]) -> dict[str, str]:
    both = (cells.get("first_name", ""), cells.get("last_name", ""))
    name = cells.get("name") or " ".join(filter(None, both))
    values = {**{each: cells.get(each, "") for each in _LONGEST}, "name": " ".join(name.split())}
    if values["link"] and not values["link"].startswith(("http://", "https://")):
        values["link"] = f"https://{values['link']}"
    return values


def _day(text: str, today: date) -> tuple[str, str]:
    """Return a day as ISO 8601, or why it is none."""
    if not text:
        return "", ""
    iso, dotted = _ISO.fullmatch(text), _DOTTED.fullmatch(text)
    parts = iso.groups() if iso else dotted.groups()[::-1] if dotted else None
    try:
        day = date(*map(int, parts)) if parts else None
    except ValueError:
        day = None
    if day is None:
        return "", f"“{text[:40]}” is no day: write 2026-06-30 or 30.06.2026"
    if day > today or day.year < 1970:
        return (
            "",
            f"{day.isoformat()} lies in the future" if day > today else f"{day.isoformat()} is too long ago",
        )
    return day.isoformat(), ""
