"""Reading users and their sessions."""

import hashlib

from sqlalchemy import func, select

from ats.accounts.models import SESSION_LIFE, AccountLink, User, UserSession
from ats.accounts.policy import Role
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import NotFound


def fold_email(address: str) -> str:
    """Return the form in which a user's address is stored and compared."""
    return address.strip().casefold()


def token_hash(token: str) -> str:
    """Return what a table stores in place of a secret token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_user_by_email(address: str) -> User | None:
    """Return the user with an address, in whatever case it is written."""
    return db.session.scalar(select(User).where(User.email == fold_email(address)))


def get_user(public_id: str) -> User:
    """Return a user; raise NotFound."""
    user = db.session.scalar(select(User).where(User.public_id == public_id))
    if user is None:
        raise NotFound
    return user


def list_users(*, only_active: bool = False) -> list[User]:
    """Return the users by name."""
    query = select(User).order_by(func.lower(User.name), User.id)
    return list(db.session.scalars(query.where(User.is_active) if only_active else query))


def count_active_admins() -> int:
    """Return how many admins can sign in."""
    query = select(func.count()).select_from(User).where(User.role == Role.ADMIN, User.is_active)
    return db.session.scalar(query.where(User.password_hash.is_not(None))) or 0


def find_session(token: str) -> UserSession | None:
    """Return the live session of a cookie's token, if its user may still sign in."""
    query = select(UserSession).where(UserSession.token_hash == token_hash(token))
    session = db.session.scalar(query.where(UserSession.created_at > utc_now() - SESSION_LIFE))
    return session if session is not None and session.user.is_active else None


def list_sessions(user: User) -> list[UserSession]:
    """Return a user's sessions, the latest first."""
    query = select(UserSession).where(UserSession.user_id == user.id).order_by(UserSession.seen_at.desc())
    return list(db.session.scalars(query))


def find_link(token: str, *purposes: str) -> AccountLink | None:
    """Return an unused link that has not run out."""
    return db.session.scalar(
        select(AccountLink).where(
            AccountLink.token_hash == token_hash(token),
            AccountLink.purpose.in_(purposes),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > utc_now(),
        )
    )
