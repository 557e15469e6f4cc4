"""The index of a whole installation, written in bulk from the words that the product's own reading gives.

What differs from the product is the order of the work. On SQLite the entries come in the order of their keys, many
to a transaction, since FTS5 writes a segment for each commit and for each key below the one before it. On PostgreSQL
they come by COPY before there is an index, which is made once from all of them. ``check`` compares a sample with what
the product writes.
"""

import random
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple

from sqlalchemy import Column, MetaData, Table, Text, delete, select, text

from ats.applications.models import Application
from ats.platform.database import db, is_sqlite, transaction
from ats.search import actions, names, rebuilding
from ats.search.engines import engine, postgresql
from ats.search.fields import Words
from ats.search.models import NamePart, SearchEntry, key_of, next_key
from ats.search.sources import SourceText, list_texts, words_of
from benchmarks.bulk import Loader, without_index

_CHUNK, _AHEAD = 1000, 3
# Entries to a transaction, and how many bytes of words FTS5 gathers before it writes a segment: more than these have.
_BATCH, _HASH_BYTES = 50_000, 1_000_000_000
_USUAL_HASH_BYTES, _USUAL_MERGE, _USUAL_CRISIS = 1_048_576, 4, 16
# With a gigabyte it takes three times as long: the tree in which PostgreSQL gathers words leaves the caches.
_INDEX_MEMORY = "128MB"
_SAMPLE = 300
_WORDS = Table("search_words", MetaData(), Column("key", SearchEntry.key.type), Column("words", Text))


class _Row(NamedTuple):
    key: int
    id: int
    opening_id: int


class _Made(NamedTuple):
    """What is written of an application; ``stored``: its words in the form of the engine."""

    row: _Row
    digest: str
    names: str
    stored: Words | str


def write(say: Callable[[str], None], indexed_at: datetime) -> None:
    """Write the index of all applications of the current, empty one; its words are made by all processors."""
    rows, learned = _list_rows(), set()
    with _fast_index(), ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for start in range(0, len(rows), _BATCH):
            with transaction():
                for made in _make_all(pool, rows[start : start + _BATCH]):
                    _load(made, indexed_at)
                    fresh = {each.names for each in made} - learned
                    names.learn(fresh)
                    learned |= fresh
            say(f"{min(start + _BATCH, len(rows)):,} indexed")


def _make_all(pool: ProcessPoolExecutor, rows: Sequence[_Row]) -> Iterator[list[_Made]]:
    """Give what is to be written in the order of the rows, some chunks being made while others are written."""
    make, ahead = partial(_make, is_vector=not is_sqlite()), deque()
    for at in range(0, len(rows), _CHUNK):
        chunk = rows[at : at + _CHUNK]
        texts = list_texts([row.id for row in chunk])
        ahead.append(pool.submit(make, [(row, texts[row.id]) for row in chunk]))
        if len(ahead) > _AHEAD:
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


def _make(chunk: list[tuple[_Row, list[SourceText]]], *, is_vector: bool) -> list[_Made]:
    made = []
    for row, texts in chunk:
        words = words_of(texts).marked(row.opening_id)
        stored = postgresql.vector(row.key, words) if is_vector else words
        made.append(_Made(row, actions.digest(words), words.names, stored))
    return made


def _load(made: list[_Made], indexed_at: datetime) -> None:
    entries = [
        {"key": each.row.key, "application_id": each.row.id, "digest": each.digest, "indexed_at": indexed_at}
        for each in made
    ]
    Loader(SearchEntry.__table__, entries[0]).load(entries)
    if is_sqlite():
        engine().add((each.row.key, each.stored) for each in made)
    else:
        Loader(_WORDS, ("key", "words")).load([{"key": each.row.key, "words": each.stored} for each in made])


def _list_rows() -> list[_Row]:
    """Return all applications with the keys that the product gives them one by one: who comes later gives way."""
    query = select(Application.id, Application.received_at, Application.opening_id)
    taken, rows = set(), []
    for row in db.session.execute(query.where(Application.tray.is_(None)).order_by(Application.id)):
        key = key_of(row.received_at, row.id)
        while key in taken:
            key = next_key(key)
        taken.add(key)
        rows.append(_Row(key, row.id, row.opening_id))
    return sorted(rows) if is_sqlite() else rows


def _fast_index():
    return _large_segments() if is_sqlite() else without_index("ix_search_words", _INDEX_MEMORY)


@contextmanager
def _large_segments() -> Iterator[None]:
    _configure(_HASH_BYTES, 0, 2 * _USUAL_CRISIS)
    yield
    _configure(_USUAL_HASH_BYTES, _USUAL_MERGE, _USUAL_CRISIS)


def _configure(hash_bytes: int, merge: int, crisis: int) -> None:
    """Change how FTS5 writes (SQLite documentation, "FTS5", section 6)."""
    with transaction() as session:
        for name, value in (("hashsize", hash_bytes), ("automerge", merge), ("crisismerge", crisis)):
            session.execute(
                text("INSERT INTO search_words (search_words, rank) VALUES (:name, :value)"),
                {"name": name, "value": value},
            )


def check(seed: int) -> None:
    """Raise AssertionError unless the index is whole and a sample of it is what the product would write."""
    found = rebuilding.compare()
    if not found.is_whole or not found.applications:
        raise AssertionError(f"the index is not whole: {found}")
    ids = list(db.session.scalars(select(Application.id)))
    sample = random.Random(seed).sample(ids, min(_SAMPLE, len(ids)))
    query = select(SearchEntry.key).where(SearchEntry.application_id.in_(sample)).order_by(SearchEntry.key)
    keys = list(db.session.scalars(query))
    bulk, bulk_parts = _stored(keys), _parts()
    with _taken_back() as session:
        session.execute(delete(NamePart))
        session.execute(delete(SearchEntry).where(SearchEntry.key.in_(keys)))
        actions.index_applications(sample)
        same_keys = list(session.scalars(query))
        written, written_parts = _stored(keys), _parts()
    if (keys, bulk) != (same_keys, written) or not written_parts <= bulk_parts:
        raise AssertionError("the index is not what the product would write")


@contextmanager
def _taken_back() -> Iterator:
    session = db.session()
    session.rollback()
    try:
        yield session
    finally:
        session.rollback()


def _parts() -> set[tuple[str, str]]:
    return {(row.spelling, row.part) for row in db.session.execute(select(NamePart.spelling, NamePart.part))}


def _stored(keys: list[int]) -> list[tuple]:
    columns = "rowid, names, papers, mail, internal, marks" if is_sqlite() else "key, CAST(words AS text)"
    name = "rowid" if is_sqlite() else "key"
    query = f"SELECT {columns} FROM search_words WHERE {name} = :key"  # noqa: S608
    return [tuple(db.session.execute(text(query), {"key": key}).one()) for key in keys]
