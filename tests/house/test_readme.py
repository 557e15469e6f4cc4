"""The README tells the truth: its settings table is the program's own, and its commands exist."""

import re
from pathlib import Path

from ats.operations.commands import settings_table
from config import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text()


def between(start: str, end: str) -> str:
    return README.split(start, 1)[1].split(end, 1)[0].strip()


def test_the_settings_table_is_the_programs_own(sqlite_app):
    table = settings_table(sqlite_app.extensions["ats_settings"].table())
    assert (
        between("<!-- settings: flask --app wsgi config --markdown -->", "<!-- end of settings -->") == table
    )


def test_every_command_named_exists(sqlite_app):
    named = {line.split()[0] for line in re.findall(r"flask --app wsgi ([^`\n]+)", README)}
    named |= set(re.findall(r"`(openings import|backup|restore|doctor|config)`", README))
    for command in sorted(named):
        result = sqlite_app.test_cli_runner().invoke(args=[*command.split(), "--help"])
        assert result.exit_code == 0, command


def test_every_make_target_named_exists():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make ([a-z][\w-]*)(?=`|\n)", README)) - targets == set()


def test_every_picture_named_exists():
    for path in re.findall(r'(?:src|srcset)="([^"]+)"', README):
        assert (ROOT / path).is_file(), path


def test_every_setting_is_read_only_in_config():
    for path in (ROOT / "ats").rglob("*.py"):
        assert not re.search(r"os\.environ|getenv", path.read_text()), path


def test_service_and_commands_share_one_file_of_settings():
    """What is typed reaches the instance that runs: the file is read by the unit and by the command, as they are printed."""
    told = between("The settings stand in one file", "`python -m ats` has the same commands")
    names = set(re.findall(r"^(ATS_\w+)=", told, re.MULTILINE))
    assert names == {
        "ATS_PUBLIC_URL",
        "ATS_TRUSTED_PROXIES",
        "ATS_INSTANCE_DIR",
        "ATS_SMTP_URL",
        "ATS_MAIL_FROM",
    }
    assert "Environment=" not in README
    assert "EnvironmentFile=/etc/requisite.env" in told
    assert ". /etc/requisite.env" in told


def test_the_settings_of_a_service_are_taken(tmp_path):
    lines = between("command read:\n\n```sh", "```").splitlines()
    environ = dict(line.split("=", 1) for line in lines) | {"ATS_INSTANCE_DIR": str(tmp_path)}
    environ["ATS_MAIL_FROM"] = environ["ATS_MAIL_FROM"].strip('"')
    assert Settings.from_environment(environ).mail_from == "Example Jobs <jobs@example.com>"
