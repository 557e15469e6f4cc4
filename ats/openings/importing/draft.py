"""What a page was understood to say, as plain values that the preview form edits and the import saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from ats.openings.importing import json_values as read
from ats.platform.amounts import as_number

Importance = Literal["required", "preferred"]
RequirementKind = Literal["experience", "education", "skill", "other"]
Visibility = Literal["public", "internal"]
Workplace = Literal["onsite", "hybrid", "remote"]
PayPeriod = Literal["hour", "day", "week", "month", "year"]
EmploymentType = Literal[
    "full_time", "part_time", "contractor", "temporary", "intern", "volunteer", "per_diem", "other"
]

IMPORTANCES = ("required", "preferred")
KINDS = ("experience", "education", "skill", "other")
VISIBILITIES = ("public", "internal")
WORKPLACES = ("onsite", "hybrid", "remote")
PAY_PERIODS = ("hour", "day", "week", "month", "year")
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
            kind=read.choice(values, "kind", KINDS, "other"),
            years=read.whole(values, "years"),
            max_years=read.whole(values, "max_years"),
            subject=read.optional(values, "subject"),
            level=read.optional_choice(values, "level", LEVELS),
        )


@dataclass(frozen=True)
class Pay:
    """What is paid, in units of a currency (ISO 4217) for each period; None where an end is open."""

    minimum: int | Decimal | None
    maximum: int | Decimal | None
    currency: str
    period: PayPeriod = "year"

    def to_json(self) -> dict[str, Any]:
        return {
            "minimum": self.minimum and as_number(self.minimum),
            "maximum": self.maximum and as_number(self.maximum),
            "currency": self.currency,
            "period": self.period,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Pay:
        return cls(
            minimum=read.amount(values, "minimum"),
            maximum=read.amount(values, "maximum"),
            currency=read.text(values, "currency"),
            period=read.choice(values, "period", PAY_PERIODS, "year"),
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
            text=read.text(values, "text"),
            importance=read.choice(values, "importance", IMPORTANCES, "required"),
            kind=read.choice(values, "kind", KINDS, "other"),
            facets=tuple(Facet.from_json(facet) for facet in read.dicts(values, "facets")),
            sentence=read.text(values, "sentence"),
        )


@dataclass(frozen=True)
class ImportedOpening:
    """One opening; paragraphs are Markdown, `source_lines` its first and last line, (0, 0) unknown.

    ``withheld`` is what the source says by which it is not to be seen by everybody now; it is not published then.
    """

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
    pay: Pay | None = None
    source_lines: tuple[int, int] = (0, 0)
    withheld: str = ""

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
            "pay": self.pay.to_json() if self.pay else None,
            "source_lines": list(self.source_lines),
            "withheld": self.withheld,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ImportedOpening:
        return cls(
            title=read.text(values, "title"),
            paragraphs=read.texts(values, "paragraphs"),
            responsibilities=read.texts(values, "responsibilities"),
            requirements=tuple(
                ImportedRequirement.from_json(entry) for entry in read.dicts(values, "requirements")
            ),
            suggestions=tuple(
                ImportedRequirement.from_json(entry) for entry in read.dicts(values, "suggestions")
            ),
            visibility=read.choice(values, "visibility", VISIBILITIES, "public"),
            apply_address=read.optional(values, "apply_address"),
            place=read.optional(values, "place"),
            workplace=read.optional_choice(values, "workplace", WORKPLACES),
            employment_type=read.optional_choice(values, "employment_type", EMPLOYMENT_TYPES),
            deadline_on=read.day(values, "deadline_on"),
            pay=Pay.from_json(values["pay"]) if values.get("pay") else None,
            source_lines=read.line_pair(values, "source_lines"),
            withheld=read.text(values, "withheld"),
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
            title=read.text(values, "title"),
            introduction=read.text(values, "introduction"),
            openings=tuple(ImportedOpening.from_json(entry) for entry in read.dicts(values, "openings")),
        )


@dataclass(frozen=True)
class UnplacedLine:
    """A piece of the page that is in no text of the result, and why; `line_number` counts from 1, 0 is unknown."""

    line_number: int
    text: str
    why: str

    def to_json(self) -> dict[str, Any]:
        return {"line_number": self.line_number, "text": self.text, "why": self.why}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> UnplacedLine:
        return cls(
            read.whole(values, "line_number") or 0, read.text(values, "text"), read.text(values, "why")
        )


@dataclass(frozen=True)
class ImportedPage:
    """A whole page as draft programs and openings.

    What is in none of their texts is listed: `unplaced` is what somebody should look at, `left_out` what was known
    as furniture or as a way to apply, `understood` what was read as the name of a section or as a fact.
    """

    title: str = ""
    introduction: str = ""
    programs: tuple[ImportedProgram, ...] = ()
    apply_address: str | None = None
    unplaced: tuple[UnplacedLine, ...] = ()
    left_out: tuple[UnplacedLine, ...] = ()
    understood: tuple[UnplacedLine, ...] = ()

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
            "left_out": [line.to_json() for line in self.left_out],
            "understood": [line.to_json() for line in self.understood],
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ImportedPage:
        """Build a page from what to_json gave, edited or not.

        What is missing is empty. Raises ValueError, naming the field, for a value of a wrong type or choice.
        """
        return cls(
            title=read.text(values, "title"),
            introduction=read.text(values, "introduction"),
            programs=tuple(ImportedProgram.from_json(entry) for entry in read.dicts(values, "programs")),
            apply_address=read.optional(values, "apply_address"),
            unplaced=_unplaced_lines(values, "unplaced"),
            left_out=_unplaced_lines(values, "left_out"),
            understood=_unplaced_lines(values, "understood"),
        )


def _unplaced_lines(values: dict[str, Any], name: str) -> tuple[UnplacedLine, ...]:
    return tuple(UnplacedLine.from_json(entry) for entry in read.dicts(values, name))
