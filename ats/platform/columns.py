"""Column types and identifiers that every table shares."""

import json
import secrets
import zlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, DateTime, LargeBinary, Numeric, String, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from ats.platform.amounts import as_amount

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


class later_of(FunctionElement):  # noqa: N801 - read as a function of the database
    """The later of two instants, neither of which may be NULL."""

    name = "greatest"
    type = UtcDateTime()
    inherit_cache = True


@compiles(later_of)
def _compile_greatest(element, compiler, **kwargs) -> str:
    return f"GREATEST({compiler.process(element.clauses, **kwargs)})"


@compiles(later_of, "sqlite")
def _compile_max(element, compiler, **kwargs) -> str:
    return f"max({compiler.process(element.clauses, **kwargs)})"


class Amount(TypeDecorator):
    """A column of amounts below ten thousand millions: an int where it is whole, or else a Decimal of two places.

    SQLite keeps it as an integer or as a double, whose shortest decimal form is the number that was written.
    """

    impl = Numeric(12, 2)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        """Return the type of the same name that hands over what the engine has."""
        return dialect.type_descriptor(Numeric(12, 2, asdecimal=dialect.supports_native_decimal))

    def process_bind_param(self, value: int | Decimal | None, dialect):
        """Refuse what would be rounded."""
        if value is not None and value != as_amount(value):
            raise ValueError("an amount has at most two decimal places")
        return value

    def process_result_value(self, value: int | float | Decimal | None, dialect):
        """Return what was written."""
        return None if value is None else as_amount(value)


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
