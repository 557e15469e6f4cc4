"""Facts about files that only the background work needs to hear."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentAttached(Event):
    """A document was given to a candidate and waits to be read."""

    kind: ClassVar[str] = "document.attached"
    document_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentRead(Event):
    """A document was read, or could not be: its text, if any, is there now."""

    kind: ClassVar[str] = "document.read"
    document_id: int


@dataclass(frozen=True, kw_only=True)
class FilesDropped(Event):
    """Rows that named these files of the store are gone."""

    kind: ClassVar[str] = "document.files_dropped"
    files: tuple[str, ...]
