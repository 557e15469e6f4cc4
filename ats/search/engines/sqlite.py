"""Full-text search by FTS5. Source: SQLite documentation, "FTS5", sections 3 (query syntax) and 6 (commands)."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import contextmanager

from sqlalchemy import Text, TypeDecorator, bindparam, func, literal, literal_column, select, table, text
from sqlalchemy.exc import OperationalError

from ats.platform.database import db
from ats.search.fields import FIELDS, MARKS, NAMES, Words, marks_of_pairs
from ats.search.matching import Choice, Match
from ats.search.query_language import Term

words = table("search_words")
key = literal_column("search_words.rowid")
_STEPS = 20_000  # virtual machine steps between two looks at the clock


class TooSlow(Exception):
    """The query was stopped at its time limit."""


def write(rows: Iterable[tuple[int, Words]]) -> None:
    """Put the words of entries in, in place of what stood there."""
    rows = list(rows)
    if rows:
        delete([each for each, _ in rows])
        add(rows)


def add(rows: Iterable[tuple[int, Words]]) -> None:
    """Put the words of new entries in."""
    columns = (*FIELDS, MARKS)
    values = [{"key": each, **{name: getattr(row, name) for name in columns}} for each, row in rows]
    if values:
        db.session.execute(
            text(
                "INSERT INTO search_words (rowid, names, papers, mail, internal, marks) "
                "VALUES (:key, :names, :papers, :mail, :internal, :marks)"
            ),
            values,
        )


def delete(keys: list[int]) -> None:
    """Take the words of entries out."""
    db.session.execute(
        text("DELETE FROM search_words WHERE rowid IN :keys").bindparams(bindparam("keys", expanding=True)),
        {"keys": keys},
    )


def condition(match: Match):
    """Return the SQL condition that an entry's words fit."""
    return text("search_words MATCH :fts_query").bindparams(fts_query=expression(match))


def misses(match: Match, entry_key):
    """Return the SQL condition that an entry holds none of the unwanted terms; for queries of nothing else."""
    query = " OR ".join(_term(term, match.fields) for term in match.unwanted)
    return text(
        f"NOT EXISTS (SELECT 1 FROM search_words AS other WHERE other.search_words MATCH :unwanted "  # noqa: S608
        f"AND other.rowid = {entry_key})"
    ).bindparams(unwanted=query)


def expression(match: Match) -> str:
    """Write a match in FTS5's own language; every word is quoted, so nothing in it is an operator."""
    groups = [_group(group, match.fields) for group in match.groups]
    if match.marks:
        # The few marks first: the engine leaps from one of theirs to the next.
        groups.insert(0, f"{{{MARKS}}} : ({' OR '.join(match.marks)})")
    wanted = " AND ".join(groups)
    if not match.unwanted:
        return wanted
    unwanted = " OR ".join(_term(term, match.fields) for term in match.unwanted)
    return f"({wanted}) NOT ({unwanted})"


def _group(choices: tuple[Choice, ...], fields: tuple[str, ...]) -> str:
    parts = [_term(choice.term, (NAMES,) if choice.only_names else fields) for choice in choices]
    return f"({' OR '.join(parts)})"


def _columns(fields: tuple[str, ...]) -> str:
    return "{" + " ".join(fields) + "}"


def _term(term: Term, fields: tuple[str, ...]) -> str:
    words_ = '"' + " ".join(term.words) + '"' + (" *" if term.is_prefix else "")
    pairs = [f"{{{MARKS}}} : {mark}" for mark in marks_of_pairs(term.whole_words)]
    return "(" + " AND ".join([*pairs, f"{_columns(fields)} : ({words_})"]) + ")"


def count_beginnings(keys: Collection[int], start: str, fields: tuple[str, ...]) -> dict[str, int]:
    """Return the words that begin so in some fields of some entries, each with the number of those entries."""
    columns = [literal_column(name) for name in fields]
    pattern, counts = re.compile(rf" ({re.escape(start)}\S*)"), Counter()
    for row in db.session.execute(select(*columns).select_from(words).where(among(key, keys))):
        counts.update(set(pattern.findall(f" {' '.join(row)}")))
    return counts


class Walk:
    """The keys of what matches, the newest first: the engine walks its own lists backwards and stops."""

    is_at_end = False

    def __init__(self, match: Match, below: int | None = None, above: int | None = None):
        self._matching = select(key).select_from(words).where(condition(match)).order_by(key.desc())
        self._below, self._above = below, above

    def next_keys(self, limit: int) -> list[int]:
        """Return so many keys more, or fewer where that is all."""
        query = self._matching
        if self._below is not None:
            query = query.where(key < self._below)
        if self._above is not None:
            query = query.where(key >= self._above)
        keys = list(db.session.scalars(query.limit(limit)))
        self._below, self.is_at_end = keys[-1] if keys else self._below, len(keys) < limit
        return keys

    def take_ready(self, most: int) -> list[int]:
        """Return none: no more is read than is asked for."""
        return []


class _Listed(TypeDecorator):
    """Many ids or words as one value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return json.dumps(list(value))


def among(column, values: Collection):
    """Return the SQL condition that a column holds one of many ids or words, which go as one value."""
    return _among(column, literal(values, _Listed()))


def among_asked(column, name: str):
    """Return the same of ids that a statement which is made once is given by name."""
    return _among(column, bindparam(name, type_=_Listed()))


def _among(column, listed):
    return column.in_(select(func.json_each(listed).table_valued("value").c.value))


@contextmanager
def time_limit(seconds: float):
    """Stop what runs inside after so many seconds; raises TooSlow."""
    import time

    connection = db.session.connection().connection.dbapi_connection
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    except OperationalError as error:
        if "interrupted" in str(error):
            db.session.rollback()
            raise TooSlow from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def forget_deleted() -> bool:
    """Rewrite some of the index so that words taken out leave the file; return whether more is left to do.

    FTS5 marks a deleted word and lets go of it when segments are merged; a negative number merges all of them into
    one, a number of pages at a time.
    """
    connection = db.session.connection().connection.dbapi_connection
    before = connection.total_changes
    db.session.execute(text("INSERT INTO search_words (search_words, rank) VALUES ('merge', -400)"))
    # A merge with nothing left to do changes one row at most (documentation, section 6.7).
    return connection.total_changes - before >= 2
