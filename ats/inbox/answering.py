"""Acknowledging an application that came by mail: once, to a person, and never in answer to a machine (RFC 3834)."""

from flask import current_app

from ats.applications import mail as letters
from ats.applications.models import Application
from ats.applications.queries import find_candidate_of
from ats.inbox.models import ReceivedMail
from ats.messages.reply_addresses import BOUNCE, REPLY, signed_address
from ats.platform import outbox, rate_limit
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail

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
            mail = letters.send_receipt(application, is_repeat=False, headers=_headers(application, received))
            _let_bounce(mail)
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


def _headers(application: Application, received: ReceivedMail) -> dict[str, str]:
    headers = {"Auto-Submitted": "auto-replied"}
    if received.message_id:
        headers["In-Reply-To"] = headers["References"] = received.message_id
    inbox = current_app.config["INBOX_ADDRESS"]
    if inbox:
        may_plus = current_app.config["INBOX_PLUS"]
        headers["Reply-To"] = signed_address(inbox, REPLY, application.id) if may_plus else inbox
    return headers


def _let_bounce(mail: Mail) -> None:
    inbox = current_app.config["INBOX_ADDRESS"]
    if inbox and current_app.config["INBOX_PLUS"]:
        mail.envelope_sender = signed_address(inbox, BOUNCE, mail.id)
