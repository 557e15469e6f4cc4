"""The ``demo`` commands: making the demo company and taking it out again."""

import json
from dataclasses import asdict

import click
from flask import current_app
from flask.cli import AppGroup

from ats.accounts.queries import count_active_admins
from ats.demo.making import DemoMade, make_demo
from ats.demo.removing import DemoRemoval, remove_demo
from ats.platform.addresses import public_address

as_json = click.option("--json", "is_json", is_flag=True, help="Print JSON.")


@click.group("demo", cls=AppGroup, invoke_without_command=True)
@as_json
@click.pass_context
def demo(context: click.Context, is_json: bool) -> None:
    """Make the demo company; what is there of it already stays as it is."""
    if context.invoked_subcommand is None:
        _make(is_json)


@demo.command("remove")
@as_json
def remove(is_json: bool) -> None:
    """Take the whole demo out again; what people added themselves stays."""
    removal = remove_demo()
    click.echo(json.dumps(asdict(removal)) if is_json else _removed_in_words(removal))


def _make(is_json: bool) -> None:
    made = make_demo(current_app.extensions["ats_settings"])
    click.echo(json.dumps(asdict(made)) if is_json else _made_in_words(made))


def _made_in_words(made: DemoMade) -> str:
    counts = made.counts
    what = f"{counts['openings']} openings and {counts['applications']} applications"
    if not made.is_new:
        return (
            f"The demo is there already, with {what}. It was left as it is: its accounts keep the password they have, "
            "ATS_DEMO_PASSWORD is for the first start alone.\n"
            "Another one: flask --app wsgi users password recruiter@example.com"
        )  # fmt: skip
    lines = [f"The demo company is there, with {what}."]
    if made.password:
        lines += [f"Sign in at {public_address('accounts.sign_in')} with the password {made.password} as"]
        lines += [f"  {address}" for address in made.sign_ins]
    return "\n".join(lines)


def _removed_in_words(removal: DemoRemoval) -> str:
    if not any(removal.counts.values()) and not removal.stays:
        return "There is no demo to remove."
    counted = ", ".join(f"{number} {name}" for name, number in removal.counts.items())
    lines = [f"Removed: {counted}."]
    if removal.stays:
        lines += ["These stay, and are no longer part of the demo:", *(f"  {each}" for each in removal.stays)]
    if not count_active_admins():
        lines.append(
            "There is no admin any more who could sign in. Make one: flask --app wsgi users setup-link"
        )
    return "\n".join(lines)


COMMANDS = (demo,)
