"""What every test may ask for: an application on a fresh database of either engine, clients, the cast."""

import os
import shutil
import uuid
from pathlib import Path

import pytest
from flask_migrate import upgrade

from ats.app import create_app
from ats.platform.database import db
from config import Settings
from tests import services
from tests.cast import Cast, make_cast
from tests.page import PageClient

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def pytest_configure(config) -> None:
    """Keep the tests' folders in memory where that is possible: waiting for a disk proves nothing here."""
    memory = Path("/dev/shm")
    if config.option.basetemp is None and not hasattr(config, "workerinput") and os.access(memory, os.W_OK):
        config.option.basetemp = str(memory / f"ats-tests-{os.getpid()}")
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))


def make_settings(folder: Path, **overrides) -> Settings:
    """Return settings for a test: everything in one folder, no mail server."""
    values = {
        "instance_dir": str(folder),
        "secret_key": "a secret key for the tests alone, 0123456789",
        "public_url": "http://jobs.example.com",
        "database_url": f"sqlite:///{folder / 'requisite.sqlite3'}",
        "log_level": "WARNING",
        **overrides,
    }
    return Settings.from_environment({}, **values)


def make_app(folder: Path, **overrides):
    """Return an application in testing mode, its database migrated by nobody yet."""
    app = create_app(make_settings(folder, **overrides))
    app.testing = True
    app.test_client_class = PageClient
    return app


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    """A migrated SQLite database with the cast in it, copied for each test."""
    folder = tmp_path_factory.mktemp("sqlite-template")
    app = make_app(folder)
    with app.app_context():
        upgrade()
        make_cast()
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture(scope="session")
def postgresql_template(tmp_path_factory):
    """A migrated PostgreSQL database with the cast in it, copied for each test by the server."""
    import psycopg

    server = services.postgresql_url()
    name = f"ats_template_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    app = make_app(tmp_path_factory.mktemp("postgresql-template"), database_url=_on_server(server, name))
    with app.app_context():
        upgrade()
        make_cast()
        db.session.remove()
        db.engine.dispose()
    yield name
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(server: str, name: str) -> str:
    return "postgresql+psycopg://" + server.split("://", 1)[1].rsplit("/", 1)[0] + "/" + name


@pytest.fixture(params=ENGINES)
def app(request, tmp_path):
    """An application in an application context, on a database of its own with the cast in it."""
    with open_app(request, request.param, tmp_path) as app:
        yield app


@pytest.fixture
def sqlite_app(request, tmp_path):
    """The same on SQLite only, for what does not depend on the engine."""
    with open_app(request, "sqlite", tmp_path) as app:
        yield app


class open_app:  # noqa: N801 - used as a context manager
    """An application on a copy of an engine's template database, for the time of a ``with`` block."""

    def __init__(self, request, engine: str, folder: Path):
        self.request, self.engine, self.folder = request, engine, folder
        self.database = None

    def __enter__(self):
        overrides = {}
        if self.engine == "sqlite":
            template = self.request.getfixturevalue("sqlite_template")
            for path in template.iterdir():
                if path.name.startswith("requisite.sqlite3"):
                    shutil.copy(path, self.folder / path.name)
        else:
            overrides["database_url"] = self._copy_on_server()
        self.app = make_app(self.folder, **overrides)
        self.context = self.app.app_context()
        self.context.push()
        return self.app

    def _copy_on_server(self) -> str:
        import psycopg

        template = self.request.getfixturevalue("postgresql_template")
        self.database = f"ats_test_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(services.POSTGRESQL, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{self.database}" TEMPLATE "{template}"')
        return _on_server(services.POSTGRESQL, self.database)

    def __exit__(self, *_):
        db.session.remove()
        db.engine.dispose()
        self.context.pop()
        if self.database:
            import psycopg

            with psycopg.connect(services.POSTGRESQL, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')


@pytest.fixture
def cast(request) -> Cast:
    """The people and openings that every test knows, by name."""
    request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    return Cast()


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
