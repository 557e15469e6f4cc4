"""Facts about files, about what was read of them, and about passes of the reader over all of them."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentAttached(Event):
    """A document was given to a candidate and waits to be read."""

    kind: ClassVar[str] = "document.attached"
    document_id: int


@dataclass(frozen=True, kw_only=True)
class ReadingFinished(Event):
    """What a document holds is known, and is written down next: whoever writes with it takes what goes before."""

    kind: ClassVar[str] = "document.reading_finished"
    document_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentRead(Event):
    """A document was read, or could not be, or what was read of it was corrected: its text and profile are there."""

    kind: ClassVar[str] = "document.read"
    document_id: int


@dataclass(frozen=True, kw_only=True)
class FilesDropped(Event):
    """Rows that named these files of the store are gone."""

    kind: ClassVar[str] = "document.files_dropped"
    files: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentEvent(Event):
    """What all facts about a candidate's document say; by which application somebody came to it, if by one."""

    document_id: int
    candidate_id: int
    application_id: int | None = None
    opening_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ProfileCorrected(DocumentEvent):
    """A colleague said something else than the reader; personal: what it was and is."""

    kind: ClassVar[str] = "document.profile_corrected"
    part: str


@dataclass(frozen=True, kw_only=True)
class ProfileSetBack(DocumentEvent):
    """A correction was taken back: what was read counts again."""

    kind: ClassVar[str] = "document.profile_set_back"
    part: str


@dataclass(frozen=True, kw_only=True)
class ProfileImported(DocumentEvent):
    """A profile in the shape of JSON Resume was taken over."""

    kind: ClassVar[str] = "document.profile_imported"
    parts: int


@dataclass(frozen=True, kw_only=True)
class ReadingAsked(DocumentEvent):
    """A colleague had a document read again, by recognising the letters of its pictures or in the usual way."""

    kind: ClassVar[str] = "document.reading_asked"
    with_ocr: bool


@dataclass(frozen=True, kw_only=True)
class DocumentQuarantined(DocumentEvent):
    """The virus scanner found something in a document, and nobody can open it any more."""

    kind: ClassVar[str] = "document.quarantined"
    found: str


@dataclass(frozen=True, kw_only=True)
class DocumentReleased(DocumentEvent):
    """An admin let a document out of quarantine."""

    kind: ClassVar[str] = "document.released"


@dataclass(frozen=True, kw_only=True)
class RereadStarted(Event):
    """A pass of the reader over all documents began."""

    kind: ClassVar[str] = "system.reread_started"
    reread_id: int
    reader_version: int
    documents: int


@dataclass(frozen=True, kw_only=True)
class RereadChanged(Event):
    """A pass of the reader was paused, went on, was stopped, or came to its end."""

    kind: ClassVar[str] = "system.reread_changed"
    reread_id: int
    state: str
