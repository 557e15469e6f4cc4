"""One mail at several of our addresses: a row for each, and no application twice."""

from sqlalchemy import select

from ats.inbox.mime import ParsedMail
from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.recipients import destinations_of
from ats.inbox.taking_in import keep
from ats.platform.database import db

_CARRIED = ("digest", "sha256", "size", "left_in", "via", "envelope_from", "envelope_to", "received_at")


def serve_all_addresses(row: ReceivedMail, mail: ParsedMail) -> None:
    """See to it that each address of ours that a mail names gets it, whichever of them it was delivered to.

    One address alone needs no more than this row. In a transaction that holds all rows of the mail.
    """
    named = destinations_of(each.address for each in mail.recipients)
    there = set(db.session.scalars(select(ReceivedMail.destination).where(ReceivedMail.digest == row.digest)))
    missing = [each for each in named if each not in there]
    if not missing or (not row.destination and len(named) == 1):
        return
    if not row.destination:
        row.destination, *missing = missing
        db.session.flush()
    facts = {name: getattr(row, name) for name in _CARRIED}
    for each in missing:
        keep(destination=each, **facts)


def applications_of_copies(row: ReceivedMail) -> set[int]:
    """Return the applications that the same mail became, or joined, by another of our addresses."""
    query = select(ReceivedMail.application_id).where(
        ReceivedMail.digest == row.digest,
        ReceivedMail.id != row.id,
        ReceivedMail.state == MailState.ROUTED,
        ReceivedMail.application_id.is_not(None),
    )
    return set(db.session.scalars(query))
