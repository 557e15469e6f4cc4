"""Which applications hold something of which nobody knows yet whether the candidate sent it."""

from sqlalchemy import ColumnElement, and_, exists, or_, select

from ats.applications.models import BY_MAIL, Application, Attachment
from ats.candidates.models import CandidateAddress
from ats.messages.models import Message


def is_unconfirmed() -> ColumnElement[bool]:
    """Return the condition that a file, a message or the sender of an application is not confirmed yet."""
    files = select(Attachment.application_id).where(~Attachment.is_confirmed)
    messages = select(Message.application_id).where(~Message.is_confirmed)
    confirmed = exists().where(
        CandidateAddress.candidate_id == Application.candidate_id, CandidateAddress.confirmed_at.is_not(None)
    )
    by_mail = and_(Application.consent_at.is_(None), Application.source == BY_MAIL, ~confirmed)
    return or_(Application.id.in_(files), Application.id.in_(messages), by_mail)
