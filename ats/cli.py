"""The table of the ``flask`` command groups."""

from flask import Flask

from ats.accounts.commands import COMMANDS as ACCOUNTS
from ats.demo.commands import COMMANDS as DEMO
from ats.documents.commands import COMMANDS as DOCUMENTS
from ats.imports.commands import COMMANDS as IMPORTS
from ats.inbox.commands import COMMANDS as INBOX
from ats.openings.commands import COMMANDS as OPENINGS
from ats.operations.commands import COMMANDS as OPERATIONS
from ats.search.commands import COMMANDS as SEARCH

COMMANDS = (*ACCOUNTS, *DEMO, *DOCUMENTS, *IMPORTS, *INBOX, *OPENINGS, *OPERATIONS, *SEARCH)


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
