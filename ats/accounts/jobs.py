"""Mails to the people who sign in; the links in them are made when they are written, so none lies in a queue."""

from ats.accounts import actions
from ats.accounts.models import User
from ats.platform import outbox
from ats.platform.addresses import public_address
from ats.platform.database import db, transaction
from ats.platform.mailbox import post


def send_invitation(row, user_id: int, **_facts) -> None:
    """Send an invitation to somebody who has no password yet."""
    _send_link(row, user_id, "invite", "invitation", only_without_password=True)


def send_reset(row, user_id: int, **_facts) -> None:
    """Send the link for a new password."""
    _send_link(row, user_id, "reset", "password_reset")


def _send_link(row, user_id: int, purpose: str, template: str, *, only_without_password: bool = False) -> None:
    with transaction():
        user = db.session.get(User, user_id)
        if user is not None and user.is_active and not (only_without_password and user.password_hash):
            token = actions.make_link(purpose, user)
            link = public_address("accounts.accept", token=token)
            days = actions.LINK_LIFE[purpose].days
            post(template, user.email, is_secret=True, about=("user", user.id), user=user, link=link, days=days)
        outbox.mark_done(row)
