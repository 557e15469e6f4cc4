"""Guessing passwords: how far it gets, and that the owner is not locked out by it."""

import threading

import pytest
import time_machine

from ats.accounts import signing_in
from ats.accounts.signing_in import ACCOUNT_LIMIT, TooManyTries
from ats.platform.database import db
from tests.cast import PASSWORD
from tests.integration.accounts.test_sign_in import RIGHT, try_to_sign_in

WRONG_TRY = {"network": "203.0.113.9", "device": None, "browser": "test"}


def test_after_ten_wrong_passwords_even_the_right_one_is_refused_for_a_while(app, cast, client):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        statuses = [try_to_sign_in(client).status_code for _ in range(12)]
        assert statuses == [422] * ACCOUNT_LIMIT + [429, 429]
        refused = client.submit("/sign-in", RIGHT)
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["Retry-After"]) <= 960
        assert "too many tries" in refused.text
        clock.shift(16 * 60)
        assert client.submit("/sign-in", RIGHT).status_code == 303


def test_an_account_that_does_not_exist_is_throttled_alike(sqlite_app, cast, client):
    statuses = [try_to_sign_in(client, "stranger@example.com").status_code for _ in range(12)]
    assert statuses == [422] * ACCOUNT_LIMIT + [429, 429]


def test_in_no_quarter_of_an_hour_are_there_more_than_ten(sqlite_app, cast):
    """A window that begins anew at fixed times would let twice as many through around its end."""
    made = []
    with time_machine.travel(1_800_000_000 + 14 * 60, tick=False) as clock:
        for second in range(0, 3600, 20):
            try:
                signing_in.sign_in("recruiter@example.com", "wrong", **WRONG_TRY)
                made.append(second)
            except TooManyTries:
                pass
            clock.shift(20)
    assert len(made) >= 30
    assert max(sum(start <= each < start + 900 for each in made) for start in made) <= ACCOUNT_LIMIT


def test_other_accounts_are_not_touched(sqlite_app, cast, client):
    for _ in range(11):
        try_to_sign_in(client)
    assert client.submit("/sign-in", RIGHT | {"email": "admin@example.com"}).status_code == 303


def test_the_owners_own_device_still_gets_in(sqlite_app, cast):
    owner, stranger = sqlite_app.test_client(), sqlite_app.test_client()
    owner.submit("/sign-in", RIGHT)
    owner.submit("/sign-out", form_at="/account")
    for _ in range(11):
        try_to_sign_in(stranger)
    assert stranger.submit("/sign-in", RIGHT).status_code == 429
    assert owner.submit("/sign-in", RIGHT).status_code == 303


def test_a_known_device_has_its_limit_too_and_counts_for_its_own_account_only(sqlite_app, cast):
    mark = signing_in.device_mark("recruiter@example.com")
    known = WRONG_TRY | {"device": mark}
    for _ in range(ACCOUNT_LIMIT):
        assert signing_in.sign_in("recruiter@example.com", "wrong", **known) is None
    with pytest.raises(TooManyTries):
        signing_in.sign_in("recruiter@example.com", PASSWORD, **known)
    assert signing_in._known_device("admin@example.com", mark) is None
    assert signing_in._known_device("recruiter@example.com", mark[:-2] + "xx") is None


def test_one_network_cannot_try_one_password_on_a_thousand_accounts(sqlite_app, cast, monkeypatch):
    monkeypatch.setattr(signing_in, "NETWORK_LIMIT", 20)
    for number in range(20):
        assert signing_in.sign_in(f"person{number}@example.com", "Winter2026!", **WRONG_TRY) is None
    with pytest.raises(TooManyTries):
        signing_in.sign_in("person21@example.com", "Winter2026!", **WRONG_TRY)
    assert (
        signing_in.sign_in("person21@example.com", "wrong", **WRONG_TRY | {"network": "203.0.113.10"}) is None
    )


def test_a_forged_forwarding_header_has_no_effect(sqlite_app, cast, client, monkeypatch):
    monkeypatch.setattr(signing_in, "NETWORK_LIMIT", 3)
    statuses = [
        try_to_sign_in(
            client, f"p{number}@example.com", headers={"X-Forwarded-For": f"198.51.100.{number}"}
        ).status_code
        for number in range(5)
    ]
    assert statuses == [422, 422, 422, 429, 429]


def test_successes_are_given_back(sqlite_app, cast):
    for _ in range(ACCOUNT_LIMIT + 2):
        assert signing_in.sign_in("recruiter@example.com", PASSWORD, **WRONG_TRY) is not None


def test_many_at_once_do_not_slip_through_together(app, cast):
    outcomes = []

    def guess():
        with app.app_context():
            try:
                outcomes.append(signing_in.sign_in("recruiter@example.com", "wrong", **WRONG_TRY))
            except TooManyTries:
                outcomes.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=guess) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(None) == ACCOUNT_LIMIT
    assert outcomes.count("refused") == 14
