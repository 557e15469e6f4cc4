"""One size measured: cold starts, every step in turn with the floors, statements, memory, nothing lost."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ats.platform.database import db
from benchmarks import catalogue as catalogues
from benchmarks.catalogue import Catalogue
from benchmarks.client import HttpBrowser, Lane, Request, form_request, hidden_fields, run_lanes
from benchmarks.durable import commit_and_fsync
from benchmarks.figures import Batch, Figure, summarise
from benchmarks.generator import RECRUITER
from benchmarks.installation import PASSWORD, Installation
from benchmarks.opening_rows import OPENINGS
from benchmarks.server import Server
from benchmarks.statements import Counted, InnerBrowser, count_statements
from benchmarks.steps import UPLOAD_SIZE, MoveStep, Step, SubmitStep, floor_steps, read_steps

CLIENTS = (1, 8)
REPEATS = 3
WARM_UP = 2
SUBMITS = {1: 24, 8: 48}
DRAIN_SECONDS = 60
COLD_STARTS = 3
DURABLE = "commit and fsync"


@dataclass
class Measured:
    """What one size brought; figures by step and number of clients."""

    size: int
    on_first: int = 0
    load_seconds: float = 0.0
    database_bytes: int = 0
    cold_starts: list[float] = field(default_factory=list)
    figures: dict[str, dict[int, Figure]] = field(default_factory=dict)
    statements: dict[str, Counted] = field(default_factory=dict)
    memory_after: dict[str, float] = field(default_factory=dict)
    memory_peak: dict[str, float] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class Measurement:
    """Measures one installation beside a running floor."""

    def __init__(
        self,
        installation: Installation,
        floor: Server,
        *,
        seconds: float,
        only: set[str],
        say: Callable[[str], None],
    ):
        self.installation, self.floor = installation, floor
        self.seconds, self.only, self.say = seconds, only, say
        self.result = Measured(installation.size)
        self._batches: dict[str, dict[int, list[Batch]]] = {}
        self._cookies: dict[str, str] = {}

    def run(self) -> Measured:
        """Fill the installation, measure everything, and return the figures."""
        self.installation.make()
        self.result.load_seconds = self.installation.load_seconds
        self.result.database_bytes = self.installation.database_bytes()
        known = self.installation.ask(catalogues.read_catalogue)
        self.result.on_first = known.on_first
        self.say(
            f"{known.on_first} applications on the first opening; loaded in {self.result.load_seconds:.1f} s"
        )
        self.server = Server.of_system(
            self.installation.folder, self.installation.port, self.installation.database_url
        )
        self._start()
        try:
            self._cookies = sign_in(self.installation.port)
            self._under_load(known)
        finally:
            self.server.stop()
        self._count_statements(self.installation.ask(catalogues.read_catalogue))
        for name, by_clients in self._batches.items():
            self.result.figures[name] = {clients: summarise(them) for clients, them in by_clients.items()}
        return self.result

    def _start(self) -> None:
        for number in range(COLD_STARTS):
            self.result.cold_starts.append(self.server.start("/"))
            if number + 1 < COLD_STARTS:
                self.server.stop()
        self.say("cold starts: " + ", ".join(f"{seconds:.2f} s" for seconds in self.result.cold_starts))

    def _wanted(self, steps: list[Step]) -> list[Step]:
        return [step for step in steps if not self.only or step.name in self.only]

    def _under_load(self, known: Catalogue) -> None:
        move, moves_before = MoveStep(known.movers), self.installation.ask(catalogues.count_moves)
        steps = self._wanted([*read_steps(known), *([move] if known.movers else [])])
        self._fill_shelves(steps)
        for number in range(REPEATS):
            self.say(f"repeat {number + 1} of {REPEATS}")
            for step in floor_steps():
                self._measure(step, self.floor)
            for step in steps:
                self._measure(step, self.server)
        submit = SubmitStep(known)
        if self._wanted([submit]):
            for _ in range(REPEATS):
                self._submit(submit)
        self.result.memory_after = self.server.memory()
        self._check_nothing_lost(submit, move.done, moves_before)

    def _fill_shelves(self, steps: list[Step]) -> None:
        """Let every web process render its public pages once, as it has after its first minutes of work."""
        public = [step for step in steps if step.is_repeatable and not step.is_signed_in]
        for _ in range(2 * max(CLIENTS)):
            # Which process a connection gets is chance; enough of them reach each.
            browser = HttpBrowser(self.server.port)
            for step in public:
                for exchange in itertools.islice(step.exchanges(0, 1, browser), OPENINGS):
                    browser.send(exchange.request)
            browser.close()

    def _measure(self, step: Step, server: Server) -> None:
        for clients in CLIENTS:
            self._run_once(step, server, clients, count=clients * WARM_UP, seconds=self.seconds)
        self._note_memory()

    def _run_once(self, step: Step, server: Server, clients: int, *, count: int, seconds: float) -> None:
        cookies = self._cookies if step.is_signed_in else {}
        browsers = [HttpBrowser(server.port, cookies) for _ in range(clients)]
        try:
            step.prepare(browsers, count)
            lanes = [Lane(each, step.exchanges(lane, clients, each)) for lane, each in enumerate(browsers)]
            if step.is_warmed_up:
                warm_up(lanes)
            used = server.web_seconds()
            batch = run_lanes(lanes, seconds)
            batch.cpu = server.web_seconds() - used
        except (OSError, ValueError) as error:
            batch = Batch(errors=[f"{step.name}: {error!r}"])
        finally:
            for browser in browsers:
                browser.close()
        self._batches.setdefault(step.name, {}).setdefault(clients, []).append(batch)
        if batch.errors:
            self.say(
                f"  {step.name} with {clients}: {len(batch.errors)} errors, first: {batch.errors[0][:200]}"
            )

    def _submit(self, step: SubmitStep) -> None:
        """Send applications from a quiet machine, and let the worker read them before the next ones."""
        durable = commit_and_fsync(self.installation.folder / f"durable-{time.monotonic_ns()}", UPLOAD_SIZE)
        self._batches.setdefault(DURABLE, {}).setdefault(1, []).append(Batch(durable, sum(durable)))
        for clients, count in SUBMITS.items():
            self._run_once(step, self.server, clients, count=count, seconds=60)
            self._note_memory()
            self._drain()

    def _note_memory(self) -> None:
        for subject, size in self.server.memory().items():
            self.result.memory_peak[subject] = max(self.result.memory_peak.get(subject, 0.0), size)

    def _drain(self) -> None:
        begin = time.perf_counter()
        with self.installation.open_app():
            while catalogues.count_waiting() and time.perf_counter() < begin + DRAIN_SECONDS:
                self._note_memory()
                time.sleep(0.25)
        self.say(f"  background work was done after {time.perf_counter() - begin:.1f} s")

    def _check_nothing_lost(self, submit: SubmitStep, moves: int, moves_before: int) -> None:
        files = self.installation.folder / "files"
        found = self.installation.ask(catalogues.count_sent)
        stored = sum((files / sha256[:2] / sha256).is_file() for sha256 in submit.accepted)
        written = self.installation.ask(catalogues.count_moves) - moves_before
        for what, there, expected in (
            ("applications", found, len(submit.accepted)),
            ("files", stored, len(submit.accepted)),
            ("moves", written, moves),
        ):
            if there != expected:
                self.result.problems.append(f"{expected} {what} were answered as done, {there} are there")
        wrong = self.installation.ask(catalogues.wrong_stage_counts)
        if wrong:
            self.result.problems.append(f"{wrong} stages have a wrong count")

    def _count_statements(self, known: Catalogue) -> None:
        steps = [*read_steps(known), SubmitStep(known)]
        if known.movers:
            steps.append(MoveStep(known.movers))
        app = self.installation.make_app()
        for step in self._wanted(steps):
            browser = InnerBrowser(app, self._cookies if step.is_signed_in else {})
            try:
                self.result.statements[step.name] = count_statements(app, step, browser)
            except ValueError as error:
                self.result.problems.append(f"statements of {step.name}: {error}")
        with app.app_context():
            db.engine.dispose()


def warm_up(lanes: list[Lane]) -> None:
    """Send the first exchanges of every lane; raise ValueError for a wrong answer."""
    for lane in lanes:
        for _ in range(WARM_UP):
            exchange = next(lane.exchanges)
            wrong = exchange.check(lane.browser.send(exchange.request))
            if wrong:
                raise ValueError(f"{exchange.request.path}: {wrong}")


def sign_in(port: int) -> dict[str, str]:
    """Sign the recruiter in as a browser does; return the cookies."""
    browser = HttpBrowser(port)
    fields = hidden_fields(browser.send(Request("GET", "/sign-in")).text)
    answer = browser.send(form_request("/sign-in", fields | {"email": RECRUITER, "password": PASSWORD}))
    browser.close()
    if answer.status != 303:
        raise ValueError(f"signing in was answered with {answer.status}")
    return browser.cookies
