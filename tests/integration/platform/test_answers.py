"""What every answer carries, what is refused before a view runs, and errors as pages."""

import pytest
from sqlalchemy.exc import NoResultFound, OperationalError

from ats.platform import tokens
from ats.platform.database import db
from ats.platform.errors import TooMany

HEADERS = {
    "Content-Security-Policy": "script-src 'self'; style-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


@pytest.mark.parametrize("path", ["/sign-in", "/nothing/here", "/account"])
def test_every_answer_carries_the_headers(sqlite_app, cast, client, path):
    headers = client.get(path).headers
    assert {name for name, value in HEADERS.items() if value not in headers.get(name, "")} == set()
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


CROSS_SITE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://jobs.example.com"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://jobs.example.com.evil.example"},
]
OWN = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://jobs.example.com"},
    {"Origin": "http://localhost"},
    {},
]


@pytest.mark.parametrize("headers", CROSS_SITE)
def test_another_site_cannot_make_a_browser_write_even_with_a_token(sqlite_app, cast, client, headers):
    response = client.submit("/forgot", {"email": "x@example.com"}, headers=headers)
    assert response.status_code == 403
    assert "another website" in response.text
    assert client.get("/sign-in", headers=headers).status_code == 200, "links from elsewhere still open pages"


@pytest.mark.parametrize("headers", OWN)
def test_our_own_pages_can(sqlite_app, cast, client, headers):
    assert client.submit("/forgot", {"email": "x@example.com"}, headers=headers).status_code == 200


def test_csrf_is_asked_of_forms_and_scripts_alike(sqlite_app, cast, sign_in):
    browser, other = sign_in("recruiter"), sign_in("admin")
    data = {"name": "Rita Example", "notify": "daily"}
    assert browser.post("/account", data=data).status_code == 400
    stolen = other.csrf("/account")
    assert browser.post("/account", data=data, headers={"X-CSRFToken": stolen}).status_code == 400
    own = browser.csrf("/account")
    assert browser.post("/account", data=data, headers={"X-CSRFToken": own}).status_code == 303


def test_links_follow_the_public_address_and_not_the_host_header(sqlite_app, cast, client):
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    response = client.get("/account", headers=headers)
    assert response.location == "/sign-in?next=/account"
    assert "evil.example" not in client.get("/sign-in", headers=headers).text
    response = client.get("/account", headers={**headers, "Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.text


def test_an_error_is_a_page_for_people_and_json_for_scripts(sqlite_app, cast, client):
    page = client.get("/nothing/here")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    said = client.get("/nothing/here", headers={"Accept": "application/json"})
    assert said.json == {
        "status": 404,
        "detail": "There is nothing at this address. It may have been moved or taken down.",
    }


def test_a_wrong_method_says_which_are_right(sqlite_app, cast, client):
    response = client.get("/sign-out")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def raising(app, monkeypatch, error: Exception):
    def view(**arguments):
        raise error

    view.access = ("public", None)
    monkeypatch.setitem(app.view_functions, "accounts.forgot", view)
    monkeypatch.setitem(app.config, "PROPAGATE_UNEXPECTED", False)


def test_too_many_says_when_to_come_back(sqlite_app, cast, client, monkeypatch):
    raising(sqlite_app, monkeypatch, TooMany(retry_after=77))
    response = client.get("/forgot")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "77")


def test_a_busy_database_asks_for_patience(sqlite_app, cast, client, monkeypatch):
    raising(sqlite_app, monkeypatch, OperationalError("UPDATE x", {}, Exception("database is locked")))
    response = client.get("/forgot")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "UPDATE" not in response.text


@pytest.mark.parametrize(
    "error",
    [OperationalError("INSERT", {}, Exception("database or disk is full")), OSError(28, "No space left")],
)
def test_a_full_disk_is_named(sqlite_app, cast, client, monkeypatch, error):
    raising(sqlite_app, monkeypatch, error)
    response = client.get("/forgot")
    assert response.status_code == 507
    assert "no room left" in response.text


def test_what_was_erased_while_it_was_worked_on_is_gone(sqlite_app, cast, client, monkeypatch):
    raising(sqlite_app, monkeypatch, NoResultFound("No row was found"))
    response = client.get("/forgot")
    assert response.status_code == 404
    assert "erased or taken away in the meantime" in response.text


@pytest.mark.parametrize("path", ["applications", "batches", "review"])
def test_nothing_has_a_name_with_nul_in_it(app, cast, sign_in, path):
    assert sign_in("admin").get(f"/dashboard/{path}/a%00b").status_code == 404


def test_an_unexpected_error_tells_nothing_of_our_insides(sqlite_app, cast, client, monkeypatch):
    raising(sqlite_app, monkeypatch, KeyError("secret_column"))
    response = client.get("/forgot")
    assert response.status_code == 500
    assert "secret_column" not in response.text


def test_a_database_that_does_not_answer_still_gives_a_page(sqlite_app, cast, sign_in, monkeypatch):
    browser = sign_in("recruiter")

    def is_down(*args, **kwargs):
        raise OperationalError("SELECT", {}, Exception("unable to open database file"))

    monkeypatch.setattr(db.session, "scalar", is_down)
    monkeypatch.setattr(db.session, "execute", is_down)
    response = browser.get("/account")
    assert response.status_code == 503
    assert "Please try again in a moment" in response.text


def test_signed_links_are_for_one_purpose_and_run_out(sqlite_app):
    token = tokens.sign("status", {"id": 7})
    assert tokens.read("status", token, 60) == {"id": 7}
    for purpose, text in (("erasure", token), ("status", token[:-1]), ("status", ""), ("status", "x.y.z")):
        with pytest.raises(tokens.InvalidToken):
            tokens.read(purpose, text)
    with pytest.raises(tokens.ExpiredToken) as expired:
        tokens.read("status", token, -1)
    assert expired.value.payload == {"id": 7}


def test_a_changed_key_still_accepts_the_links_of_the_earlier_one(sqlite_app, monkeypatch):
    token = tokens.sign("status", 1)
    monkeypatch.setitem(sqlite_app.config, "SECRET_KEY_FALLBACKS", [sqlite_app.config["SECRET_KEY"]])
    monkeypatch.setitem(sqlite_app.config, "SECRET_KEY", "another key that nobody can guess, 9876543210")
    assert tokens.read("status", token) == 1
