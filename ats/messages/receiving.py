"""A message comes in: from the candidate, or from somebody who says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ats.applications.models import Application
from ats.messages.events import MessageReceived
from ats.messages.models import Direction, Message, MessageFile
from ats.platform.database import db
from ats.platform.events import CANDIDATE, VISITOR, publish


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What somebody wrote, as it came: the text with its quotations, the HTML unsanitised."""

    from_address: str
    subject: str
    text: str
    html: str = ""
    message_id: str = ""
    references: Sequence[str] = ()
    received_at: datetime


def receive(
    application: Application,
    given: Incoming,
    *,
    is_confirmed: bool,
    document_ids: Sequence[int] = (),
    is_application: bool = False,
) -> Message:
    """Add what somebody wrote to a thread; ``is_confirmed`` off: nobody knows that it was the candidate.

    ``is_application``: it is the mail by which they applied, of which the timeline tells already.
    """
    message = Message(
        candidate_id=application.candidate_id,
        application_id=application.id,
        direction=Direction.IN.value,
        from_address=given.from_address[:320],
        subject=given.subject[:300],
        text=given.text,
        html=given.html or None,
        message_id=given.message_id[:998] or None,
        references=" ".join(given.references),
        is_confirmed=is_confirmed,
        created_at=given.received_at,
        files=[MessageFile(document_id=each) for each in document_ids],
    )
    db.session.add(message)
    db.session.flush()
    if is_application:
        return message
    publish(
        MessageReceived(
            by=CANDIDATE if is_confirmed else VISITOR,
            message_id=message.id,
            application_id=application.id,
            candidate_id=application.candidate_id,
            opening_id=application.opening_id,
            is_confirmed=is_confirmed,
        )
    )
    return message
