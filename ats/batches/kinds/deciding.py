"""Deciding about many: moving them to a stage, and rejecting them with a reason and a message to each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row

from ats.accounts.permissions import Permission
from ats.applications import actions
from ats.applications.models import Application, Status
from ats.batches.kinds.kind import ApplicationKind, Did, listed
from ats.batches.letters import Letter, has_letter, letter_of, told_of
from ats.batches.models import Batch
from ats.batches.rules import STATUS_OBSTACLES, stage_of
from ats.batches.targets import Target
from ats.company.models import RejectionReason
from ats.company.queries import get_reason
from ats.messages.actions import write
from ats.openings.models import Stage
from ats.openings.queries import list_stages_by_opening
from ats.platform.events import Actor


class Deciding(ApplicationKind):
    """What moving and rejecting share."""

    permission = Permission.DECIDE_APPLICATION
    changes_stages = True

    def general_obstacle(self, target: Target) -> str:
        """Return why nobody can decide about a target now, or an empty string."""
        if target.tray is not None:
            return "waits in the tray"
        if target.status != Status.ACTIVE:
            return STATUS_OBSTACLES[target.status]
        if target.is_stale:
            return "was decided about by somebody else in the meantime"
        return ""

    def seen(self, application: Application, target: Target) -> int:
        """Return the version of an application that the decision is about."""
        return target.seen_version

    def take_back(self, batch: Batch, item: Row, application: Application, by: Actor) -> Did:
        """See the base. What somebody decided since is left, and said."""
        return Did(told_of(item.message_id), actions.undo(application, item.change_id, by=by))


@dataclass(frozen=True)
class _Stages:
    """To which stage an application of each opening goes; None where the opening has none like it."""

    by_opening: dict[int, Stage | None]
    # Held, so that no decision asks for the stage that it leaves once more.
    stages: dict[int, list[Stage]]


class Move(Deciding):
    """Into a stage, which is another row for each opening."""

    name = "move"

    def missing(self, batch: Batch) -> str:
        """See the base."""
        return "" if listed(batch.parameters, "stage") else "Choose a stage"

    def scene(self, batch: Batch, targets: Sequence[Target]) -> _Stages:
        """See the base."""
        wanted = listed(batch.parameters, "stage")
        stages = list_stages_by_opening({target.opening_id for target in targets})
        return _Stages({opening_id: stage_of(own, wanted) for opening_id, own in stages.items()}, stages)

    def obstacle(self, scene: _Stages, target: Target) -> str:
        """See the base."""
        stage = scene.by_opening[target.opening_id]
        if stage is None:
            return "is of an opening without such a stage"
        if stage.id == target.stage_id and target.status == Status.ACTIVE:
            return "is in this stage already"
        return self.general_obstacle(target)

    def act(self, scene: _Stages, application: Application, target: Target, by: Actor) -> Did:
        """See the base."""
        stage = scene.by_opening[target.opening_id]
        return Did(change_id=actions.move(application, stage, seen=self.seen(application, target), by=by))


@dataclass(frozen=True)
class Rejection:
    """What a rejection says: the reason to colleagues, the message to the person."""

    reason: RejectionReason | None
    letter: Letter | None


class Reject(Deciding):
    """With a reason, and a message to each person or none to anybody."""

    name = "reject"

    def needs_mail(self, batch: Batch) -> bool:
        """See the base."""
        return has_letter(batch)

    def missing(self, batch: Batch) -> str:
        """See the base."""
        return "" if listed(batch.parameters, "reason") else "Choose a reason"

    def scene(self, batch: Batch, targets: Sequence[Target]) -> Rejection:
        """See the base."""
        reason = listed(batch.parameters, "reason")
        return Rejection(get_reason(reason) if reason else None, letter_of(batch))

    def obstacle(self, scene: Rejection, target: Target) -> str:
        """See the base. Whom no message reaches is not rejected without one."""
        why = self.general_obstacle(target)
        if why or scene.letter is None or target.is_exempt:
            return why
        return scene.letter.obstacle(target)

    def act(self, scene: Rejection, application: Application, target: Target, by: Actor) -> Did:
        """See the base."""
        change_id = actions.reject(application, scene.reason, seen=self.seen(application, target), by=by)
        if scene.letter is None or target.is_exempt:
            return Did(change_id=change_id)
        letter = scene.letter
        message = write(
            application, letter.subject, letter.text, by=by, change_id=change_id, send_at=letter.send_at
        )
        return Did(change_id=change_id, message_id=message.id)
