"""Facts about notes and shortlists."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """A colleague left a note."""

    kind: ClassVar[str] = "note.written"
    application_id: int
    candidate_id: int
    opening_id: int
    note_id: int


@dataclass(frozen=True, kw_only=True)
class NoteRemoved(Event):
    """A colleague took their own note away."""

    kind: ClassVar[str] = "note.removed"
    application_id: int
    candidate_id: int
    opening_id: int
    note_id: int


@dataclass(frozen=True, kw_only=True)
class Shortlisted(Event):
    """A colleague put an application on its opening's shortlist."""

    kind: ClassVar[str] = "shortlist.added"
    application_id: int
    candidate_id: int
    opening_id: int


@dataclass(frozen=True, kw_only=True)
class TakenOffShortlist(Event):
    """A colleague took an application off its opening's shortlist."""

    kind: ClassVar[str] = "shortlist.removed"
    application_id: int
    candidate_id: int
    opening_id: int
