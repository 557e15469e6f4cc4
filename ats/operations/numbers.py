"""The numbers of rows: which was given last, and that none is given again (decision 0029)."""

from sqlalchemy import Connection, Table, func, select, text

from ats.platform.database import is_sqlite


def last_number(connection: Connection, table: Table) -> int:
    """Return the highest number that a table's rows ever had, be the row gone or not; 0 for tables without numbers."""
    if not _is_numbered(table):
        return 0
    highest = connection.execute(select(func.max(table.c.id))).scalar() or 0
    return max(highest, connection.execute(_given(), {"name": table.name}).scalar() or 0)


def go_on_after(connection: Connection, table: Table, number: int) -> None:
    """Let a table count on after a number, or after its own last one where that is higher."""
    number = max(number, last_number(connection, table))
    if not number:
        return
    if is_sqlite():
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        statement = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"
    else:
        statement = "SELECT setval(pg_get_serial_sequence(:name, 'id'), :number)"
    connection.execute(text(statement), {"name": table.name, "number": number})


def _is_numbered(table: Table) -> bool:
    return table.primary_key.columns.keys() == ["id"] and not table.c.id.foreign_keys


def _given():
    if is_sqlite():
        return text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass)")
