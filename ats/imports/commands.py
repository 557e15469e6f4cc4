"""The ``candidates`` commands: bringing people in from files, folders, zips and tables."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from ats.imports import actions
from ats.imports.actions import AlreadyThere, NotTaken
from ats.imports.files import FoundFile, walk
from ats.imports.rows import Checked, check_rows, find_mapping_problem
from ats.imports.sheets import ENCODINGS, FIELDS, Sheet, UnreadableSheet, read_sheet
from ats.openings.models import Opening
from ats.openings.queries import get_opening
from ats.platform import clock
from ats.platform.database import db, transaction
from ats.platform.errors import Conflict, DomainError
from ats.platform.events import SYSTEM

_ROWS_AT_ONCE = 40
_TABLES = ("csv", "tsv")

candidates = AppGroup("candidates", help="Bring people in.")


@dataclass
class Report:
    """What became of everything, for people and for programs."""

    opening: str
    added: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)

    def note(self, kind: str, where: dict[str, Any], **said: Any) -> None:
        """Note one file or row, and show that it had its turn."""
        getattr(self, kind).append({**where, **said})
        number = len(self.added) + len(self.skipped) + len(self.failed)
        if number % 25 == 0 and sys.stderr.isatty():
            click.echo(f"{number:,} ...", err=True)


@candidates.command("import")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--opening", "reference", required=True, help="Reference of the opening, such as R7K2M9.")
@click.option("--source", default=actions.SOURCE, show_default=True, help="Where the applications come from.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADING",
    help=f"Which column holds what: {', '.join(FIELDS)}.",
)
@click.option(
    "--encoding",
    type=click.Choice(list(ENCODINGS)),
    help="What tables are written in; told by their bytes where it is not said.",
)
@click.option(
    "--leave-out-bad-rows", "is_lenient", is_flag=True, help="Take the good rows of a table with bad ones."
)
@click.option("--check", "is_check", is_flag=True, help="Say what would be done with tables, and do nothing.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def import_(
    paths: tuple[Path, ...],
    reference: str,
    source: str,
    columns: tuple[str, ...],
    encoding: str | None,
    is_lenient: bool,
    is_check: bool,
    is_json: bool,
) -> None:
    """Bring people onto an opening: each PATH is a résumé, a JSON Resume, a table (CSV), or a folder or zip of them.

    Each becomes a candidate with an application; nobody gets a mail. The same row or file makes one application,
    however often it is brought in. Of a table with a bad row nothing is stored, unless bad rows may be left out.
    Ends with 1 if anything failed.
    """
    if len(source) > 40:
        raise click.BadParameter("40 characters or less are expected", param_hint="--source")
    opening_id = _opening_id(reference)
    report, most = Report(reference.upper()), current_app.config["MAX_UPLOAD_BYTES"]
    for path in paths:
        for file in _found(path, most):
            if file.extension in _TABLES and not file.problem:
                checked = _check_table(report, file, columns, encoding or "")
                if checked and not is_check:
                    _bring_in_table(report, opening_id, file, source, checked, is_lenient)
            elif not is_check:
                _bring_in_file(report, opening_id, file, source)
    _tell(report, is_json)
    if report.failed:
        sys.exit(1)


def _opening_id(reference: str) -> int:
    try:
        return get_opening(reference.upper()).id
    except DomainError:
        raise click.BadParameter(f"there is no opening {reference}", param_hint="--opening") from None


def _found(path: Path, most: int) -> Iterator[FoundFile]:
    """A table may be larger than a résumé."""
    if path.is_file() and path.suffix.lower().lstrip(".") in _TABLES:
        yield FoundFile(str(path), path.read_bytes())
        return
    yield from walk(path, most)


def _bring_in_file(report: Report, opening_id: int, file: FoundFile, source: str) -> None:
    where = {"file": file.where}
    try:
        resume = actions.look_at(file)
        with transaction():
            opening = db.session.get_one(Opening, opening_id)
            actions.take_ground(opening, [resume.contact["email"]])
            made = actions.bring_in_resume(opening, file, resume, source=source, by=SYSTEM)
            person = made.application
            said = {"reference": made.reference, "name": person.typed_name, "email": person.typed_email}
        if resume.problems:
            said["not_taken"] = list(resume.problems)
        report.note("added", where, **said)
    except NotTaken as why:
        report.note("failed", where, why=str(why))
    except DomainError as error:
        report.note("skipped", where, why=error.message)
    finally:
        db.session.remove()


def _check_table(report: Report, file: FoundFile, columns: tuple[str, ...], encoding: str) -> Checked | None:
    """Read a table and note its bad and repeated rows; None where it cannot be read at all."""
    where = {"file": file.where}
    try:
        sheet = read_sheet(file.data, encoding)
        mapping = _mapping(sheet, columns)
    except (UnreadableSheet, NotTaken) as why:
        report.note("failed", where, why=str(why))
        return None
    checked = check_rows(sheet, mapping, today=clock.today(current_app.config["ZONE"]))
    for problem in checked.problems:
        report.note("failed", {**where, "line": problem.line, "column": problem.column}, why=problem.why)
    for repeat in checked.repeats:
        report.note("skipped", {**where, "line": repeat.line}, why=repeat.why)
    return checked


def _bring_in_table(
    report: Report, opening_id: int, file: FoundFile, source: str, checked: Checked, is_lenient: bool
) -> None:
    where = {"file": file.where}
    if checked.problems and not is_lenient:
        why = "nothing of this table was stored: correct its bad rows, or leave them out with --leave-out-bad-rows"
        report.note("failed", where, why=why)
        return
    _bring_in_rows(report, opening_id, file, checked, source)


def _mapping(sheet: Sheet, columns: tuple[str, ...]) -> list[str]:
    """Return what each column holds: as said, else as guessed."""
    mapping = list(sheet.guessed)
    for each in columns:
        name, _, heading = each.partition("=")
        if name not in FIELDS or heading not in sheet.headings:
            known = ", ".join(f"“{heading}”" for heading in sheet.headings)
            raise NotTaken(f"--column {each} names no field and heading; the headings are {known}")
        mapping = ["" if known == name else known for known in mapping]
        mapping[sheet.headings.index(heading)] = name
    problem = find_mapping_problem(mapping)
    if problem:
        raise NotTaken(f"{problem}, such as --column name=“{sheet.headings[0]}”")
    return mapping


def _bring_in_rows(report: Report, opening_id: int, file: FoundFile, checked: Checked, source: str) -> None:
    """Bring rows in, some to a transaction, each behind a savepoint."""
    digest = hashlib.sha256(file.data).digest()
    for start in range(0, len(checked.people), _ROWS_AT_ONCE):
        outcome = []
        with transaction():
            opening = db.session.get_one(Opening, opening_id)
            people = checked.people[start : start + _ROWS_AT_ONCE]
            actions.take_ground(opening, [person.email for person in people])
            for person in people:
                where = {"file": file.where, "line": person.line}
                try:
                    with db.session.begin_nested():
                        key = actions.key_of(digest, f"{opening_id}-{person.line}")
                        made = actions.bring_in_row(opening, person, key=key, source=source, by=SYSTEM)
                        said = {
                            "reference": made.reference,
                            "name": person.name,
                            "email": person.email,
                        }
                    outcome.append(("added", where, said))
                except (AlreadyThere, Conflict) as error:
                    outcome.append(("skipped", where, {"why": error.message}))
        for kind, where, said in outcome:
            report.note(kind, where, **said)
        db.session.remove()


def _tell(report: Report, is_json: bool) -> None:
    if is_json:
        click.echo(json.dumps(vars(report), indent=1, ensure_ascii=False))
        return
    for each in report.failed:
        click.echo(f"Not taken: {_place(each)}: {each['why']}")
    for each in report.added:
        for problem in each.get("not_taken", ()):
            click.echo(f"Not taken of {_place(each)}: {problem}")
    for each in report.skipped:
        click.echo(f"Left as it was: {_place(each)}: {each['why']}")
    counts = f"{len(report.added):,} added, {len(report.skipped):,} left, {len(report.failed):,} not taken"
    click.echo(f"{report.opening}: {counts}.")


def _place(said: dict[str, Any]) -> str:
    line = f", line {said['line']}" if said.get("line") else ""
    column = f", {said['column']}" if said.get("column") else ""
    return f"{said['file']}{line}{column}"


COMMANDS = (candidates,)
