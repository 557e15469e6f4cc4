"""The state of the database's schema: what it is at, what this version wants, and bringing it there.

Alembic is loaded only where there is something to bring: with its templates it would be a tenth of what each process of
a running system holds, and of the time that a start takes.
"""

import re
from pathlib import Path

import click
from flask import Flask, current_app
from sqlalchemy import Connection, inspect

from ats.platform.database import db

FOLDER = Path(__file__).resolve().parent.parent.parent / "migrations"
_REVISION = re.compile(r"^(revision|down_revision) *= *['\"](\w+)['\"]", re.MULTILINE)


class _Commands(click.Command):
    """Gives way to the ``db`` commands of Flask-Migrate, which are loaded once somebody asks for one."""

    def __init__(self, app: Flask) -> None:
        super().__init__("db", help="Perform database migrations.")
        self._app = app

    def make_context(self, *args, **kwargs) -> click.Context:
        """Return the context of the real commands, with which click goes on."""
        from flask_migrate.cli import db as commands  # noqa: PLC0415 - see above

        _make_ready(self._app)
        return commands.make_context(*args, **kwargs)


def init_app(app: Flask) -> None:
    """Add the ``db`` commands."""
    app.cli.add_command(_Commands(app))


def current(connection: Connection) -> str | None:
    """Return the revision that a database is at; None before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()


def head() -> str:
    """Return the revision that the migrations of this version lead to: the one that no other follows."""
    found = {"revision": set(), "down_revision": set()}
    for path in (FOLDER / "versions").glob("*.py"):
        for name, revision in _REVISION.findall(path.read_text()):
            found[name].add(revision)
    (last,) = found["revision"] - found["down_revision"]
    return last


def is_behind() -> bool:
    """Return whether there is something to bring."""
    with db.engine.connect() as connection:
        return current(connection) != head()


def find_problem() -> str:
    """Return the beginning of a sentence on why the tables are not those of this version; empty where they are."""
    with db.engine.connect() as connection:
        revision = current(connection)
    if revision is None:
        return "There are no tables in the database"
    return (
        "" if revision == head() else f"The tables are those of another version ({revision}) in the database"
    )


def upgrade(revision: str = "head") -> None:
    """Bring the database to a revision that is later than its own."""
    from flask_migrate import upgrade as run  # noqa: PLC0415 - see above

    _make_ready(current_app._get_current_object())
    run(directory=str(FOLDER), revision=revision)


def _make_ready(app: Flask) -> None:
    from flask_migrate import Migrate  # noqa: PLC0415 - see above

    if "migrate" not in app.extensions:
        Migrate(app, db, directory=str(FOLDER), render_as_batch=True, compare_type=True)
