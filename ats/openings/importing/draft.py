"""What a page was understood to say, as plain values that the preview form edits and the import saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Importance = Literal["required", "preferred"]
RequirementKind = Literal["experience", "education", "skill", "other"]
Visibility = Literal["public", "internal"]
Workplace = Literal["onsite", "hybrid", "remote"]
EmploymentType = Literal[
    "full_time", "part_time", "contractor", "temporary", "intern", "volunteer", "per_diem", "other"
]

IMPORTANCES = ("required", "preferred")
KINDS = ("experience", "education", "skill", "other")
VISIBILITIES = ("public", "internal")
WORKPLACES = ("onsite", "hybrid", "remote")
EMPLOYMENT_TYPES = (
    "full_time",
    "part_time",
    "contractor",
    "temporary",
    "intern",
    "volunteer",
    "per_diem",
    "other",
)
LEVELS = ("secondary", "vocational", "associate", "bachelor", "master", "doctorate")


@dataclass(frozen=True)
class Facet:
    """One thing a requirement states: `years` or a `level` of education, in a `subject`."""

    kind: RequirementKind
    years: int | None = None
    max_years: int | None = None
    subject: str | None = None
    level: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "years": self.years,
            "max_years": self.max_years,
            "subject": self.subject,
            "level": self.level,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Facet:
        return cls(
            kind=_choice(values, "kind", KINDS, "other"),
            years=_whole(values, "years"),
            max_years=_whole(values, "max_years"),
            subject=_optional(values, "subject"),
            level=_optional_choice(values, "level", LEVELS),
        )


@dataclass(frozen=True)
class ImportedRequirement:
    """One requirement in the page's words; `sentence` is the prose that a suggestion came from."""

    text: str
    importance: Importance = "required"
    kind: RequirementKind = "other"
    facets: tuple[Facet, ...] = ()
    sentence: str = ""

    @property
    def years(self) -> int | None:
        """The years of the first facet that states any."""
        return next((facet.years for facet in self.facets if facet.years is not None), None)

    @property
    def level(self) -> str | None:
        """The level of education of the first facet that states one."""
        return next((facet.level for facet in self.facets if facet.level is not None), None)

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "importance": self.importance,
            "kind": self.kind,
            "facets": [facet.to_json() for facet in self.facets],
            "sentence": self.sentence,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ImportedRequirement:
        return cls(
            text=_text(values, "text"),
            importance=_choice(values, "importance", IMPORTANCES, "required"),
            kind=_choice(values, "kind", KINDS, "other"),
            facets=tuple(Facet.from_json(facet) for facet in _dicts(values, "facets")),
            sentence=_text(values, "sentence"),
        )


@dataclass(frozen=True)
class ImportedOpening:
    """One opening; paragraphs are Markdown, `source_lines` its first and last line, (0, 0) unknown."""

    title: str
    paragraphs: tuple[str, ...] = ()
    responsibilities: tuple[str, ...] = ()
    requirements: tuple[ImportedRequirement, ...] = ()
    suggestions: tuple[ImportedRequirement, ...] = ()
    visibility: Visibility = "public"
    apply_address: str | None = None
    place: str | None = None
    workplace: Workplace | None = None
    employment_type: EmploymentType | None = None
    deadline_on: date | None = None
    source_lines: tuple[int, int] = (0, 0)

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "paragraphs": list(self.paragraphs),
            "responsibilities": list(self.responsibilities),
            "requirements": [requirement.to_json() for requirement in self.requirements],
            "suggestions": [suggestion.to_json() for suggestion in self.suggestions],
            "visibility": self.visibility,
            "apply_address": self.apply_address,
            "place": self.place,
            "workplace": self.workplace,
            "employment_type": self.employment_type,
            "deadline_on": self.deadline_on.isoformat() if self.deadline_on else None,
            "source_lines": list(self.source_lines),
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ImportedOpening:
        return cls(
            title=_text(values, "title"),
            paragraphs=_texts(values, "paragraphs"),
            responsibilities=_texts(values, "responsibilities"),
            requirements=tuple(
                ImportedRequirement.from_json(entry) for entry in _dicts(values, "requirements")
            ),
            suggestions=tuple(
                ImportedRequirement.from_json(entry) for entry in _dicts(values, "suggestions")
            ),
            visibility=_choice(values, "visibility", VISIBILITIES, "public"),
            apply_address=_optional(values, "apply_address"),
            place=_optional(values, "place"),
            workplace=_optional_choice(values, "workplace", WORKPLACES),
            employment_type=_optional_choice(values, "employment_type", EMPLOYMENT_TYPES),
            deadline_on=_date(values, "deadline_on"),
            source_lines=_line_pair(values, "source_lines"),
        )


