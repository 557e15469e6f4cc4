"""Signing in and out, through the page."""

import re

import pytest
import time_machine
from argon2 import PasswordHasher
from sqlalchemy import event as sqlalchemy_event

from ats.accounts import passwords
from ats.accounts.models import UserSession
from ats.accounts.queries import find_user_by_email
from ats.accounts.views.signing_in import WRONG
from ats.platform.database import db, transaction
from tests.cast import PASSWORD

RIGHT = {"email": "recruiter@example.com", "password": PASSWORD}


def try_to_sign_in(client, email="recruiter@example.com", password="not the password", **kwargs):
    return client.submit("/sign-in", {"email": email, "password": password}, **kwargs)


def session_token(client) -> str | None:
    with client.session_transaction() as session:
        return session.get("_user_id")


def test_works(app, cast, client):
    response = client.submit("/sign-in", RIGHT)
    assert (response.status_code, response.location) == (303, "/dashboard/")
    assert client.get("/account").status_code == 200
    assert cast.user("recruiter").last_seen_at is not None


def test_the_address_is_found_in_whatever_case(sqlite_app, cast, client):
    assert client.submit("/sign-in", RIGHT | {"email": " Recruiter@Example.COM "}).status_code == 303


def test_invalid_form(sqlite_app, cast, client):
    response = client.submit("/sign-in", {"email": "", "password": ""})
    assert response.status_code == 422
    assert "Enter your e-mail address" in response.text


def test_the_way_back_is_kept_through_a_wrong_password(sqlite_app, cast, client):
    assert client.get("/account").location == "/sign-in?next=/account"
    wrong = client.submit("/sign-in?next=/account", RIGHT | {"password": "not the password"})
    assert 'action="/sign-in?next=/account"' in wrong.text
    assert client.submit("/sign-in?next=/account", RIGHT).location == "/account"


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "/%09/../..//evil"]
)
def test_nobody_is_sent_to_another_site(sqlite_app, cast, client, target):
    location = client.submit("/sign-in", RIGHT, query_string={"next": target}).location
    assert location == "/dashboard/" or (location.startswith("/") and not location.startswith(("//", "/\\")))


def test_whatever_is_wrong_the_answer_is_the_same(app, cast, client):
    with transaction():
        cast.user("manager").is_active = False
        cast.user("interviewer").password_hash = None

    def answer(email):
        response = try_to_sign_in(
            app.test_client(), email, PASSWORD if email != "admin@example.com" else "wrong one"
        )
        body = re.sub(r'value="[^"]*"', "", response.text)
        headers = [name for name, _ in response.headers]
        return response.status_code, body, headers

    answers = [answer(f"{name}@example.com") for name in ("admin", "manager", "interviewer", "stranger")]
    assert answers[0][0] == 422
    assert WRONG in answers[0][1]
    assert all(each == answers[0] for each in answers[1:])


def work_of_a_wrong_password(app, email: str, monkeypatch) -> list[str]:
    """Return what one wrong password makes the server do: its statements, and "hash" for each comparison."""
    client, work = app.test_client(), []
    data = {"csrf_token": client.csrf(), "email": email, "password": "not the password"}
    compare = PasswordHasher.verify

    def note(connection, cursor, statement, *rest):
        work.append(statement)

    def note_hash(*arguments):
        work.append("hash")
        return compare(*arguments)

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    with monkeypatch.context() as patch:
        patch.setattr(PasswordHasher, "verify", note_hash)
        client.post("/sign-in", data=data)
    sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
    return work


def test_the_work_behind_an_answer_does_not_tell(app, cast, monkeypatch):
    known, unknown = (
        work_of_a_wrong_password(app, f"{name}@example.com", monkeypatch)
        for name in ("recruiter", "stranger")
    )
    assert known == unknown
    assert known.count("hash") == 1


def test_a_session_begins_anew_and_the_old_cookie_is_dead(sqlite_app, cast, client):
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session["_user_id"] = "a token that somebody chose"
    client.submit("/sign-in", RIGHT)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["_user_id"] != "a token that somebody chose"


def test_signing_out_ends_the_session_on_the_server_too(sqlite_app, cast, client):
    client.submit("/sign-in", RIGHT)
    stolen = session_token(client)
    assert client.submit("/sign-out", form_at="/account").status_code == 303
    assert "You are signed out." in client.get("/sign-in").text
    thief = sqlite_app.test_client()
    with thief.session_transaction() as session:
        session["_user_id"] = stolen
    assert thief.get("/account").status_code == 302


def test_signing_out_needs_a_token(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    assert browser.post("/sign-out").status_code == 400
    assert browser.get("/account").status_code == 200


def test_a_part_of_a_page_asked_for_without_a_session_sends_the_whole_page_to_sign_in(sqlite_app, client):
    headers = {
        "HX-Request": "true",
        "HX-Current-URL": "http://jobs.example.com/dashboard/openings?state=draft",
    }
    response = client.get("/account", headers=headers)
    assert (response.status_code, response.text) == (401, "")
    assert response.headers["HX-Redirect"] == "/sign-in?next=/dashboard/openings?state%3Ddraft"
    elsewhere = client.get(
        "/account", headers={"HX-Request": "true", "HX-Current-URL": "http://x//evil.example"}
    )
    assert elsewhere.headers["HX-Redirect"] == "/sign-in"


def test_a_signed_in_person_is_sent_on(sqlite_app, sign_in):
    assert sign_in("recruiter").get("/sign-in?next=/account").location == "/account"


@pytest.mark.parametrize(("idle_hours", "every", "status"), [(9, 9, 302), (160, 4, 200), (170, 4, 302)])
def test_sessions_end_after_eight_idle_hours_and_after_seven_days(
    sqlite_app, cast, client, idle_hours, every, status
):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        client.submit("/sign-in", RIGHT)
        for _ in range(0, idle_hours, every):
            clock.shift(every * 3600)
            last = client.get("/account").status_code
    assert last == status


def test_use_is_noted_every_few_minutes_and_not_each_time(sqlite_app, cast, client):
    def seen():
        db.session.rollback()
        return db.session.query(UserSession.seen_at).scalar()

    with time_machine.travel(1_800_000_000, tick=False) as clock:
        client.submit("/sign-in", RIGHT)
        first = seen()
        clock.shift(60)
        client.get("/account")
        assert seen() == first
        clock.shift(300)
        client.get("/account")
        assert (seen() - first).total_seconds() == 360


def test_a_switched_off_person_is_out_with_the_next_request(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    with transaction():
        cast.user("recruiter").is_active = False
    assert browser.get("/account").status_code == 302


def test_an_old_hash_is_made_anew_at_sign_in(sqlite_app, cast, client):
    from argon2 import PasswordHasher

    with transaction():
        cast.user("recruiter").password_hash = PasswordHasher(memory_cost=8192, time_cost=1).hash(PASSWORD)
    assert client.submit("/sign-in", RIGHT).status_code == 303
    db.session.rollback()
    assert not passwords.needs_rehash(find_user_by_email("recruiter@example.com").password_hash)


def test_cookies_are_secure_by_the_public_address(tmp_path):
    from tests.kept_app import make_app

    app = make_app(tmp_path, public_url="https://jobs.example.com")
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-requisite"
    assert (app.config["SESSION_COOKIE_HTTPONLY"], app.config["SESSION_COOKIE_SAMESITE"]) == (True, "Lax")
