"""The ``resumes`` commands: reading files from the command line."""

import json
import sys
import time
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from ats.documents import actions, jobs, queries
from ats.documents.models import Reread
from ats.documents.reader import READER_VERSION
from ats.platform.clock import utc_now
from ats.platform.database import transaction
from ats.platform.errors import DomainError
from ats.platform.events import SYSTEM
from ats.resumes import isolated

_SECONDS_BETWEEN_LINES = 5.0
"""Where the progress goes into a file or another program, a line is written so often."""


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


@resumes.command("reread")
@click.option(
    "--all", "everything", is_flag=True, help="Read everything, not only what older versions have read."
)
@with_appcontext
def reread(everything: bool) -> None:
    """Read files again with this version of the reader, here and now; Ctrl-C pauses, the worker or this goes on."""
    try:
        with transaction():
            found = queries.find_unfinished() or actions.start(
                READER_VERSION, only_older=not everything, by=SYSTEM
            )
            if found.state == "paused":
                actions.change_state(found, "running", by=SYSTEM)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    told = _Told()
    while (now := queries.get_reread(found.id)).state == "running":
        told.tell(now)
        if not jobs.read_next(now.id):
            break
    told.end(queries.get_reread(found.id))


class _Told:
    """What was said of the progress: one line that changes on a terminal, else a line now and then, sent at once."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty()
        self._at: float | None = None

    def tell(self, now: Reread) -> None:
        if self._is_terminal:
            click.echo(f"\r{_words(now)}", nl=False)
        elif self._at is None or time.monotonic() - self._at >= _SECONDS_BETWEEN_LINES:
            self._at = time.monotonic()
            self._say(_words(now))

    def end(self, now: Reread) -> None:
        begin = "\r" if self._is_terminal else ""
        self._say(f"{begin}{_words(now)}: {now.state}")

    def _say(self, words: str) -> None:
        click.echo(words)
        sys.stdout.flush()


def _words(now: Reread) -> str:
    return f"{now.done:,} of {now.total:,} files, {now.changed:,} changed"


COMMANDS = (resumes,)
