"""An installation of a size with its index, made once and kept in a folder; on PostgreSQL in a database beside."""

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event, func, select, text

from ats.app import create_app
from ats.platform.database import db, is_sqlite, transaction
from ats.platform.migrations import upgrade
from benchmarks import generator
from benchmarks.search import indexing
from benchmarks.server import environment
from config import Settings

PASSWORD = "a password for the measurements alone"
_PORT = 9
# The data is the same for the same moment.
_NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


class Kept:
    """The data of one size. What was begun and not finished is made again."""

    def __init__(self, parent: Path, size: int, server_url: str = ""):
        kind = "postgresql" if server_url else "sqlite"
        self.folder, self.size = parent / f"{kind}-{size}", size
        self._server_url, self._name = server_url, f"requisite_benchmark_search_{size}"
        self._done = self.folder / "done"

    @property
    def database_url(self) -> str:
        """The address of the PostgreSQL database; empty for the SQLite file in the folder."""
        return self._server_url.rpartition("/")[0] + "/" + self._name if self._server_url else ""

    def make(self, say) -> None:
        """Make the data unless it is there."""
        if self._done.exists():
            return
        self._clear()
        self.folder.mkdir(parents=True)
        begin = time.perf_counter()

        def said(what: str) -> None:
            say(f"{self.size:,} applications, {what}: after {time.perf_counter() - begin:.0f} s")

        with self.open_app() as app:
            upgrade()
            _load_fast(app)
            generator.fill(self.size, PASSWORD, now=_NOW)
            said("filled")
            indexing.write(said, indexed_at=_NOW)
            _tidy()
        said("with their index")
        # On connections of the product's own kind, which can take back what is tried.
        with self.open_app():
            indexing.check(self.size)
        said("compared with what the product writes")
        self._done.write_text(f"{time.perf_counter() - begin:.0f}\n")

    def _clear(self) -> None:
        import shutil

        shutil.rmtree(self.folder, ignore_errors=True)
        if self._server_url:
            import psycopg

            with psycopg.connect(self._server_url, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')
                connection.execute(f'CREATE DATABASE "{self._name}"')

    @contextmanager
    def open_app(self):
        """Give an application on this data, in its context."""
        settings = Settings.from_environment(environment(self.folder, _PORT, self.database_url))
        app = create_app(settings)
        with app.app_context():
            try:
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()


def _load_fast(app) -> None:
    """Nothing of what is loaded has to survive a power cut."""
    if not is_sqlite():
        return
    db.session.remove()
    db.engine.dispose()

    @event.listens_for(db.engine, "connect")
    def on_connect(connection, _record):
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "secure_delete=OFF", "cache_size=-500000"):
            connection.execute(f"PRAGMA {pragma}")


def _tidy() -> None:
    """Leave the index as it is after some days: merged on SQLite, vacuumed and with statistics on PostgreSQL."""
    if is_sqlite():
        with transaction() as session:
            session.execute(text("INSERT INTO search_words (search_words) VALUES ('optimize')"))
        db.session.remove()
    else:
        db.session.remove()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def index_bytes() -> int:
    """Return what the index takes on the disk."""
    if is_sqlite():
        query = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%search_%'"
    else:
        query = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'search_%'"
    return int(db.session.scalar(text(query)) or 0)


def text_bytes() -> int:
    """Return what the texts that are searched take."""
    from ats.documents.models import Document

    return int(db.session.scalar(select(func.sum(func.length(Document.text)))) or 0)
