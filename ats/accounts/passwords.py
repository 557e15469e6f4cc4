"""Passwords: Argon2id with the OWASP parameters that cost 24 ms rather than 180."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ats.accounts import known_passwords

# OWASP Password Storage Cheat Sheet: Argon2id, m=19 MiB, t=2, p=1.
_HASHER = PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1)
MIN_LENGTH = 10
MAX_LENGTH = 256
# A real hash of bytes that nobody kept, with today's parameters: comparing costs as much as with any other.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$nIkfn/xYi0XnNwJ/FmenUg$t9WyVaIG0BLwcdtN4LnnQrU6S3j4VbwiEvjYXMpPcmc"

# Each takes 19 MiB and a core: a crowd at the sign-in page waits its turn and does not take the machine down.
_TURN = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Return the hash to store."""
    with _TURN:
        return _HASHER.hash(_typed(password))


def verify(password_hash: str | None, password: str) -> bool:
    """Return whether the password fits; without a hash the same work is done for nothing.

    So the time of an answer does not tell whether an account exists.
    """
    is_possible = password_hash is not None and len(password) <= MAX_LENGTH
    try:
        with _TURN:
            return _HASHER.verify(password_hash or _NOBODY, _typed(password[:MAX_LENGTH])) and is_possible
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(password_hash: str) -> bool:
    """Return whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def weakness(password: str, email: str = "") -> str | None:
    """Return what is wrong with a new password, or None (ASVS 5.0, 6.2: length and known ones, no recipe)."""
    if len(password) < MIN_LENGTH:
        return f"The password must have at least {MIN_LENGTH} characters"
    if len(password) > MAX_LENGTH:
        return f"The password must have at most {MAX_LENGTH} characters"
    if known_passwords.is_known(password) or len(set(password)) < 4:
        return "This password is too easy to guess"
    if email and password.casefold() in (email.casefold(), email.partition("@")[0].casefold()):
        return "The password must not be your e-mail address"
    return None


def _typed(password: str) -> str:
    """Return one spelling of what systems compose in different ways (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFC", password)
