"""The table of the ``flask`` command groups."""

from flask import Flask

COMMANDS = ()


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
