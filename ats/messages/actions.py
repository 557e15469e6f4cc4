"""Writing to candidates, calling back what has not gone out, and keeping templates."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from ats.accounts.models import User
from ats.applications.correspondence import answers_to, from_line, let_bounce
from ats.applications.models import Application
from ats.applications.queries import find_candidate_of
from ats.documents.models import Document
from ats.messages import placeholders, queries
from ats.messages.events import MessageCalledBack, MessageTemplateSaved, MessageWritten
from ats.messages.models import Direction, Message, MessageFile, MessageTemplate, Purpose
from ats.platform import mailbox
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import Actor, publish

UNDO_TIME = timedelta(seconds=20)
_REFERENCES = 20  # RFC 5322 sets no limit; servers cut long header lines

DEFAULT_TEMPLATES = (
    (
        "Rejection after the résumé", Purpose.REJECTION, "Your application: {{ opening_title }}",
        "Hello {{ first_name }},\n\nthank you for applying for {{ opening_title }} and for the time you took. "
        "We have decided to go on with other candidates for this position.\n\nWe wish you all the best.\n\n"
        "{{ sender_name }}\n{{ company }}",
    ),
    (
        "Rejection after an interview", Purpose.REJECTION, "Your application: {{ opening_title }}",
        "Hello {{ first_name }},\n\nthank you for the conversation about {{ opening_title }}. We enjoyed it, and "
        "decided to go on with somebody whose experience is closer to what the position needs now.\n\n"
        "If you like, answer this mail and we tell you more about our reasons.\n\n{{ sender_name }}\n{{ company }}",
    ),
    (
        "Invitation to a conversation", Purpose.INVITATION, "A conversation about {{ opening_title }}",
        "Hello {{ first_name }},\n\nwe would like to talk with you about {{ opening_title }}. Which times suit you "
        "in the coming days? A telephone number for the call would help, too.\n\n{{ sender_name }}\n{{ company }}",
    ),
    (
        "A question", Purpose.QUESTION, "A question about your application: {{ opening_title }}",
        "Hello {{ first_name }},\n\nthank you for your application. Before we go on, one question:\n\n\n\n"
        "Simply answer this mail.\n\n{{ sender_name }}\n{{ company }}",
    ),
)  # fmt: skip


class NoAddress(Invalid):
    """There is no e-mail address to write to. Add one to the contact details first."""


class AddressBounces(Conflict):
    """Mail to this address came back. Correct the address before you write again."""


def write(
    application: Application,
    subject: str,
    text: str,
    *,
    by: Actor,
    send_at: datetime | None = None,
    documents: Sequence[Document] = (),
    change_id: int | None = None,
) -> Message:
    """Write to a candidate: the mail goes out at ``send_at``, at the earliest once it can no longer be called back.

    Raises NoAddress, AddressBounces, and PlaceholderProblem for a placeholder that is unknown or empty.
    """
    candidate = find_candidate_of(application)
    if not candidate.email:
        raise NoAddress
    if mailbox.find_bounce(candidate.email):
        raise AddressBounces
    values = queries.placeholder_values(application, db.session.get(User, by.user_id) if by.user_id else None)
    subject, text = placeholders.fill(subject, values), placeholders.fill(text, values)
    now = utc_now()
    message = Message(
        candidate_id=application.candidate_id,
        application_id=application.id,
        direction=Direction.OUT.value,
        user_id=by.user_id,
        subject=" ".join(subject.split())[:300],
        text=text,
        send_at=max(send_at or now, now + UNDO_TIME),
        change_id=change_id,
        files=[MessageFile(document_id=each.id) for each in documents],
    )
    _post(message, application, candidate.email, documents, delay=message.send_at - now)
    db.session.add(message)
    db.session.flush()
    publish(MessageWritten(by=by, message_id=message.id, **_ids(application)))
    return message


def _post(
    message: Message, application: Application, to: str, documents: Sequence[Document], *, delay: timedelta
) -> None:
    """Queue the mail of a message, as an answer to what the thread ended with."""
    thread = _message_ids(application)
    headers = {"In-Reply-To": thread[-1], "References": " ".join(thread[-_REFERENCES:])} if thread else {}
    headers |= answers_to(application)
    user = db.session.get(User, message.user_id) if message.user_id else None
    mail = mailbox.post(
        "message",
        to,
        about=("candidate", application.candidate_id),
        topic_id=application.id,
        headers=headers,
        sender=from_line(application, user.name if user else ""),
        delay=delay,
        files=[
            {"name": each.name, "media_type": each.media_type, "sha256": each.sha256} for each in documents
        ],
        subject=message.subject,
        text=message.text,
    )
    let_bounce(mail)
    message.mail_id, message.mail = mail.id, mail
    message.message_id, message.from_address = mail.message_id, mail.sender or ""
    message.references = headers.get("References", "")


def _message_ids(application: Application) -> list[str]:
    """Return the Message-IDs of a thread, the receipt's first."""
    receipts = mailbox.list_message_ids("candidate", application.candidate_id, topic_id=application.id)
    received = select(Message.message_id, Message.created_at).where(
        Message.application_id == application.id,
        Message.direction == Direction.IN,
        Message.message_id.is_not(None),
        Message.is_confirmed,
    )
    both = [*receipts, *((row.message_id, row.created_at) for row in db.session.execute(received))]
    return [message_id for message_id, _ in sorted(both, key=lambda pair: pair[1])]


