"""Closing an opening: everybody still in it gets an outcome and a message, or is said to be answered otherwise."""

from collections.abc import Sequence

from sqlalchemy import Row, exists, insert, literal, select

from ats.accounts.permissions import Permission
from ats.applications.models import Application, Status
from ats.batches.kinds.deciding import Reject, Rejection
from ats.batches.kinds.kind import Barrier, Doing
from ats.batches.models import Batch, BatchItem, BatchState
from ats.batches.rules import STATUS_OBSTACLES, count_words
from ats.batches.targets import Target
from ats.openings.actions import change_state
from ats.openings.models import Opening, State
from ats.openings.queries import count_waiting, lock_opening
from ats.openings.rules import NEXT_STATES
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import Actor

STATE_BEFORE, OUTCOME = "state_before", "outcome"


class Close(Reject):
    """Rejects all who are active, each with a message, then closes. The opening takes nobody new meanwhile."""

    name = "close"
    permission = Permission.EDIT_OPENING
    leaves_nobody_out = True

    def general_obstacle(self, target: Target) -> str:
        """See the base; into which stage a colleague moved somebody does not matter here."""
        if target.tray is not None:
            return "waits in the tray"
        return "" if target.status == Status.ACTIVE else STATUS_OBSTACLES[target.status]

    def is_answered(self, target: Target) -> bool:
        """Return whether somebody has an outcome already, so that nothing is left to be said."""
        return target.status != Status.ACTIVE

    def obstacle(self, scene: Rejection, target: Target) -> str:
        """See the base; without a message nobody is rejected but those who were answered otherwise."""
        if scene.letter is None and not target.is_exempt and target.status == Status.ACTIVE:
            return "gets no message"
        return super().obstacle(scene, target)

    def seen(self, application: Application, target: Target) -> int:
        """See the base."""
        return application.version

    def barrier(self, batch: Batch) -> Barrier | None:
        """See the base. Whoever waits in the tray would be left silent, and keep the opening from being closed."""
        if _is_being_closed(batch):
            return Barrier(
                "This opening is being closed already, by another batch. See what comes of that first."
            )
        state = db.session.get_one(Opening, batch.opening_id).state
        if State.CLOSED not in NEXT_STATES[state]:
            return Barrier(f"This opening is {state}; it cannot be closed now.")
        number = count_waiting(batch.opening_id).in_tray
        if not number:
            return None
        verb, whom = ("waits", "it") if number == 1 else ("wait", "them")
        waiting = count_words(number, "application of this opening", "applications of this opening")
        why = "an opening is closed when everybody has an answer."
        return Barrier(f"{waiting} {verb} in the tray. Sort {whom} first: {why}", is_in_tray=True)

    def prepare(self, batch: Batch) -> bool:
        """Add those who came into the opening since the draft was made; return whether there were any."""
        known = select(BatchItem.application_id).where(BatchItem.batch_id == batch.id)
        new = select(literal(batch.id), Application.id, Application.version).where(
            Application.opening_id == batch.opening_id,
            Application.status == Status.ACTIVE,
            Application.tray.is_(None),
            Application.id.not_in(known),
        )
        columns = ["batch_id", "application_id", "seen_version"]
        # Without being asked, SQLAlchemy keeps the number of rows of an INSERT on SQLite alone.
        added = db.session.execute(
            insert(BatchItem).from_select(columns, new.order_by(Application.id)),
            execution_options={"preserve_rowcount": True},
        )
        batch.total += added.rowcount
        return added.rowcount > 0

    def begin(self, batch: Batch, items: Sequence[Row]) -> Doing:
        """See the base. The opening comes before the stages, as it does for whoever applies in it."""
        lock_opening(db.session.get_one(Opening, batch.opening_id))
        return super().begin(batch, items)

    def begun(self, batch: Batch) -> None:
        """Let nobody new in from here on."""
        opening = db.session.get_one(Opening, batch.opening_id)
        # Of two who close it at the same moment the second waits here, and then meets the barrier.
        lock_opening(opening)
        batch.parameters = {**batch.parameters, STATE_BEFORE: opening.state}
        if opening.state == State.PUBLISHED:
            change_state(opening, State.PAUSED, by=Actor.user(batch.user_id))

    def finish(self, batch: Batch) -> None:
        """Close the opening, unless somebody in it still waits for an answer."""
        opening = db.session.get_one(Opening, batch.opening_id, populate_existing=True)
        try:
            # Somebody may have closed it with the last answer of their own.
            if opening.state != State.CLOSED:
                change_state(opening, State.CLOSED, by=Actor.user(batch.user_id))
            outcome = "The opening is closed."
        except Conflict as why:
            outcome = f"The opening is not closed. {why}"
        batch.parameters = {**batch.parameters, OUTCOME: outcome}

    def finish_undo(self, batch: Batch, undo: Batch) -> None:
        """Put the opening back into the state that it had before."""
        opening = db.session.get_one(Opening, batch.opening_id, populate_existing=True)
        before, by = batch.parameters.get(STATE_BEFORE), Actor.user(undo.user_id)
        steps: Sequence[State] = ()
        if opening.state == State.CLOSED:
            steps = (State.PUBLISHED, State.PAUSED) if before == State.PAUSED else (State.PUBLISHED,)
        elif opening.state == State.PAUSED and before == State.PUBLISHED:
            steps = (State.PUBLISHED,)
        for step in steps:
            change_state(opening, step, by=by)
        undo.parameters = {**undo.parameters, OUTCOME: f"The opening is {opening.state} again."}


def _is_being_closed(batch: Batch) -> bool:
    """Return whether another batch that closes the same opening is on its way."""
    others = (Batch.kind == batch.kind, Batch.opening_id == batch.opening_id, Batch.id != batch.id)
    return db.session.scalar(select(exists().where(*others, Batch.state == BatchState.RUNNING)))
