"""What a mail meets here: the openings it may be for, the thread it may belong to, the people who may have sent it."""

from collections.abc import Sequence
from email.utils import parseaddr

from flask import current_app
from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import selectinload

from ats.accounts.models import User
from ats.accounts.queries import find_user_by_email
from ats.applications.models import Application
from ats.applications.reply_addresses import read_address
from ats.candidates.models import CandidateAddress
from ats.candidates.queries import find_by_address, select_rows
from ats.candidates.rules import fold_address
from ats.company.queries import inbox_address
from ats.inbox.models import ReceivedMail
from ats.inbox.recipients import published_addresses
from ats.inbox.routing import OpeningFacts
from ats.messages.models import Message
from ats.messages.queries import is_active_as_told
from ats.openings.models import Opening
from ats.openings.rules import takes_applications
from ats.platform.database import db
from ats.platform.mailbox import Mail

_MOST_THREADS = 200


def list_opening_facts() -> list[OpeningFacts]:
    """Return the openings that a mail may be for; a draft only where it was sent to the draft's own address."""
    query = (
        select(Opening)
        .options(selectinload(Opening.requirements), selectinload(Opening.responsibilities))
        .order_by(Opening.id)
    )
    zone, published = current_app.config["ZONE"], published_addresses()
    return [
        OpeningFacts(
            id=each.id,
            reference=each.reference,
            title=each.title,
            program=each.program.name,
            program_slug=each.program.slug,
            place=each.place,
            addresses=tuple(
                address
                for address in (
                    each.apply_email,
                    each.from_email,
                    each.program.apply_email,
                    each.program.from_email,
                )
                if address and address.casefold() not in published
            ),
            visibility=each.visibility,
            state=each.state,
            takes_applications=takes_applications(each.state, each.deadline_on, zone),
            words=" ".join(
                [*(one.text for one in each.requirements), *(one.text for one in each.responsibilities)]
            ),
        )
        for each in db.session.scalars(query)
    ]


def find_signed(addresses: Sequence[str], kind: str) -> int | None:
    """Return the number in the first signed address of a kind, or None."""
    for address in addresses:
        read = read_address(address)
        if read is not None and read[0] == kind:
            return read[1]
    return None


def find_threads(message_ids: Sequence[str], sender: str) -> list[Application]:
    """Return the application whose thread holds one of these messages, ours or theirs; several where that is not clear.

    ``message_ids``: the nearest last. Everybody chooses the Message-ID of what they write, so that two threads may hold
    one: the sender's own go before those of others.
    """
    ids, owner = list(message_ids), _owner_of(sender)
    own = [Application.candidate_id.in_(select_rows(owner))] if owner else []
    for condition in [*own, true()] if ids else []:
        held = _hold(ids, condition)
        found: set[int] = set()
        for each in reversed(ids):
            # What is further away decides only among those that the nearest one leaves.
            those = held.get(each, set())
            found = (found & those) or found or those
        if found:
            query = select(Application).where(Application.id.in_(found)).order_by(Application.id)
            return list(db.session.scalars(query))
    return []


def _hold(message_ids: Sequence[str], condition: ColumnElement[bool]) -> dict[str, set[int]]:
    """Return by Message-ID the applications, of those that a condition allows, whose threads hold it."""
    held: dict[str, set[int]] = {}
    for message_id, application_id in (
        (Message.message_id, Message.application_id),
        (Mail.message_id, Mail.topic_id),
        (ReceivedMail.message_id, ReceivedMail.application_id),
    ):
        query = select(message_id, Application.id).join(Application, Application.id == application_id)
        query = query.where(message_id.in_(message_ids), condition).distinct().limit(_MOST_THREADS)
        if message_id.class_ is Mail:
            query = query.where(Mail.about_kind == "candidate")
        for found, number in db.session.execute(query):
            held.setdefault(found, set()).add(number)
    return held


def _owner_of(address: str) -> int | None:
    return db.session.scalar(
        select(CandidateAddress.candidate_id).where(CandidateAddress.folded == fold_address(address))
    )


def list_open_applications(address: str) -> list[Application]:
    """Return the applications on their way, as far as they have been told, of the candidate who owns an address.

    Where there is none, those of the whole person that the candidate was merged with.
    """
    owner = _owner_of(address)
    if owner is None:
        return []
    active = select(Application).where(is_active_as_told()).order_by(Application.received_at.desc())
    own = list(db.session.scalars(active.where(Application.candidate_id == owner)))
    return own or list(db.session.scalars(active.where(Application.candidate_id.in_(select_rows(owner)))))


def owns_address(candidate_id: int, address: str) -> bool:
    """Return whether an address is one of a person's."""
    query = select(CandidateAddress.id).where(
        CandidateAddress.folded == fold_address(address),
        CandidateAddress.candidate_id.in_(select_rows(candidate_id)),
    )
    return db.session.scalar(query) is not None


def is_of_another(candidate_id: int, address: str) -> bool:
    """Return whether an address is known as that of somebody else than a person."""
    return find_by_address(address) is not None and not owns_address(candidate_id, address)


def find_colleague(address: str) -> User | None:
    """Return the active user who has an address, or None."""
    user = find_user_by_email(address) if address else None
    return user if user is not None and user.is_active else None


def is_of_colleague(candidate_id: int, address: str) -> bool:
    """Return whether an address is that of somebody who signs in here, and not also the person's own."""
    return find_colleague(address) is not None and not owns_address(candidate_id, address)


def is_our_own(address: str, message_id: str) -> bool:
    """Return whether we sent a mail ourselves."""
    config = current_app.config
    ours = {inbox_address().casefold(), parseaddr(config["MAIL_DEFAULT_SENDER"])[1].casefold()} - {""}
    if address.casefold() in ours:
        return True
    return (
        bool(message_id)
        and db.session.scalar(select(Mail.id).where(Mail.message_id == message_id)) is not None
    )
