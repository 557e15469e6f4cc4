"""Full-text search by FTS5. Source: SQLite documentation, "FTS5", sections 3 (query syntax) and 6 (commands)."""

from collections.abc import Iterable
from contextlib import contextmanager

from sqlalchemy import bindparam, literal_column, table, text
from sqlalchemy.exc import OperationalError

from ats.platform.database import db
from ats.search.fields import FIELDS, NAMES, Words
from ats.search.matching import Choice, Match
from ats.search.query_language import Term

words = table("search_words")
key = literal_column("search_words.rowid")
_STEPS = 20_000  # virtual machine steps between two looks at the clock


class TooSlow(Exception):
    """The query was stopped at its time limit."""


def write(rows: Iterable[tuple[int, Words]]) -> None:
    """Put the words of entries in, in place of what stood there."""
    values = [{"key": each, **{name: getattr(row, name) for name in FIELDS}} for each, row in rows]
    if values:
        delete([value["key"] for value in values])
        db.session.execute(
            text(
                "INSERT INTO search_words (rowid, names, papers, mail, internal) "
                "VALUES (:key, :names, :papers, :mail, :internal)"
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
    unwanted = " OR ".join(_term(term) for term in match.unwanted)
    query = f"{_columns(match.fields)} : ({unwanted})"
    return text(
        f"NOT EXISTS (SELECT 1 FROM search_words AS other WHERE other.search_words MATCH :unwanted "  # noqa: S608
        f"AND other.rowid = {entry_key})"
    ).bindparams(unwanted=query)


def expression(match: Match) -> str:
    """Write a match in FTS5's own language; every word is quoted, so nothing in it is an operator."""
    groups = [_group(group, match.fields) for group in match.groups]
    wanted = " AND ".join(groups)
    if not match.unwanted:
        return wanted
    unwanted = " OR ".join(_term(term) for term in match.unwanted)
    return f"({wanted}) NOT ({_columns(match.fields)} : ({unwanted}))"


def _group(choices: tuple[Choice, ...], fields: tuple[str, ...]) -> str:
    parts = [
        f"{_columns((NAMES,) if choice.only_names else fields)} : ({_term(choice.term)})"
        for choice in choices
    ]
    return f"({' OR '.join(parts)})"


def _columns(fields: tuple[str, ...]) -> str:
    return "{" + " ".join(fields) + "}"


def _term(term: Term) -> str:
    return '"' + " ".join(term.words) + '"' + (" *" if term.is_prefix else "")


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
