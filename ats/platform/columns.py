"""Column types and identifiers that every table shares."""

import json
import secrets
import zlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, LargeBinary, String, TypeDecorator

# Crockford's alphabet: no I, L, O or U, so that a reference can be read out on the phone.
REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# Forced onto both engines alike: a plain JSON text column, compared in Python only.
Json = JSON


class UtcDateTime(TypeDecorator):
    """An instant: aware UTC in Python, naive UTC in SQLite, timestamptz in PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect):
        """Refuse a naive datetime, which would silently mean another instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect):
        """Return an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PackedJson(TypeDecorator):
    """JSON, deflated (RFC 1951): for what is large, read whole, and never looked into by the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect):
        """Pack; None stays None."""
        if value is None:
            return None
        return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)

    def process_result_value(self, value: bytes | None, dialect):
        """Unpack what was written."""
        return None if value is None else json.loads(zlib.decompress(value))


PublicId = String(26)


def is_storable_id(value) -> bool:
    """Return whether a number from outside could be a row's id; a larger one would make the database stumble."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31


def new_public_id() -> str:
    """Return 130 random bits in 26 characters: an identifier that cannot be guessed or counted."""
    return random_reference(26)


def random_reference(length: int) -> str:
    """Return ``length`` random characters of Crockford's base 32."""
    # Of eight random bits, five choose one of 32 characters, all equally often.
    return "".join(REFERENCE_ALPHABET[byte & 31] for byte in secrets.token_bytes(length))
