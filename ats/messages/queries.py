"""Reading messages and templates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, func, or_, select
from sqlalchemy.orm import contains_eager, defer, undefer

from ats.accounts.models import User
from ats.applications.links import status_link
from ats.applications.models import Application, Status
from ats.applications.queries import find_candidate_of, find_opening_of
from ats.candidates.queries import row_of, select_bound_rows
from ats.company.queries import find_company
from ats.messages.models import Direction, Message, MessageTemplate
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.platform.mailbox import Mail, select_bounce


def list_thread(application_id: int) -> list[Message]:
    """Return the messages about an application, the oldest first."""
    query = select(Message).where(Message.application_id == application_id)
    return list(db.session.scalars(query.order_by(Message.created_at, Message.id)))


def find_by_form(application_id: int, form_key: str) -> Message | None:
    """Return the message that a form has made already, or None."""
    query = select(Message).where(Message.application_id == application_id, Message.form_key == form_key)
    return db.session.scalar(query)


def list_about_change(change_id: int) -> list[Message]:
    """Return the messages that told of a decision."""
    return list(db.session.scalars(select(Message).where(Message.change_id == change_id)))


def list_waiting(application_id: int) -> list[Message]:
    """Return the messages about decisions on an application that have not begun to go out."""
    query = select(Message).join(Mail, Mail.id == Message.mail_id)
    return list(
        db.session.scalars(
            query.where(
                Message.application_id == application_id,
                Message.change_id.is_not(None),
                Mail.state == "queued",
            )
        )
    )


def count_waiting(candidate_ids: Collection[int]) -> int:
    """Return how many messages to the people of some rows have not begun to go out."""
    query = select(func.count()).select_from(Message).join(Mail, Mail.id == Message.mail_id)
    return db.session.scalar(query.where(Message.candidate_id.in_(candidate_ids), Mail.state == "queued"))


@dataclass(frozen=True)
class Letter:
    """One piece of a correspondence: a message with its mail, what the candidate wrote, or an automatic mail.

    ``stop_id`` is the same in all of them: the mail that came back and stops further ones to the candidate, if any.
    """

    at: datetime
    message: Message | None
    mail: Mail | None
    stop_id: int | None = None

    @property
    def state(self) -> str:
        """What became of it."""
        return self.mail.state if self.mail else self.message.state


def list_correspondence(
    application: Application, *, with_others: bool, has_answers: bool = True
) -> list[Letter]:
    """Return all that was written about an application, the oldest first.

    ``with_others`` adds the mails to the candidate that are about no application, such as new status links. Who
    knows that the candidate never wrote saves a statement by ``has_answers``.
    """
    candidate = find_candidate_of(application)
    statement = _sent(is_merged=candidate.person_id is not None, with_others=with_others)
    about = {"application_id": application.id, "stopped_address": candidate.email or ""}
    rows = list(db.session.execute(statement, {**about, **row_of(candidate)}).unique())
    letters = [Letter(row.Mail.created_at, row.Message, row.Mail, row.stop_id) for row in rows]
    if has_answers:
        written = (Message.application_id == application.id, Message.direction == Direction.IN)
        received = db.session.scalars(select(Message).where(*written).options(undefer(Message.html)))
        letters += [Letter(each.created_at, each, None) for each in received]
    return sorted(letters, key=lambda letter: letter.at)


@cache
def _sent(*, is_merged: bool, with_others: bool) -> Select:
    """Return the statement of the mails of a correspondence, made once."""
    topics = or_(
        Mail.topic_id == bindparam("application_id"), Mail.topic_id.is_(None) if with_others else false()
    )
    # The mails about no application went to the person, whichever row it was then.
    people = select_bound_rows(is_merged=is_merged and with_others)
    return (
        select(Mail, Message, select_bounce(bindparam("stopped_address")).label("stop_id"))
        .outerjoin(Message, Message.mail_id == Mail.id)
        .where(Mail.about_kind == "candidate", Mail.about_id.in_(people), topics)
        .options(contains_eager(Message.mail), defer(Mail.html), defer(Mail.text))
    )


def list_received_texts(application_id: int, *, limit: int) -> list[str]:
    """Return the latest words of the candidate in a thread, those that are confirmed, the latest first."""
    query = select(Message.text).where(
        Message.application_id == application_id, Message.direction == Direction.IN, Message.is_confirmed
    )
    return list(db.session.scalars(query.order_by(Message.id.desc()).limit(limit)))


def is_active_as_told() -> ColumnElement[bool]:
    """Return the condition that an application is on its way as far as its candidate knows, see ``status_as_told``."""
    untold = exists().where(
        Message.application_id == Application.id,
        Message.change_id.is_not(None),
        Mail.id == Message.mail_id,
        Mail.state == "queued",
    )
    is_untold = and_(Application.status == Status.REJECTED, untold.correlate(Application))
    return or_(Application.status == Status.ACTIVE, is_untold)


def status_as_told(application: Application) -> str:
    """Return the status that the candidate may know: a rejection is none before its message has begun to go out."""
    if application.status != Status.REJECTED:
        return application.status
    is_untold = select(Application.id).where(Application.id == application.id, is_active_as_told())
    return Status.ACTIVE if db.session.scalar(is_untold) else Status.REJECTED


def get_message(application_id: int, public_id: str) -> Message:
    """Return one of an application's own messages; raise NotFound."""
    query = select(Message).where(Message.public_id == public_id, Message.application_id == application_id)
    message = db.session.scalar(query)
    if message is None:
        raise NotFound
    return message


def find_by_message_ids(message_ids: list[str]) -> Message | None:
    """Return the latest message that has one of these Message-IDs, or None."""
    query = select(Message).where(Message.message_id.in_(message_ids)).order_by(Message.id.desc()).limit(1)
    return db.session.scalar(query)


def list_templates(*, only_active: bool = False, purpose: str = "") -> list[MessageTemplate]:
    """Return the templates in their order; with a purpose, those for it and those for anything."""
    query = select(MessageTemplate).order_by(MessageTemplate.position, MessageTemplate.id)
    if only_active:
        query = query.where(MessageTemplate.is_active)
    if purpose:
        query = query.where(or_(MessageTemplate.purpose == purpose, MessageTemplate.purpose == "other"))
    return list(db.session.scalars(query))


def get_template(public_id: str) -> MessageTemplate:
    """Return a template; raise NotFound."""
    template = db.session.scalar(select(MessageTemplate).where(MessageTemplate.public_id == public_id))
    if template is None:
        raise NotFound
    return template


def placeholder_values(application: Application, sender: User | None) -> dict[str, str]:
    """Return what the placeholders of a message about an application stand for."""
    candidate, opening = find_candidate_of(application), find_opening_of(application)
    company = find_company()
    return {
        "candidate_name": candidate.name,
        "first_name": candidate.name.split()[0] if candidate.name.split() else "",
        "opening_title": opening.title,
        "program": opening.program.name,
        "reference": application.reference,
        "company": company.name if company else "",
        "sender_name": sender.name if sender else "",
        "status_link": status_link(application),
    }
