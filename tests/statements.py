"""Counting the SQL statements that a piece of work sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from ats.platform.database import db


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """Collect every statement sent in the block; the beginning of a transaction is not counted."""
    statements: list[str] = []

    def note(connection, cursor, statement, parameters, context, executemany):
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
