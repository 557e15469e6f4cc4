"""Writing to candidates, calling back what has not gone out, and keeping templates."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from ats.applications.correspondence import answers_to, let_bounce
from ats.applications.models import Application
from ats.applications.queries import find_candidate_of
from ats.candidates.models import Candidate
from ats.candidates.queries import list_rows
from ats.candidates.rules import fold_address
from ats.documents import actions as documents
from ats.documents.actions import StoredFile
from ats.messages import placeholders
from ats.messages.drafting import Draft, draft
from ats.messages.events import MailStopLifted, MessageCalledBack, MessageTemplateSaved, MessageWritten
from ats.messages.models import Direction, Message, MessageFile, MessageTemplate, Purpose
from ats.messages.queries import list_waiting
from ats.platform import mailbox
from ats.platform.clock import utc_now
from ats.platform.database import db, take_turn
from ats.platform.errors import Invalid
from ats.platform.events import Actor, publish
from ats.platform.seen_values import NOTHING, Seen, pick_changed

UNDO_TIME = timedelta(seconds=20)
_TEMPLATE_VALUES = ("name", "purpose", "language", "subject", "text", "is_active")
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


def write(
    application: Application,
    subject: str,
    text: str,
    *,
    by: Actor,
    send_at: datetime | None = None,
    files: Sequence[StoredFile] = (),
    is_signed: bool = True,
    change_id: int | None = None,
    form_key: str | None = None,
) -> Message:
    """Write to a candidate: the mail goes out at ``send_at``, at the earliest once it can no longer be called back.

    It ends with the writer's signature, if there is one, unless ``is_signed`` is off. Raises NoAddress,
    AddressUnusable, AddressBounces, and PlaceholderProblem for a placeholder that is unknown or empty.
    """
    ready = draft(application, subject, text, user_id=by.user_id, is_signed=is_signed)
    now = utc_now()
    message = Message(
        candidate_id=application.candidate_id,
        application_id=application.id,
        direction=Direction.OUT.value,
        user_id=by.user_id,
        subject=ready.subject,
        text=ready.text,
        send_at=max(send_at or now, now + UNDO_TIME),
        change_id=change_id,
        form_key=form_key,
        files=[MessageFile(document_id=documents.attach(application.candidate_id, each)) for each in files],
    )
    _post(message, application, ready, files, delay=message.send_at - now)
    db.session.add(message)
    db.session.flush()
    publish(MessageWritten(by=by, message_id=message.id, **_ids(application)))
    return message


def _post(
    message: Message, application: Application, ready: Draft, files: Sequence[StoredFile], *, delay: timedelta
) -> None:
    """Queue the mail of a message, as an answer to what the thread ended with."""
    thread = _message_ids(application)
    headers = {"In-Reply-To": thread[-1], "References": " ".join(thread[-_REFERENCES:])} if thread else {}
    headers |= answers_to(application)
    mail = mailbox.post(
        "message",
        ready.to,
        about=("candidate", application.candidate_id),
        topic_id=application.id,
        headers=headers,
        sender=ready.sender,
        delay=delay,
        files=[{"name": each.name, "media_type": each.media_type, "sha256": each.sha256} for each in files],
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
    # What was called back may be sent after all, from the same form.
    message.form_key = None
    publish(MessageCalledBack(by=by, message_id=message.id, **_ids(application)))
    return True


def call_back_for(event) -> None:
    """Call back the messages that told of a decision which is taken back; a reaction."""
    application = db.session.get_one(Application, event.application_id)
    query = select(Message).where(Message.change_id == event.undoes_id)
    for message in db.session.scalars(query):
        call_back(message, application, by=event.by)


def call_back_ending(event) -> None:
    """Call back the messages that told of an end which is none any more, as the application is reopened; a reaction."""
    application = db.session.get_one(Application, event.application_id)
    for message in list_waiting(application.id):
        call_back(message, application, by=event.by)


def call_back_untold(application: Application, *, by: Actor) -> bool:
    """Call back what tells of the decision on an application; return whether the candidate never learns of it.

    Within the caller's transaction, which must be given up where they do: something has begun to go out.
    """
    waiting = list_waiting(application.id)
    return bool(waiting) and all([call_back(message, application, by=by) for message in waiting])


def call_back_astray(event) -> None:
    """Call back what waits under an address that is another person's since a merge was taken back; a reaction.

    It greets by that person's name, too, and its links are theirs: it has to be written anew.
    """
    rows = list_rows(db.session.get_one(Candidate, event.candidate_id))
    own = {address.folded for row in rows for address in row.addresses}
    for mail in mailbox.list_queued("candidate", [row.id for row in rows]):
        if fold_address(mail.to_address) in own:
            continue
        message = db.session.scalar(select(Message).where(Message.mail_id == mail.id))
        if message is None:
            mailbox.cancel(mail)
        else:
            call_back(message, db.session.get_one(Application, message.application_id), by=event.by)


def lift_stop(application: Application, *, by: Actor) -> None:
    """Let mail go out again to the candidate's address, from which some came back."""
    address = find_candidate_of(application).email
    if address and mailbox.lift_stop(address):
        publish(MailStopLifted(by=by, **_ids(application)))


def save_template(
    template: MessageTemplate | None,
    values: dict,
    *,
    is_active: bool = True,
    by: Actor,
    seen: Seen = NOTHING,
) -> MessageTemplate:
    """Add a template, or change what was changed of one since it was seen (name, purpose, language, subject, text).

    Returns it. Raises Invalid for a name that another one has, PlaceholderProblem and ChangedMeanwhile.
    """
    for part in ("subject", "text"):
        placeholders.check(values[part])
    take_turn("message templates")
    values, before = {**values, "is_active": is_active}, {}
    if template is not None:
        before = template_values(template)
        values = {**before, **pick_changed(values, before, seen)}
    same = select(MessageTemplate.id).where(func.lower(MessageTemplate.name) == values["name"].lower())
    if db.session.scalar(same.where(MessageTemplate.id != (template.id if template else 0)).limit(1)):
        raise Invalid("There is another template with this name")
    if template is None:
        last = db.session.scalar(select(func.max(MessageTemplate.position))) or 0
        template = MessageTemplate(position=last + 1)
        db.session.add(template)
    for name in _TEMPLATE_VALUES:
        setattr(template, name, values[name])
    db.session.flush()
    publish(
        MessageTemplateSaved(
            by=by,
            template_id=template.id,
            name=template.name,
            is_active=template.is_active,
            changed=tuple(key for key in before if before[key] != values[key]),
        )
    )
    return template


def template_values(template: MessageTemplate) -> dict[str, str | bool]:
    """Return what can be changed of a template, as ``save_template`` compares it with what was seen."""
    return {name: getattr(template, name) for name in _TEMPLATE_VALUES}


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


def _ids(application: Application) -> dict[str, int]:
    return {
        "application_id": application.id,
        "candidate_id": application.candidate_id,
        "opening_id": application.opening_id,
    }
