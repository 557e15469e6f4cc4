"""The databases of the tests: each put back for every test to what it held when the migrations and the cast were in.

Nothing here waits for a disk, which proves nothing about the code: SQLite's files are in memory where that is
possible, and a test's database on PostgreSQL commits without one.
"""

import shutil
import uuid
from pathlib import Path

from tests import services

SQLITE = "requisite.sqlite3"


class SqliteDatabase:
    """A file in a folder, taken from a template for each test. Nobody may be connected to it meanwhile."""

    def __init__(self, template: Path, folder: Path):
        self.template, self.folder = template, folder
        self.url = f"sqlite:///{folder / SQLITE}"

    def put_aside(self, name: str) -> None:
        """Leave the file to those who copy its folder."""

    def put_back(self, name: str = "") -> None:
        """Lay the template's file in place of the one there; somebody still connected to that one keeps it."""
        if name:
            return
        for path in self.folder.glob(f"{SQLITE}*"):
            path.unlink()
        for path in self.template.glob(f"{SQLITE}*"):
            shutil.copyfile(path, self.folder / path.name)

    def drop(self) -> None:
        """Leave the file to those who remove its folder."""


class PostgresqlDatabase:
    """A database on the server, made from another; for each test its rows are put back, not the whole of it."""

    def __init__(self, template: str | None = None):
        self.name = f"ats_test_{uuid.uuid4().hex[:12]}"
        self._connection = None
        self._again: dict[str, str] = {}
        with _connect(services.postgresql_url()) as server:
            copied = f' TEMPLATE "{template}"' if template else ""
            server.execute(f'CREATE DATABASE "{self.name}"{copied}')
            server.execute(f'ALTER DATABASE "{self.name}" SET synchronous_commit = off')
        self.url = "postgresql+psycopg://" + self._address.split("://", 1)[1]

    @property
    def _address(self) -> str:
        return services.POSTGRESQL.rsplit("/", 1)[0] + "/" + self.name

    def put_aside(self, name: str) -> None:
        """Remember what is there now by a name; the template's rows have none."""
        if self._connection is None:
            self._connection = _connect(self._address)
        self._again[name] = _put_aside(self._connection, f"aside_{len(self._again)}")

    def put_back(self, name: str = "") -> None:
        """Take out all rows and put in those put aside, and let the sequences go on from there."""
        if not self._again:
            self.put_aside("")
        self._connection.execute(_END_OTHERS)
        self._connection.execute(self._again[name])

    def drop(self) -> None:
        """Remove it from the server, whoever is connected."""
        if self._connection is not None:
            self._connection.close()
        with _connect(services.POSTGRESQL) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def _connect(address: str):
    import psycopg

    return psycopg.connect(address, autocommit=True)


def _put_aside(connection, schema: str) -> str:
    """Copy every row into a schema of its own; return the statements that put them back.

    Keys that refer to rows of other tables are not looked at meanwhile, nor do triggers fire: all is as it was.
    """
    connection.execute(f"CREATE SCHEMA {schema}")
    statements = ["BEGIN", "SET LOCAL session_replication_role = replica"]
    for table, columns in connection.execute(_TABLES).fetchall():
        connection.execute(f"CREATE TABLE {schema}.{table} AS SELECT {columns} FROM public.{table}")
        statements.append(f"DELETE FROM public.{table}")
        if connection.execute(f"SELECT count(*) FROM {schema}.{table}").fetchone()[0]:
            statements.append(
                f"INSERT INTO public.{table} ({columns}) SELECT {columns} FROM {schema}.{table}"
            )
    for sequence, last in connection.execute(_SEQUENCES).fetchall():
        statements.append(f"SELECT setval('public.{sequence}', {last or 1}, {last is not None})")
    return "; ".join([*statements, "COMMIT"])


# Whoever a test left in the middle of something would hold it up for ever.
_END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
      AND state <> 'idle'
"""
_TABLES = """
    SELECT quote_ident(c.relname), string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname
"""
_SEQUENCES = "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'"
