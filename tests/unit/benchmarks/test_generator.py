"""The measured data is the same for the same seed, has its shares, and is what the actions would leave."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from ats.applications.models import Application
from ats.platform.database import db
from benchmarks import application_rows, generator, identifiers, opening_rows
from benchmarks.catalogue import read_catalogue, wrong_stage_counts
from benchmarks.pdf import PdfTemplate
from benchmarks.texts import Prose
from tests.kept_app import make_app

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def rows_of(size: int, start: int, stop: int) -> dict:
    maker = application_rows.Maker(Prose(1), size, now=NOW, seed=1, user_id=1, first_event_id=1)
    return maker.chunk(start, stop)


def test_same_seed_gives_same_rows():
    assert rows_of(1000, 0, 20) == rows_of(1000, 0, 20)
    assert opening_rows.make(Prose(1), now=NOW, seed=1) == opening_rows.make(Prose(1), now=NOW, seed=1)


def test_an_application_does_not_depend_on_where_a_chunk_begins():
    whole, part = rows_of(1000, 0, 20), rows_of(1000, 10, 20)
    assert [row["public_id"] for row in whole[Application][10:]] == [
        row["public_id"] for row in part[Application]
    ]


@pytest.mark.parametrize(("size", "on_first"), [(1000, 10), (10_000, 1000), (100_000, 1000)])
def test_spread_over_openings(size, on_first):
    openings = Counter(application_rows.place_of(number, size)[0] for number in range(size))
    assert len(openings) == opening_rows.OPENINGS
    assert openings[0] == on_first
    assert sum(openings.values()) == size


def test_shares_of_stages_are_exact_in_each_hundred():
    stages = Counter(application_rows.stage_of(place) for place in range(100))
    assert tuple(stages[stage] for stage in range(6)) == application_rows.SHARES


def test_references_do_not_repeat():
    assert len({identifiers.reference("A", number) for number in range(20_000)}) == 20_000


def test_resumes_and_descriptions_are_as_long_as_they_shall_be():
    opening = opening_rows.make(Prose(1), now=NOW, seed=1)[opening_rows.Opening][0]
    assert 1900 < len(opening["description"]) < 2900
    document = rows_of(1000, 0, 1)[application_rows.Document][0]
    assert 2500 < len(document["text"]) < 3600


def test_pdf_has_its_size_and_differs():
    template = PdfTemplate(["One line", "Another line"], 100_000)
    first, second = template.copy(1), template.copy(2)
    assert 99_000 < len(first) == len(second) < 101_000
    assert first != second
    assert first.startswith(b"%PDF-")
    assert first.endswith(b"%%EOF\n")
    # The offset that the file names is where its table of references begins.
    offset = int(first.rpartition(b"startxref\n")[2].split()[0])
    assert first[offset:].startswith(b"xref\n")


def test_filled_database(tmp_path):
    app = make_app(tmp_path)
    with app.app_context():
        db.create_all()
        generator.fill(120, "a password of the tests", now=NOW)
        assert db.session.scalar(select(func.count()).select_from(Application)) == 120
        assert wrong_stage_counts() == 0
        known = read_catalogue()
        assert len(known.openings) == 100
        assert known.on_first == 2
        assert all(mover.stage in mover.stages for mover in known.movers)
        db.session.remove()
        db.engine.dispose()
