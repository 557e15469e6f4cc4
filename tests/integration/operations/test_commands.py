"""The commands that look after an installation."""

import json
import zipfile

import pytest
from sqlalchemy import event

from ats.operations.commands import settings_table
from ats.platform import queue
from ats.platform.database import db, is_sqlite


@pytest.fixture
def usual_commits(app):
    """Commits as an installation has them: PostgreSQL waits for the disk, as it does not for other tests."""

    def wait(connection, *_):
        if not is_sqlite():
            connection.execute("SET synchronous_commit = on")

    event.listen(db.engine, "checkout", wait)
    yield
    event.remove(db.engine, "checkout", wait)
    # The connections would keep it for the tests that follow.
    db.session.remove()
    db.engine.dispose()


def test_doctor_finds_nothing_broken_here(app, cast, usual_commits):
    queue.run_until_empty()
    result = app.test_cli_runner().invoke(args=["doctor", "--json"])
    findings = {each["subject"]: each for each in json.loads(result.output)}
    assert result.exit_code == 0, result.output
    assert (
        findings["migrations"]["state"] == findings["database"]["state"] == findings["queue"]["state"] == "ok"
    )
    assert findings["sign-in"]["found"] == "1 active admin"


def test_doctor_says_where_commits_may_get_lost(app, cast):
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert ("Set synchronous_commit = on" in result.output) is not is_sqlite()


def test_doctor_names_a_mail_server_that_does_not_answer(sqlite_app, cast):
    sqlite_app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=1)
    sqlite_app.extensions["mail"].server, sqlite_app.extensions["mail"].port = "127.0.0.1", 1
    result = sqlite_app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "BAD mail: 127.0.0.1:1" in result.output


@pytest.mark.parametrize(
    ("sender", "is_told"),
    [
        ("Requisite <jobs@example.com>", True),
        ("jobs@mail.example.com", True),
        ("Jobs <jobs@acme-makes-all.org>", False),
    ],
)
def test_doctor_names_a_sender_that_is_nobodys(sqlite_app, cast, sender, is_told):
    sqlite_app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=1, MAIL_DEFAULT_SENDER=sender)
    output = sqlite_app.test_cli_runner().invoke(args=["doctor"]).output
    assert (f"note mail: the sender is {sender}" in output) is is_told
    assert ("Set ATS_MAIL_FROM to an address of your own." in output) is is_told


def test_doctor_says_nothing_of_the_sender_without_a_server(sqlite_app, cast):
    assert "ATS_MAIL_FROM" not in sqlite_app.test_cli_runner().invoke(args=["doctor"]).output


def test_config_shows_origins_and_hides_secrets(sqlite_app):
    rows = json.loads(sqlite_app.test_cli_runner().invoke(args=["config", "--json"]).output)
    by_name = {row["name"]: row for row in rows}
    assert by_name["ATS_SECRET_KEY"]["value"] == "(set)"
    assert by_name["ATS_REAPPLY_DAYS"] == {
        "name": "ATS_REAPPLY_DAYS", "value": "90", "origin": "default", "default": "90",
        "meaning": "Days before a person may apply to the same opening again.",
    }  # fmt: skip
    assert "| `ATS_PORT` | `8000` |" in settings_table(rows)


def test_backup_and_restore_by_command(sqlite_app, cast, tmp_path):
    run = sqlite_app.test_cli_runner().invoke
    path = str(tmp_path / "copy.zip")
    assert run(args=["backup", path]).exit_code == 0
    assert run(args=["restore", "--yes", path]).exit_code == 0
    missing = run(args=["restore", "--yes", str(tmp_path / "nothing.zip")])
    assert (missing.exit_code, "does not exist" in missing.output) == (1, True)


def test_restore_looks_at_the_file_before_it_asks(sqlite_app, cast, tmp_path):
    run = sqlite_app.test_cli_runner().invoke
    missing, damaged, whole = (tmp_path / name for name in ("nothing.zip", "damaged.zip", "whole.zip"))
    run(args=["backup", str(whole)])
    content = bytearray(whole.read_bytes())
    with zipfile.ZipFile(whole) as archive:
        largest = max(archive.infolist(), key=lambda each: each.compress_size)
    content[largest.header_offset + 30 + len(largest.filename) + largest.compress_size // 2] ^= 0xFF
    damaged.write_bytes(content)
    for path, words in (
        (missing, "does not exist"),
        (damaged, "Nothing was changed"),
        (__file__, "not a whole backup"),
    ):
        result = run(args=["restore", str(path)], input="y\n")
        assert result.exit_code == 1
        assert words in result.output
        assert "Go on?" not in result.output
    result = run(args=["restore", str(whole)], input="n\n")
    assert result.exit_code == 1
    assert f"{whole} is a whole backup of" in result.output
    assert sqlite_app.extensions["ats_settings"].instance_dir in result.output
    assert "Aborted" in result.output
