"""Limits that guard something, counted in the database so that they hold over all processes."""

import hashlib
import hmac
import time
from ipaddress import IPv6Address, ip_address

from flask import current_app
from sqlalchemy import BigInteger, String, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from ats.platform.database import Model, db, is_sqlite, transaction
from ats.platform.errors import TooMany


class RateCount(Model):
    """How often something happened within one window of time; the key is a keyed hash, never an address."""

    __tablename__ = "rate_counts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_ends: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)
    hits: Mapped[int]


def _hit_statement(dialect):
    return (
        dialect.insert(RateCount.__table__)
        .on_conflict_do_update(index_elements=["key", "window_ends"], set_={"hits": RateCount.hits + 1})
        .returning(RateCount.hits)
    )


_HIT_ON_SQLITE, _HIT_ON_POSTGRESQL = _hit_statement(sqlite), _hit_statement(postgresql)
# The number of occurrences, or NULL for none, as a column for a query that is asked anyway.
COUNTED = (
    select(func.sum(RateCount.hits))
    .where(
        RateCount.key.in_(bindparam("counted_keys", expanding=True)),
        RateCount.window_ends == bindparam("counted_window_ends"),
    )
    .scalar_subquery()
)


def hit(scope: str, subject: str, *, window_seconds: int) -> int:
    """Count one occurrence in the current transaction; return how many this window holds with it."""
    given = {"key": _key(scope, subject), "window_ends": _window_ends(window_seconds), "hits": 1}
    statement = _HIT_ON_SQLITE if is_sqlite() else _HIT_ON_POSTGRESQL
    return db.session.connection().execute(statement, given).scalar_one()


def count(scope: str, subject: str, *, window_seconds: int) -> int:
    """Return how many occurrences the present window holds."""
    return (
        db.session.scalar(
            select(COUNTED), what_is_counted(scope, subject=subject, window_seconds=window_seconds)
        )
        or 0
    )


def what_is_counted(*scopes: str, subject: str, window_seconds: int) -> dict[str, list[str] | int]:
    """Return the parameters with which ``COUNTED`` gives the number of occurrences in the present window."""
    keys = [_key(scope, subject) for scope in scopes]
    return {"counted_keys": keys, "counted_window_ends": _window_ends(window_seconds)}


def allow(scope: str, subject: str, *, limit: int, window_seconds: int) -> bool:
    """Count one occurrence in a transaction of its own; return whether it is within the limit."""
    with transaction():
        return hit(scope, subject, window_seconds=window_seconds) <= limit


def hit_within(scope: str, subject: str, *, limit: int, steps: int = 15, step_seconds: int = 60) -> None:
    """Count one occurrence in the current transaction, or raise TooMany with the seconds to wait.

    At most ``limit`` are let through in any ``steps`` * ``step_seconds``: the time slides, where one long
    window would let twice as many through around its end. The refused one is rolled back with the caller's
    transaction, so that hammering on does not lengthen the wait. Two at once wait for each other at the row
    of the present step.
    """
    hit(scope, subject, window_seconds=step_seconds)
    now = int(time.time())
    recent = (RateCount.key == _key(scope, subject), RateCount.window_ends > now - steps * step_seconds)
    total, oldest = db.session.execute(
        select(func.sum(RateCount.hits), func.min(RateCount.window_ends)).where(*recent)
    ).one()
    if total > limit:
        raise TooMany(retry_after=max(oldest + steps * step_seconds - now, 1))


def forget_all(scope: str, subject: str) -> None:
    """Drop every count of a subject, as after a successful sign-in."""
    db.session.execute(delete(RateCount).where(RateCount.key == _key(scope, subject)))


def give_back(scope: str, subject: str, *, step_seconds: int = 60) -> None:
    """Take one occurrence back that ``hit_within`` counted and that turned out to be harmless."""
    ends = (_window_ends(step_seconds), _window_ends(step_seconds) - step_seconds)
    mine = (RateCount.key == _key(scope, subject), RateCount.window_ends.in_(ends), RateCount.hits > 0)
    newest = select(func.max(RateCount.window_ends)).where(*mine).scalar_subquery()
    db.session.execute(
        update(RateCount).where(*mine, RateCount.window_ends == newest).values(hits=RateCount.hits - 1)
    )


def forget(scope: str, subject: str, *, window_seconds: int) -> None:
    """Drop the count of the present window, as after a successful sign-in."""
    key, window_ends = _key(scope, subject), _window_ends(window_seconds)
    db.session.execute(delete(RateCount).where(RateCount.key == key, RateCount.window_ends == window_ends))


def purge_counts(row) -> None:
    """Remove the counts of windows that ended a day ago, longer than any limit looks back; scheduled."""
    with transaction():
        db.session.execute(delete(RateCount).where(RateCount.window_ends < int(time.time()) - 86400))


def network_of(remote_address: str | None) -> str:
    """Return what one subscriber has of an address: all of an IPv4 one, the first 64 bits of an IPv6 one."""
    try:
        address = ip_address(remote_address or "")
    except ValueError:
        return "unknown"
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))


def _window_ends(window_seconds: int) -> int:
    return (int(time.time()) // window_seconds + 1) * window_seconds


def _key(scope: str, subject: str) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"{scope}\n{subject.casefold()}".encode(), hashlib.sha256).hexdigest()
