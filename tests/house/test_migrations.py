"""Migrations: up, down, up again, and equal to the models, on both engines."""

from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade
from sqlalchemy import inspect, select, text

from ats.openings.models import Opening
from ats.platform import migrations
from ats.platform.clock import utc_now
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


def test_pay_becomes_exact_and_whole_again(empty_app):
    migrations.upgrade(revision="0029")
    _add_opening("one", 17, 20)
    migrations.upgrade()
    assert _pays() == [("one", 17, 20)]
    _add_opening("two", 17.5, 19.1)
    assert [tuple(map(str, each)) for each in _pays()] == [("one", "17", "20"), ("two", "17.50", "19.10")]
    downgrade(revision="0029")
    assert _raw_pays() == [("one", 17, 20), ("two", 17, 20)]
    assert {type(each) for row in _raw_pays() for each in row[1:]} == {int}
    migrations.upgrade()
    assert differences() == []


def _add_opening(reference: str, low: float, high: float) -> None:
    """Add an opening as a plain row, with the columns that have no default in the database."""
    given = {"reference": reference, "program_id": 1, "pay_min": low, "pay_max": high}
    with db.engine.begin() as connection:
        if not connection.exec_driver_sql("SELECT id FROM programs").all():
            _insert_row(connection, "programs", {"id": 1, "slug": "p"})
        _insert_row(connection, "openings", given)


def _insert_row(connection, table: str, given: dict) -> None:
    now = utc_now()
    blanks = {str: "", int: 0, bool: False, datetime: now}
    row = {}
    for column in inspect(connection).get_columns(table):
        if column["name"] in given:
            row[column["name"]] = given[column["name"]]
        elif not column["nullable"] and column["name"] != "id" and column["default"] is None:
            row[column["name"]] = blanks[column["type"].python_type]
    names = ", ".join(row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(row)})"), row)


def _raw_pays() -> list[tuple]:
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT reference, pay_min, pay_max FROM openings ORDER BY reference"
        )
        return [tuple(row) for row in rows]


def _pays() -> list[tuple]:
    with db.engine.connect() as connection:
        columns = (Opening.reference, Opening.pay_min, Opening.pay_max)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(Opening.reference))]


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
