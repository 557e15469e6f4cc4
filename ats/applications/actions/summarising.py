"""The one line on who somebody is that board, list and home show of an application."""

from sqlalchemy import select, update

from ats.applications.models import Application, Attachment
from ats.documents.models import Document
from ats.documents.queries import get_read
from ats.documents.rules.summary import one_line
from ats.platform.database import db


def summarise(document_id: int) -> None:
    """Write the line anew where a document is the current résumé; a profile that says nothing leaves it as it is."""
    ids = list(
        db.session.scalars(
            select(Attachment.application_id).where(
                Attachment.document_id == document_id,
                Attachment.role == "resume",
                Attachment.is_current,
                Attachment.is_confirmed,
            )
        )
    )
    line = one_line(get_read(db.session.get_one(Document, document_id)).corrected) if ids else ""
    if line:
        db.session.execute(update(Application).where(Application.id.in_(ids)).values(summary=line))
