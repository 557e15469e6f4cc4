"""The demo, on an application of either engine from which the tests' own cast was taken out first."""

import pytest

from ats.demo.making import make_demo
from ats.platform.database import db, transaction


@pytest.fixture
def settings(app):
    """The settings of an application whose database is migrated and empty."""
    kept = {"alembic_version"}
    with transaction():
        for table in reversed(db.metadata.sorted_tables):
            if table.name not in kept:
                db.session.execute(table.delete())
    return app.extensions["ats_settings"]


@pytest.fixture
def demo(settings):
    """What came of making the demo in an empty database."""
    return make_demo(settings)
