"""The table of the ``flask`` command groups, and what each command needs before it can do anything."""

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from ats.accounts.commands import COMMANDS as ACCOUNTS
from ats.demo.commands import COMMANDS as DEMO
from ats.documents.commands import COMMANDS as DOCUMENTS
from ats.imports.commands import COMMANDS as IMPORTS
from ats.inbox.commands import COMMANDS as INBOX
from ats.inbox.commands import EX_TEMPFAIL
from ats.openings.commands import COMMANDS as OPENINGS
from ats.operations.commands import COMMANDS as OPERATIONS
from ats.platform import migrations
from ats.platform.setting_values import without_password
from ats.search.commands import COMMANDS as SEARCH

COMMANDS = (*ACCOUNTS, *DEMO, *DOCUMENTS, *IMPORTS, *INBOX, *OPENINGS, *OPERATIONS, *SEARCH)
# What makes the tables or says why there are none, and what needs none.
WITHOUT_TABLES = {("serve",), ("restore",), ("config",), ("doctor",), ("resumes", "parse")}
# A mail server reads its answer from the exit code, and keeps the mail for later only by this one.
FOR_MAIL_SERVERS = ("inbox", "deliver")
_OPTIONS_WITH_VALUE = {"--app", "-A", "--env-file", "-e"}


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in COMMANDS:
        app.cli.add_command(command)


def command_of(argv: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the command that a command line asks for; empty where it is not one of ours, or for help."""
    if Path(argv[0]).name not in ("flask", "__main__.py") or "--help" in argv:
        return ()
    words = [
        word
        for before, word in zip(argv, argv[1:], strict=False)
        if not word.startswith("-") and before not in _OPTIONS_WITH_VALUE
    ]
    command = next((each for each in COMMANDS if words and each.name == words[0]), None)
    return tuple(words[: 2 if isinstance(command, click.Group) else 1]) if command else ()


def needs_instance(command: tuple[str, ...]) -> bool:
    """Return whether a command is of no use without an instance, so that it must not make one by accident."""
    return bool(command) and command not in WITHOUT_TABLES


def leave(command: tuple[str, ...], words: str) -> NoReturn:
    """End a program that cannot begin, in words."""
    click.echo(words, err=True)
    sys.exit(EX_TEMPFAIL if command == FOR_MAIL_SERVERS else 1)


def _guard(command: click.Command, path: tuple[str, ...]) -> None:
    """Have a command, or all of a group, say in a sentence that there are no tables for it."""
    for each in getattr(command, "commands", {}).values():
        _guard(each, (*path, each.name))
    is_free = path in WITHOUT_TABLES or path == FOR_MAIL_SERVERS
    if not is_free and (not isinstance(command, click.Group) or command.invoke_without_command):
        command.callback = with_appcontext(_once_there_are_tables(command.callback))


def _once_there_are_tables(callback: Callable) -> Callable:
    @wraps(callback)
    def checked(*args, **kwargs):
        settings = current_app.extensions["ats_settings"]
        database = without_password(settings.database_url)
        try:
            problem = migrations.find_problem()
        except OperationalError as error:
            why = str(error.orig).strip().splitlines()[0]
            raise click.ClickException(f"The database {database} cannot be opened: {why}") from error
        if problem:
            raise click.ClickException(
                f"{problem}: {database}, of the instance in {settings.instance_dir}. If these are the right ones, run: "
                "flask --app wsgi db upgrade"
            )  # fmt: skip
        return callback(*args, **kwargs)

    return checked


for _command in COMMANDS:
    _guard(_command, (_command.name,))
