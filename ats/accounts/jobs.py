"""Mails to the people who sign in; their links are made when they are written, so none lies in a queue."""

from sqlalchemy import delete, or_

from ats.accounts import actions, queries
from ats.accounts.models import SESSION_IDLE, SESSION_LIFE, AccountLink, User, UserSession
from ats.platform import outbox
from ats.platform.addresses import public_address
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.mailbox import post


@outbox.urgent
def send_invitation(row, user_id: int, **_facts) -> None:
    """Send an invitation to somebody who has no password yet, and was not handed a link in another way."""
    _send_link(row, user_id, "invite", "invitation", is_wanted=_waits_for_invitation)


@outbox.urgent
def send_reset(row, user_id: int | None, **_facts) -> None:
    """Send the link for a new password; nobody gets one for an address without an account (None)."""
    _send_link(row, user_id, "reset", "password_reset", is_wanted=lambda user: True)


def _waits_for_invitation(user: User) -> bool:
    return user.password_hash is None and not queries.has_live_link(user, "invite")


@outbox.urgent
def tell_of_new_password(row, user_id: int, **_facts) -> None:
    """Tell somebody that their password was changed, in case it was not them."""
    with transaction():
        user = db.session.get(User, user_id)
        if user is not None:
            link = public_address("accounts.forgot")
            post("password_changed", user.email, about=("user", user.id), user=user, link=link)
        outbox.mark_done(row)


def purge_sessions(row) -> None:
    """Remove sessions that have run out, and links a week after they have; scheduled."""
    now = utc_now()
    with transaction():
        is_over = or_(UserSession.created_at < now - SESSION_LIFE, UserSession.seen_at < now - SESSION_IDLE)
        db.session.execute(delete(UserSession).where(is_over))
        db.session.execute(delete(AccountLink).where(AccountLink.expires_at < now - SESSION_LIFE))


def _send_link(row, user_id: int | None, purpose: str, template: str, *, is_wanted) -> None:
    with transaction():
        user = db.session.get(User, user_id) if user_id else None
        if user is not None and user.is_active and is_wanted(user):
            token = actions.make_link(purpose, user)
            link = public_address("accounts.accept", token=token)
            days = actions.LINK_LIFE[purpose].days
            post(
                template, user.email, is_secret=True, about=("user", user.id), user=user, link=link, days=days
            )
        outbox.mark_done(row)
