"""Putting many on the shortlist of their opening."""

from collections.abc import Sequence

from sqlalchemy import Row, select

from ats.accounts.permissions import Permission
from ats.applications.models import Application, Status
from ats.batches.kinds.kind import ApplicationKind, Did, Skip, among
from ats.batches.models import Batch
from ats.batches.rules import STATUS_OBSTACLES
from ats.batches.targets import Target
from ats.platform.database import db
from ats.platform.events import Actor
from ats.reviews.actions import shortlist, take_off_shortlist
from ats.reviews.models import ShortlistEntry

_THERE = "is on the shortlist already"


class Shortlist(ApplicationKind):
    """Each goes on the list of its own opening, which the hiring team sees."""

    name = "shortlist"
    permission = Permission.DECIDE_APPLICATION

    def scene(self, batch: Batch, targets: Sequence[Target]) -> frozenset[int]:
        """Return the applications that are there already."""
        ids = {target.application_id for target in targets}
        query = among(select(ShortlistEntry.application_id), ShortlistEntry.application_id, ids)
        return frozenset(db.session.scalars(query))

    def obstacle(self, scene: frozenset[int], target: Target) -> str:
        """See the base."""
        if target.application_id in scene:
            return _THERE
        if target.tray is not None:
            return "waits in the tray"
        return "" if target.status == Status.ACTIVE else STATUS_OBSTACLES[target.status]

    def act(self, scene: frozenset[int], application: Application, target: Target, by: Actor) -> Did:
        """See the base."""
        if not shortlist(application, by=by):
            raise Skip(_THERE)
        return Did()

    def take_back(self, batch: Batch, item: Row, application: Application, by: Actor) -> Did:
        """See the base."""
        if not take_off_shortlist(application, by=by):
            raise Skip("is not on the shortlist any more")
        return Did()
