"""Keyset pages: a page continues after the last row seen, so that page 1,000 costs what page 1 costs."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows, and the cursor after the last of them, or None at the end."""

    rows: Sequence[T]
    next_cursor: str | None


def cut(rows: Sequence[T], size: int, key) -> Page[T]:
    """Make a page of ``size`` from up to ``size + 1`` rows; ``key(row)`` is the list of its sort values."""
    if len(rows) <= size:
        return Page(rows, None)
    return Page(rows[:size], encode_cursor(key(rows[size - 1])))


def encode_cursor(values: list[Any]) -> str:
    """Return an opaque cursor for a row's sort values, which must be JSON."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None, length: int) -> list[Any] | None:
    """Return the sort values of a cursor, or None for one that is absent or not ours."""
    if not cursor or len(cursor) > 500:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    return values if isinstance(values, list) and len(values) == length else None
