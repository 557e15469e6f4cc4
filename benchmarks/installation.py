"""An installation of a wanted size: its folder, its database, and questions to that database."""

import time
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from flask import Flask

from ats.app import create_app
from ats.platform.database import db
from ats.platform.migrations import upgrade
from benchmarks import generator
from benchmarks.server import environment
from config import Settings

PASSWORD = "a password for the measurements alone"

Result = TypeVar("Result")


class Installation:
    """A filled installation; on PostgreSQL its database is one of its own on the given server."""

    def __init__(self, folder: Path, port: int, size: int, *, server_url: str = ""):
        self.folder, self.port, self.size = folder, port, size
        self._server_url, self._name = server_url, f"requisite_benchmark_{uuid.uuid4().hex[:8]}"
        self.load_seconds = 0.0

    @property
    def database_url(self) -> str:
        """The address of the PostgreSQL database; empty for the SQLite file in the folder."""
        return self._server_url.rpartition("/")[0] + "/" + self._name if self._server_url else ""

    def make(self) -> None:
        """Make the folder and the database and fill it."""
        self.folder.mkdir(parents=True)
        if self._server_url:
            self._on_server(f'CREATE DATABASE "{self._name}"')
        self.ask(self._fill)

    def _fill(self) -> None:
        upgrade()
        begin = time.perf_counter()
        generator.fill(self.size, PASSWORD, now=datetime.now(UTC))
        self.load_seconds = time.perf_counter() - begin

    def ask(self, question: Callable[[], Result]) -> Result:
        """Return the answer to a question to the database, asked in an application of this process."""
        with self.open_app():
            return question()

    @contextmanager
    def open_app(self):
        """Give an application on this installation, in its context."""
        app = self.make_app()
        with app.app_context():
            try:
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()

    def make_app(self) -> Flask:
        """Return an application on this installation."""
        return create_app(Settings.from_environment(environment(self.folder, self.port, self.database_url)))

    def database_bytes(self) -> int:
        """Return what the database takes, with indexes and, on SQLite, the write-ahead log."""
        if self._server_url:
            return self.ask(
                lambda: (
                    db.session.connection()
                    .exec_driver_sql("SELECT pg_database_size(current_database())")
                    .scalar_one()
                )
            )
        return sum(path.stat().st_size for path in self.folder.glob("requisite.sqlite3*"))

    def remove(self) -> None:
        """Drop the database on the server; the folder is its owner's to remove."""
        if self._server_url:
            self._on_server(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')

    def _on_server(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self._server_url, autocommit=True) as connection:
            connection.execute(statement)
