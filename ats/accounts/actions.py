"""What can be done to users: invite, join, change, reset, sign in and out."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from ats.accounts import passwords, queries
from ats.accounts.events import (
    InstallationSetUp,
    InvitationRepeated,
    PasswordChanged,
    PasswordResetAsked,
    SessionRevoked,
    UserChanged,
    UserInvited,
    UserJoined,
    UserSignedIn,
)
from ats.accounts.models import NOTIFY_CHOICES, AccountLink, User, UserSession
from ats.accounts.policy import Role
from ats.platform.clock import utc_now
from ats.platform.database import db, take_turn
from ats.platform.errors import Conflict, Invalid, NotFound
from ats.platform.events import SYSTEM, VISITOR, Actor, publish
from ats.platform.seen_values import NOTHING, Seen, pick_changed

LINK_LIFE = {"invite": timedelta(days=7), "reset": timedelta(hours=2), "setup": timedelta(days=1)}


class EmailTaken(Conflict):
    """There is already an account with this address."""


class LastAdmin(Conflict):
    """This is the last admin. Make somebody else an admin first."""


class LinkUsed(NotFound):
    """This link has been used or has run out. Ask for a new one."""


def create_user(
    email: str, name: str, role: Role, *, by: Actor = SYSTEM, password_hash: str | None = None, is_demo=False
) -> User:
    """Make an account; without a password an invitation follows. Raises EmailTaken."""
    if queries.find_user_by_email(email):
        raise EmailTaken
    user = User(
        email=queries.fold_email(email),
        name=name,
        role=Role(role).value,
        password_hash=password_hash,
        is_demo=is_demo,
        notify="daily" if role == Role.RECRUITER else "never",
        notified_until=utc_now(),
    )
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError:
        # Two at once: the look above found nothing for either of them.
        raise EmailTaken from None
    publish(UserInvited(by=by, user_id=user.id, role=user.role, personal={"name": name, "email": user.email}))
    return user


def make_link(purpose: str, user: User | None) -> str:
    """Return the token of a new one-time link; earlier ones of the same kind stop working."""
    whose = AccountLink.user_id.is_(None) if user is None else AccountLink.user_id == user.id
    db.session.execute(delete(AccountLink).where(whose, AccountLink.purpose == purpose))
    token = secrets.token_urlsafe(32)
    row = AccountLink(
        token_hash=queries.token_hash(token),
        purpose=purpose,
        user_id=user.id if user else None,
        expires_at=utc_now() + LINK_LIFE[purpose],
    )
    db.session.add(row)
    db.session.flush()
    return token


def accept_link(token: str, password_hash: str) -> User:
    """Set the password through an invitation or a reset; the account's sessions end. Raises LinkUsed."""
    link = _use_link(token, "invite", "reset")
    user = db.session.get(User, link.user_id)
    if user is None or not user.is_active:
        raise LinkUsed
    is_first = user.password_hash is None
    _set_password(user, password_hash)
    publish((UserJoined if is_first else PasswordChanged)(by=Actor.user(user.id), user_id=user.id))
    return user


def set_up_first_admin(token: str, email: str, name: str, password_hash: str, *, company_name: str) -> User:
    """Make the first admin through the link printed at the first start. Raises LinkUsed, EmailTaken."""
    _use_link(token, "setup")
    if queries.count_active_admins():
        raise LinkUsed
    user = create_user(email, name, Role.ADMIN, password_hash=password_hash)
    publish(InstallationSetUp(by=Actor.user(user.id), user_id=user.id, company_name=company_name))
    return user


def _use_link(token: str, *purposes: str) -> AccountLink:
    """Take a one-time link; of two who come at once only one gets it."""
    link = queries.find_link(token, *purposes)
    if link is None:
        raise LinkUsed
    taken = db.session.execute(
        update(AccountLink)
        .where(AccountLink.id == link.id, AccountLink.used_at.is_(None))
        .values(used_at=utc_now())
    )
    if not taken.rowcount:
        raise LinkUsed
    return link


def change_password(user: User, password_hash: str, *, keep_session_id: int) -> None:
    """Set a new password for somebody signed in; all their other sessions end."""
    _set_password(user, password_hash, keep_session_id=keep_session_id)
    publish(PasswordChanged(by=Actor.user(user.id), user_id=user.id))


def replace_password(user: User, password_hash: str) -> None:
    """Give somebody another password from the server's own shell, and sign them out everywhere."""
    _set_password(user, password_hash)
    publish(PasswordChanged(by=SYSTEM, user_id=user.id))


def _set_password(user: User, password_hash: str, keep_session_id: int = 0) -> None:
    user.password_hash = password_hash
    db.session.execute(
        delete(UserSession).where(UserSession.user_id == user.id, UserSession.id != keep_session_id)
    )
    db.session.execute(
        delete(AccountLink).where(AccountLink.user_id == user.id, AccountLink.used_at.is_(None))
    )


