"""Looking through everything that an installation holds."""

from flask import current_app
from sqlalchemy import select

from ats.platform.database import db
from ats.platform.storage import storage


def all_text() -> str:
    """Return every value of every table as one text."""
    rows = (row for table in db.metadata.sorted_tables for row in db.session.execute(select(table)))
    text = "\n".join(str(tuple(row)) for row in rows)
    db.session.rollback()
    return text


def count_rows() -> dict[str, int]:
    """Return the number of rows of every table that has any."""
    counts = {table.name: len(db.session.execute(select(table)).all()) for table in db.metadata.sorted_tables}
    db.session.rollback()
    return {name: number for name, number in counts.items() if number}


def stored_files() -> list[str]:
    """Return the names of all files in the store."""
    return [name for name, _ in storage().every()]


def settings():
    """Return the settings of the current application."""
    return current_app.extensions["ats_settings"]
