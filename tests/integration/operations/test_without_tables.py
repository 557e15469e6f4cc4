"""Commands where nothing was ever started, or where the tables are another version's: a sentence, and nothing made."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from ats import cli
from ats.platform import migrations
from ats.platform.database import db
from tests.kept_app import make_app

ROOT = Path(__file__).parents[3]


def leaves(command: click.Command, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the paths of all commands that do something."""
    if not isinstance(command, click.Group):
        return [path]
    found = [path] if command.invoke_without_command else []
    return found + [each for name, child in command.commands.items() for each in leaves(child, (*path, name))]


ALL = [path for command in cli.COMMANDS for path in leaves(command, (command.name,))]
GUARDED = [path for path in ALL if path not in cli.WITHOUT_TABLES and path != cli.FOR_MAIL_SERVERS]
ARGUMENTS = {
    ("users", "add"): ["new@example.com", "--role", "admin"],
    ("users", "password"): ["new@example.com"],
    ("openings", "import"): [str(ROOT / "README.md")],
    ("candidates", "import"): [str(ROOT / "README.md"), "--opening", "X"],
    ("backup",): ["copy.zip"],
    ("search", "find"): ["word"],
}


@pytest.fixture
def empty_app(tmp_path):
    app = make_app(tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("path", GUARDED, ids=" ".join)
def test_a_command_that_needs_tables_says_that_there_are_none(empty_app, tmp_path, path):
    result = empty_app.test_cli_runner().invoke(args=[*path, *ARGUMENTS.get(path, [])])
    assert result.exit_code == 1, result.output
    assert result.output == (
        f"Error: There are no tables in the database: sqlite:///{tmp_path}/requisite.sqlite3, of the instance in "
        f"{tmp_path}. If these are the right ones, run: flask --app wsgi db upgrade\n"
    )


def test_tables_of_another_version_are_told(empty_app):
    migrations.upgrade(revision="0001")
    result = empty_app.test_cli_runner().invoke(args=["users", "list"])
    assert "The tables are those of another version (0001)" in result.output


def test_a_database_that_does_not_answer_is_told(tmp_path):
    app = make_app(tmp_path, database_url="postgresql+psycopg://nobody:secret@127.0.0.1:1/nothing")
    result = app.test_cli_runner().invoke(args=["users", "list"])
    assert result.exit_code == 1
    assert result.output.startswith(
        "Error: The database postgresql+psycopg://nobody:***@127.0.0.1:1/nothing cannot be"
    )


def test_the_doctor_names_folder_and_database(empty_app, tmp_path):
    output = empty_app.test_cli_runner().invoke(args=["doctor"]).output
    assert f"BAD migrations: there are no tables in sqlite:///{tmp_path}/requisite.sqlite3" in output
    assert f"Is {tmp_path} the right ATS_INSTANCE_DIR?" in output


@pytest.mark.parametrize(
    ("line", "command", "needs"),
    [
        ("flask --app wsgi backup x.zip", ("backup",), True),
        ("/srv/bin/flask -A wsgi openings import x.txt", ("openings", "import"), True),
        ("flask --app wsgi openings import --help", (), False),
        ("flask --app wsgi db upgrade", (), False),
        ("flask --app wsgi serve --demo", ("serve",), False),
        ("flask --app wsgi resumes parse x.pdf", ("resumes", "parse"), False),
        ("/srv/ats/__main__.py users list", ("users", "list"), True),
        ("/srv/ats/__main__.py demo", ("demo",), True),
        ("gunicorn backup", (), False),
    ],
)
def test_which_command_a_line_asks_for(line, command, needs):
    found = cli.command_of(line.split())
    assert (found, cli.needs_instance(found)) == (command, needs)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "status"), [(["backup", "x.zip"], 1), (["users", "list"], 1), (["inbox", "deliver"], 75)]
)
def test_no_instance_is_made_by_accident(tmp_path, command, status):
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "ats", *command],
        cwd=ROOT, env={"ATS_INSTANCE_DIR": str(tmp_path / "new"), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False, input="",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(f"There is no instance in {tmp_path}/new, ")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", ["config", "doctor", "serve"])
def test_a_wrong_setting_is_one_sentence_in_every_command(tmp_path, command):
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "ats", command],
        cwd=ROOT, env={"ATS_INSTANCE_DIR": "/etc/passwd", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "Requisite cannot start with this setting. ATS_INSTANCE_DIR: /etc/passwd is a file, not a folder.\n"
    )
