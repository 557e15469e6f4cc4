"""Full-text search by ``tsvector``, its lexemes written by us. Source: PostgreSQL documentation, 8.11 and 12.

The words are given as lexemes with positions and weights, so that no parser or dictionary of the server has a say and
both engines find the same. A weight stands for a field of the index.

Beside its words an entry holds lexemes of our own, which begin with ``=``: its marks; the parts of its names, so that a
name is found without reading every entry with that word for its weights; and the slices of time it belongs to. A GIN
index has no order: without the slices all that matches is read before it is known what of it is the newest. Nor does it
know places: which words stand side by side is held as well, as a short sum behind a ``+``, so that for a phrase few
entries are read that only hold its words.
"""

import string
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise

from sqlalchemy import (
    ARRAY,
    BigInteger,
    String,
    TypeDecorator,
    any_,
    bindparam,
    column,
    literal,
    literal_column,
    table,
    text,
)
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
# A key belongs to one slice of each width, in bits of the key: 64 s, 17 minutes, 5 hours, 3 days, 49 days.
_SLICES = (18, 22, 26, 30, 34)
# A window of time is so many slices of one width, or one more; a wider window takes the next width.
_MOST_SLICES = 32
_DIGITS = string.digits + string.ascii_lowercase
# How many of the newest entries the first window holds. The next may be so many times what was read before it, or less
# where some were found: a guess from few is often wrong, and what is read too much may be compared word by word.
_FIRST_WINDOW, _GROWTH, _GROWTH_FOUND = 1000, 8, 3


class TooSlow(Exception):
    """The query was stopped at its time limit."""


def write(rows: Iterable[tuple[int, Words]]) -> None:
    """Put the words of entries in, in place of what stood there."""
    values = [{"key": each, "words": vector(each, row)} for each, row in rows]
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


def vector(entry_key: int, row: Words) -> str:
    """Write words as a ``tsvector``: a gap of two positions parts the fields, so that no phrase crosses them."""
    places: dict[str, list[str]] = {}
    pairs: set[str] = set()
    position, size = 0, 4 * (len(row.marks) + 20 * len(_SLICES))
    for name in FIELDS:
        before = ""
        for word in getattr(row, name).split():
            position += 1
            lexeme = word[:_LONGEST_WORD]
            if before:
                pairs.add(_pair(before, lexeme))
            before = lexeme
            # Every pair may be a new one, of eight bytes.
            size += 8
            for each in (lexeme, _name_lexeme(lexeme)) if name == NAMES else (lexeme,):
                # An entry, its bytes and the count of its places, each with a byte to align it; two bytes a place.
                size += 2 if each in places else 10 + len(each.encode())
                if size > _MOST_BYTES:
                    break
                found = places.setdefault(each, [])
                if len(found) < 255:
                    found.append(f"{min(position, _LAST_POSITION)}{_WEIGHTS[name]}")
        position += 2
    # No word begins with these signs, not even one whose end is left open.
    own = [*(f"={mark}" for mark in (*row.marks.split(), *_slices_of(entry_key))), *pairs]
    return " ".join(
        [*(f"'{word}':{','.join(found)}" for word, found in places.items()), *(f"'{each}'" for each in own)]
    )


def _pair(one: str, two: str) -> str:
    """Return the lexeme of two words side by side; one in 46,656 other pairs has the same."""
    rest, first = divmod(zlib.crc32(f"{one} {two}".encode()), 36)
    return f"+{_DIGITS[first]}{_DIGITS[rest % 36]}{_DIGITS[rest // 36 % 36]}"


def _name_lexeme(lexeme: str) -> str:
    return f"=n{lexeme}"


def _slices_of(entry_key: int) -> list[str]:
    return [_slice(bits, entry_key >> bits) for bits in _SLICES]


def _slice(bits: int, number: int) -> str:
    return f"t{bits}a{number}"


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
    is_name = fields == (NAMES,)
    weights = "" if is_name or len(fields) == len(FIELDS) else "".join(_WEIGHTS[name] for name in fields)
    for term in terms:
        marks = [weights] * (len(term.words) - 1) + [weights + ("*" if term.is_prefix else "")]
        lexemes = [word[:_LONGEST_WORD] for word in term.words]
        words_ = [
            f"'{_name_lexeme(each) if is_name else each}'" + (f":{mark}" if mark else "")
            for each, mark in zip(lexemes, marks, strict=True)
        ]
        whole = [word[:_LONGEST_WORD] for word in term.whole_words]
        pairs = [f"'={mark}'" for mark in marks_of_pairs(term.whole_words)]
        pairs += [f"'{_pair(one, two)}'" for one, two in pairwise(whole)]
        yield "(" + " & ".join([*pairs, f"({' <-> '.join(words_)})"]) + ")"


