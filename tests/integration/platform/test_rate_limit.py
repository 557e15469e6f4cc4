"""Limits counted in the database: sliding, shared, and forgiving to those who are refused."""

import threading

import pytest
import time_machine

from ats.platform import rate_limit
from ats.platform.database import db, transaction
from ats.platform.errors import TooMany
from ats.platform.rate_limit import RateCount

NOW = 1_800_000_000


def hit(**options) -> bool:
    try:
        with transaction():
            rate_limit.hit_within("test", "somebody", **{"limit": 3, **options})
    except TooMany:
        return False
    return True


def test_the_limit_slides(app):
    with time_machine.travel(NOW, tick=False) as clock:
        assert [hit() for _ in range(4)] == [True, True, True, False]
        clock.shift(14 * 60)
        assert not hit()
        clock.shift(3 * 60)
        assert hit()


def test_being_refused_does_not_lengthen_the_wait(app):
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(3):
            hit()
        for _ in range(16):
            clock.shift(60)
            last = hit()
        assert last


def test_the_wait_is_told_and_is_enough(app):
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(3):
            hit()
        with pytest.raises(TooMany) as refused, transaction():
            rate_limit.hit_within("test", "somebody", limit=3)
        clock.shift(refused.value.retry_after)
        assert hit()


def test_an_occurrence_can_be_given_back_even_in_the_next_minute(app):
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(3):
            hit()
        clock.shift(50)
        with transaction():
            rate_limit.give_back("test", "somebody")
            rate_limit.give_back("test", "nobody")
        assert hit()
        assert not hit()


def test_all_threads_count_together(app):
    passed = []

    def run():
        with app.app_context():
            passed.append(hit(limit=5))
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert passed.count(True) == 5


def test_subjects_and_scopes_are_apart_and_kept_as_hashes(app):
    with transaction():
        for subject in ("Ada@example.com", "bo@example.com"):
            assert rate_limit.hit("one", subject, window_seconds=60) == 1
        assert rate_limit.hit("two", "ada@example.com", window_seconds=60) == 1
        assert rate_limit.hit("one", "ada@EXAMPLE.com", window_seconds=60) == 2
    assert rate_limit.count("one", "ada@example.com", window_seconds=60) == 2
    assert not any("example" in row.key for row in db.session.query(RateCount))


def test_old_counts_are_removed_and_those_still_looked_at_stay(app):
    with time_machine.travel(NOW, tick=False) as clock:
        hit()
        rate_limit.purge_counts(None)
        assert db.session.query(RateCount).count() >= 1
        clock.shift(2 * 86400)
        rate_limit.purge_counts(None)
        assert db.session.query(RateCount).count() == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", "unknown"),
        (None, "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_a_subscriber_is_counted_as_one(address, network):
    assert rate_limit.network_of(address) == network
