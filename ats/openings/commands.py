"""The ``openings`` commands: bringing a jobs page in, and listing what there is."""

import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from ats.company.actions import set_up
from ats.company.queries import default_template
from ats.openings import actions, queries, rules
from ats.openings.actions import BroughtIn
from ats.openings.importing import (
    ImportedPage,
    UnplacedLine,
    UnreadablePage,
    describe_import,
    read_postings_page,
)
from ats.openings.models import Opening, State
from ats.platform.addresses import public_address
from ats.platform.database import transaction
from ats.platform.errors import DomainError
from ats.platform.events import SYSTEM

# Until the first admin says its name.
UNNAMED_COMPANY = "Our company"

_BECAME_ABOUT = "\nThe introduction of the page is now what your public page says about the company."
_NOT_ABOUT = "The company says something about itself already, and keeps it."

openings = AppGroup("openings", help="Bring openings in and list them.")
as_json = click.option("--json", "is_json", is_flag=True, help="Print JSON.")


@openings.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--publish", "is_published", is_flag=True, help="Publish at once the openings that can be.")
@click.option(
    "--again",
    "is_again",
    is_flag=True,
    help="Draft the page once more, although that was done in these days.",
)
@as_json
def import_page(file: Path, is_published: bool, is_again: bool, is_json: bool) -> None:
    """Turn the jobs page in FILE (text, HTML, Markdown or JSON) into draft programs and openings."""
    page = _read(file)
    if not is_json:
        # Also where nothing is saved: what was understood is why somebody looks twice.
        click.echo(describe_import(page))
    key = secrets.token_urlsafe(16) if is_again else actions.key_of(page)
    try:
        with transaction():
            set_up(UNNAMED_COMPANY)
            given = {"template": default_template(), "by": SYSTEM, "is_published": is_published}
            brought = actions.bring_in_once(page, key=key, **given)
    except DomainError as error:
        raise click.ClickException(f"{file}: {error.message}. Nothing was saved.") from error
    if not brought:
        raise click.ClickException(
            f"{file} was imported before. Nothing was saved; --again drafts it once more."
        )
    if is_json:
        click.echo(json.dumps(_made(brought, page), indent=1, ensure_ascii=False))
        return
    if actions.uses_introduction(page):
        click.echo(_BECAME_ABOUT)
    for line in _unused(brought, page):
        click.echo(f"\nAn introduction was not taken over. {line.why}")
    made = [opening for each in brought for opening in each.openings]
    drafts = [opening for opening in made if opening.state == State.DRAFT]
    _tell("Published", [opening for opening in made if opening not in drafts])
    _tell("Saved as drafts; look at them in the dashboard", drafts, with_obstacles=is_published)


def _tell(what: str, made: Sequence[Opening], *, with_obstacles: bool = False) -> None:
    if made:
        click.echo(f"\n{what}:")
    for opening in made:
        click.echo(f"  {opening.reference}  {opening.title}  {_address(opening)}")
        for obstacle in _obstacles(opening) if with_obstacles else ():
            click.echo(f"    {obstacle}")


def _obstacles(opening: Opening) -> list[str]:
    return rules.obstacles_to_publishing(opening, current_app.config["ZONE"])


@openings.command("list")
@as_json
def list_openings(is_json: bool) -> None:
    """List every opening with its reference, state and number of active applications."""
    rows = [_row(opening) for opening in queries.list_all()]
    if is_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for row in rows:
        click.echo(
            f"{row['reference']:<7} {row['state']:<10} {row['active']:>6}  {row['program']}: {row['title']}"
        )


def _read(file: Path) -> ImportedPage:
    try:
        return read_postings_page(file.read_bytes(), file.name)
    except UnreadablePage as error:
        raise click.ClickException(f"{file}: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}") from error


def _made(brought: Sequence[BroughtIn], page: ImportedPage) -> dict[str, Any]:
    made = [opening for each in brought for opening in each.openings]
    return {
        "programs": [_program_row(each) for each in brought],
        "openings": [
            {**_row(opening), "obstacles": _obstacles(opening), **_text(opening), **_requirements(opening)}
            for opening in made
        ],
        "title": page.title,
        "introduction": page.introduction,
        "unplaced": [line.to_json() for line in (*_unused(brought, page), *page.unplaced, *page.left_out)],
        "understood": [line.to_json() for line in page.understood],
    }


def _unused(brought: Sequence[BroughtIn], page: ImportedPage) -> list[UnplacedLine]:
    """List the introductions that the page has for what has one of its own."""
    unused = [
        UnplacedLine(
            0, each.unused_introduction, f"The program \u201c{each.program.name}\u201d has one and keeps it."
        )
        for each in brought
        if each.unused_introduction
    ]
    if page.introduction and not actions.uses_introduction(page):
        unused.insert(0, UnplacedLine(0, page.introduction, _NOT_ABOUT))
    return unused


def _program_row(brought: BroughtIn) -> dict[str, Any]:
    program = brought.program
    return {
        "slug": program.slug,
        "name": program.name,
        "introduction": program.introduction,
        "url": public_address("careers.program", slug=program.slug),
        "is_new": brought.is_new,
        "openings": [opening.reference for opening in brought.openings],
    }


def _row(opening: Opening) -> dict[str, Any]:
    return {
        "reference": opening.reference,
        "title": opening.title,
        "program": opening.program.name,
        "state": opening.state,
        "visibility": opening.visibility,
        "url": _address(opening),
        "active": sum(stage.active_count for stage in opening.stages),
    }


def _text(opening: Opening) -> dict[str, Any]:
    names = ("city", "region", "country", "workplace", "employment_type", "apply_email", "former_apply_url")
    pay = {name: getattr(opening, f"pay_{name}") for name in ("min", "max", "currency", "period")}
    return {
        "description": opening.description,
        **{name: getattr(opening, name) for name in names},
        "deadline_on": opening.deadline_on.isoformat() if opening.deadline_on else None,
        "pay": pay if (pay["min"], pay["max"]) != (None, None) else None,
    }


def _requirements(opening: Opening) -> dict[str, Any]:
    rows = opening.requirements
    required = sum(1 for each in rows if each.importance == "required")
    names = ("text", "importance", "kind", "facets")
    return {
        "requirement_counts": {"all": len(rows), "required": required, "preferred": len(rows) - required},
        "requirements": [{name: getattr(each, name) for name in names} for each in rows],
        "responsibilities": [each.text for each in opening.responsibilities],
    }


def _address(opening: Opening) -> str:
    return public_address("careers.opening", reference=opening.reference)


COMMANDS = (openings,)
