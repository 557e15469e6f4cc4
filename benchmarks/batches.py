"""What moving 10,000 at once costs, and what others notice of it: pages and writes before, and while it runs.

Alone: ``python -m benchmarks.batches``, with ``--postgresql URL`` on a server. The list, the preview, the start, the
pages and the undo are those that a browser asks for; the worker is the one of ``serve``.
"""

import argparse
import itertools
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from ats.applications.models import Application, Status
from ats.batches.models import Batch, BatchItem
from ats.openings.models import Opening
from ats.platform.database import db
from benchmarks import machine
from benchmarks.client import HttpBrowser, Request, form_request, hidden_fields
from benchmarks.figures import percentile
from benchmarks.installation import Installation
from benchmarks.measuring import sign_in
from benchmarks.server import ROOT, Server, free_port

WANTED, SIZE = 10_000, 12_500
LOOKED_AT = 500
BEFORE_SECONDS, MOST_SECONDS = 15.0, 300.0
MANY = "/dashboard/applications/many"


@dataclass
class Measured:
    """Seconds of each step; seconds of each page and each write, before and meanwhile; what went wrong."""

    steps: dict[str, float] = field(default_factory=dict)
    latencies: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    moved: int = 0
    taken_back: int = 0
    problems: list[str] = field(default_factory=list)


class Others:
    """Colleagues who look at pages and write notes, one after the other, until they are told to stop."""

    def __init__(self, port: int, cookies: dict[str, str], opening: str, applications: Sequence[str]):
        self.browser = HttpBrowser(port, cookies)
        self.opening = opening
        # Another one in each round: the page of one that gets all the notes would grow from step to step.
        self.pages = itertools.cycle(f"/dashboard/applications/{each}" for each in applications)
        self.token = hidden_fields(self.browser.get(next(self.pages)).text)["csrf_token"]

    def requests(self) -> dict[str, Request]:
        """Return what is asked for in one round, by name."""
        page = next(self.pages)
        return {
            "list": Request("GET", "/dashboard/applications?status=active"),
            "board": Request("GET", f"/dashboard/openings/{self.opening}/board"),
            "application": Request("GET", page),
            "note (a write)": form_request(page + "/notes", {"csrf_token": self.token, "text": "Seen."}),
        }

    def work(self, found: dict[tuple[str, str], list[float]], when: str, is_over) -> None:
        """Ask for everything in turn, noting how long each took."""
        while not is_over():
            for name, request in self.requests().items():
                begin = time.perf_counter()
                status = self.browser.send(request).status
                if status not in (200, 303):
                    raise RuntimeError(f"{request.path} answered {status}")
                found.setdefault((when, name), []).append(time.perf_counter() - begin)
                time.sleep(0.02)


def measure(folder: Path, server_url: str = "") -> Measured:
    """Make an installation, move many and take it back."""
    installation = Installation(folder, free_port(), SIZE, server_url=server_url)
    installation.make()
    server = Server.of_system(folder, installation.port, installation.database_url)
    try:
        server.start("/healthz")
        return _measure(installation)
    finally:
        server.stop()
        installation.remove()


def _measure(installation: Installation) -> Measured:
    measured, cookies = Measured(), sign_in(installation.port)
    browser = HttpBrowser(installation.port, cookies)
    others = Others(installation.port, cookies, *installation.ask(_places))
    until = time.perf_counter() + BEFORE_SECONDS
    others.work(measured.latencies, "before", lambda: time.perf_counter() > until)
    token = hidden_fields(browser.get("/dashboard/applications").text)["csrf_token"]
    query = installation.ask(_query_of_enough)
    fields = {"csrf_token": token, "act": "move", "scope": "everything", "query": query}
    path = _timed(measured, "choose all that match", browser, form_request(MANY, fields)).headers["location"]
    seen = {"csrf_token": token, "stage": "kind:interview", "seen": "1", "do": "preview"}
    _timed(measured, "choose the stage", browser, form_request(path, seen))
    page = _timed(measured, "preview", browser, Request("GET", path))
    start = form_request(path, {**seen, "seen": hidden_fields(page.text)["seen"], "do": "start"})
    with _meanwhile(others, measured, "move"):
        measured.steps["move, from the click to the last"] = _until_done(browser, start, installation, path)
    undo = form_request(path + "/undo", {"csrf_token": token})
    with _meanwhile(others, measured, "undo"):
        measured.steps["undo, from the click to the last"] = _until_done(browser, undo, installation, path)
    measured.moved, measured.taken_back = installation.ask(_counts)
    if measured.moved < WANTED or measured.taken_back != measured.moved:
        measured.problems.append(f"{measured.moved} moved, {measured.taken_back} taken back")
    return measured


