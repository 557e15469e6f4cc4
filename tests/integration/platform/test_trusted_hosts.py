"""For which hosts the site answers: its own and the machine itself, where its address was said."""

import pytest

from ats.app import create_app
from config import Settings


def ask(app, path: str, host: str) -> int:
    # A bare client: the page behind it matters less than whether there is one.
    return app.test_client().get(path, base_url=f"http://{host}").status_code


@pytest.mark.parametrize(
    "host", ["jobs.example.com", "jobs.example.com:8000", "127.0.0.1:8000", "localhost", "[::1]:80"]
)
def test_its_own_host_and_the_machine_itself_are_answered(sqlite_app, host):
    assert ask(sqlite_app, "/sign-in", host) == 200


@pytest.mark.parametrize(
    "host", ["evil.example.net", "jobs.example.com.evil.example.net", "notjobs.example.com", "a.localhost"]
)
def test_any_other_host_is_refused_but_for_its_health(sqlite_app, host):
    assert ask(sqlite_app, "/sign-in", host) == 400
    assert ask(sqlite_app, "/healthz", host) == 200


def test_without_an_address_of_its_own_it_answers_to_any(tmp_path):
    settings = Settings.from_environment({}, instance_dir=str(tmp_path), log_level="WARNING")
    assert (
        create_app(settings).test_client().get("/static/none", base_url="http://any.example.net").status_code
        == 404
    )
