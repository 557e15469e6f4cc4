"""Instants that a statement itself has to reckon, because a column says how far back they lie."""

from datetime import datetime

from sqlalchemy import ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from ats.platform.columns import UtcDateTime


class _DaysBefore(FunctionElement):
    """An instant less some days; to be compared with, not to be read."""

    type = UtcDateTime()
    inherit_cache = True
    name = "days_before"


def days_before(instant: datetime, days: ColumnElement[int]) -> ColumnElement[datetime]:
    """Return the instant that lies so many days before another one, where a column holds the days."""
    return _DaysBefore(literal(instant, UtcDateTime), days)


@compiles(_DaysBefore, "sqlite")
def _on_sqlite(element, compiler, **options) -> str:
    # In the form in which instants are stored, to the millisecond.
    instant, days = (compiler.process(each, **options) for each in element.clauses)
    return f"strftime('%Y-%m-%d %H:%M:%f', {instant}, '-' || {days} || ' days')"


@compiles(_DaysBefore, "postgresql")
def _on_postgresql(element, compiler, **options) -> str:
    instant, days = (compiler.process(each, **options) for each in element.clauses)
    return f"(CAST({instant} AS timestamptz) - {days} * interval '1 day')"
