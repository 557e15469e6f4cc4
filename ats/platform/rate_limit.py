"""Limits that guard something, counted in the database so that they hold over all processes."""

import hashlib
import hmac
import time

from flask import current_app
from sqlalchemy import BigInteger, String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from ats.platform.database import Model, db, is_sqlite, transaction


class RateCount(Model):
    """How often something happened within one window of time; the key is a keyed hash, never an address."""

    __tablename__ = "rate_counts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_ends: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)
    hits: Mapped[int]


def hit(scope: str, subject: str, *, window_seconds: int) -> int:
    """Count one occurrence in the current transaction; return how many this window holds, this one included."""
    window_ends = _window_ends(window_seconds)
    insert = (sqlite if is_sqlite() else postgresql).insert(RateCount)
    statement = (
        insert.values(key=_key(scope, subject), window_ends=window_ends, hits=1)
        .on_conflict_do_update(index_elements=["key", "window_ends"], set_={"hits": RateCount.hits + 1})
        .returning(RateCount.hits)
    )
    return db.session.execute(statement).scalar_one()


def count(scope: str, subject: str, *, window_seconds: int) -> int:
    """Return how many occurrences the present window holds."""
    key, window_ends = _key(scope, subject), _window_ends(window_seconds)
    query = select(RateCount.hits).where(RateCount.key == key, RateCount.window_ends == window_ends)
    return db.session.scalar(query) or 0


def allow(scope: str, subject: str, *, limit: int, window_seconds: int) -> bool:
    """Count one occurrence in a transaction of its own; return whether it is within the limit."""
    with transaction():
        return hit(scope, subject, window_seconds=window_seconds) <= limit


def forget(scope: str, subject: str, *, window_seconds: int) -> None:
    """Drop the count of the present window, as after a successful sign-in."""
    key, window_ends = _key(scope, subject), _window_ends(window_seconds)
    db.session.execute(delete(RateCount).where(RateCount.key == key, RateCount.window_ends == window_ends))


def purge_counts(row) -> None:
    """Remove the counts of windows that are over; a scheduled job."""
    with transaction():
        db.session.execute(delete(RateCount).where(RateCount.window_ends < int(time.time())))


def _window_ends(window_seconds: int) -> int:
    return (int(time.time()) // window_seconds + 1) * window_seconds


def _key(scope: str, subject: str) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"{scope}\n{subject.casefold()}".encode(), hashlib.sha256).hexdigest()
