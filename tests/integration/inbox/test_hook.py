"""The hook: only what is signed and fresh is taken in, once, and nothing of it stands open without a secret."""

import hmac
import io
import time

import pytest
from sqlalchemy import func, select

from ats.inbox.models import ReceivedMail
from ats.inbox.signatures import TOLERANCE_SECONDS, is_signed, sign
from ats.platform.database import db
from ats.platform.storage import LocalStorage

ENVELOPE = "from=ada@example.com&to=jobs@example.com"
SECRET = "a secret shared with the mail server"
MAIL = b"From: Ada <ada@example.com>\r\nSubject: Hello\r\nMessage-ID: <1@example.com>\r\n\r\nA letter.\r\n"


@pytest.fixture
def hook(app, client):
    """Return a function that posts a mail as the mail server would."""
    app.config["HOOK_SECRET"] = SECRET

    def send(body: bytes = MAIL, *, secret: str = SECRET, at: float | None = None, sent_to: str = ENVELOPE):
        timestamp = int(time.time() if at is None else at)
        headers = {
            "X-Requisite-Timestamp": str(timestamp),
            "X-Requisite-Signature": sign(secret, timestamp, body, envelope=ENVELOPE.encode()),
        }
        return client.post(f"/hooks/mail?{sent_to}", data=body, headers=headers)

    return send


def count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(ReceivedMail))


def test_works_and_twice_is_once(hook, cast):
    assert hook().get_json()["is_known"] is False
    assert hook().get_json()["is_known"] is True
    row = db.session.scalars(select(ReceivedMail)).one()
    assert (row.via, row.envelope_from, row.envelope_to) == ("hook", "ada@example.com", ["jobs@example.com"])


def test_what_is_not_signed_by_us_or_old_is_refused(hook, cast):
    assert hook(secret="another secret altogether").status_code == 403
    assert hook(at=time.time() - TOLERANCE_SECONDS - 5).status_code == 403
    assert hook(at=time.time() + TOLERANCE_SECONDS + 5).status_code == 403
    assert count() == 0


def test_without_a_secret_there_is_no_hook(hook, app, cast):
    app.config["HOOK_SECRET"] = ""
    assert hook(secret="").status_code == 404


def test_what_is_no_message_and_what_cannot_be_kept(hook, cast, monkeypatch):
    assert hook(b"just words").status_code == 422

    def fail(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(LocalStorage, "put", fail)
    assert hook().status_code == 503
    assert count() == 0


def test_only_the_size_of_a_mail_counts_and_is_named(hook, app, cast):
    app.config["INBOX_MAX_BYTES"] = 2 * 1024 * 1024
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    assert hook(MAIL + b"x" * 1_500_000).status_code == 200
    refused = hook(MAIL + b"x" * 2_500_000)
    assert refused.status_code == 413
    assert "larger than 2 MB" in refused.get_json()["detail"]
    assert count() == 1


def test_the_size_counts_of_a_body_that_does_not_say_it(client, app, cast):
    app.config.update(HOOK_SECRET=SECRET, INBOX_MAX_BYTES=1024 * 1024)
    for more, status in ((1_500_000, 413), (500_000, 200)):
        body, now = MAIL + b"x" * more, int(time.time())
        answer = client.post(
            "/hooks/mail",
            input_stream=io.BytesIO(body),
            headers={
                "Transfer-Encoding": "chunked",
                "X-Requisite-Timestamp": str(now),
                "X-Requisite-Signature": sign(SECRET, now, body),
            },
            environ_overrides={"wsgi.input_terminated": True},
        )
        assert answer.status_code == status


def test_a_request_that_is_sent_again_changes_nothing(hook, cast):
    at = time.time() - TOLERANCE_SECONDS + 30
    first, again = hook(at=at).get_json(), hook(at=at).get_json()
    assert (again["is_known"], again["id"]) == (True, first["id"])
    later = hook(at=time.time() - TOLERANCE_SECONDS - 30)
    assert (later.status_code, "five minutes" in later.get_json()["detail"]) == (403, True)
    assert count() == 1


@pytest.mark.parametrize("other", ["", "to=jobs%2Bresearch@example.com", ENVELOPE + "&to=x@example.com"])
def test_a_request_that_is_caught_cannot_be_sent_on_to_another_address(hook, cast, other):
    assert hook(sent_to=other).status_code == 403
    assert count() == 0


def test_a_script_without_an_envelope_signs_time_and_body(app, client, cast):
    app.config["HOOK_SECRET"] = SECRET
    now = str(int(time.time()))
    mac = hmac.new(SECRET.encode(), f"{now}.".encode() + MAIL, "sha256").hexdigest()
    headers = {"X-Requisite-Timestamp": now, "X-Requisite-Signature": f"v1={mac}"}
    assert client.post("/hooks/mail", data=MAIL, headers=headers).status_code == 200


@pytest.mark.parametrize("timestamp", ["", "x", "-1", "9" * 20, "١٢٣"])
def test_odd_times_are_refused(timestamp):
    assert not is_signed(SECRET, timestamp, "v1=00", b"", now=0)


def test_two_signatures_allow_a_change_of_secret():
    both = f"{sign('old', 100, b'x')} {sign(SECRET, 100, b'x')}"
    assert is_signed(SECRET, "100", both, b"x", now=110)
    assert not is_signed(SECRET, "100", sign("old", 100, b"x"), b"x", now=110)
