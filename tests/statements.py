"""The SQL statements that a piece of work sends to the database: how many, and by which plans they are answered."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from ats.platform.database import db, is_sqlite


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


def plans_of(work) -> str:
    """Do some work and return the plans of its statements, made as if the tables were too long to be sorted."""
    asked = []

    def note(connection, cursor, statement, parameters, context, executemany):
        asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    cursor = db.session.connection().connection.cursor()
    if not is_sqlite():
        for name in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            cursor.execute(f"SET LOCAL enable_{name} = off")
    lines = []
    for statement, parameters in asked:
        if not statement.startswith("BEGIN"):
            cursor.execute(("EXPLAIN QUERY PLAN " if is_sqlite() else "EXPLAIN ") + statement, parameters)
            lines += [str(row[-1]) for row in cursor.fetchall()]
    db.session.rollback()
    assert lines
    return "\n".join(lines)
