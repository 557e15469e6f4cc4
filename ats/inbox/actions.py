"""What can be done to received mail besides taking it in."""

from sqlalchemy import func, or_, select

from ats.candidates.models import CandidateAddress
from ats.documents.events import FilesDropped
from ats.inbox.answering import ABOUT_RECEIVED
from ats.inbox.models import ReceivedMail
from ats.inbox.taking_out import TAKEN_OUT
from ats.platform import mailbox
from ats.platform.database import db
from ats.platform.events import SYSTEM, publish


def erase_for_candidate(event) -> None:
    """Remove the mails of a person who is being erased; their bytes follow after the commit; a reaction."""
    # What waits in the tray, or was ignored, belongs to nobody yet but for the address that it came from.
    addresses = select(CandidateAddress.folded).where(CandidateAddress.candidate_id == event.candidate_id)
    theirs = or_(
        ReceivedMail.candidate_id == event.candidate_id,
        func.lower(ReceivedMail.from_address).in_(addresses),
        func.lower(ReceivedMail.person_address).in_(addresses),
    )
    if event.asked_by == TAKEN_OUT:
        return
    rows = list(db.session.scalars(select(ReceivedMail).where(theirs)))
    for row in rows:
        mailbox.erase_about(ABOUT_RECEIVED, row.id)
        db.session.delete(row)
    db.session.flush()
    if rows:
        publish(FilesDropped(by=SYSTEM, files=tuple(sorted({row.sha256 for row in rows}))))
