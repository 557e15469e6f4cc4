"""Passwords: Argon2id with the OWASP parameters that cost 24 ms rather than 180."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP Password Storage Cheat Sheet: Argon2id, m=19 MiB, t=2, p=1.
_HASHER = PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1)
MIN_LENGTH = 10
MAX_LENGTH = 256
_KNOWN = frozenset(
    "1234567890 12345678910 123456789a qwertyuiop password12 password123 passwordpassword 1q2w3e4r5t "
    "iloveyou123 administrator letmein123 welcome123 changeme123 requisite1 requisite123 qwerty12345".split()
)


def hash_password(password: str) -> str:
    """Return the hash to store."""
    return _HASHER.hash(password)


def verify(password_hash: str | None, password: str) -> bool:
    """Return whether the password fits; without a hash the same work is done for nothing.

    So the time of an answer does not tell whether an account exists.
    """
    try:
        return _HASHER.verify(password_hash or _nobody(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(password_hash: str) -> bool:
    """Return whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def weakness(password: str, email: str = "") -> str | None:
    """Return what is wrong with a new password, or None (ASVS 5.0, 6.2: length and known ones, no recipes)."""
    if len(password) < MIN_LENGTH:
        return f"The password must have at least {MIN_LENGTH} characters"
    if len(password) > MAX_LENGTH:
        return f"The password must have at most {MAX_LENGTH} characters"
    if password.casefold() in _KNOWN or len(set(password)) < 4:
        return "This password is too easy to guess"
    if email and email.partition("@")[0].casefold() == password.casefold():
        return "The password must not be your e-mail address"
    return None


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
