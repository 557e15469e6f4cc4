"""Tagging many, and taking a tag from many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select

from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.batches.kinds.kind import ApplicationKind, Did, Skip, among, listed
from ats.batches.models import Batch
from ats.batches.targets import Target
from ats.candidates import actions
from ats.candidates.queries import select_tagged
from ats.candidates.rules import fold_tag
from ats.platform.database import db
from ats.platform.events import Actor

_HAS, _LACKS = "has this tag already", "does not have this tag"
_SECOND = "is a person who is in the list already"


@dataclass(frozen=True)
class _Tagged:
    """The tag, who has it on whichever row of theirs, and whose turn it is for people who are there twice."""

    label: str
    candidates: frozenset[int]
    turns: dict[int, int]

    def is_second(self, target: Target) -> bool:
        """Return whether a person has their turn with another item."""
        return self.turns[target.person_id] != target.item_id


class Tagging(ApplicationKind):
    """What both share."""

    permission = Permission.EDIT_CANDIDATE

    def missing(self, batch: Batch) -> str:
        """See the base."""
        return "" if listed(batch.parameters, "tag") else "Enter a tag"

    def scene(self, batch: Batch, targets: Sequence[Target]) -> _Tagged:
        """See the base."""
        label = listed(batch.parameters, "tag")
        bearers = select_tagged([fold_tag(label)]).subquery()
        query = among(select(bearers.c[0]), bearers.c[0], {target.candidate_id for target in targets})
        turns: dict[int, int] = {}
        for target in targets:
            turns.setdefault(target.person_id, target.item_id)
        return _Tagged(label, frozenset(db.session.scalars(query)), turns)


class Tag(Tagging):
    """Put a tag on many."""

    name = "tag"

    def obstacle(self, scene: _Tagged, target: Target) -> str:
        """See the base."""
        if target.candidate_id in scene.candidates:
            return _HAS
        return _SECOND if scene.is_second(target) else ""

    def act(self, scene: _Tagged, application: Application, target: Target, by: Actor) -> Did:
        """See the base; a person with two applications gets the tag once."""
        put_at = actions.add_tag(target.candidate_id, scene.label, by=by)
        if put_at is None:
            raise Skip(_HAS)
        return Did(data={"put_at": put_at.isoformat()})

    def take_back(self, batch: Batch, item: Row, application: Application, by: Actor) -> Did:
        """See the base; a tag that the person has from elsewhere, or got again since, is not this batch's to take."""
        candidate_id, label = application.candidate_id, listed(batch.parameters, "tag")
        if "put_at" not in item.data:
            # Done by an earlier version, which did not write down when.
            is_off = bool(actions.remove_tag(candidate_id, label, by=by))
        else:
            put_at = datetime.fromisoformat(item.data["put_at"])
            is_off = actions.take_off_tag(candidate_id, label, put_at, by=by)
        if not is_off:
            raise Skip("does not have the tag that was put on any more")
        return Did()


class Untag(Tagging):
    """Take a tag from many."""

    name = "untag"

    def obstacle(self, scene: _Tagged, target: Target) -> str:
        """See the base."""
        if target.candidate_id not in scene.candidates:
            return _LACKS
        return _SECOND if scene.is_second(target) else ""

    def act(self, scene: _Tagged, application: Application, target: Target, by: Actor) -> Did:
        """See the base."""
        bore = actions.remove_tag(target.candidate_id, scene.label, by=by)
        if not bore:
            raise Skip(_LACKS)
        return Did(data={"bore": bore})

    def take_back(self, batch: Batch, item: Row, application: Application, by: Actor) -> Did:
        """See the base; each row of a merged person bears it again as it did."""
        if not actions.put_back_tag(item.data["bore"], by=by):
            raise Skip("has the tag again already")
        return Did()
