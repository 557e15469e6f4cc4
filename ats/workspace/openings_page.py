"""What the list of openings shows, and what is said about publishing, pausing and closing."""

from collections.abc import Sequence
from dataclasses import dataclass

from ats.accounts.models import User
from ats.openings import labels, queries
from ats.openings.models import Opening, Program, State

# The states of what somebody still works on; the closed ones have a tab of their own.
CURRENT = (State.DRAFT, State.PUBLISHED, State.PAUSED)


@dataclass(frozen=True)
class StateStep:
    """One step to a state: its button, what is asked and said before it, and what is said after it."""

    button: str
    question: str
    means: str
    done: str

    def verb(self, before: str) -> str:
        """Return the words of the button from a state."""
        return "Publish again" if self.button == "Publish" and before != State.DRAFT else self.button


STATE_STEPS = {
    "published": StateStep(
        "Publish",
        "Publish this opening?",
        "It appears on your page and takes applications.",
        "The opening is published.",
    ),
    "paused": StateStep(
        "Pause",
        "Pause this opening?",
        "It leaves your page and takes no applications until you publish it again. Those you have stay.",
        "The opening is paused.",
    ),
    "closed": StateStep(
        "Close",
        "Close this opening?",
        "It leaves your page: whoever follows a link to it reads that it is closed and sees similar ones.",
        "The opening is closed.",
    ),
}


@dataclass(frozen=True)
class Group:
    """One program and those of its openings that are shown."""

    program: Program
    openings: Sequence[Opening]


@dataclass(frozen=True)
class ListPage:
    """All that the list shows: tabs as (value, label, count, is current), groups, and teams by opening id."""

    tabs: Sequence[tuple[str, str, int, bool]]
    groups: Sequence[Group]
    teams: dict[int, list[User]]
    state: str


def states_shown(state: str | None) -> Sequence[str]:
    """Return the states of the openings on a tab; a state that there is not is as good as none."""
    return [state] if state in labels.STATES else CURRENT


def list_page(user: User, state: str | None) -> ListPage:
    """Return the list for a viewer; a state that there is not is as good as none."""
    counts = queries.count_by_state(user)
    shown = queries.list_for(user, states=states_shown(state))
    state = state if state in labels.STATES else ""
    groups: dict[int, Group] = {}
    for opening in shown:
        groups.setdefault(opening.program_id, Group(opening.program, [])).openings.append(opening)
    return ListPage(_tabs(counts, state), list(groups.values()), queries.teams_of(shown), state)


def _tabs(counts: dict[str, int], current: str) -> list[tuple[str, str, int, bool]]:
    tabs = [("", "Current", sum(counts.get(state, 0) for state in CURRENT), not current)]
    return tabs + [
        (state, label, counts.get(state, 0), state == current) for state, label in labels.STATES.items()
    ]
