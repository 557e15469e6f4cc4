"""Signing in with a password: how often it may be tried, what is told, and what is not.

Wrong passwords are counted per account, per network address, and per known device of an account: a browser
that has signed in before carries a signed cookie and has a count of its own, so that a stranger who hammers
on an account does not lock its owner out (OWASP Authentication Cheat Sheet, "device cookies").
"""

import secrets
from dataclasses import dataclass

from ats.accounts import actions, passwords, queries
from ats.accounts.models import User
from ats.platform import rate_limit, tokens
from ats.platform.database import db, transaction
from ats.platform.errors import TooMany

# Within a quarter of an hour.
ACCOUNT_LIMIT = 10
NETWORK_LIMIT = 100
DEVICE_LIFE_SECONDS = 365 * 86400


class TooManyTries(TooMany):
    """There were too many tries. Wait a few minutes, or ask for a new password by mail."""


@dataclass(frozen=True)
class SignedIn:
    """A person who has signed in, their session's token, and the mark by which the browser is known later."""

    user: User
    token: str
    device: str


def sign_in(email: str, password: str, *, network: str, device: str | None, browser: str) -> SignedIn | None:
    """Open a session if the password fits; return None otherwise, whatever was wrong. Raises TooManyTries.

    Opens its own transactions: the slow comparison must not happen in one. A try is counted before it is made
    and given back when it succeeds, so that many at once cannot slip through together.
    """
    email = queries.fold_email(email)
    counts = (_account_count(email, device), ("sign-in network", network, NETWORK_LIMIT))
    _count_try(counts)
    user = queries.find_user_by_email(email)
    known_hash = user.password_hash if user is not None and user.is_active else None
    db.session.rollback()
    if not passwords.verify(known_hash, password):
        return None
    fresh_hash = passwords.hash_password(password) if passwords.needs_rehash(known_hash) else None
    with transaction():
        user = queries.find_user_by_email(email)
        if user is None or not user.is_active or user.password_hash != known_hash:
            return None
        for scope, subject, _ in counts:
            rate_limit.give_back(scope, subject)
        token = actions.open_session(user, browser, new_password_hash=fresh_hash)
    return SignedIn(user, token, device_mark(email))


def check_own_password(user: User, password: str) -> bool:
    """Return whether somebody signed in knows their own password, too. Raises TooManyTries."""
    count = ("own password", user.public_id, ACCOUNT_LIMIT)
    known_hash = user.password_hash
    _count_try((count,))
    if not passwords.verify(known_hash, password):
        return False
    with transaction():
        rate_limit.give_back(*count[:2])
    return True


def device_mark(email: str) -> str:
    """Return the value of the cookie by which a browser is known to have signed in to an account before."""
    return tokens.sign("device", [queries.token_hash(queries.fold_email(email)), secrets.token_hex(8)])


def _account_count(email: str, device: str | None) -> tuple[str, str, int]:
    number = _known_device(email, device)
    if number is not None:
        return "sign-in device", number, ACCOUNT_LIMIT
    return "sign-in account", email, ACCOUNT_LIMIT


def _known_device(email: str, device: str | None) -> str | None:
    if not device:
        return None
    try:
        account, number = tokens.read("device", device, DEVICE_LIFE_SECONDS)
    except (tokens.InvalidToken, ValueError, TypeError):
        return None
    return number if account == queries.token_hash(email) else None


def _count_try(counts) -> None:
    try:
        with transaction():
            for scope, subject, limit in counts:
                rate_limit.hit_within(scope, subject, limit=limit)
    except TooMany as error:
        raise TooManyTries(retry_after=error.retry_after) from None
