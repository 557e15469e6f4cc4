"""Migrations: up, down, up again, and equal to the models, on both engines."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from ats.platform.database import Model, db, is_described
from tests.databases import PostgresqlDatabase
from tests.kept_app import make_app


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_app(request, tmp_path):
    database = PostgresqlDatabase() if request.param == "postgresql" else None
    app = make_app(tmp_path, **({"database_url": database.url} if database else {}))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if database:
        database.drop()


def differences() -> list:
    with db.engine.connect() as connection:
        return compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_described}),
            Model.metadata,
        )


def test_up_down_and_up_again_end_at_the_models(empty_app):
    upgrade()
    assert differences() == []
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    assert differences() == []
