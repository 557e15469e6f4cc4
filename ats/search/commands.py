"""Commands about the index: find in it, make it again."""

import json
import sys

import click
from flask.cli import with_appcontext

from ats.accounts.models import User
from ats.accounts.policy import Role
from ats.search import rebuilding
from ats.search.queries import Found, find
from ats.search.snippets import Snippet


@click.group("search")
def search() -> None:
    """Find applications, and look after the index."""


@search.command("find")
@click.argument("query")
@click.option("--limit", default=25, show_default=True, help="How many hits at most.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@with_appcontext
def find_command(query: str, limit: int, is_json: bool) -> None:
    """Print what an administrator would find."""
    found = find(User(role=Role.ADMIN, name="", email=""), query, size=max(1, min(limit, 1000)))
    if is_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        _print(found)


def _print(found: Found) -> None:
    for problem in found.problems:
        click.echo(f"note: {problem}", err=True)
    if found.also:
        click.echo(f"also searched: {', '.join(found.also)}", err=True)
    for hit in found.hits:
        click.echo(
            f"{hit.reference}  {hit.candidate}  ·  {hit.opening} ({hit.opening_reference})  ·  {hit.stage}"
        )
        for snippet in hit.snippets:
            click.echo(f"    {_where(snippet)}: {''.join(snippet.parts)}")
    if found.is_asked:
        click.echo(f"{found.total}{'+' if found.is_more else ''} found", err=True)


def _where(snippet: Snippet) -> str:
    return f"{snippet.label}, page {snippet.page}" if snippet.page else snippet.label


def _as_json(found: Found) -> dict:
    return {
        "total": found.total,
        "is_more": found.is_more,
        "problems": list(found.problems),
        "also_searched": list(found.also),
        "hits": [
            {
                "candidate": hit.candidate,
                "application": hit.reference,
                "opening": hit.opening,
                "opening_reference": hit.opening_reference,
                "status": hit.status,
                "stage": hit.stage,
                "received_at": hit.received_at.isoformat(),
                "matches": [
                    {
                        "in": each.kind,
                        "label": each.label,
                        "page": each.page or None,
                        "snippet": "".join(each.parts),
                        "words": list(each.parts[1::2]),
                    }
                    for each in hit.snippets
                ],
            }
            for hit in found.hits
        ],
    }


@search.command("rebuild")
@click.option("--from-scratch", is_flag=True, help="Write every entry again, not only those that differ.")
@click.option("--json", "is_json", is_flag=True, help="Print the outcome as JSON.")
@with_appcontext
def rebuild_command(from_scratch: bool, is_json: bool) -> None:
    """Put the index right while everything runs."""
    progress = rebuilding.Progress(0, 0, 0)
    for progress in rebuilding.rebuild(from_scratch=from_scratch):
        if sys.stderr.isatty() or progress.done % 1000 == 0:
            click.echo(f"{progress.done} of {progress.total}, {progress.changed} put right", err=True)
    found = rebuilding.compare()
    outcome = {"applications": found.applications, "put_right": progress.changed, "is_whole": found.is_whole}
    click.echo(json.dumps(outcome) if is_json else
               f"{found.applications} applications in the index, {progress.changed} put right.")  # fmt: skip
    sys.exit(not found.is_whole)


COMMANDS = (search,)
