"""Facts that actions publish, and who caused them; what follows from a fact is the table in ``ats.reactions``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from flask import Flask, current_app


@dataclass(frozen=True)
class Actor:
    """Who does something: a signed-in user, a candidate through a link, a visitor, or the system itself."""

    kind: str
    user_id: int | None = None

    @classmethod
    def user(cls, user_id: int) -> "Actor":
        """Return the actor for somebody signed in."""
        return cls("user", user_id)


SYSTEM = Actor("system")
CANDIDATE = Actor("candidate")
VISITOR = Actor("visitor")


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact in the past tense: plain ids and field names, with personal values kept apart."""

    kind: ClassVar[str]

    by: Actor
    personal: Mapping[str, Any] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """Return the impersonal fields by name."""
        return {
            item.name: getattr(self, item.name)
            for item in fields(self)
            if item.name not in ("by", "personal")
        }


Reaction = Callable[[Event], None]
ReactionTable = Mapping[type[Event], tuple[Reaction, ...]]


def init_app(app: Flask, reactions: ReactionTable) -> None:
    """Give an application its own table of reactions."""
    app.extensions["ats_reactions"] = dict(reactions)


def publish(event: Event) -> None:
    """Run every reaction to an event, inside the caller's transaction.

    Raises KeyError for an event that the table does not know, so that none is forgotten.
    """
    for reaction in current_app.extensions["ats_reactions"][type(event)]:
        reaction(event)