class Walk:
    """The keys of what matches, the newest first, read window by window of time.

    The first window holds a thousand entries; how wide the next one is follows from how many of them matched. What is
    left of a window when enough has been asked for is kept for whoever asks for more.
    """

    def __init__(self, match: Match, below: int | None = None, above: int | None = None):
        self._query, self._below, self._above = expression(match), below, above
        self._ready: list[int] = []
        self._width, self._oldest, self._lowest, self._is_done = 0, 0, 0, False
        self._entries, self._found = 0.0, 0

    def next_keys(self, limit: int) -> list[int]:
        """Return so many keys more, or fewer where that is all."""
        while len(self._ready) < limit and not self._is_done:
            self._read_window(limit - len(self._ready))
        return self.take_ready(limit)

    @property
    def is_at_end(self) -> bool:
        """Whether it is known that nothing more will come."""
        return self._is_done and not self._ready

    def take_ready(self, most: int) -> list[int]:
        """Return keys that have been read already and were not asked for, up to so many."""
        taken, self._ready = self._ready[:most], self._ready[most:]
        return taken

    def _read_window(self, wanted: int) -> None:
        low = self._next_low(wanted) if self._width else self._first_low()
        if low is not None:
            low = max(low, self._lowest)
            keys = self._keys_within(low)
            self._found += len(keys)
            self._ready += keys
            self._below = low
        self._is_done = low is None or low <= self._lowest

    def _first_low(self) -> int | None:
        """Return where the window begins that holds the first thousand entries; None where there is none."""
        asked = {"below": self._below, "above": self._above, "many": _FIRST_WINDOW}
        bounds = db.session.execute(_FIRST, asked).one()
        if bounds.first is None:
            return None
        self._below = bounds.first + 1
        self._width = self._below - bounds.last
        self._oldest = bounds.oldest
        self._lowest = max(bounds.oldest, self._above) if self._above is not None else bounds.oldest
        self._entries = _FIRST_WINDOW
        return bounds.last

    def _next_low(self, wanted: int) -> int:
        """Return where a window begins that should hold as many as are wanted and half as many more."""
        if self._found:
            needed = 1.5 * wanted * self._entries / self._found
            entries = min(max(needed, _FIRST_WINDOW), _GROWTH_FOUND * self._entries)
        else:
            entries = _GROWTH * self._entries
        width = int(self._width * entries / _FIRST_WINDOW)
        self._entries += entries
        return self._below - width

    def _keys_within(self, low: int) -> list[int]:
        slices = self._slices(low) if low > self._oldest else []
        query = f"({' | '.join(slices)}) & {self._query}" if slices else self._query
        return db.session.scalar(_WINDOW, {"ts_query": query, "low": low, "below": self._below}) or []

    def _slices(self, low: int) -> list[str]:
        """Return the slices that cover a window; none for one so wide that they would be too many."""
        for bits in _SLICES:
            first, last = low >> bits, (self._below - 1) >> bits
            if last - first <= _MOST_SLICES:
                return [f"'={_slice(bits, number)}'" for number in range(first, last + 1)]
        return []


_FIRST = text(
    "SELECT max(key) AS first, min(key) AS last, (SELECT min(key) FROM search_words) AS oldest FROM ("
    "SELECT key FROM search_words WHERE key < coalesce(:below, 9223372036854775807) "
    "AND key >= coalesce(:above, -9223372036854775808) "
    "ORDER BY key DESC LIMIT :many) AS newest"
).bindparams(bindparam("below", type_=BigInteger), bindparam("above", type_=BigInteger))
# Set apart, so that the planner does not walk the keys instead and read the words of each entry on its way.
_WINDOW = text(
    "WITH found AS MATERIALIZED (SELECT key FROM search_words WHERE words @@ CAST(:ts_query AS tsquery)) "
    "SELECT array_agg(key ORDER BY key DESC) FROM found WHERE key >= :low AND key < :below"
)


class _Ids(TypeDecorator):
    """Many ids as one value, written out: the driver would look at each by itself."""

    impl = ARRAY(BigInteger)
    cache_ok = True

    def bind_processor(self, dialect):
        return lambda ids: f"{{{','.join(map(str, ids))}}}"


def among(column, values: Collection):
    """Return the SQL condition that a column holds one of many ids or words, which go as one value."""
    return column == any_(literal(list(values), ARRAY(String) if isinstance(column.type, String) else _Ids()))


def among_asked(column, name: str):
    """Return the same of ids that a statement which is made once is given by name."""
    return column == any_(bindparam(name, type_=_Ids()))


def count_beginnings(keys: Collection[int], start: str, fields: tuple[str, ...]) -> dict[str, int]:
    """Return the words that begin so in some fields of some entries, each with the number of those entries."""
    weights = "{" + ",".join(_WEIGHTS[name] for name in fields) + "}"
    found = db.session.execute(_BEGINNINGS, {"keys": keys, "start": start, "weights": weights})
    return {word: count for word, count in found}


# Our own lexemes begin with signs, as no word does.
_BEGINNINGS = text(
    "SELECT word, count(*) FROM ("
    'SELECT unnest(tsvector_to_array(ts_filter(words, CAST(:weights AS "char"[])))) AS word '
    "FROM search_words WHERE key = ANY(:keys)) AS held WHERE word ^@ :start GROUP BY word"
).bindparams(bindparam("keys", type_=_Ids()))


@contextmanager
def time_limit(seconds: float):
    """Stop what runs inside after so many seconds; raises TooSlow.

    Inside, words are found by their index alone: the planner believes that comparing a text of thousands of bytes costs
    what comparing two numbers does, and would rather read all of them.
    """
    # What holds outside is told while it is changed: the server works the columns out from left to right.
    before = db.session.execute(_CHANGE, {"timeout": str(int(seconds * 1000))}).one()
    try:
        yield
        db.session.execute(_CHANGE_BACK, {"timeout": before.timeout, "seqscan": before.seqscan})
    except OperationalError as error:
        # 57014 is query_canceled.
        if getattr(error.orig, "sqlstate", "") == "57014":
            db.session.rollback()
            raise TooSlow from error
        raise


_CHANGE = text(
    "SELECT current_setting('statement_timeout') AS timeout, current_setting('enable_seqscan') AS seqscan, "
    "set_config('statement_timeout', :timeout, true), set_config('enable_seqscan', 'off', true)"
)
_CHANGE_BACK = text(
    "SELECT set_config('statement_timeout', :timeout, true), set_config('enable_seqscan', :seqscan, true)"
)


def forget_deleted() -> bool:
    """Nothing to do: a row that is deleted takes its words along, as far as PostgreSQL lets go of rows at all."""
    return False
