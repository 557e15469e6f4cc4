"""Background work on applications: mails, and the end of their retention."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.accounts.queries import list_users
from ats.applications import actions, mail, queries, retention
from ats.applications.models import Application, SubmissionKey
from ats.applications.rules import Retention
from ats.candidates import actions as candidates
from ats.candidates.queries import find_to_tell, lock_rows
from ats.candidates.rules import mailbox_of
from ats.openings.models import Opening
from ats.openings.queries import is_on_team, lock_stages, visible_openings
from ats.platform import outbox, rate_limit
from ats.platform.clock import utc_now
from ats.platform.database import db, scrub_journal, transaction
from ats.platform.events import SYSTEM

log = logging.getLogger(__name__)

UNDO_TIME = timedelta(seconds=20)
KEY_LIFE = timedelta(days=7)
DAY = 86400
RECEIPTS_A_DAY = 20
CHUNK = 20


@outbox.urgent
def acknowledge(row, application_id: int, wants_receipt: bool = True, **_facts) -> None:
    """Send the receipt for a new application, and have the colleagues told next.

    The second job is written here and not beside the first, so that the applicant waits for one row less.
    """
    with transaction():
        application = queries.find_to_tell_of(application_id)
        if application is not None:
            if wants_receipt and _has_address(application) and _may_write_to(application):
                mail.send_receipt(application, is_repeat=False)
            outbox.enqueue(tell_colleagues, application_id=application_id)
        outbox.mark_done(row)


@outbox.urgent
def acknowledge_repeat(row, application_id: int, **_facts) -> None:
    """Say kindly that the application is here already; once a day, however often somebody sends the form."""
    with transaction():
        application = queries.find_to_tell_of(application_id)
        if application is not None and _has_address(application) and _is_first_today(application):
            mail.send_receipt(application, is_repeat=True)
        outbox.mark_done(row)


@outbox.urgent
def acknowledge_withdrawal(row, application_id: int, **_facts) -> None:
    """Confirm to the candidate that the application is withdrawn."""
    with transaction():
        application = queries.find_to_tell_of(application_id)
        if application is not None and application.status == "withdrawn" and _has_address(application):
            mail.send_withdrawal(application)
        outbox.mark_done(row)


def _has_address(application: Application) -> bool:
    """Return whether the candidate can be written to; one who was added by hand may have no address."""
    return bool(queries.find_candidate_of(application).email)


def _is_first_today(application: Application) -> bool:
    return rate_limit.hit("already_applied", application.public_id, window_seconds=DAY) == 1


def _may_write_to(application: Application) -> bool:
    """Return whether an address may get one more receipt today: our form fills nobody's mailbox."""
    email = queries.find_candidate_of(application).email
    return rate_limit.hit("receipt", mailbox_of(email), window_seconds=DAY) <= RECEIPTS_A_DAY


@outbox.urgent
def send_status_links(row, candidate_id: int, **_facts) -> None:
    """Send a candidate new status links."""
    with transaction():
        candidate = find_to_tell(candidate_id)
        applications = queries.list_of_candidate(candidate_id)
        if candidate is not None and applications:
            mail.send_status_links(candidate.email, applications)
        outbox.mark_done(row)


@outbox.urgent
def send_erasure_link(row, application_id: int, **_facts) -> None:
    """Send a candidate the link that confirms the erasure."""
    with transaction():
        application = queries.find_to_tell_of(application_id)
        if application is not None:
            mail.send_erasure_link(application)
        outbox.mark_done(row)


def arrange_telling(event) -> None:
    """Have colleagues told of an application that was let in once it can no longer be taken back; a reaction.

    Taken back, what waits to be sent is called back.
    """
    key = f"tell-colleagues-{event.application_id}"
    if event.verdict == "let in":
        outbox.enqueue(tell_colleagues, delay=UNDO_TIME, dedupe_key=key, application_id=event.application_id)
        return
    outbox.call_off(key)
    mail.call_back_new_application(db.session.get_one(Application, event.application_id))


def tell_colleagues(row, application_id: int, **_facts) -> None:
    """Mail the colleagues who want to hear of each new application that they may see."""
    with transaction():
        application = queries.find_to_tell_of(application_id)
        if application is not None and application.tray is None and not outbox.is_called_off(row):
            for user in db.session.scalars(select(User).where(User.is_active, User.notify == "each")):
                if is_on_team(user, application.opening_id) or user.can(Permission.SEE_ALL_OPENINGS):
                    mail.send_new_application(user, application)
        outbox.mark_done(row)


def tell_colleagues_daily(row) -> None:
    """Mail the colleagues who want one mail a day, if anything came since their last one; scheduled."""
    for user_id in list(db.session.scalars(select(User.id).where(User.is_active, User.notify == "daily"))):
        with transaction():
            _tell_daily(db.session.get_one(User, user_id))


def _tell_daily(user: User) -> None:
    now = utc_now()
    visible = visible_openings(user)
    ids = visible if visible is not None else select(Opening.id)
    counts = queries.count_received_since(user.notified_until or now - timedelta(days=1), ids)
    rows = [(db.session.get_one(Opening, opening_id), number) for opening_id, number in counts.items()]
    if rows:
        mail.send_daily(user, sorted(rows, key=lambda each: each[0].title))
    user.notified_until = now


def erase_past_retention(row) -> None:
    """Erase applications that were kept long enough after their last step; scheduled, in chunks that resume.

    A person whose last application goes is erased with it. A retention that became shorter is held back at first, and
    the admins are told.
    """
    now = utc_now()
    with transaction():
        holding, is_new = retention.take_note()
        if is_new:
            _tell_of_hold(holding, now)
    while ids := retention.list_past(holding.days, now, CHUNK):
        for application_id in ids:
            with transaction():
                _erase_one(application_id, holding.days, now)
        with transaction():
            outbox.extend_lease(row)
    with transaction():
        db.session.execute(delete(SubmissionKey).where(SubmissionKey.created_at < utc_now() - KEY_LIFE))
    scrub_journal()


def _tell_of_hold(holding: Retention, now: datetime) -> None:
    count = retention.count_falling(holding.shorter, now)
    log.warning(
        "ATS_RETENTION_DAYS went from %s to %s, by which %s applications would be erased: held back until %s.",
        holding.days, holding.shorter, count, holding.held_until,
    )  # fmt: skip
    for user in list_users():
        if user.is_active and user.can(Permission.MANAGE_SYSTEM):
            mail.send_retention_held(user, holding, count)


def _erase_one(application_id: int, days: int, now: datetime) -> None:
    application = retention.find_past(application_id, days, now)
    if application is None:
        return
    # In the order of every erasure: from here on nobody can apply as this person.
    lock_rows([application.candidate_id])
    lock_stages([application.stage_id])
    candidate = queries.find_candidate_of(application)
    actions.erase_application(application, by=SYSTEM)
    if not queries.list_of_candidate(candidate.id):
        candidates.erase(candidate, asked_by="retention", by=SYSTEM)
