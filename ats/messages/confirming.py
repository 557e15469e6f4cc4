"""A message of which nobody knew who wrote it is confirmed with its files, or that is taken back."""

from collections.abc import Sequence

from sqlalchemy import select

from ats.accounts.models import User
from ats.accounts.queries import fold_email
from ats.applications import actions as applications
from ats.applications.models import Application, Attachment
from ats.applications.queries import find_candidate_of
from ats.messages.events import MessageConfirmed
from ats.messages.models import Direction, Message
from ats.platform.database import db
from ats.platform.events import Actor, publish


def list_unconfirmed(application_id: int) -> list[Message]:
    """Return what came for an application and nobody has confirmed, the oldest first."""
    query = select(Message).where(
        Message.application_id == application_id, Message.direction == Direction.IN, ~Message.is_confirmed
    )
    return list(db.session.scalars(query.order_by(Message.id)))


def list_to_ask_about(messages: Sequence[Message], application: Application) -> list[Message]:
    """Return those of some messages about which the candidate may be asked: nothing that came from a colleague."""
    folded = {fold_email(each.from_address) for each in messages}
    colleagues = set(db.session.scalars(select(User.email).where(User.email.in_(folded), User.is_active)))
    if colleagues:
        colleagues -= {each.folded for each in find_candidate_of(application).addresses}
    return [each for each in messages if fold_email(each.from_address) not in colleagues]


def confirm(message: Message, application: Application, *, by: Actor) -> dict[str, str]:
    """Note that the candidate wrote a message; its files count from now on.

    Return, by the public ids of these files, the public ids of those whose places they take, "" for none.
    """
    if message.is_confirmed:
        return {}
    message.is_confirmed = True
    waiting = [each for each in _attachments(message, application) if not each.is_confirmed]
    former = {}
    for attachment in waiting:
        public_id = attachment.document.public_id
        former[public_id] = applications.confirm_document(application, public_id, by=by)
    _tell(message, application, by)
    return former


def unconfirm(message: Message, application: Application, former: dict[str, str], *, by: Actor) -> None:
    """Take a confirmation back, with that of the files named in what ``confirm`` returned."""
    if not message.is_confirmed or message.direction != Direction.IN:
        return
    message.is_confirmed = False
    own = {each.document.public_id for each in _attachments(message, application)}
    for public_id in reversed([each for each in former if each in own]):
        applications.unconfirm_document(application, public_id, former=former[public_id], by=by)
    _tell(message, application, by)


def _attachments(message: Message, application: Application) -> list[Attachment]:
    ids = {each.document_id for each in message.files}
    return [each for each in application.attachments if each.document_id in ids]


def _tell(message: Message, application: Application, by: Actor) -> None:
    db.session.flush()
    publish(
        MessageConfirmed(
            by=by,
            message_id=message.id,
            application_id=application.id,
            candidate_id=application.candidate_id,
            opening_id=application.opening_id,
            is_confirmed=message.is_confirmed,
        )
    )
