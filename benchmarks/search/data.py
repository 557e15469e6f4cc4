"""An installation of a size with its index, made once and kept in a folder; on PostgreSQL in a database beside."""

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from ats.app import create_app
from ats.applications.models import Application
from ats.platform.database import db, is_sqlite, transaction
from ats.search import names
from ats.search.actions import digest
from ats.search.engines import engine
from ats.search.models import NamePart, SearchEntry, key_of
from ats.search.sources import list_texts, words_of
from benchmarks import generator
from benchmarks.server import environment
from config import Settings

PASSWORD = "a password for the measurements alone"
_PORT = 9
_CHUNK = 2000
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
        with self.open_app() as app:
            upgrade()
            _load_fast(app)
            generator.fill(self.size, PASSWORD, now=_NOW)
            say(f"{self.size:,} applications after {time.perf_counter() - begin:.0f} s")
            _write_index()
            _tidy()
        say(f"with their index after {time.perf_counter() - begin:.0f} s")
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


def _write_index() -> None:
    """Write what the actions would write, without asking for each application what is there already."""
    last, known = 0, set()
    columns = (Application.id, Application.received_at, Application.opening_id)
    while rows := db.session.execute(
        select(*columns).where(Application.id > last).order_by(Application.id).limit(_CHUNK)
    ).all():
        texts = list_texts([row.id for row in rows])
        words = {row.id: words_of(texts[row.id]).marked(row.opening_id) for row in rows}
        parts = {part for each in words.values() for part in each.names.split()} - known
        known |= parts
        with transaction() as session:
            entries = [
                {
                    "key": key_of(row.received_at, row.id),
                    "application_id": row.id,
                    "digest": digest(words[row.id]),
                    "indexed_at": _NOW,
                }
                for row in rows
            ]
            fresh = _insert_entries(session, entries)
            engine().add(
                (entry["key"], words[entry["application_id"]]) for entry in entries if entry["key"] in fresh
            )
            _learn(session, parts)
        last = rows[-1].id


def _insert_entries(session, entries: list[dict]) -> set[int]:
    """Insert entries whose key is free: of a million, a handful share second and low bits with another."""
    table = SearchEntry.__table__
    keys = [entry["key"] for entry in entries]
    taken = set(session.scalars(select(SearchEntry.key).where(SearchEntry.key.in_(keys))))
    fresh = list({entry["key"]: entry for entry in entries if entry["key"] not in taken}.values())
    session.connection().execute(insert(table), fresh)
    entries[:] = fresh
    return {entry["key"] for entry in fresh}


def _learn(session, parts: set[str]) -> None:
    rows = [
        {"spelling": spelling, "part": part}
        for part in parts
        for spelling in (names.spellings(part) if len(part) >= names.SHORTEST else {part})
    ]
    if rows:
        dialect = sqlite if is_sqlite() else postgresql
        session.execute(dialect.insert(NamePart).on_conflict_do_nothing(), rows)


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
