"""Facts about the demo."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class DemoRemoved(Event):
    """The demo was taken out, and its history with it."""

    kind: ClassVar[str] = "demo.removed"
    candidates: int
    openings: int