@dataclass(frozen=True)
class ImportedProgram:
    """A group of openings; a page without groups gives one with an empty title."""

    title: str
    introduction: str = ""
    openings: tuple[ImportedOpening, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "introduction": self.introduction,
            "openings": [opening.to_json() for opening in self.openings],
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ImportedProgram:
        return cls(
            title=_text(values, "title"),
            introduction=_text(values, "introduction"),
            openings=tuple(ImportedOpening.from_json(entry) for entry in _dicts(values, "openings")),
        )


@dataclass(frozen=True)
class UnplacedLine:
    """A piece of the page that went nowhere, and why; `line_number` counts from 1, 0 is unknown."""

    line_number: int
    text: str
    why: str

    def to_json(self) -> dict[str, Any]:
        return {"line_number": self.line_number, "text": self.text, "why": self.why}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> UnplacedLine:
        return cls(_whole(values, "line_number") or 0, _text(values, "text"), _text(values, "why"))


@dataclass(frozen=True)
class ImportedPage:
    """A whole page as draft programs and openings."""

    title: str = ""
    introduction: str = ""
    programs: tuple[ImportedProgram, ...] = ()
    apply_address: str | None = None
    unplaced: tuple[UnplacedLine, ...] = ()

    @property
    def openings(self) -> tuple[ImportedOpening, ...]:
        """All openings in the page's order."""
        return tuple(opening for program in self.programs for opening in program.openings)

    def to_json(self) -> dict[str, Any]:
        """Give the page as values that JSON can hold; from_json gives the equal page back."""
        return {
            "title": self.title,
            "introduction": self.introduction,
            "programs": [program.to_json() for program in self.programs],
            "apply_address": self.apply_address,
            "unplaced": [line.to_json() for line in self.unplaced],
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ImportedPage:
        """Build a page from what to_json gave, edited or not.

        What is missing is empty. Raises ValueError, naming the field, for a value of a wrong type or choice.
        """
        return cls(
            title=_text(values, "title"),
            introduction=_text(values, "introduction"),
            programs=tuple(ImportedProgram.from_json(entry) for entry in _dicts(values, "programs")),
            apply_address=_optional(values, "apply_address"),
            unplaced=tuple(UnplacedLine.from_json(entry) for entry in _dicts(values, "unplaced")),
        )


def _field(values: Any, name: str, kind: type | tuple[type, ...], empty: Any) -> Any:
    if not isinstance(values, dict):
        raise ValueError(f"Expected an object with “{name}”.")
    value = values.get(name)
    if value is None:
        return empty
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
        raise ValueError(f"“{name}” has a value of the wrong type.")
    return value


def _text(values: dict[str, Any], name: str) -> str:
    return _field(values, name, str, "")


def _optional(values: dict[str, Any], name: str) -> str | None:
    return _field(values, name, str, "") or None


def _whole(values: dict[str, Any], name: str) -> int | None:
    return _field(values, name, int, None)


def _choice(values: dict[str, Any], name: str, allowed: tuple[str, ...], default: str) -> Any:
    chosen = _text(values, name) or default
    if chosen not in allowed:
        raise ValueError(f"“{name}” is none of {', '.join(allowed)}.")
    return chosen


def _optional_choice(values: dict[str, Any], name: str, allowed: tuple[str, ...]) -> Any:
    return _choice(values, name, allowed, allowed[0]) if _text(values, name) else None


def _texts(values: dict[str, Any], name: str) -> tuple[str, ...]:
    entries = _field(values, name, (list, tuple), [])
    if not all(isinstance(entry, str) for entry in entries):
        raise ValueError(f"“{name}” must hold texts only.")
    return tuple(entries)


def _dicts(values: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return list(_field(values, name, (list, tuple), []))


def _date(values: dict[str, Any], name: str) -> date | None:
    text = _text(values, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValueError(f"“{name}” is not a date such as 2027-03-31.") from error


def _line_pair(values: dict[str, Any], name: str) -> tuple[int, int]:
    pair = _field(values, name, (list, tuple), [0, 0])
    if len(pair) != 2 or not all(isinstance(line, int) and not isinstance(line, bool) for line in pair):
        raise ValueError(f"“{name}” must be a first and a last line.")
    return (pair[0], pair[1])
