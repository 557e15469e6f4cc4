"""Facts about candidates."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class CandidateAdded(Event):
    """Somebody became known."""

    kind: ClassVar[str] = "candidate.added"
    candidate_id: int


@dataclass(frozen=True, kw_only=True)
class CandidateChanged(Event):
    """Contact details changed; personal: before and after."""

    kind: ClassVar[str] = "candidate.changed"
    candidate_id: int
    changed: tuple[str, ...]
    application_id: int | None = None
    opening_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class AddressConfirmed(Event):
    """A candidate came through a link that only the owner of the address has."""

    kind: ClassVar[str] = "candidate.address_confirmed"
    candidate_id: int
    application_id: int | None = None
    opening_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class CandidateTagged(Event):
    """A colleague put a tag on somebody; personal: the tag."""

    kind: ClassVar[str] = "candidate.tagged"
    candidate_id: int


@dataclass(frozen=True, kw_only=True)
class CandidateUntagged(Event):
    """A colleague took a tag away; personal: the tag."""

    kind: ClassVar[str] = "candidate.untagged"
    candidate_id: int


@dataclass(frozen=True, kw_only=True)
class CandidateMerged(Event):
    """Two rows are one person from here on; published for each of them, ``is_above`` for the one pointed to."""

    kind: ClassVar[str] = "candidate.merged"
    candidate_id: int
    other_id: int
    is_above: bool


@dataclass(frozen=True, kw_only=True)
class CandidateUnmerged(Event):
    """Two rows are two people again; published for each of them."""

    kind: ClassVar[str] = "candidate.unmerged"
    candidate_id: int
    other_id: int
    is_above: bool


@dataclass(frozen=True, kw_only=True)
class CandidateErased(Event):
    """A person was erased; the id is all that stays."""

    kind: ClassVar[str] = "candidate.erased"
    candidate_id: int
    asked_by: str
