"""Reading users and their sessions."""

import hashlib
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select

from ats.accounts.models import SESSION_IDLE, SESSION_LIFE, AccountLink, User, UserSession
from ats.accounts.policy import Role
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.platform.events import Actor


def fold_email(address: str) -> str:
    """Return the form in which a user's address is stored and compared."""
    return address.strip().casefold()


def token_hash(token: str) -> str:
    """Return what a table stores in place of a secret token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_user_by_email(address: str) -> User | None:
    """Return the user with an address, in whatever case it is written."""
    return db.session.scalar(select(User).where(User.email == fold_email(address)))


def find_user_by_id(user_id: int | None) -> User | None:
    """Return a user, or None."""
    return db.session.get(User, user_id) if user_id else None


def name_actor(actor: Actor | None, *, viewer: User | None = None) -> str:
    """Return who did something as the beginning of a sentence; ``viewer`` is the one who reads it."""
    if actor is not None and actor.kind == "candidate":
        return "The candidate"
    user = find_user_by_id(actor.user_id) if actor is not None else None
    if user is None:
        return "Somebody else"
    return "You" if user == viewer else user.name


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


def count_active_admins(*, for_update: bool = False) -> int:
    """Return how many admins can sign in; ``for_update`` holds them still until the transaction ends."""
    if for_update:
        db.session.scalars(
            select(User.id).where(User.role == Role.ADMIN).order_by(User.id).with_for_update()
        ).all()
    query = select(func.count()).select_from(User).where(User.role == Role.ADMIN, User.is_active)
    return db.session.scalar(query.where(User.password_hash.is_not(None))) or 0


def find_session(token: str) -> UserSession | None:
    """Return the live session of a cookie's token, if its user may still sign in."""
    session = db.session.scalar(_session_of(), {"token_hash": token_hash(token), **_live_since()})
    return session if session is not None and session.user.is_active else None


@cache
def _session_of() -> Select:
    """Return the statement that every page of the signed-in begins with, made once."""
    is_live = (
        UserSession.created_at > bindparam("created_since"),
        UserSession.seen_at > bindparam("seen_since"),
    )
    return select(UserSession).where(UserSession.token_hash == bindparam("token_hash"), *is_live)


def list_sessions(user: User) -> list[UserSession]:
    """Return a user's live sessions, the latest first."""
    query = select(UserSession).where(UserSession.user_id == user.id, *_is_live())
    return list(db.session.scalars(query.order_by(UserSession.seen_at.desc(), UserSession.id.desc())))


def _live_since() -> dict[str, datetime]:
    now = utc_now()
    return {"created_since": now - SESSION_LIFE, "seen_since": now - SESSION_IDLE}


def _is_live() -> tuple:
    since = _live_since()
    return UserSession.created_at > since["created_since"], UserSession.seen_at > since["seen_since"]


def has_live_link(user: User, purpose: str) -> bool:
    """Return whether somebody has an unused link of a kind that still works."""
    query = select(AccountLink.id).where(AccountLink.user_id == user.id, AccountLink.purpose == purpose)
    return db.session.scalar(query.where(*_is_usable()).limit(1)) is not None


def _is_usable() -> tuple:
    return AccountLink.used_at.is_(None), AccountLink.expires_at > utc_now()


def find_link(token: str, *purposes: str) -> AccountLink | None:
    """Return an unused link that has not run out."""
    return db.session.scalar(
        select(AccountLink).where(
            AccountLink.token_hash == token_hash(token),
            AccountLink.purpose.in_(purposes),
            *_is_usable(),
        )
    )