def remove_user(user: User) -> None:
    """Remove an account for good, as only the demo's are; raise Conflict if something else names it."""
    try:
        with db.session.begin_nested():
            db.session.delete(user)
    except IntegrityError:
        raise Conflict("This account wrote or decided something that is still there.") from None


def ask_password_reset(email: str) -> None:
    """Let a reset mail follow if the address has an account.

    Without one the same rows are written, so that the time of the answer does not tell.
    """
    user = queries.find_user_by_email(email)
    publish(PasswordResetAsked(by=VISITOR, user_id=user.id if user and user.is_active else None))


def invite_again(user: User, *, by: Actor) -> None:
    """Let a new invitation follow; raise Conflict for somebody who has joined or is switched off."""
    if user.password_hash is not None or not user.is_active:
        raise Conflict("Only somebody who has not joined yet can be invited again.")
    db.session.execute(delete(AccountLink).where(AccountLink.user_id == user.id))
    publish(InvitationRepeated(by=by, user_id=user.id))


def open_session(user: User, browser: str, *, new_password_hash: str | None = None) -> str:
    """Start a session and return the cookie's token."""
    token = secrets.token_urlsafe(32)
    db.session.add(UserSession(token_hash=queries.token_hash(token), user_id=user.id, browser=browser[:80]))
    if new_password_hash:
        user.password_hash = new_password_hash
    user.last_seen_at = utc_now()
    db.session.flush()
    publish(UserSignedIn(by=Actor.user(user.id), user_id=user.id))
    return token


def touch_session(session_id: int) -> None:
    """Note that a session is in use, so that it does not count as idle."""
    now = utc_now()
    db.session.execute(update(UserSession).where(UserSession.id == session_id).values(seen_at=now))
    of_session = select(UserSession.user_id).where(UserSession.id == session_id).scalar_subquery()
    db.session.execute(update(User).where(User.id == of_session).values(last_seen_at=now))


def close_session(token: str) -> None:
    """End the session of a cookie."""
    db.session.execute(delete(UserSession).where(UserSession.token_hash == queries.token_hash(token)))


def revoke_session(user: User, public_id: str) -> None:
    """End one of a user's own sessions. Raises NotFound."""
    gone = db.session.execute(
        delete(UserSession).where(UserSession.user_id == user.id, UserSession.public_id == public_id)
    )
    if not gone.rowcount:
        raise NotFound
    publish(SessionRevoked(by=Actor.user(user.id), user_id=user.id))


def revoke_other_sessions(user: User, *, keep_session_id: int) -> int:
    """End all of a user's sessions but one; return how many were ended."""
    gone = db.session.execute(
        delete(UserSession).where(UserSession.user_id == user.id, UserSession.id != keep_session_id)
    )
    if gone.rowcount:
        publish(SessionRevoked(by=Actor.user(user.id), user_id=user.id))
    return gone.rowcount


def change_user(
    user: User, *, name: str, role: Role, is_active: bool, by: Actor, seen: Seen = NOTHING
) -> None:
    """Change somebody's name, role or switch; switching off ends their sessions. Raises LastAdmin, ChangedMeanwhile.

    What still is as it was seen stays what a colleague made of it since.
    """
    # Who is changed is held before the other admins are, so two at once would wait for each other.
    take_turn("people")
    db.session.refresh(user, with_for_update=True)
    now = {"name": user.name, "role": user.role, "is_active": user.is_active}
    typed = {"name": name, "role": Role(role).value, "is_active": is_active}
    new = {**now, **pick_changed(typed, now, seen)}
    before = {key: value for key, value in now.items() if new[key] != value}
    if not before:
        return
    was_admin = user.role == Role.ADMIN and user.is_active and user.password_hash is not None
    stays_admin = new["role"] == Role.ADMIN and new["is_active"]
    if was_admin and not stays_admin and queries.count_active_admins(for_update=True) <= 1:
        raise LastAdmin
    for key in before:
        setattr(user, key, new[key])
    if not new["is_active"]:
        db.session.execute(delete(UserSession).where(UserSession.user_id == user.id))
        db.session.execute(delete(AccountLink).where(AccountLink.user_id == user.id))
    personal = {"before": before, "after": {key: new[key] for key in before}}
    publish(UserChanged(by=by, user_id=user.id, changed=tuple(before), personal=personal))


def change_own_account(user: User, *, name: str, notify: str, signature: str = "") -> None:
    """Change one's own name, how one is told of new applications, and what one signs messages with."""
    if notify not in NOTIFY_CHOICES:
        raise Invalid("Choose how you want to be told of new applications")
    if user.name != name:
        personal = {"before": {"name": user.name}, "after": {"name": name}}
        publish(UserChanged(by=Actor.user(user.id), user_id=user.id, changed=("name",), personal=personal))
    user.name, user.signature = name, signature
    if user.notify != notify:
        user.notify, user.notified_until = notify, utc_now()


def hash_for(password: str, email: str = "") -> str:
    """Return a new password's hash; raise Invalid with what is wrong with it. Not inside a transaction."""
    problem = passwords.weakness(password, email)
    if problem:
        raise Invalid(problem)
    return passwords.hash_password(password)
