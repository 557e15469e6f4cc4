"""The same mail is recognised whatever servers it passed; another one is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.inbox.identity import digest_of, is_message

MAIL = b"From: Ada <ada@example.com>\r\nSubject: Hello\r\nMessage-ID: <1@example.com>\r\n\r\nA letter.\r\n"


@pytest.mark.parametrize(
    "same",
    [
        b"Received: from a by b; Mon\r\n\tmore\r\n" + MAIL,
        b"Return-Path: <ada@example.com>\r\nX-Spam-Score: 1\r\nDelivered-To: x\r\n" + MAIL,
        MAIL.replace(b"\r\n", b"\n"),
        b"From ada@example.com Mon Nov 23 10:00:00 2026\n" + MAIL.replace(b"\r\n", b"\n"),
        MAIL.replace(b"Subject: Hello", b"Subject:  Hello"),
        MAIL + b"\r\n\r\n",
    ],
)
def test_the_same_mail(same):
    assert digest_of(same) == digest_of(MAIL)


@pytest.mark.parametrize(
    "other",
    [
        MAIL.replace(b"A letter", b"Another letter"),
        MAIL.replace(b"<1@", b"<2@"),
        MAIL.replace(b"ada@", b"eva@"),
        MAIL.replace(b"\r\n\r\nA", b"\r\nCc: x@example.com\r\n\r\nA"),
    ],
)
def test_another_mail(other):
    assert digest_of(other) != digest_of(MAIL)


@pytest.mark.parametrize(
    "data", [b"", b"hello there", b"\0\1\2", b"%PDF-1.7\n", b": no name\n", b"From me\nhello"]
)
def test_no_message(data):
    assert not is_message(data)


def test_messages():
    assert is_message(MAIL)
    assert is_message(b"From ada Mon\n" + MAIL)


@given(st.binary(max_size=300))
def test_any_bytes_have_a_digest(data):
    assert len(digest_of(data)) == 64
    is_message(data)
