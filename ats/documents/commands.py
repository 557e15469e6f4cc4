"""The ``resumes`` commands: reading files from the command line."""

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from ats.platform.clock import utc_now
from ats.resumes import isolated


@click.group("resumes", cls=AppGroup)
def resumes() -> None:
    """Read résumés."""


@resumes.command("parse")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json", "form", flag_value="json", default="json", help="Print one JSON object a line (default)."
)
@click.option("--text", "form", flag_value="text", help="Print the text alone.")
@with_appcontext
def parse(files: tuple[Path, ...], form: str) -> None:
    """Read FILES as if they had been received today; exit 1 if one of them cannot be read."""
    read = [_parse(file, form) for file in files]
    sys.exit(not all(read))


def _parse(file: Path, form: str) -> bool:
    """Print one reading; tell whether anything could be read."""
    try:
        data = file.read_bytes()
        reading = isolated.read_resume(data, file.name, received_on=utc_now().date())
    except OSError as error:
        click.echo(f"{file}: {error.strerror}", err=True)
        return False
    except isolated.ReaderBusy as busy:
        click.echo(f"{file}: {busy}", err=True)
        return False
    if reading.why:
        click.echo(f"{file}: the file {reading.why}", err=True)
    if form == "text":
        click.echo(reading.text)
    else:
        click.echo(json.dumps({"file": str(file)} | reading.as_dict(), ensure_ascii=False, sort_keys=True))
    return reading.state != "unread"


COMMANDS = (resumes,)
