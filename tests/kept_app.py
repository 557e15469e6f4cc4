"""One application for all tests of an engine.

To make one takes longer than most tests do: its addresses are compiled, and each template and statement again that a
test uses. So it is kept, and everything that a test can change of it is put back before the next one: the database,
the folder, the settings, and what the application holds in memory.
"""

import copy
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from ats.accounts import passwords
from ats.app import configure_reader, create_app
from ats.careers import kept_pages, prefilling
from ats.platform import events, mailer, queue
from ats.platform.database import db
from ats.reactions import REACTIONS
from config import Settings
from tests.databases import SQLITE
from tests.page import PageClient

QUEUE = "queue.sqlite3"


def make_settings(folder: Path, **overrides) -> Settings:
    """Return settings for a test: everything in one folder, no mail server."""
    values = {
        "instance_dir": str(folder),
        "secret_key": "a secret key for the tests alone, 0123456789",
        "public_url": "http://jobs.example.com",
        "database_url": f"sqlite:///{folder / SQLITE}",
        "log_level": "WARNING",
        **overrides,
    }
    return Settings.from_environment({}, **values)


def make_app(folder: Path, **overrides) -> Flask:
    """Return an application in testing mode, its database migrated by nobody yet."""
    app = create_app(make_settings(folder, **overrides))
    app.testing = True
    app.test_client_class = PageClient
    app.jinja_env.bytecode_cache = _COMPILED
    return app


class _CompiledTemplates(BytecodeCache):
    """What templates were compiled to, for every application of this process."""

    def __init__(self):
        self._by_key: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._by_key:
            bucket.bytecode_from_string(self._by_key[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._by_key[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _CompiledTemplates()


_CHEAP = PasswordHasher(memory_cost=64, time_cost=1, parallelism=1)
_CHEAP_NOBODY = _CHEAP.hash("what nobody kept")


@contextmanager
def cheap_passwords() -> Iterator[None]:
    """Let a password cost next to nothing in the block; what it really costs has tests of its own."""
    real = passwords._HASHER, passwords._NOBODY
    passwords._HASHER, passwords._NOBODY = _CHEAP, _CHEAP_NOBODY
    try:
        yield
    finally:
        passwords._HASHER, passwords._NOBODY = real


def folder_of(app: Flask) -> Path:
    """Return where an application keeps its files."""
    return Path(app.extensions["ats_settings"].instance_dir)


class KeptApp:
    """An application on a database of the tests."""

    def __init__(self, folder: Path, database):
        self.folder, self.database = folder, database
        self.app = make_app(folder, database_url=database.url)
        # To make all folders of the store with the first one, and remove them again, takes longer than most tests do.
        self.app.extensions["ats_storage"].make_folder = partial(
            Path.mkdir, mode=0o700, parents=True, exist_ok=True
        )
        self._settings = self.app.extensions["ats_settings"]
        # To make the queue and its file anew would take as long as to put back the database.
        self._empty_queue, self._jobs = (folder / QUEUE).read_bytes(), dict(self.app.extensions["ats_jobs"])
        self._made: dict[str, object] = {}
        self.app.extensions["kept_app"] = self
        held = (
            self.app.config,
            self.app.extensions,
            self.app.view_functions,
            self.app.jinja_env.globals,
            self.app.jinja_env.filters,
        )
        self._held = [(each, dict(each)) for each in held]

    @contextmanager
    def opened(self) -> Iterator[Flask]:
        """Give the application as if it had just been made, in an application context."""
        with cheap_passwords(), self.app.app_context():
            self._put_back()
            try:
                yield self.app
            finally:
                self._let_go()

    def _put_back(self) -> None:
        queue.close()
        self._empty_folder()
        self.database.put_back()
        for each, before in self._held:
            each.clear()
            each.update(before)
        self._make_again()

    def _empty_folder(self) -> None:
        self.folder.mkdir(exist_ok=True, mode=0o700)
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def _make_again(self) -> None:
        """Make what holds a state of its own, or what another application of this process may have set anew."""
        app, settings = self.app, self._settings
        configure_reader(settings)
        mailer.init_app(app, smtp_url=settings.smtp_url, mail_from=settings.mail_from)
        events.init_app(app, REACTIONS)
        app.extensions["ats_jobs"] = dict(self._jobs)
        (self.folder / QUEUE).write_bytes(self._empty_queue)
        kept_pages.init_app(app)
        prefilling.init_app(app)
        for limiter in app.extensions["limiter"]:
            limiter.reset()

    def once(self, make: Callable[[], Any]) -> Any:
        """Do a piece of work the first time, and put back its files and rows from then on; return what it returned."""
        name = f"{make.__module__}.{make.__qualname__}"
        aside = self.folder.with_name(f"{self.folder.name}-{name}")
        if name in self._made:
            self._let_go()
            self._empty_folder()
            shutil.copytree(aside, self.folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
            self.database.put_back(name)
        else:
            made = make()
            self._let_go()
            shutil.copytree(self.folder, aside, copy_function=shutil.copyfile)
            self.database.put_aside(name)
            self._made[name] = made
        return copy.deepcopy(self._made[name])

    def _let_go(self) -> None:
        queue.close()
        db.session.remove()
        # To connect anew costs nothing on SQLite alone.
        if db.engine.dialect.name == "sqlite" or db.engine.pool.checkedout():
            db.engine.dispose()

    def drop(self) -> None:
        """Let go of the database for good."""
        with self.app.app_context():
            db.engine.dispose()
        self.database.drop()