class _meanwhile:  # noqa: N801 - used as a context manager
    """The others at work for the time of a ``with`` block."""

    def __init__(self, others: Others, measured: Measured, when: str):
        self.over = threading.Event()
        given = (measured.latencies, when, self.over.is_set)
        self.thread = threading.Thread(target=others.work, args=given)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_) -> None:
        self.over.set()
        self.thread.join()


def _timed(measured: Measured, step: str, browser: HttpBrowser, request: Request):
    begin = time.perf_counter()
    answer = browser.send(request)
    measured.steps[step] = time.perf_counter() - begin
    if answer.status not in (200, 303):
        raise RuntimeError(f"{request.path} answered {answer.status}: {answer.text[:500]}")
    return answer


def _until_done(browser: HttpBrowser, request: Request, installation: Installation, path: str) -> float:
    """Begin a batch and wait for its end, asking for the progress as its page does."""
    begin = time.perf_counter()
    here = browser.send(request).headers["location"]
    while time.perf_counter() < begin + MOST_SECONDS:
        if "hx-refresh" in browser.get(here + "/progress").headers:
            return time.perf_counter() - begin
        time.sleep(0.5)
    raise RuntimeError("the batch did not come to its end")


def _places() -> tuple[str, list[str]]:
    in_stage = Application.tray.is_(None)
    opening = db.session.scalar(select(Opening.reference).join(Application).where(in_stage).limit(1))
    query = select(Application.public_id).where(in_stage).order_by(Application.id).limit(LOOKED_AT)
    return opening, list(db.session.scalars(query))


def _query_of_enough() -> str:
    """Return a query of the list that at least as many fit as are wanted, and that all can be moved."""
    fit = (Application.status == Status.ACTIVE, Application.tray.is_(None))
    active = db.session.scalar(select(func.count()).select_from(Application).where(*fit))
    if active < WANTED:
        raise RuntimeError(f"only {active} applications are active")
    return "status=active"


def _counts() -> tuple[int, int]:
    done = select(func.count()).select_from(BatchItem).join(Batch, Batch.id == BatchItem.batch_id)
    done = done.where(BatchItem.state == "done")
    return tuple(db.session.scalar(done.where(Batch.kind == kind)) for kind in ("move", "undo"))


def table(measured: Measured) -> str:
    """Return what was measured, as text."""
    lines = [f"{step:<36}{seconds:8.2f} s" for step, seconds in measured.steps.items()]
    lines.append(f"{measured.moved:,} moved, {measured.taken_back:,} taken back")
    names = dict.fromkeys(name for _, name in measured.latencies)
    for name in names:
        p95 = {
            when: percentile(found, 0.95) * 1000
            for (when, of), found in measured.latencies.items()
            if of == name
        }
        shown = ", ".join(f"{when} {ms:.0f} ms ({ms / p95['before']:.2f}x)" for when, ms in p95.items())
        lines.append(f"p95 of {name}: {shown}")
    return "\n".join([*lines, *measured.problems])


def main() -> int:
    """Measure and print; return 1 when not all were moved and taken back."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batches", description="Move many at once.")
    parser.add_argument("--postgresql", default="", help="URL of a server, in place of SQLite")
    options = parser.parse_args()
    parent = ROOT / "instance"
    parent.mkdir(exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix="benchmark-batches-", dir=parent))
    print(f"Load average before: {machine.load_average()}", flush=True)
    try:
        measured = measure(folder / "batches", options.postgresql)
    finally:
        shutil.rmtree(folder)
    print(table(measured))
    print(f"Load average after: {machine.load_average()}")
    return int(bool(measured.problems))


if __name__ == "__main__":
    sys.exit(main())
