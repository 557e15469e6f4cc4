"""The cursors of this slice's lists: an instant and a row's id, or a place in the index of search."""

from datetime import datetime

from sqlalchemy import literal

from ats.platform.columns import UtcDateTime, is_storable_id
from ats.platform.pagination import decode_cursor

# The largest number that both engines keep has one digit more.
_KEY_DIGITS = 18


def read_key(cursor: str | None) -> int | None:
    """Return the place in the index after which a search goes on, or None for a cursor that is absent or not ours."""
    is_ours = cursor and cursor.isascii() and cursor.isdecimal() and len(cursor) <= _KEY_DIGITS
    return int(cursor) if is_ours else None


def read_position(cursor: str | None):
    """Return a cursor's instant and id as SQL values, or None for a cursor that is absent or not ours."""
    values = decode_cursor(cursor, 2)
    try:
        at, row_id = datetime.fromisoformat(values[0]), int(values[1])
    except (TypeError, ValueError):
        return None
    if at.tzinfo is None or not is_storable_id(row_id):
        return None
    return literal(at, UtcDateTime), literal(row_id)
