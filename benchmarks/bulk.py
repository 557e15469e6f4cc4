"""Rows by the hundred thousand: COPY on PostgreSQL, one prepared insert on SQLite; values as an insert writes them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Table, text

from ats.platform.database import db, is_sqlite


class Loader:
    """Writes rows of one table within the current transaction, each with the same columns.

    What a column would be given if it is left out, the table's own defaults, it is given here too.
    """

    def __init__(self, table: Table, given: Iterable[str]):
        given = set(given)
        dialect = db.engine.dialect
        self._table = table
        self._columns = [each for each in table.c if each.name in given or each.default is not None]
        self._values = [_reader(each, is_given=each.name in given) for each in self._columns]
        # None where the driver takes the value as it is.
        self._processors = [each.type.dialect_impl(dialect).bind_processor(dialect) for each in self._columns]
        names = ", ".join(f'"{each.name}"' for each in self._columns)
        self._into = f'"{table.name}" ({names})'

    def load(self, rows: Sequence[dict[str, Any]]) -> None:
        """Write rows."""
        connection = db.session.connection().connection.driver_connection
        if is_sqlite():
            marks = ", ".join("?" for _ in self._columns)
            connection.executemany(f"INSERT INTO {self._into} VALUES ({marks})", self._as_stored(rows))  # noqa: S608
        else:
            with connection.cursor() as cursor, cursor.copy(f"COPY {self._into} FROM STDIN") as copy:
                for row in self._as_stored(rows):
                    copy.write_row(row)

    def _as_stored(self, rows: Iterable[dict[str, Any]]) -> Iterator[list[Any]]:
        steps = list(zip(self._values, self._processors, strict=True))
        for row in rows:
            yield [process(read(row)) if process else read(row) for read, process in steps]


def _reader(column: Column, *, is_given: bool) -> Callable[[dict[str, Any]], Any]:
    if is_given:
        name = column.name
        return lambda row: row[name]
    default = column.default
    # SQLAlchemy hands a default that is a function the statement, of which none of ours asks anything.
    return (lambda _: default.arg(None)) if default.is_callable else (lambda _: default.arg)


@contextmanager
def without_index(name: str, memory: str) -> Iterator[None]:
    """Drop an index of PostgreSQL and make it again, as it was, from all that was written meanwhile.

    ``memory``: what it may take for that, such as ``"128MB"``.
    """
    definition = db.session.scalar(text("SELECT pg_get_indexdef(CAST(:name AS regclass))"), {"name": name})
    db.session.execute(text(f'DROP INDEX "{name}"'))
    db.session.commit()
    yield
    db.session.execute(text("SELECT set_config('maintenance_work_mem', :memory, true)"), {"memory": memory})
    # A million entries take longer than any statement of a page may.
    db.session.execute(text("SET LOCAL statement_timeout = 0"))
    db.session.execute(text(definition))
    db.session.commit()
