"""The demo, in an application from which the tests' own cast was taken out first."""

import dataclasses
from pathlib import Path

import pytest

from ats.demo import making
from ats.demo.content import read_content
from ats.demo.making import DemoMade, make_demo
from ats.operations.backup import restore_backup, write_backup
from ats.platform.database import db, transaction
from tests.conftest import open_app
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
def few(monkeypatch):
    """Let the demo be made with every eighth of its people, for what does not depend on how many there are."""
    _make_with_few(monkeypatch)


def _make_with_few(monkeypatch) -> None:
    content = read_content()
    monkeypatch.setattr(
        making, "read_content", lambda: dataclasses.replace(content, people=content.people[::8])
    )


@pytest.fixture(scope="session")
def made_once(request, tmp_path_factory) -> tuple[Path, DemoMade]:
    """A backup of an installation with the demo in it, and what came of making it; put back for each test."""
    return _make_backup(request, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def few_made_once(request, tmp_path_factory) -> tuple[Path, DemoMade]:
    """The same with few of its people."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        _make_with_few(monkeypatch)
        return _make_backup(request, tmp_path_factory.mktemp("small-demo"))


def _make_backup(request, folder: Path) -> tuple[Path, DemoMade]:
    with open_app(request, "sqlite", folder):
        take_out_cast()
        made = make_demo(settings())
        write_backup(folder / "demo.zip")
    return folder / "demo.zip", made


@pytest.fixture
def demo(made_once, sqlite_app) -> DemoMade:
    """What came of making the demo in an empty SQLite database."""
    restore_backup(made_once[0])
    return made_once[1]


@pytest.fixture
def any_demo(made_once, app) -> DemoMade:
    """The same on either engine."""
    restore_backup(made_once[0])
    return made_once[1]


@pytest.fixture
def small_demo(few_made_once, few, sqlite_app) -> DemoMade:
    """What came of making it with few of its people, and would again."""
    restore_backup(few_made_once[0])
    return few_made_once[1]


@pytest.fixture
def any_small_demo(few_made_once, app) -> DemoMade:
    """The same on either engine."""
    restore_backup(few_made_once[0])
    return few_made_once[1]
