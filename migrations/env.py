"""How Alembic runs the migrations: on the application's own engine, in one transaction."""

from alembic import context
from flask import current_app

from ats.platform.columns import Amount, UtcDateTime
from ats.platform.database import is_described

database = current_app.extensions["migrate"].db


def render_item(kind, item, autogen_context):
    """Write our own column types down as plain ones, so that a migration does not change when ours do."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Amount):
        return "sa.Numeric(12, 2)"
    return False


def run_migrations() -> None:
    """Run the migrations; on SQLite with foreign keys off, because altering a table there means rebuilding it.

    With them on, dropping the old table would delete, by cascade, the rows that point to it.
    """
    with database.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        raw = connection.connection.dbapi_connection
        if is_sqlite:
            raw.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=database.metadatas[None],
            render_as_batch=True,
            # True of SQLite too, because the application itself opens the transactions there.
            transactional_ddl=True,
            compare_type=True,
            include_name=is_described,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("The migration leaves rows that point to nothing.")
        if is_sqlite:
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=ON")


if context.is_offline_mode():
    raise SystemExit("Migrations need a database; SQL without one is not produced.")
run_migrations()
