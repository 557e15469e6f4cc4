"""The database: model base, engine set-up for both engines, and the one way to write."""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, Insert, MetaData, Row, event, insert, text
from sqlalchemy.orm import DeclarativeBase, Session

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# How long somebody waits for SQLite's write lock.
LOCK_SECONDS = 10


class Model(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING)


class _Pace:
    """How long a process waits between two looks whether SQLite's write lock is free."""

    seconds = 0.0005


# What a commit hands on is read from these objects afterwards, so they are not expired by it.
db = SQLAlchemy(model_class=Model, session_options={"expire_on_commit": False})


def init_app(app: Flask, database_url: str) -> None:
    """Bind the database to an application."""
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(database_url)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def _engine_options(database_url: str) -> dict:
    if database_url.startswith("sqlite"):
        # Room for every thread of a process; busy_timeout does the waiting.
        return {
            "connect_args": {"timeout": LOCK_SECONDS, "check_same_thread": False},
            "pool_size": 20,
            "max_overflow": 120,
        }
    # No statement here runs long enough to be worth compiling, and the planner's guesses would have some compiled.
    options = (
        "-c jit=off -c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"
    )
    return {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 22, "connect_args": {"options": options}}


def prepare_engine(engine: Engine) -> None:
    """Set up SQLite so that no acknowledged commit is lost and no update is lost silently.

    Sources: SQLite documentation on WAL and synchronous; SQLAlchemy documentation, "pysqlite,
    serializable isolation" for taking over BEGIN.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _on_connect(connection, _record):
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={LOCK_SECONDS * 1000}",
            "foreign_keys=ON",
            # Erased means overwritten, not merely unlinked.
            "secure_delete=ON",
            "cache_size=-1000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection):
        if connection.get_execution_options().get("sqlite_begin") == "IMMEDIATE":
            _begin_writing(connection)
        else:
            connection.exec_driver_sql("BEGIN DEFERRED")


def let_others_first() -> None:
    """Have this process look for SQLite's write lock more seldom, so that who waits for a page gets it before us."""
    _Pace.seconds = 0.004


def _begin_writing(connection: Connection) -> None:
    """Take SQLite's write lock, looking for it every half millisecond, or every four behind others.

    SQLite itself sleeps longer and longer between two looks, up to a tenth of a second: beside somebody who writes all
    the time, whoever came last waits longest, and most of the wait is for a lock that is free.
    """
    raw = connection.connection.dbapi_connection
    give_up = time.monotonic() + LOCK_SECONDS
    raw.execute("PRAGMA busy_timeout=0")
    try:
        # On the driver's own connection: SQLAlchemy's way of saying that it is busy takes longer than to look.
        while not _is_begun(raw) and time.monotonic() < give_up:
            time.sleep(_Pace.seconds)
        if not raw.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        raw.execute(f"PRAGMA busy_timeout={LOCK_SECONDS * 1000}")


def _is_begun(raw: sqlite3.Connection) -> bool:
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


@contextmanager
def transaction() -> Iterator[Session]:
    """Open the one writing transaction around an action; commit at its end, roll back on any error.

    What was read before is expired, so that the action sees the newest state. On SQLite the write
    lock is taken at once: a deferred transaction would fail, or lose an update, when it turns from
    reading to writing.
    """
    session = db.session()
    session.rollback()
    session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def is_described(name: str | None, kind: str, _parents) -> bool:
    """Return whether a table is one that a model describes; those made by hand are left to their migration.

    Alembic's ``include_name``. ``Model.metadata.info["made_by_hand"]`` holds how the names of such tables begin.
    """
    return kind != "table" or not name.startswith(tuple(Model.metadata.info.get("made_by_hand", ())))


def insert_row(model: type[Model], **values: Any) -> Any:
    """Insert one row at once, in the current transaction, and return its primary key; defaults are filled in.

    For rows whose object nobody needs afterwards: a third of the time of adding one to the session and flushing,
    which somebody waits for who sends an application.
    """
    result = db.session.connection().execute(_insert_into(model), values)
    return result.inserted_primary_key[0]


def insert_rows(model: type[Model], rows: Sequence[Mapping[str, Any]], *columns) -> Sequence[Row]:
    """Insert rows of the same columns at once and in one statement; return some columns of each, in any order."""
    statement = _insert_into(model).returning(*columns)
    return db.session.connection().execute(statement, [dict(row) for row in rows]).all()


@cache
def _insert_into(model: type[Model]) -> Insert:
    return insert(model.__table__)


def is_sqlite() -> bool:
    """Return whether the bound database is SQLite."""
    return db.engine.dialect.name == "sqlite"


def take_turn(what: str) -> None:
    """Let nobody else do something until the transaction ends, for what two must not decide by the same rows.

    SQLite lets one transaction write at a time anyway; on PostgreSQL a statement after this sees what others did.
    """
    if not is_sqlite():
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": what})


def scrub_journal() -> None:
    """Empty SQLite's write-ahead log, which may still hold pages of erased rows."""
    if is_sqlite():
        db.session.rollback()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
