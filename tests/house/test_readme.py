"""The README tells the truth: its settings table is the program's own, and its commands exist."""

import re
from pathlib import Path

from ats.operations.commands import settings_table

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
