"""Tagging many, and taking a tag from many."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, select

from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.batches.kinds.kind import ApplicationKind, Did, Skip, among, listed
from ats.batches.models import Batch
from ats.batches.targets import Target
from ats.candidates import actions
from ats.candidates.models import CandidateTag
from ats.candidates.rules import fold_tag
from ats.platform.database import db
from ats.platform.events import Actor

_HAS, _LACKS = "has this tag already", "does not have this tag"


@dataclass(frozen=True)
class _Tagged:
    """The tag, and who has it."""

    label: str
    candidates: frozenset[int]


class Tagging(ApplicationKind):
    """What both share."""

    permission = Permission.EDIT_CANDIDATE

    def missing(self, batch: Batch) -> str:
        """See the base."""
        return "" if listed(batch.parameters, "tag") else "Enter a tag"

    def scene(self, batch: Batch, targets: Sequence[Target]) -> _Tagged:
        """See the base."""
        label = listed(batch.parameters, "tag")
        query = select(CandidateTag.candidate_id).where(CandidateTag.folded == fold_tag(label))
        query = among(query, CandidateTag.candidate_id, {target.candidate_id for target in targets})
        return _Tagged(label, frozenset(db.session.scalars(query)))


class Tag(Tagging):
    """Put a tag on many."""

    name = "tag"

    def obstacle(self, scene: _Tagged, target: Target) -> str:
        """See the base."""
        return _HAS if target.candidate_id in scene.candidates else ""

    def act(self, scene: _Tagged, application: Application, target: Target, by: Actor) -> Did:
        """See the base; a person with two applications gets the tag once."""
        if not actions.add_tag(target.candidate_id, scene.label, by=by):
            raise Skip(_HAS)
        return Did()

    def take_back(self, batch: Batch, item: Row, application: Application, by: Actor) -> Did:
        """See the base."""
        if not actions.remove_tag(application.candidate_id, listed(batch.parameters, "tag"), by=by):
            raise Skip("does not have the tag any more")
        return Did()


class Untag(Tagging):
    """Take a tag from many."""

    name = "untag"

    def obstacle(self, scene: _Tagged, target: Target) -> str:
        """See the base."""
        return "" if target.candidate_id in scene.candidates else _LACKS

    def act(self, scene: _Tagged, application: Application, target: Target, by: Actor) -> Did:
        """See the base."""
        if not actions.remove_tag(target.candidate_id, scene.label, by=by):
            raise Skip(_LACKS)
        return Did()

    def take_back(self, batch: Batch, item: Row, application: Application, by: Actor) -> Did:
        """See the base."""
        if not actions.add_tag(application.candidate_id, listed(batch.parameters, "tag"), by=by):
            raise Skip("has the tag again already")
        return Did()
