"""Migrations: up, down, up again, and equal to the models, on both engines."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade
from sqlalchemy import inspect

from ats.platform import migrations
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
    migrations.upgrade()
    assert differences() == []
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    migrations.upgrade()
    assert differences() == []


def test_the_head_that_is_read_from_the_files_is_the_one_of_alembic():
    assert migrations.head() == ScriptDirectory(str(migrations.FOLDER)).get_current_head()


def test_a_database_is_behind_until_it_is_brought_to_the_head(empty_app):
    with db.engine.connect() as connection:
        assert migrations.current(connection) is None
    assert migrations.is_behind()
    migrations.upgrade(revision="0001")
    with db.engine.connect() as connection:
        assert migrations.current(connection) == "0001"
    assert migrations.is_behind()
    migrations.upgrade()
    assert not migrations.is_behind()


def test_sqlite_gives_no_id_again(sqlite_app):
    """Whoever makes a table, or makes one anew, has to say ``sqlite_autoincrement``; events and tokens name ids."""
    with db.engine.connect() as connection:
        told = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    numbered = {table.name for table in Model.metadata.sorted_tables if _is_numbered(table)}
    assert numbered
    assert numbered - {name for name, sql in told if "AUTOINCREMENT" in sql} == set()


def _is_numbered(table) -> bool:
    return [column.name for column in table.primary_key] == ["id"] and not table.c.id.foreign_keys


def _add_templates(*names: str) -> None:
    columns = "public_id, name, is_default"
    with db.engine.begin() as connection:
        for name in names:
            connection.exec_driver_sql(
                f"INSERT INTO stage_templates ({columns}) VALUES ('{name}', '{name}', false)"
            )


def test_an_existing_database_goes_on_after_its_highest_ids(empty_app):
    migrations.upgrade(revision="0028")
    _add_templates("one", "two")
    db.engine.dispose()
    migrations.upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM stage_templates WHERE name = 'two'")
    _add_templates("three")
    with db.engine.connect() as connection:
        ids = connection.exec_driver_sql("SELECT id FROM stage_templates ORDER BY id").scalars().all()
    assert ids == [1, 3]


@pytest.mark.parametrize("table", ["applications", "events", "duplicate_suggestions"])
def test_sqlite_is_told_how_rare_values_are(sqlite_app, table):
    """Whoever changes an index of these tables, or makes a table anew, has to say it again."""
    with db.engine.connect() as connection:
        known = dict(
            connection.exec_driver_sql("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = ?", (table,)).all()
        )
    indexes = {index.name: index for index in Model.metadata.tables[table].indexes if not index.unique}
    assert set(known) == set(indexes)
    for name, alike in known.items():
        assert len(alike.split()) == 1 + len(indexes[name].columns), name
