"""The demo, in an application from which the tests' own cast was taken out first."""

import pytest

from ats.demo.making import DemoMade, make_demo
from ats.platform.database import db, transaction
from tests.integration.demo.tables import settings


def take_out_cast() -> None:
    """Remove every row, so that the database is as after the migrations."""
    with transaction():
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())


@pytest.fixture
def empty(sqlite_app):
    """An application on SQLite with nothing in it."""
    take_out_cast()


@pytest.fixture
def any_empty(app):
    """An application on either engine with nothing in it."""
    take_out_cast()


@pytest.fixture
def demo(empty) -> DemoMade:
    """What came of making the demo in an empty SQLite database."""
    return make_demo(settings())


@pytest.fixture
def any_demo(any_empty) -> DemoMade:
    """The same on either engine."""
    return make_demo(settings())