def call_back(message: Message, application: Application, *, by: Actor) -> bool:
    """Stop a message that has not gone out; return whether it was stopped."""
    if message.mail is None or not mailbox.cancel(message.mail):
        return False
    publish(MessageCalledBack(by=by, message_id=message.id, **_ids(application)))
    return True


def call_back_for(event) -> None:
    """Call back the messages that told of a decision which is taken back; a reaction."""
    application = db.session.get_one(Application, event.application_id)
    query = select(Message).where(Message.change_id == event.undoes_id)
    for message in db.session.scalars(query):
        call_back(message, application, by=event.by)


def save_template(
    template: MessageTemplate | None, values: dict, *, is_active: bool = True, by: Actor
) -> MessageTemplate:
    """Add a template or change one (name, purpose, language, subject, text); return it.

    Raises Invalid for a name that another one has, and PlaceholderProblem.
    """
    for part in ("subject", "text"):
        placeholders.check(values[part])
    same = select(MessageTemplate.id).where(func.lower(MessageTemplate.name) == values["name"].lower())
    if db.session.scalar(same.where(MessageTemplate.id != (template.id if template else 0)).limit(1)):
        raise Invalid("There is another template with this name")
    if template is None:
        last = db.session.scalar(select(func.max(MessageTemplate.position))) or 0
        template = MessageTemplate(position=last + 1)
        db.session.add(template)
    for name in ("name", "purpose", "language", "subject", "text"):
        setattr(template, name, values[name])
    template.is_active = is_active
    db.session.flush()
    publish(
        MessageTemplateSaved(by=by, template_id=template.id, name=template.name, is_active=template.is_active)
    )
    return template


def add_default_templates(event) -> None:
    """Give an installation its first templates; a reaction."""
    add_usual_templates(by=event.by)


def add_usual_templates(*, by: Actor) -> None:
    """Add the usual templates where there are none; an installation that has any keeps its own."""
    if db.session.scalar(select(MessageTemplate.id).limit(1)) is not None:
        return
    for name, purpose, subject, text in DEFAULT_TEMPLATES:
        values = {"name": name, "purpose": purpose.value, "language": "en", "subject": subject, "text": text}
        save_template(None, values, by=by)


def take_down_templates() -> None:
    """Remove all templates, so that an installation can be set up anew; for demos alone."""
    db.session.execute(delete(MessageTemplate))


def erase_for_candidate(event) -> None:
    """Remove the messages with a person who is being erased; a reaction."""
    db.session.execute(update(Message).where(Message.candidate_id == event.candidate_id).values(mail_id=None))
    for message in db.session.scalars(select(Message).where(Message.candidate_id == event.candidate_id)):
        db.session.delete(message)
    db.session.flush()


def _ids(application: Application) -> dict[str, int]:
    return {
        "application_id": application.id,
        "candidate_id": application.candidate_id,
        "opening_id": application.opening_id,
    }
