"""The table of the ``flask`` command groups."""

from flask import Flask

from ats.operations.commands import COMMANDS as OPERATIONS

COMMANDS = (*OPERATIONS,)


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
