"""What a kind of batch has to say: whether something can be done with an item, how it is done and taken back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, Select

from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.batches.models import Batch
from ats.batches.targets import Target, list_targets, list_visible, lock_applications
from ats.openings.queries import lock_all_stages
from ats.platform.database import db
from ats.platform.events import Actor

_FEW = 500


class Skip(Exception):
    """An item is left as it is; the message says why, as it stands in the report."""


@dataclass(frozen=True)
class Did:
    """What was done to an item: words where there is more to say, and what was made, for taking it back.

    ``data`` is whatever else its kind has to know for that; None leaves what the item holds.
    """

    words: str = ""
    change_id: int | None = None
    message_id: int | None = None
    application_id: int | None = None
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Barrier:
    """What has to be done elsewhere before anything of a draft can begin; ``is_in_tray``: by sorting the tray."""

    words: str
    is_in_tray: bool = False


Doing = Callable[[Row], Did]


class Kind:
    """One thing that can be done to many."""

    name: ClassVar[str]
    permission: ClassVar[Permission]
    # Nothing begins while there is an item with which nothing can be done.
    leaves_nobody_out: ClassVar[bool] = False

    def missing(self, batch: Batch) -> str:
        """Return what has to be chosen before a draft can be previewed, or an empty string."""
        return ""

    def prepare(self, batch: Batch) -> bool:
        """Bring a draft up to date before it begins; return whether that changed what is in it."""
        return False

    def barrier(self, batch: Batch) -> Barrier | None:
        """Return what keeps a draft from beginning at all, or None."""
        return None

    def begun(self, batch: Batch) -> None:
        """Do what goes before the first item, in the transaction in which a batch begins."""

    # How many items are looked at together, outside any transaction; 0 for kinds that need nothing of the sort.
    at_once: ClassVar[int] = 0

    def look_ahead(self, batch: Batch, items: Sequence[Row]) -> Mapping[int, Any]:
        """Do what takes long and must hold nobody up; return what came of it by the id of the item."""
        raise NotImplementedError

    def begin_prepared(self, batch: Batch, items: Sequence[Row], prepared: Mapping[int, Any]) -> Doing:
        """Return what does one of the items that were prepared."""
        raise NotImplementedError

    def begin(self, batch: Batch, items: Sequence[Row]) -> Doing:
        """Read what some items need, all at once; return what does one of them, or raises Skip or a DomainError."""
        raise NotImplementedError

    def finish(self, batch: Batch) -> None:
        """Do what is left once every item had its turn."""

    def forget(self, batch: Batch) -> None:
        """Drop what the items held for the work alone, once it is over: to its end, or stopped before."""

    def begin_undo(self, batch: Batch, items: Sequence[Row]) -> Doing:
        """Return what takes back one of the items of a batch of this kind; for kinds that are about no applications."""
        raise NotImplementedError

    def finish_undo(self, batch: Batch, undo: Batch) -> None:
        """Do what is left once a batch of this kind was taken back by another."""


class ApplicationKind(Kind):
    """One thing that can be done to many applications."""

    writes_mail: ClassVar[bool] = False
    changes_stages: ClassVar[bool] = False

    def scene(self, batch: Batch, targets: Sequence[Target]) -> Any:
        """Return what the kind asks the database about all targets together."""
        raise NotImplementedError

    def obstacle(self, scene: Any, target: Target) -> str:
        """Return why nothing is done with a target, as it follows its name; an empty string if it can be done."""
        raise NotImplementedError

    def act(self, scene: Any, application: Application, target: Target, by: Actor) -> Did:
        """Do it to one application."""
        raise NotImplementedError

    def take_back(self, batch: Batch, item: Row, application: Application, by: Actor) -> Did:
        """Undo what a batch of this kind did to one application."""
        raise NotImplementedError

    def begin(self, batch: Batch, items: Sequence[Row]) -> Doing:
        """See the base."""
        applications = lock_applications([item.application_id for item in items])
        found = list_targets(batch.id, item_ids=[item.id for item in items], with_mail=self.needs_mail(batch))
        targets = {target.item_id: target for target in found}
        if self.changes_stages:
            lock_all_stages({target.opening_id for target in found})
        scene, gate = self.scene(batch, found), Gate(batch, self.permission, found)
        by = Actor.user(batch.user_id) if batch.user_id else None

        def do(item: Row) -> Did:
            target = targets.get(item.id)
            if target is None or by is None:
                raise Skip("is not there any more")
            why = gate.obstacle(target) or self.obstacle(scene, target)
            if why:
                raise Skip(why)
            return self.act(scene, applications[target.application_id], target, by)

        return do

    def needs_mail(self, batch: Batch) -> bool:
        """Return whether this batch writes to people."""
        return self.writes_mail


class Gate:
    """The right of whoever started a batch, asked anew with every chunk."""

    def __init__(self, batch: Batch, permission: Permission, targets: Sequence[Target]):
        user = db.session.get(User, batch.user_id) if batch.user_id else None
        self.may = user is not None and user.is_active and user.can(permission)
        self.visible = list_visible(user, {target.opening_id for target in targets}) if user else set()

    def sees(self, target: Target) -> bool:
        """Return whether they may know who it is."""
        return target.opening_id in self.visible

    def obstacle(self, target: Target) -> str:
        """Return why they may not do it, or an empty string."""
        if not self.may:
            return "needs a right that you do not have any more"
        if not self.sees(target):
            return "is of an opening that you do not see any more"
        return ""


def listed(parameters: Mapping[str, Any], name: str) -> str:
    """Return a parameter's text, or an empty one where it is not chosen yet."""
    return str(parameters.get(name) or "")


def among(query: Select, column, ids: Collection[int]) -> Select:
    """Narrow a query to some ids where these are few, as in each piece of the work; a preview asks for all."""
    return query.where(column.in_(ids)) if len(ids) <= _FEW else query
