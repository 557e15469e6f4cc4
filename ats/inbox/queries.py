"""Reading received mail."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from ats.applications.models import Application
from ats.company.models import Company
from ats.inbox.models import MailState, ReceivedMail
from ats.openings.models import Opening
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.platform.storage import storage


def get_received(public_id: str) -> ReceivedMail:
    """Return a received mail; raise NotFound."""
    row = db.session.scalar(select(ReceivedMail).where(ReceivedMail.public_id == public_id))
    if row is None:
        raise NotFound
    return row


def find_of_message(message_id: int) -> ReceivedMail | None:
    """Return the mail by which a message came, or None for what we wrote ourselves."""
    query = select(ReceivedMail).where(ReceivedMail.thread_message_id == message_id)
    return db.session.scalar(query.order_by(ReceivedMail.id.desc()).limit(1))


def list_received(*, limit: int = 100) -> list[ReceivedMail]:
    """Return received mails with their parts, the newest first."""
    query = select(ReceivedMail).options(selectinload(ReceivedMail.parts)).order_by(ReceivedMail.id.desc())
    return list(db.session.scalars(query.limit(limit)))


def list_of_application(application_id: int) -> list[ReceivedMail]:
    """Return the mails that became an application or joined it with their parts, the first one first."""
    query = select(ReceivedMail).where(ReceivedMail.application_id == application_id)
    query = query.options(selectinload(ReceivedMail.parts))
    return list(db.session.scalars(query.order_by(ReceivedMail.id)))


def find_oldest_new() -> datetime | None:
    """Return when the oldest mail came that is not understood yet, or None."""
    return db.session.scalar(
        select(func.min(ReceivedMail.received_at)).where(ReceivedMail.state == MailState.NEW)
    )


def list_too_large() -> list[ReceivedMail]:
    """Return the mails in the tray that are too large, of which only the header is here, the newest first."""
    query = select(ReceivedMail).where(ReceivedMail.state == MailState.TRAY, ReceivedMail.left_in != "")
    return list(db.session.scalars(query.order_by(ReceivedMail.id.desc())))


def find_newest_id() -> int:
    """Return the id of the mail that came last, 0 before the first one."""
    return db.session.scalar(select(func.max(ReceivedMail.id))) or 0


def list_since(received_id: int, *, limit: int = 200) -> list[ReceivedMail]:
    """Return the mails that came after one, the first ones first."""
    query = select(ReceivedMail).where(ReceivedMail.id > received_id).order_by(ReceivedMail.id)
    return list(db.session.scalars(query.limit(limit)))


def raw_of(row: ReceivedMail) -> bytes:
    """Return a mail byte for byte as it came."""
    return storage().read(row.sha256)


def count_to_sort() -> int:
    """Return how many suspected applications and mails wait to be sorted, in one statement."""
    return db.session.scalar(select(_waiting()))


def find_company_and_count_to_sort() -> tuple[Company | None, int]:
    """Return the company, and how many suspected applications and mails wait to be sorted.

    In one statement: the frame of every page of the dashboard shows both.
    """
    found = db.session.execute(_company_and_waiting()).one_or_none()
    return (found[0], found[1]) if found else (None, 0)


@cache
def _company_and_waiting() -> Select:
    """Return the statement, made once: putting it together takes longer than its answer."""
    return select(Company, _waiting()).where(Company.id == 1)


def _waiting():
    suspected = select(func.count()).select_from(Application).where(Application.tray == "waiting")
    mails = select(func.count()).select_from(ReceivedMail).where(ReceivedMail.state == MailState.TRAY)
    return suspected.scalar_subquery() + mails.scalar_subquery()


def list_likely(row: ReceivedMail, openings: Sequence[Opening]) -> list[Opening]:
    """Return the openings among those given that a mail may be for, the likeliest first."""
    by_reference = {each.reference: each for each in openings}
    return [by_reference[each["reference"]] for each in row.suggestions if each["reference"] in by_reference]
