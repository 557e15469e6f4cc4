"""Reads stored documents again in the background of a running system while somebody asks for pages."""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ats.documents import actions, jobs, queries
from ats.documents.models import Document, ReadingState
from ats.documents.reader import READER_VERSION
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.storage import storage
from benchmarks import catalogue as catalogues
from benchmarks.client import Exchange, HttpBrowser
from benchmarks.figures import percentile
from benchmarks.installation import Installation
from benchmarks.measuring import sign_in
from benchmarks.resumes.accuracy import RECOGNISED, list_entries
from benchmarks.server import Server, free_port
from benchmarks.steps import read_steps

_PAGES = ("list", "board", "candidate")
_QUIET_PAGES = 150
_PAUSE_SECONDS = 0.05  # between two pages of the one who asks
_MEMORY_EVERY = 20  # pages
_LONGEST_SECONDS_A_DOCUMENT = 3


def measure(folder: Path, documents: int, folders: list[Path]) -> dict[str, Any]:
    """Fill an installation in `folder` with so many applications and measure a pass over their documents."""
    port = free_port()
    installation = Installation(folder, port, documents)
    installation.make()
    installation.ask(lambda: _replace_documents(folders))
    known = installation.ask(catalogues.read_catalogue)
    server = Server.of_system(folder, port)
    server.start("/")
    try:
        browser = HttpBrowser(port, sign_in(port))
        exchanges = _pages(known, browser)
        _ask_pages(browser, exchanges, _QUIET_PAGES // 5)
        quiet = _ask_pages(browser, exchanges, _QUIET_PAGES)
        busy = _Pass(installation, server, browser, exchanges)
        busy.run(documents * _LONGEST_SECONDS_A_DOCUMENT)
        return _figures(quiet, busy)
    finally:
        server.stop()


def _replace_documents(folders: list[Path]) -> None:
    """Let every document be one of the sets, without pictures of text, in turn, its pages drawn as by a reading."""
    files = [
        ((folder / entry["file"]).read_bytes(), entry["format"])
        for folder in folders
        for entry in list_entries(folder)
        if entry["format"] not in RECOGNISED
    ]
    stored = [(storage().put(data), len(data), jobs.draw(data, form)) for data, form in files]
    with transaction():
        for place, document in enumerate(db.session.scalars(select(Document).order_by(Document.id))):
            document.sha256, document.size, pictures = stored[place % len(stored)]
            document.reading_state = ReadingState.READ
            actions.note_pictures(document, pictures)


def _pages(known: catalogues.Catalogue, browser: HttpBrowser) -> Iterator[Exchange]:
    steps = [step.exchanges(0, 1, browser) for step in read_steps(known) if step.name in _PAGES]
    return itertools.chain.from_iterable(zip(*map(itertools.cycle, steps), strict=False))


def _ask_pages(browser: HttpBrowser, exchanges: Iterator[Exchange], count: int) -> list[float]:
    """Seconds that each page took; raise ValueError for a wrong one."""
    taken = []
    for exchange in itertools.islice(exchanges, count):
        begin = time.perf_counter()
        answer = browser.send(exchange.request)
        taken.append(time.perf_counter() - begin)
        if wrong := exchange.check(answer):
            raise ValueError(f"{exchange.request.path}: {wrong}")
        time.sleep(_PAUSE_SECONDS)
    return taken


class _Pass:
    """One pass over all documents, with the pages asked for meanwhile and the memory that was seen."""

    def __init__(
        self,
        installation: Installation,
        server: Server,
        browser: HttpBrowser,
        exchanges: Iterator[Exchange],
    ):
        self.installation, self.server = installation, server
        self.browser, self.exchanges = browser, exchanges
        self.taken: list[float] = []
        self.pool_mib, self.seconds, self.done, self.failed, self.state = 0.0, 0.0, 0, 0, ""

    def run(self, longest_seconds: float) -> None:
        """Begin it and ask for pages until it is over."""
        with self.installation.open_app():
            with transaction():
                started = actions.start(READER_VERSION, only_older=False, by=SYSTEM)
            begin, number = time.perf_counter(), started.id
            while time.perf_counter() < begin + longest_seconds and not self._is_over(number):
                self.taken += _ask_pages(self.browser, self.exchanges, _MEMORY_EVERY)
                self._note_memory()
            self.seconds = time.perf_counter() - begin

    def _is_over(self, number: int) -> bool:
        db.session.rollback()
        found = queries.get_reread(number)
        self.done, self.failed, self.state = found.done, found.failed, found.state
        return found.state != "running"

    def _note_memory(self) -> None:
        sizes = self.server.memory()
        self.pool_mib = max(self.pool_mib, sizes["all with readers"] - sizes["web and worker"])


def _figures(quiet: list[float], busy: _Pass) -> dict[str, Any]:
    before, during = (1000 * percentile(taken, 0.95) for taken in (quiet, busy.taken))
    return {
        "documents": busy.done,
        "failed": busy.failed,
        "state": busy.state,
        "seconds": round(busy.seconds, 1),
        "documents_a_second": round(busy.done / busy.seconds, 1),
        "pages": len(busy.taken),
        "p95_ms_quiet": round(before, 1),
        "p95_ms_during": round(during, 1),
        "p95_ratio": round(during / before, 2),
        "pool_mib": round(busy.pool_mib, 1),
    }
