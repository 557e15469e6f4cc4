"""What can be done to received mail besides taking it in."""

from sqlalchemy import select

from ats.documents.events import FilesDropped
from ats.inbox.models import ReceivedMail
from ats.platform.database import db
from ats.platform.events import SYSTEM, publish


def erase_for_candidate(event) -> None:
    """Remove the mails of a person who is being erased; their bytes follow after the commit; a reaction."""
    rows = list(
        db.session.scalars(select(ReceivedMail).where(ReceivedMail.candidate_id == event.candidate_id))
    )
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    if rows:
        publish(FilesDropped(by=SYSTEM, files=tuple(sorted({row.sha256 for row in rows}))))
