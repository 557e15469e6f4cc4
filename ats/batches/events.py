"""Facts about batches; what happened to each application stands in events of its own."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class BatchStarted(Event):
    """Somebody began to act on many at once, or to take such a batch back."""

    kind: ClassVar[str] = "batch.started"
    batch_id: int
    opening_id: int | None
    what: str
    items: int


@dataclass(frozen=True, kw_only=True)
class BatchEnded(Event):
    """A batch came to its end, or was stopped before it."""

    kind: ClassVar[str] = "batch.ended"
    batch_id: int
    opening_id: int | None
    what: str
    state: str
    done: int
    skipped: int
    failed: int


@dataclass(frozen=True, kw_only=True)
class ApplicationsExported(Event):
    """Somebody took a list of applications out of the system; ``conditions`` names what it was narrowed by."""

    kind: ClassVar[str] = "batch.exported"
    rows: int
    conditions: tuple[str, ...]
