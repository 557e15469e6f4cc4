"""What every test may ask for: an application on either engine, clients, the cast."""

import gc
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import event

from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.migrations import upgrade
from ats.platform.outbox import OutboxRow
from tests.cast import Cast, make_cast
from tests.databases import PostgresqlDatabase, SqliteDatabase
from tests.kept_app import KeptApp, cheap_passwords, make_app
from tests.page import PageClient

# For the models of what people do: hundreds of histories instead of a dozen.
settings.register_profile("thorough", settings.get_profile("default"))

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def pytest_configure(config) -> None:
    """Keep the tests' folders in memory where that is possible: waiting for a disk proves nothing here."""
    memory = Path("/dev/shm")
    if config.option.basetemp is None and not hasattr(config, "workerinput") and os.access(memory, os.W_OK):
        config.option.basetemp = str(memory / f"ats-tests-{os.getpid()}")
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))


def pytest_collection_finish() -> None:
    """Leave what is there by now out of every later look for garbage, and look seldom: a test leaves little of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    """A folder with a migrated SQLite database with the cast in it."""
    folder = tmp_path_factory.mktemp("sqlite-template")
    _fill(make_app(folder))
    return folder


@pytest.fixture(scope="session")
def postgresql_template(tmp_path_factory):
    """The name of a migrated PostgreSQL database with the cast in it."""
    database = PostgresqlDatabase()
    _fill(make_app(tmp_path_factory.mktemp("postgresql-template"), database_url=database.url))
    yield database.name
    database.drop()


def _fill(app) -> None:
    with app.app_context(), cheap_passwords():
        upgrade()
        make_cast()
        # Else each test that does its own work would do this first.
        queue.run_until_empty()
        with transaction() as session:
            session.execute(OutboxRow.__table__.delete())
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def _kept_sqlite_app(sqlite_template, tmp_path_factory) -> KeptApp:
    folder = tmp_path_factory.mktemp("sqlite")
    return KeptApp(folder, SqliteDatabase(sqlite_template, folder))


@pytest.fixture(scope="session")
def _kept_postgresql_app(postgresql_template, tmp_path_factory):
    kept = KeptApp(tmp_path_factory.mktemp("postgresql"), PostgresqlDatabase(postgresql_template))
    yield kept
    kept.drop()


@contextmanager
def open_app(request, engine: str, folder: Path):
    """Give one more application, in an empty folder and on a database of its own."""
    template = request.getfixturevalue(f"{engine}_template")
    is_sqlite = engine == "sqlite"
    kept = KeptApp(folder, SqliteDatabase(template, folder) if is_sqlite else PostgresqlDatabase(template))
    with kept.opened() as app:
        yield app
    kept.drop()


@pytest.fixture(params=ENGINES)
def app(request):
    """An application in an application context, with the cast in its database, as if nobody had used it before."""
    with request.getfixturevalue(f"_kept_{request.param}_app").opened() as app:
        yield app


@pytest.fixture
def sqlite_app(_kept_sqlite_app):
    """The same on SQLite only, for what does not depend on the engine.

    That is a test which neither sends the other engine a statement that no other test sends it, nor is about order,
    case, odd values, locks or losing a race, where the same statement may be answered differently.
    """
    with _kept_sqlite_app.opened() as app:
        yield app


@pytest.fixture
def cast(request) -> Cast:
    """The people and openings that every test knows, by name."""
    request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    return Cast()


@pytest.fixture
def once(request):
    """Return a function that does a fixture's work once for each engine: from then on what came of it is put back.

    The work is a function without arguments, known by its name, that reads and writes rows and files alone.
    """
    app = request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    return app.extensions["kept_app"].once


@pytest.fixture
def client(request) -> PageClient:
    """A browser that nobody has signed in with."""
    return request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app").test_client()


@pytest.fixture
def sign_in(request):
    """Return a function that gives the browser of a member of the cast: ``sign_in("recruiter")``."""
    app = request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")

    def open_browser(role: str) -> PageClient:
        return app.test_client().sign_in_as(f"{role}@example.com")

    return open_browser


@pytest.fixture
def statements():
    """Return a context manager that lists the statements sent meanwhile, BEGIN aside."""

    @contextmanager
    def listen():
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_):
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(" ".join(statement.split()))

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return listen
