"""A file of which nobody knew who sent it is confirmed, by its candidate or by a colleague, or that is taken back."""

from ats.applications.actions.summarising import summarise
from ats.applications.events import DocumentConfirmed
from ats.applications.models import Application, Attachment
from ats.platform.database import db
from ats.platform.errors import Conflict, NotFound
from ats.platform.events import Actor, publish

# Of these one counts; of all others each stands beside the rest.
REPLACED = ("resume", "cover_letter")


class AlreadyConfirmed(Conflict):
    """This file is confirmed already."""


def confirm_document(application: Application, public_id: str, *, by: Actor) -> str:
    """Let a file count that came unconfirmed; return the public id of the one whose place it takes, or "".

    Raises NotFound for a file that is not the application's, and AlreadyConfirmed for one that is confirmed already.
    """
    attachment = _attachment(application, public_id)
    if attachment.is_confirmed:
        raise AlreadyConfirmed
    former = None
    if attachment.role in REPLACED:
        former = _current(application, attachment.role)
        for other in application.attachments:
            other.is_current = other.is_current and other.role != attachment.role
    attachment.is_current = attachment.is_confirmed = True
    _settle(application, attachment, by)
    return former.document.public_id if former else ""


def unconfirm_document(application: Application, public_id: str, *, former: str, by: Actor) -> None:
    """Take a confirmation back; ``former`` is what ``confirm_document`` returned, and counts again."""
    attachment = _attachment(application, public_id)
    if not attachment.is_confirmed:
        return
    before = _attachment(application, former) if former else None
    if before is not None and (before.role != attachment.role or not before.is_confirmed):
        raise NotFound
    was_current, attachment.is_current, attachment.is_confirmed = attachment.is_current, False, False
    if before is not None and was_current:
        before.is_current = True
    _settle(application, attachment, by)
    if before is not None and before.is_current:
        summarise(before.document_id)


def _settle(application: Application, attachment: Attachment, by: Actor) -> None:
    db.session.flush()
    if attachment.role == "resume":
        summarise(attachment.document_id)
    publish(
        DocumentConfirmed(
            by=by,
            application_id=application.id,
            candidate_id=application.candidate_id,
            opening_id=application.opening_id,
            document_id=attachment.document_id,
            role=attachment.role,
            is_confirmed=attachment.is_confirmed,
        )
    )


def _attachment(application: Application, public_id: str) -> Attachment:
    found = next((each for each in application.attachments if each.document.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def _current(application: Application, role: str) -> Attachment | None:
    return next((each for each in application.attachments if each.role == role and each.is_current), None)
