"""The end of messages: with a person, or with one application while its candidate stays."""

from sqlalchemy import delete, exists, or_, select, update

from ats.applications.models import Answer, Attachment
from ats.documents.actions import erase_documents
from ats.documents.models import Document
from ats.messages.models import Message, MessageFile
from ats.platform.database import db
from ats.platform.mailbox import Mail


def erase_for_candidate(event) -> None:
    """Remove the messages with a person who is being erased; a reaction."""
    db.session.execute(update(Message).where(Message.candidate_id == event.candidate_id).values(mail_id=None))
    for message in db.session.scalars(select(Message).where(Message.candidate_id == event.candidate_id)):
        db.session.delete(message)
    db.session.flush()


def erase_for_application(event) -> None:
    """Remove the mails of an application that went for good, and files that went with them alone; a reaction.

    Its messages went with its row.
    """
    about = (Mail.about_kind == "candidate", Mail.about_id == event.candidate_id)
    db.session.execute(delete(Mail).where(*about, Mail.topic_id == event.application_id))
    named = [exists().where(each.document_id == Document.id) for each in (Attachment, Answer, MessageFile)]
    left = select(Document.id).where(Document.candidate_id == event.candidate_id, ~or_(*named))
    erase_documents(left)
