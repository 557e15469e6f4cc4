"""Acknowledging an application that came by mail: once, to a person, and never in answer to a machine (RFC 3834)."""

from ats.applications import mail as letters
from ats.applications.models import Application
from ats.applications.queries import find_candidate_of
from ats.inbox.models import ReceivedMail
from ats.platform import outbox, rate_limit
from ats.platform.database import db, transaction

DAY = 86400
RECEIPTS_A_DAY = 20
FROM_BODY_A_DAY, FROM_SOURCE_A_DAY = 2, 100


def acknowledge(row, received_id: int, is_from_body: bool = False) -> None:
    """Send the receipt of an application that came by mail, as an answer to it.

    At most one goes to a sender about an opening in a day; to addresses that a text named, few for each and for who
    names them, so that nobody's mailbox is filled through us.
    """
    with transaction():
        received = db.session.get(ReceivedMail, received_id)
        application = (
            db.session.get(Application, received.application_id)
            if received and received.application_id
            else None
        )
        if application is not None and _may_write(application, received, is_from_body):
            letters.send_receipt(application, is_repeat=False, headers=answer_headers(received))
        outbox.mark_done(row)


def _may_write(application: Application, received: ReceivedMail, is_from_body: bool) -> bool:
    address = find_candidate_of(application).email
    if not address:
        return False
    if is_from_body and not (
        rate_limit.hit("receipt_named", address, window_seconds=DAY) <= FROM_BODY_A_DAY
        and rate_limit.hit("receipt_namer", received.from_address, window_seconds=DAY) <= FROM_SOURCE_A_DAY
    ):
        return False
    about = f"{address}\n{application.opening_id}"
    return (
        rate_limit.hit("receipt_by_mail", about, window_seconds=DAY) == 1
        and rate_limit.hit("receipt", address, window_seconds=DAY) <= RECEIPTS_A_DAY
    )


def answer_headers(received: ReceivedMail) -> dict[str, str]:
    """Return the header fields that make a mail the automatic answer to one that came (RFC 3834, 3.1)."""
    headers = {"Auto-Submitted": "auto-replied"}
    if received.message_id:
        headers["In-Reply-To"] = headers["References"] = received.message_id
    return headers
