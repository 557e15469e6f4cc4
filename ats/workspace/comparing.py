"""Two people side by side, and what a merged person is made of: what their pages show."""

from dataclasses import dataclass

from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.applications.models import Application, Status
from ats.applications.queries import list_of_candidate
from ats.candidates import merging
from ats.candidates.models import Candidate
from ats.candidates.queries import list_rows, list_tags
from ats.candidates.rules import FIELDS
from ats.matching.queries import Pair, Side, list_reasons

LABELS = {"name": "Name", "email": "E-mail", "phone": "Phone", "link": "Link"}


@dataclass(frozen=True)
class Person:
    """One side: the candidate as shown, its rows, and the applications that the viewer may see, the latest first."""

    candidate: Candidate
    rows: list[Candidate]
    applications: list[Application]
    tags: list[str]

    @property
    def is_confirmed(self) -> bool:
        """Whether the address that is written to was confirmed by its owner."""
        addresses = [each for row in self.rows for each in row.addresses]
        return any(each.address == self.candidate.email and each.confirmed_at for each in addresses)


@dataclass(frozen=True)
class Difference:
    """One detail of both, and the side that is chosen to begin with; ``choices`` are the sides that may be chosen."""

    field: str
    label: str
    one: str
    other: str

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to choose."""
        return self.one == self.other

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The sides with a value, as (side, value)."""
        return [(side, value) for side, value in (("one", self.one), ("other", self.other)) if value]


@dataclass(frozen=True)
class Comparison:
    """Two people, what they share, and what has to be chosen."""

    one: Person
    other: Person
    reasons: list[str]
    differences: list[Difference]
    digest: str

    @property
    def is_one(self) -> bool:
        """Whether they are one person already."""
        return self.one.rows[0].id == self.other.rows[0].id

    @property
    def same_openings(self) -> list[str]:
        """The titles of openings for which both have an application on its way."""
        active = [
            {
                each.opening.title
                for each in side.applications
                if each.status == Status.ACTIVE and not each.tray
            }
            for side in (self.one, self.other)
        ]
        return sorted(active[0] & active[1])


def compare(one: Candidate, other: Candidate, viewer: User) -> Comparison:
    """Return two people side by side, as far as a viewer may see their applications."""
    sides = [_person(each, viewer) for each in (one, other)]
    differences = [
        Difference(field, LABELS[field], getattr(one, field), getattr(other, field)) for field in FIELDS
    ]
    rows = {row.id: row for side in sides for row in side.rows}
    return Comparison(
        *sides,
        reasons=list_reasons(sides[0].rows, sides[1].rows),
        differences=differences,
        digest=merging.digest_of(list(rows.values())),
    )


def _person(candidate: Candidate, viewer: User) -> Person:
    applications = list_of_candidate(candidate.id, seen_by=viewer)
    return Person(candidate, list_rows(candidate), applications, list_tags(candidate.id))


def whom(pair: Pair, application: Application) -> Side:
    """Return the side of a suggestion that is not the person of an application."""
    person = application.candidate.person_id or application.candidate_id
    return pair.other if (pair.one.candidate.person_id or pair.one.candidate.id) == person else pair.one


@dataclass(frozen=True)
class Part:
    """One row of a merged person: what it says by itself, and which of the person's details come from it."""

    row: Candidate
    details: list[tuple[str, str]]
    gives: list[str]
    is_here: bool


def parts_of_person(candidate: Candidate, viewer: User) -> list[Part]:
    """Return the rows of a merged person, the oldest first; none for somebody who was never merged.

    Whoever does not see all openings is told of those rows alone of which they see an application.
    """
    rows = list_rows(candidate)
    shown = rows
    if len(rows) > 1 and not viewer.can(Permission.SEE_ALL_OPENINGS):
        known = {each.candidate_id for each in list_of_candidate(candidate.id, seen_by=viewer)}
        shown = [row for row in rows if row.id in known]
    if len(shown) < 2:
        return []
    providers = {field: merging.provider_of(rows, field) for field in FIELDS}
    return [
        Part(
            row,
            [(LABELS[field], value) for field in FIELDS if (value := row.own_value(field))],
            [LABELS[field].lower() for field in FIELDS if providers[field] is row and row.own_value(field)],
            row is candidate,
        )
        for row in shown
    ]
