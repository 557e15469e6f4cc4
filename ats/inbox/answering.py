"""Acknowledging an application that came by mail: once, to a person, and never in answer to a machine (RFC 3834)."""

from flask import current_app

from ats.applications import mail as letters
from ats.applications.correspondence import let_bounce
from ats.applications.models import Application
from ats.applications.queries import find_candidate_of, find_to_tell_of
from ats.candidates.rules import mailbox_of
from ats.inbox.links import choice_link
from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.nature import is_read_by_nobody
from ats.inbox.queries import list_likely
from ats.inbox.recipients import is_ours
from ats.openings.models import Opening
from ats.openings.queries import list_published
from ats.openings.rules import takes_applications
from ats.platform import outbox, rate_limit
from ats.platform.database import db, transaction
from ats.platform.mailbox import post

DAY, HOUR = 86400, 3600
# What a mail of ours is about that asks the sender of a received one.
ABOUT_RECEIVED = "received"
RECEIPTS_A_DAY = 20
# To addresses that a text named: to each, by each domain that names them, and by all that nobody has verified.
FROM_BODY_A_DAY, FROM_SOURCE_A_DAY, FROM_BODY_AN_HOUR = 2, 100, 60
OF_ONE_MAIL = 3


@outbox.urgent
def acknowledge(row, received_id: int, is_from_body: bool = False) -> None:
    """Send the receipt of an application that came by mail, as an answer to it.

    At most one goes to a mailbox about an opening in a day, and few in answer to one mail; to addresses that a text
    named, few for each, for who names them and for all, so that nobody's mailbox is filled through us.
    """
    with transaction():
        received = db.session.get(ReceivedMail, received_id)
        application = _application_of(received)
        if application is not None and _may_write(application, received, is_from_body):
            # To somebody whom a mail only names it is no answer.
            headers = None if is_from_body else answer_headers(received)
            letters.send_receipt(application, is_repeat=False, headers=headers)
        outbox.mark_done(row)


@outbox.urgent
def ask_to_confirm(row, received_id: int) -> None:
    """Ask the candidate whether they wrote a mail that joined their application unconfirmed; once a day at most.

    It goes to the address that is known, whatever address the mail came from.
    """
    with transaction():
        received = db.session.get(ReceivedMail, received_id)
        application = _application_of(received)
        if application is not None and _may_ask(application):
            is_theirs = received.from_address.casefold() == find_candidate_of(application).email.casefold()
            letters.ask_to_confirm(application, headers=answer_headers(received) if is_theirs else None)
        outbox.mark_done(row)


def _application_of(received: ReceivedMail | None) -> Application | None:
    return find_to_tell_of(received.application_id) if received and received.application_id else None


@outbox.urgent
def ask_for_opening(row, received_id: int) -> None:
    """Ask the sender of a mail that waits which opening it is for; once a day at most, however often they write."""
    with transaction():
        received = db.session.get(ReceivedMail, received_id)
        if received is not None and received.state == MailState.TRAY and _may_ask_sender(received):
            mail = post(
                "choose_opening",
                received.from_address,
                about=(ABOUT_RECEIVED, received.id),
                headers=answer_headers(received),
                link=choice_link(received),
                days=current_app.config["STATUS_LINK_DAYS"],
            )
            let_bounce(mail)
        outbox.mark_done(row)


def _may_ask_sender(received: ReceivedMail) -> bool:
    address, mailbox = received.from_address, mailbox_of(received.from_address)
    offered = [each for each in list_published() if _is_open(each)]
    return (
        bool(list_likely(received, offered))
        and _is_somebodys(address)
        and rate_limit.hit("choose_opening", mailbox, window_seconds=DAY) == 1
        and rate_limit.hit("receipt", mailbox, window_seconds=DAY) <= RECEIPTS_A_DAY
    )


def _is_open(opening: Opening) -> bool:
    return takes_applications(opening.state, opening.deadline_on, current_app.config["ZONE"])


def _may_ask(application: Application) -> bool:
    address = find_candidate_of(application).email
    return (
        _is_somebodys(address)
        and rate_limit.hit("confirm_message", application.public_id, window_seconds=DAY) == 1
        and rate_limit.hit("receipt", mailbox_of(address), window_seconds=DAY) <= RECEIPTS_A_DAY
    )


def _may_write(application: Application, received: ReceivedMail, is_from_body: bool) -> bool:
    address = find_candidate_of(application).email
    if not _is_somebodys(address):
        return False
    mailbox = mailbox_of(address)
    if is_from_body and not _may_be_named(mailbox, received):
        current_app.logger.warning(
            "No receipt for received mail %s: its limits are reached.", received.public_id
        )
        return False
    return (
        rate_limit.hit("receipt_by_mail", f"{mailbox}\n{application.opening_id}", window_seconds=DAY) == 1
        and rate_limit.hit("receipt", mailbox, window_seconds=DAY) <= RECEIPTS_A_DAY
        and rate_limit.hit("receipt_of_mail", received.digest, window_seconds=DAY) <= OF_ONE_MAIL
    )


def _is_somebodys(address: str) -> bool:
    return bool(address) and not is_ours(address) and not is_read_by_nobody(address)


def _may_be_named(mailbox: str, received: ReceivedMail) -> bool:
    """Whether a text may still have us write to a mailbox: who writes it chooses it, and mostly who names it."""
    senders = {received.from_address, received.envelope_from.strip("<>")}
    domains = {each.rpartition("@")[2].casefold() for each in senders if each}
    if rate_limit.hit("receipt_named", mailbox, window_seconds=DAY) > FROM_BODY_A_DAY:
        return False
    if any(rate_limit.hit("receipt_namer", each, window_seconds=DAY) > FROM_SOURCE_A_DAY for each in domains):
        return False
    return received.is_verified or (
        rate_limit.hit("receipt_named", "by anybody", window_seconds=HOUR) <= FROM_BODY_AN_HOUR
    )


def answer_headers(received: ReceivedMail) -> dict[str, str]:
    """Return the header fields that make a mail the automatic answer to one that came (RFC 3834, 3.1)."""
    headers = {"Auto-Submitted": "auto-replied"}
    if received.message_id:
        headers["In-Reply-To"] = headers["References"] = received.message_id
    return headers
