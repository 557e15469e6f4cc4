"""Facts about received mail."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class MailTakenIn(Event):
    """A mail came in and is kept; understanding it follows."""

    kind: ClassVar[str] = "mail.taken_in"
    received_id: int
