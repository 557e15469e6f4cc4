"""Reading messages and templates."""

from sqlalchemy import or_, select

from ats.accounts.models import User
from ats.applications.links import status_link
from ats.applications.models import Application
from ats.applications.queries import find_candidate_of, find_opening_of
from ats.company.queries import find_company
from ats.messages.models import Message, MessageTemplate
from ats.platform.database import db
from ats.platform.errors import NotFound


def list_thread(application_id: int) -> list[Message]:
    """Return the messages about an application, the oldest first."""
    query = select(Message).where(Message.application_id == application_id)
    return list(db.session.scalars(query.order_by(Message.created_at, Message.id)))


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
