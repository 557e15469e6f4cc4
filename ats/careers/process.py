"""The hiring process in the candidate's words: what is ahead, and where an application stands.

Stages are the company's own and are never shown by name; what is shown comes from what kind of stage each is.
"""

from collections.abc import Iterable

from ats.applications.models import Status
from ats.applications.rules import PLAIN_STEPS

AHEAD = {
    "review": ("We read your application", ""),
    "assess": ("A first conversation", "Usually by phone, or with a small task."),
    "interview": ("Interviews", "With the people you would work with."),
    "offer": ("An offer", ""),
}
_PLAIN = {kind: (label, text) for kind, label, text in PLAIN_STEPS}


def process_steps(stages: Iterable) -> list[dict[str, str]]:
    """Return what follows an application to an opening with these stages, for the steps component."""
    steps = [AHEAD[kind] for kind in _kinds(stages) if kind in AHEAD]
    return [{"label": label, "text": text, "state": "todo"} for label, text in steps]


def standing(stages: Iterable, current_kind: str, status: str) -> list[dict[str, str]]:
    """Return the steps of an application that is on its way or led to a hire; none for one that ended."""
    if status not in (Status.ACTIVE, Status.HIRED):
        return []
    kinds = _kinds(stages)
    reached = kinds.index(current_kind) if current_kind in kinds else 0
    return [_step(kind, place, reached) for place, kind in enumerate(kinds)]


def _step(kind: str, place: int, reached: int) -> dict[str, str]:
    label, text = _PLAIN[kind]
    if place == reached:
        return {"label": label, "text": text, "state": "current"}
    return {"label": label, "text": "", "state": "done" if place < reached else "todo"}


def _kinds(stages: Iterable) -> list[str]:
    """Two stages of one kind are one step to the candidate."""
    return list(dict.fromkeys(stage.kind for stage in stages))
