"""The arithmetic of the measurement of mail that comes in."""

import pytest

from benchmarks import inbox
from benchmarks.inbox import Load, Measured


def test_the_table_says_the_ratio_to_the_bare_disk():
    load = Load("LMTP, 1 connection", latencies=[0.04] * 49 + [0.1], wall=2.5, cpu=0.5, memory=98.4)
    measured = Measured(floor=[0.01, 0.03], loads=[load], memory_before=95.1)
    lines = inbox.table(measured).splitlines()
    assert lines[2] == "| one fsynced file, one commit | 2 | 50.0 | 1.00 | 10.0 | 30.0 | | |"
    assert lines[3] == "| LMTP, 1 connection | 50 | 20.0 | 0.40 | 40.0 | 100.0 | 10.0 | 98 |"
    assert "PROBLEM" not in inbox.table(measured)


def test_what_got_lost_is_said():
    measured = Measured(floor=[0.01], problems=["3 mails were acknowledged, 2 are kept"])
    assert "PROBLEM: 3 mails were acknowledged, 2 are kept" in inbox.table(measured)


@pytest.mark.parametrize("size", [inbox.SMALL_BYTES, inbox.LARGE_BYTES])
def test_mails_have_their_size_and_differ(size):
    one, other = inbox.mail(size), inbox.mail(size)
    assert size - 200 < len(one) <= size
    assert one != other
    assert max(len(line) for line in one.split(b"\r\n")) < 100
