"""Full-text search by ``tsvector``, its lexemes written by us. Source: PostgreSQL documentation, 8.11 and 12.

The words are given as lexemes with positions and weights, so that no parser or dictionary of the server has a say and
both engines find the same. A weight stands for a field of the index.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, column, literal, literal_column, table, text
from sqlalchemy.exc import OperationalError

from ats.platform.database import db
from ats.search.fields import FIELDS, INTERNAL, MAIL, NAMES, PAPERS, Words, marks_of_pairs
from ats.search.matching import Choice, Match
from ats.search.query_language import Term

words = table("search_words", column("key"), column("words"))
key = literal_column("search_words.key")
_WEIGHTS = {NAMES: "A", PAPERS: "B", MAIL: "C", INTERNAL: "D"}
# Limits of the type: a higher position is stored as this one, and a lexeme keeps 256 positions.
_LAST_POSITION = 16_383
_LONGEST_WORD = 200
# The type holds a megabyte; of a text beyond that the rest is not searched.
_MOST_BYTES = 900_000


class TooSlow(Exception):
    """The query was stopped at its time limit."""


def write(rows: Iterable[tuple[int, Words]]) -> None:
    """Put the words of entries in, in place of what stood there."""
    values = [{"key": each, "words": vector(row)} for each, row in rows]
    if values:
        statement = (
            "INSERT INTO search_words (key, words) VALUES (:key, CAST(:words AS tsvector)) "
            "ON CONFLICT (key) DO UPDATE SET words = excluded.words"
        )
        db.session.execute(text(statement), values)


def add(rows: Iterable[tuple[int, Words]]) -> None:
    """Put the words of new entries in."""
    write(rows)


def delete(keys: list[int]) -> None:
    """Take the words of entries out."""
    db.session.execute(
        text("DELETE FROM search_words WHERE key IN :keys").bindparams(bindparam("keys", expanding=True)),
        {"keys": keys},
    )


def vector(row: Words) -> str:
    """Write words as a ``tsvector``: a gap of two positions parts the fields, so that no phrase crosses them."""
    places: dict[str, list[str]] = {}
    position, size = 0, 4 * len(row.marks)
    for name in FIELDS:
        for word in getattr(row, name).split():
            position += 1
            lexeme = word[:_LONGEST_WORD]
            # An entry, its bytes and the count of its places, each with a byte to align it; then two bytes a place.
            size += 2 if lexeme in places else 10 + len(lexeme.encode())
            if size > _MOST_BYTES:
                break
            found = places.setdefault(lexeme, [])
            if len(found) < 255:
                found.append(f"{min(position, _LAST_POSITION)}{_WEIGHTS[name]}")
        position += 2
    # No word begins with this sign, not even one whose end is left open.
    marks = "".join(f" '={mark}'" for mark in row.marks.split())
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items()) + marks


def condition(match: Match):
    """Return the SQL condition that an entry's words fit."""
    return text("search_words.words @@ CAST(:ts_query AS tsquery)").bindparams(ts_query=expression(match))


def misses(match: Match, entry_key):
    """Return the SQL condition that an entry holds none of the unwanted terms; for queries of nothing else."""
    unwanted = " | ".join(_terms(match.unwanted, match.fields))
    return text(
        f"NOT EXISTS (SELECT 1 FROM search_words AS other WHERE other.key = {entry_key} "  # noqa: S608
        "AND other.words @@ CAST(:unwanted AS tsquery))"
    ).bindparams(unwanted=unwanted)


def expression(match: Match) -> str:
    """Write a match in the language of ``tsquery``; every word is quoted, so nothing in it is an operator."""
    parts = [f"({' | '.join(_choices(group, match.fields))})" for group in match.groups]
    if match.marks:
        parts.insert(0, "(" + " | ".join(f"'={mark}'" for mark in match.marks) + ")")
    parts += [f"!({each})" for each in _terms(match.unwanted, match.fields)]
    return " & ".join(parts)


def _choices(group: tuple[Choice, ...], fields: tuple[str, ...]) -> Iterator[str]:
    for choice in group:
        yield from _terms((choice.term,), (NAMES,) if choice.only_names else fields)


def _terms(terms: tuple[Term, ...], fields: tuple[str, ...]) -> Iterator[str]:
    weights = "" if len(fields) == len(FIELDS) else "".join(_WEIGHTS[name] for name in fields)
    for term in terms:
        marks = [weights] * (len(term.words) - 1) + [weights + ("*" if term.is_prefix else "")]
        words_ = [
            f"'{word[:_LONGEST_WORD]}'" + (f":{mark}" if mark else "")
            for word, mark in zip(term.words, marks, strict=True)
        ]
        pairs = [f"'={mark}'" for mark in marks_of_pairs(term.whole_words)]
        yield "(" + " & ".join([*pairs, f"({' <-> '.join(words_)})"]) + ")"


def among(column, keys: list[int]):
    """Return the SQL condition that a column holds one of many keys, which go as one value."""
    return column == any_(literal(keys, ARRAY(BigInteger)))


@contextmanager
def time_limit(seconds: float):
    """Stop what runs inside after so many seconds; raises TooSlow."""
    db.session.execute(text(f"SET LOCAL statement_timeout = {int(seconds * 1000)}"))
    try:
        yield
    except OperationalError as error:
        # 57014 is query_canceled.
        if getattr(error.orig, "sqlstate", "") == "57014":
            db.session.rollback()
            raise TooSlow from error
        raise


def forget_deleted() -> bool:
    """Nothing to do: a row that is deleted takes its words along, as far as PostgreSQL lets go of rows at all."""
    return False
