"""Whom the words of a trusted server verify, whatever senders write into the parts of them that they choose."""

import pytest

from ats.inbox.mime import parse_mail
from ats.inbox.verification import is_sender_verified

SERVER = "mx.example.com"


def is_verified(results: str, sender: str = "pat@victim.example") -> bool:
    raw = f"Authentication-Results: {results}\r\nFrom: Pat <{sender}>\r\nSubject: x\r\n\r\nx"
    return is_sender_verified(parse_mail(raw.encode()), SERVER)


@pytest.mark.parametrize(
    "results",
    [
        "mx.example.com; dkim=pass header.d=victim.example",
        "mx.example.com 1; dkim=pass header.d=victim.example;",
        "mx.example.com;\r\n\tdkim=pass (2048-bit key; secure) header.d=mail.victim.example header.i=@victim.example"
        ' header.b="a/b+c=="; spf=none smtp.mailfrom=x@other.example',
        "mx.example.com; spf=fail (a (nested \\) one)) smtp.mailfrom=x@evil.example; dmarc=pass header.from=VICTIM.example",
        'mx.example.com; spf=pass smtp.mailfrom="pat o\\"b"@victim.example',
        'mx.example.com; spf=pass smtp.mailfrom="pat@victim.example"',
        "mx.example.com; spf=pass smtp.mailfrom=victim.example smtp.helo=x",
        "mx.example.com; dkim/1 = pass reason=\"good\" header.i=pat@victim.example",
        "mx.example.com; dkim=fail header.d=victim.example; dmarc=pass action=none header.from=victim.example;"
        "compauth=pass reason=100",
    ],
)  # fmt: skip
def test_passed(results):
    assert is_verified(results)


@pytest.mark.parametrize(
    "results",
    [
        'spf=pass (x; envelope-from="a); dkim=pass header.d=victim.example (b"@evil.example; y) smtp.mailfrom=evil.example',
        "spf=pass (envelope-from=a); dkim=pass header.d=victim.example (b@evil.example) smtp.mailfrom=evil.example",
        'spf=pass smtp.mailfrom="a header.d=victim.example b"@evil.example',
        'spf=pass smtp.mailfrom="x;dkim=pass header.d=victim.example "@evil.example',
        'spf=pass smtp.mailfrom="x\\";dkim=pass header.d=victim.example "@evil.example',
        'spf=pass smtp.mailfrom="pat@victim.example"@evil.example',
        'spf=pass smtp.mailfrom==?utf-8?q?=22=3Bdkim=3Dpass?= header.d=victim.example',
        'spf=pass smtp.mailfrom="=?utf-8?q?=22?=;dkim=pass header.d=victim.example "@evil.example',
        "spf=pass smtp.mailfrom=x(y)@evil.example header.d=victim.example",
        "spf=pass smtp.mailfrom=a header.d=victim.example x=b@evil.example",
        "spf=pass smtp.mailfrom=victim.example smtp.mailfrom=evil.example",
        'spf=pass smtp.mailfrom="x"victim.example',
        "dkim=pass header.i=@evil.example header.s=header.d=victim.example",
        'dkim=pass header.d=evil.example header.b="header.d=victim.example"',
        "dkim=pass header.d=evil.example header.i=@victim.example",
        "dkim=pass header.d=victim.example stray",
        "dkim=pass header.d=victim.example (unended",
        'dkim=pass header.d=victim.example header.b="unended',
        "dkim=pass dkim=pass header.d=victim.example dkim=fail",
        "dkim=passed header.d=victim.example",
        "dkim=pass header.d=example",
        "dkim=pass header.d=notvictim.example",
        "dmarc=fail header.from=victim.example",
        "iprev=pass header.d=victim.example",
        "none",
        "dkim=pass header.d=" + "a" * 10_000 + ".victim.example",
    ],
)  # fmt: skip
def test_not_passed(results):
    assert not is_verified(f"mx.example.com; {results}")


@pytest.mark.parametrize(
    "server", ["evil.example", "mx.example.com.evil.example", "(mx.example.com) x", "", "a b c"]
)
def test_words_of_another_server(server):
    assert not is_verified(f"{server}; dkim=pass header.d=victim.example")
