"""The demo commands, as typed."""

import json

from ats.demo.making import count_demo
from tests.integration.demo.tables import settings


def run(app, *arguments):
    result = app.test_cli_runner().invoke(args=["demo", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_it_is_made_once_and_says_how_to_sign_in(sqlite_app, empty):
    said = run(sqlite_app)
    assert "9 openings and 67 applications" in said
    assert f"{settings().public_url}/sign-in" in said
    assert "  interviewer@example.com" in said
    again = run(sqlite_app)
    assert "there already" in again
    assert "its accounts keep the password they have" in again
    assert "users password recruiter@example.com" in again


def test_json_says_the_same_to_programs(sqlite_app, empty, few):
    made = json.loads(run(sqlite_app, "--json"))
    assert made["is_new"]
    assert made["password"]
    assert made["counts"] == count_demo()
    assert json.loads(run(sqlite_app, "--json"))["password"] is None
    assert json.loads(run(sqlite_app, "remove", "--json")) == {"counts": made["counts"], "stays": []}


def test_removing_says_what_went_and_nothing_is_there_to_remove_twice(sqlite_app, empty, few):
    run(sqlite_app)
    said = run(sqlite_app, "remove")
    assert "Removed: 3 programs, 9 openings, 9 candidates, 10 applications, 4 users." in said
    assert "users setup-link" in said
    assert "There is no demo to remove." in run(sqlite_app, "remove")
