"""Reading what the settings show: background work, the mailbox, and the names behind the audit log's ids."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from ats.accounts.models import User
from ats.activity.models import EventRow
from ats.applications.models import Application
from ats.candidates.models import Candidate
from ats.candidates.queries import find_by_address, list_rows
from ats.openings.models import Opening
from ats.platform.clock import utc_now
from ats.platform.columns import is_storable_id
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.platform.mailbox import Mail
from ats.platform.outbox import OutboxRow
from ats.platform.pagination import Page, cut, decode_cursor


@dataclass(frozen=True)
class JobCounts:
    """How much work there is in each state, and since when the oldest piece that is due has been waiting."""

    waiting: int
    running: int
    gave_up: int
    oldest_due_at: datetime | None


def count_jobs() -> JobCounts:
    """Count what is not done."""
    now = utc_now()
    is_open = OutboxRow.done_at.is_(None)
    is_taken = OutboxRow.lease_until > now
    is_idle = OutboxRow.gave_up_at.is_(None) & func.coalesce(~is_taken, True)
    waiting, running, gave_up, oldest = db.session.execute(
        select(
            func.count().filter(is_idle),
            func.count().filter(OutboxRow.gave_up_at.is_(None), is_taken),
            func.count().filter(OutboxRow.gave_up_at.is_not(None)),
            func.min(OutboxRow.run_at).filter(is_idle, OutboxRow.run_at <= now),
        ).where(is_open)
    ).one()
    return JobCounts(waiting, running, gave_up, oldest)


def page_of_jobs(*, gave_up: bool, cursor: str | None = None, size: int = 50) -> Page[OutboxRow]:
    """Return work that gave up, or that waits or runs, the latest first, one keyset page."""
    state = OutboxRow.gave_up_at.is_not(None) if gave_up else OutboxRow.gave_up_at.is_(None)
    query = select(OutboxRow).where(OutboxRow.done_at.is_(None), state)
    return _page_by_id(query, OutboxRow, cursor, size)


def list_given_up(limit: int = 500) -> list[OutboxRow]:
    """Return work that gave up, oldest first."""
    query = select(OutboxRow).where(OutboxRow.done_at.is_(None), OutboxRow.gave_up_at.is_not(None))
    return list(db.session.scalars(query.order_by(OutboxRow.id).limit(limit)))


def get_job(row_id: int) -> OutboxRow:
    """Return a piece of work; raise NotFound."""
    row = db.session.get(OutboxRow, row_id) if is_storable_id(row_id) else None
    if row is None:
        raise NotFound
    return row


def is_running(row: OutboxRow) -> bool:
    """Return whether a worker is doing it."""
    return row.lease_until is not None and row.lease_until > utc_now()


def page_of_mails(*, state: str | None = None, cursor: str | None = None, size: int = 50) -> Page[Mail]:
    """Return mails, in one state or all, the latest first, one keyset page."""
    query = select(Mail)
    return _page_by_id(query.where(Mail.state == state) if state else query, Mail, cursor, size)


def count_mails() -> dict[str, int]:
    """Return how many mails are in each state."""
    return dict(db.session.execute(select(Mail.state, func.count()).group_by(Mail.state)).all())


def get_mail(public_id: str) -> Mail:
    """Return a mail; raise NotFound."""
    mail = db.session.scalar(select(Mail).where(Mail.public_id == public_id))
    if mail is None:
        raise NotFound
    return mail


def _page_by_id(query, model, cursor: str | None, size: int) -> Page:
    after = decode_cursor(cursor, 1)
    if after and is_storable_id(after[0]):
        query = query.where(model.id < after[0])
    rows = list(db.session.scalars(query.order_by(model.id.desc()).limit(size + 1)))
    return cut(rows, size, lambda row: [row.id])


@dataclass
class Names:
    """The people and things behind the ids of some events, by id; what was erased or removed is missing."""

    users: dict[int, User] = field(default_factory=dict)
    openings: dict[int, Opening] = field(default_factory=dict)
    candidates: dict[int, Candidate] = field(default_factory=dict)
    applications: dict[int, str] = field(default_factory=dict)


def names_behind(events: Sequence[EventRow]) -> Names:
    """Look up all names that some events need, one statement a table."""
    users = {event.actor_id for event in events} | {event.facts.get("user_id") for event in events}
    return Names(
        users=_by_id(User, users),
        openings=_by_id(Opening, {event.opening_id for event in events}),
        candidates=_by_id(Candidate, {event.candidate_id for event in events}),
        applications=_public_ids({event.application_id for event in events}),
    )


def _by_id(model, ids: set) -> dict:
    wanted = [each for each in ids if isinstance(each, int)]
    if not wanted:
        return {}
    return {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(wanted)))}


def _public_ids(ids: set) -> dict[int, str]:
    wanted = [each for each in ids if each is not None]
    if not wanted:
        return {}
    query = select(Application.id, Application.public_id).where(Application.id.in_(wanted))
    return dict(db.session.execute(query).all())


def find_subject(text: str) -> dict[str, int | list[int]] | None:
    """Return the filter of the audit log that a reference, a public id or an e-mail address stands for.

    Looks at openings, applications and candidates in turn; None if nothing has that name. An address is that of a
    candidate, all of whose rows count, or of a user, or of both.
    """
    exact, upper = text.strip(), text.strip().upper()
    if "@" in exact:
        return _find_owners(exact) or None
    looks = (
        ("opening_id", select(Opening.id).where(Opening.reference == upper)),
        ("application_id", select(Application.id).where(Application.reference == upper)),
        ("application_id", select(Application.id).where(Application.public_id == upper)),
        ("candidate_id", select(Candidate.id).where(Candidate.public_id == upper)),
    )
    for name, query in looks:
        found = db.session.scalar(query)
        if found is not None:
            return {name: found}
    return None


def _find_owners(address: str) -> dict[str, int | list[int]]:
    """Return who has an address; events hold none, so that they need not be changed when a person is erased."""
    found: dict[str, int | list[int]] = {}
    user_id = db.session.scalar(select(User.id).where(User.email == address.casefold()))
    if user_id is not None:
        found["about_user_id"] = user_id
    candidate = find_by_address(address)
    if candidate is not None:
        found["about_candidate_ids"] = [row.id for row in list_rows(candidate)]
    return found
