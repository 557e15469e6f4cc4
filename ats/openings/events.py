"""Facts about programs and openings."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class ProgramSaved(Event):
    """A program was added or changed."""

    kind: ClassVar[str] = "program.saved"
    program_id: int
    name: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProgramRemoved(Event):
    """An empty program was removed."""

    kind: ClassVar[str] = "program.removed"
    program_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class OpeningCreated(Event):
    """An opening was drafted; ``copied_from`` names the opening it was copied from."""

    kind: ClassVar[str] = "opening.created"
    opening_id: int
    title: str
    copied_from: int | None = None


@dataclass(frozen=True, kw_only=True)
class OpeningRemoved(Event):
    """A draft was removed."""

    kind: ClassVar[str] = "opening.removed"
    opening_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class OpeningChanged(Event):
    """An opening's text, requirements, questions, stages or dates changed."""

    kind: ClassVar[str] = "opening.changed"
    opening_id: int
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Event):
    """Somebody joined or left an opening's hiring team."""

    kind: ClassVar[str] = "opening.team_changed"
    opening_id: int
    added: tuple[int, ...]
    removed: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class OpeningStateChanged(Event):
    """An opening was published, paused, closed or reopened."""

    kind: ClassVar[str] = "opening.state_changed"
    opening_id: int
    before: str
    after: str
