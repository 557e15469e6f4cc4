"""Facts about received mail."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class MailSorted(Event):
    """Somebody sorted a mail in the tray; ``verdict`` is assigned, dismissed or brought back."""

    kind: ClassVar[str] = "mail.sorted"
    received_id: int
    verdict: str
    opening_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class MailTakenIn(Event):
    """A mail came in and is kept; understanding it follows."""

    kind: ClassVar[str] = "mail.taken_in"
    received_id: int
