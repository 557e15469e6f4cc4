"""Taking a whole batch back: item by item, by the kind that did it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Row

from ats.accounts.permissions import Permission
from ats.applications.queries import list_changes
from ats.batches.kinds.kind import ApplicationKind, Did, Doing, Gate, Kind, Skip
from ats.batches.models import Batch
from ats.batches.targets import list_targets, lock_applications
from ats.openings.queries import list_stages_by_opening, lock_all_stages
from ats.platform.database import db
from ats.platform.events import Actor


class Undo(Kind):
    """What a batch did is taken back where it still stands."""

    name = "undo"
    permission = Permission.DECIDE_APPLICATION

    def __init__(self, kinds: Mapping[str, Kind]):
        self.kinds = kinds

    def begin(self, batch: Batch, items: Sequence[Row]) -> Doing:
        """See the base. Each item carries what was made of the one that it takes back."""
        undone = db.session.get_one(Batch, batch.undoes_id)
        kind = self.kinds[undone.kind]
        if not isinstance(kind, ApplicationKind):
            return kind.begin_undo(undone, items)
        applications = lock_applications([item.application_id for item in items])
        found = list_targets(batch.id, item_ids=[item.id for item in items])
        targets = {target.item_id: target for target in found}
        if kind.changes_stages:
            lock_all_stages({target.opening_id for target in found})
        gate = Gate(batch, kind.permission, found)
        # Held by what is returned, so that no item asks for its own.
        changes = list_changes([item.change_id for item in items if item.change_id])
        stages = list_stages_by_opening({target.opening_id for target in found})

        def do(item: Row, _held: tuple = (changes, stages)) -> Did:
            target = targets.get(item.id)
            if target is None:
                raise Skip("is not there any more")
            why = gate.obstacle(target)
            if why:
                raise Skip(why)
            application = applications[target.application_id]
            return kind.take_back(undone, item, application, Actor.user(batch.user_id))

        return do

    def finish(self, batch: Batch) -> None:
        """See the base."""
        undone = db.session.get_one(Batch, batch.undoes_id)
        self.kinds[undone.kind].finish_undo(undone, batch)
