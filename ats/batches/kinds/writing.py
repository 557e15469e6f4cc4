"""Writing to many: one message to each person, never one to several."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select

from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.batches.kinds.kind import ApplicationKind, Did, Skip, among
from ats.batches.letters import Letter, letter_of
from ats.batches.models import Batch, BatchItem
from ats.batches.targets import Target
from ats.candidates.models import Candidate
from ats.messages.actions import call_back, write
from ats.messages.models import Message
from ats.platform.database import db
from ats.platform.events import Actor


@dataclass(frozen=True)
class _Mailing:
    """The message, who got it in an earlier chunk, and whose turn it is for people who are there twice, by person."""

    letter: Letter | None
    written: frozenset[int]
    turns: dict[int, int]


class Write(ApplicationKind):
    """A message to each person."""

    name = "message"
    permission = Permission.DECIDE_APPLICATION
    writes_mail = True

    def missing(self, batch: Batch) -> str:
        """See the base."""
        return "" if letter_of(batch) else "Enter a subject and a message"

    def scene(self, batch: Batch, targets: Sequence[Target]) -> _Mailing:
        """See the base."""
        turns: dict[int, int] = {}
        for target in targets:
            turns.setdefault(target.person_id, target.item_id)
        person = func.coalesce(Candidate.person_id, Candidate.id)
        written = (
            select(person)
            .select_from(BatchItem)
            .join(Application, Application.id == BatchItem.application_id)
            .join(Candidate, Candidate.id == Application.candidate_id)
            .where(BatchItem.batch_id == batch.id, BatchItem.message_id.is_not(None))
        )
        written = among(written, person, turns)
        return _Mailing(letter_of(batch), frozenset(db.session.scalars(written)), turns)

    def obstacle(self, scene: _Mailing, target: Target) -> str:
        """See the base."""
        if target.tray is not None:
            return "waits in the tray"
        is_second = scene.turns[target.person_id] != target.item_id
        if is_second or target.person_id in scene.written:
            return "gets this message for another application"
        return scene.letter.obstacle(target) if scene.letter else ""

    def act(self, scene: _Mailing, application: Application, target: Target, by: Actor) -> Did:
        """See the base."""
        letter = scene.letter
        message = write(application, letter.subject, letter.text, by=by, send_at=letter.send_at)
        return Did(message_id=message.id)

    def take_back(self, batch: Batch, item: Row, application: Application, by: Actor) -> Did:
        """See the base."""
        message = db.session.get(Message, item.message_id) if item.message_id else None
        if message is None or message.state == "cancelled":
            raise Skip("was not written to any more")
        if not call_back(message, application, by=by):
            raise Skip("has the message already: it had gone out")
        return Did("The message was called back")
