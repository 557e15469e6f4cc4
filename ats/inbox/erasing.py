"""The end of received mails: with a person, with an application, or after their retention."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from ats.applications import retention
from ats.candidates.models import CandidateAddress
from ats.documents.events import FilesDropped
from ats.inbox.answering import ABOUT_RECEIVED
from ats.inbox.models import MailState, ReceivedAddress, ReceivedMail
from ats.inbox.taking_out import TAKEN_OUT
from ats.platform import mailbox, outbox
from ats.platform.clock import utc_now
from ats.platform.database import db, scrub_journal, transaction
from ats.platform.events import SYSTEM, publish

_CHUNK = 50


def erase_for_candidate(event) -> None:
    """Remove the mails of a person who is being erased; their bytes follow after the commit; a reaction."""
    # What waits in the tray, or was set aside, belongs to nobody yet but by the addresses that stand in it.
    if event.asked_by == TAKEN_OUT:
        return
    addresses = select(CandidateAddress.folded).where(CandidateAddress.candidate_id == event.candidate_id)
    naming = select(ReceivedAddress.received_mail_id).where(ReceivedAddress.folded.in_(addresses))
    theirs = or_(
        ReceivedMail.candidate_id == event.candidate_id,
        ReceivedMail.candidate_id.is_(None)
        & or_(
            ReceivedMail.id.in_(naming),
            func.lower(ReceivedMail.from_address).in_(addresses),
            func.lower(ReceivedMail.person_address).in_(addresses),
        ),
    )
    _erase(list(db.session.scalars(select(ReceivedMail).where(theirs))))


def erase_for_application(event) -> None:
    """Remove the mails of an application that went for good while its candidate stays; a reaction."""
    query = select(ReceivedMail).where(
        ReceivedMail.candidate_id == event.candidate_id,
        ReceivedMail.application_id.is_(None),
        ReceivedMail.state == MailState.ROUTED,
    )
    _erase(list(db.session.scalars(query.execution_options(populate_existing=True))))


def list_past_retention(before: datetime, limit: int = 500) -> list[ReceivedMail]:
    """Return mails that came before a moment and never became part of an application, the oldest first."""
    query = select(ReceivedMail).where(
        ReceivedMail.state.in_((MailState.TRAY, MailState.DISMISSED, MailState.IGNORED)),
        ReceivedMail.application_id.is_(None),
        ReceivedMail.received_at < before,
    )
    return list(db.session.scalars(query.order_by(ReceivedMail.received_at, ReceivedMail.id).limit(limit)))


def erase_past_retention(row) -> None:
    """Erase received mails that became nothing, once the retention is over; scheduled, in chunks that resume."""
    before = utc_now() - timedelta(days=retention.in_force().days)
    while True:
        with transaction():
            mails = list_past_retention(before, _CHUNK)
            _erase(mails)
            outbox.extend_lease(db.session.merge(row))
        if len(mails) < _CHUNK:
            break
    scrub_journal()


def _erase(mails: list[ReceivedMail]) -> None:
    for mail in mails:
        mailbox.erase_about(ABOUT_RECEIVED, mail.id)
        db.session.delete(mail)
    db.session.flush()
    if mails:
        publish(FilesDropped(by=SYSTEM, files=tuple(sorted({mail.sha256 for mail in mails}))))
