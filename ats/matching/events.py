"""Facts about suggestions."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class SuggestionDismissed(Event):
    """Somebody said that two candidates are two people; published for each of them."""

    kind: ClassVar[str] = "candidate.told_apart"
    candidate_id: int
    other_id: int


@dataclass(frozen=True, kw_only=True)
class SuggestionReopened(Event):
    """Somebody took back that two candidates are two people; published for each of them."""

    kind: ClassVar[str] = "candidate.told_apart_undone"
    candidate_id: int
    other_id: int
