"""The ``users`` commands."""

import json
from urllib.parse import urlsplit

from sqlalchemy import select

from ats.accounts import passwords, queries
from ats.accounts.models import User
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail
from ats.platform.queue import run_until_empty


def run(app, *words, **kwargs):
    result = app.test_cli_runner().invoke(args=["users", *words], **kwargs)
    db.session.rollback()
    return result


def test_adding_prints_a_link_that_works_and_sends_no_second_one(sqlite_app, cast, client):
    result = run(
        sqlite_app, "add", "Bea@example.com", "--role", "recruiter", "--name", "Bea Binder", "--json"
    )
    said = json.loads(result.output)
    assert (said["email"], said["name"], said["state"]) == ("bea@example.com", "Bea Binder", "invited")
    run_until_empty()
    assert db.session.scalars(select(Mail).where(Mail.to_address == "bea@example.com")).all() == []
    assert client.get(said["link"].removeprefix("http://jobs.example.com")).status_code == 200


def test_adding_with_a_password(sqlite_app, cast):
    result = run(
        sqlite_app,
        "add",
        "bo@example.com",
        "--role",
        "admin",
        "--password-stdin",
        input="three grey herons\n",
    )
    assert result.exit_code == 0
    assert passwords.verify(queries.find_user_by_email("bo@example.com").password_hash, "three grey herons")


def test_what_is_wrong_is_said_and_nothing_is_made(sqlite_app, cast):
    assert (
        "at least 10"
        in run(
            sqlite_app, "add", "bo@example.com", "--role", "admin", "--password-stdin", input="short\n"
        ).output
    )
    assert "already an account" in run(sqlite_app, "add", "admin@example.com", "--role", "admin").output
    assert run(sqlite_app, "add", "nobody", "--role", "admin").exit_code == 2
    assert run(sqlite_app, "add", "bo@example.com", "--role", "king").exit_code == 2
    assert queries.find_user_by_email("bo@example.com") is None


def test_listing(sqlite_app, cast):
    assert "admin@example.com" in run(sqlite_app, "list").output
    assert {row["email"] for row in json.loads(run(sqlite_app, "list", "--json").output)} >= {
        "manager@example.com"
    }


def test_the_setup_link_is_for_the_first_admin_only(sqlite_app, cast, client):
    assert run(sqlite_app, "setup-link").exit_code == 1
    with transaction():
        for user in db.session.scalars(select(User)):
            user.password_hash = None
    link = json.loads(run(sqlite_app, "setup-link", "--json").output)["link"]
    assert client.get(link.removeprefix("http://jobs.example.com")).status_code == 200


def test_another_password_is_set_from_the_shell(sqlite_app, cast):
    run = sqlite_app.test_cli_runner().invoke
    before = cast.user("recruiter").password_hash
    said = run(
        args=["users", "password", "recruiter@example.com", "--password-stdin"],
        input="four plain garden words\n",
    )
    assert "has a new password, and is signed out everywhere" in said.output
    user = queries.find_user_by_email("recruiter@example.com")
    db.session.refresh(user)
    assert user.password_hash != before
    assert passwords.verify(user.password_hash, "four plain garden words")
    weak = run(args=["users", "password", "recruiter@example.com", "--password-stdin"], input="short\n")
    assert (weak.exit_code, "Error: " in weak.output) == (1, True)


def test_the_link_for_another_password_opens_its_page(sqlite_app, cast, client):
    said = json.loads(
        sqlite_app.test_cli_runner()
        .invoke(args=["users", "password", "manager@example.com", "--json"])
        .output
    )
    assert client.get(urlsplit(said["link"]).path).status_code == 200


def test_a_password_for_nobody_is_told(sqlite_app, cast):
    result = sqlite_app.test_cli_runner().invoke(args=["users", "password", "nobody@example.com"])
    assert (result.exit_code, "Nobody signs in as nobody@example.com" in result.output) == (1, True)
