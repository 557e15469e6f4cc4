"""The data that search is measured with: rows and index are what the product would have written, on every engine."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select, text

from ats.candidates.models import Candidate
from ats.documents.models import Document
from ats.platform.database import db, is_sqlite, transaction
from ats.platform.migrations import upgrade
from ats.search.models import SearchEntry
from benchmarks import generator
from benchmarks.bulk import Loader
from benchmarks.search import indexing
from tests.databases import PostgresqlDatabase
from tests.kept_app import make_app

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
SIZE = 130
INDEX = "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_search_words'"


@contextmanager
def open_empty(engine: str, folder):
    """Give a migrated installation with nothing in it."""
    database = None if engine == "sqlite" else PostgresqlDatabase()
    app = make_app(folder, **({"database_url": database.url} if database else {}))
    with app.app_context():
        upgrade()
        yield
        db.session.remove()
        db.engine.dispose()
    if database:
        database.drop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request, tmp_path):
    with open_empty(request.param, tmp_path):
        yield


def test_rows_are_loaded_as_an_insert_writes_them(empty):
    rows = [
        {"id": each, "public_id": f"{each:026}", "name": name, "phone": "", "created_at": NOW}
        for each, name in ((1, "Ada\tStone\n\\N"), (2, "Åsa \\ 'Möller'"))
    ]
    read = select(*Candidate.__table__.c).order_by(Candidate.id)
    with transaction() as session:
        session.connection().execute(insert(Candidate.__table__), rows)
        inserted = session.execute(read).all()
        session.execute(Candidate.__table__.delete())
        Loader(Candidate.__table__, rows[0]).load(rows)
        assert session.execute(read).all() == inserted


def test_index_written_in_bulk_is_the_products(empty):
    before = None if is_sqlite() else db.session.scalar(text(INDEX))
    generator.fill(SIZE, "a password of the tests", now=NOW)
    said = []
    indexing.write(said.append, indexed_at=NOW)
    assert said == [f"{SIZE} indexed"]
    assert db.session.scalar(select(func.count()).select_from(SearchEntry)) == SIZE
    indexing.check(seed=1)
    if before:
        assert db.session.scalar(text(INDEX)) == before

    _spoil_one_text()
    with pytest.raises(AssertionError, match="not what the product"):
        indexing.check(seed=1)
    with transaction() as session:
        session.execute(SearchEntry.__table__.delete().where(SearchEntry.application_id == 7))
    with pytest.raises(AssertionError, match="not whole"):
        indexing.check(seed=1)


def _spoil_one_text() -> None:
    with transaction() as session:
        document = session.get(Document, 5)
        document.text += " unheard"
