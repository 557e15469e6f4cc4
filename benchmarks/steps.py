"""The measured steps: what each one asks for, and how a right answer is told from a wrong one."""

import hashlib
import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from benchmarks.catalogue import SENDER_DOMAIN, Catalogue, Mover
from benchmarks.client import Answer, Browser, Exchange, Request, file_request, form_request, hidden_fields
from benchmarks.pdf import PdfTemplate

UPLOAD_SIZE = 100_000
# Longer than the fastest person who is not suspected of being a script; see ats.applications.rules.
READING_SECONDS = 3.2
_LINES = [
    f"{place} years of work that was planned, done and written down in good order" for place in range(1, 45)
]


class Step:
    """One kind of request, sent by several lanes at once. Nothing but the exchanges themselves is timed."""

    name: str
    is_signed_in = False
    is_warmed_up = True
    # Whether the same exchange may come again.
    is_repeatable = False

    def prepare(self, browsers: list[Browser], count: int) -> None:
        """Do what comes before ``count`` exchanges."""

    def exchanges(self, lane: int, lanes: int, browser: Browser) -> Iterator[Exchange]:
        """Yield what one of several lanes asks for, without end or until what was prepared is used up."""
        raise NotImplementedError


def page_check(*texts: str, minimum: tuple[str, int] = ("", 0)):
    """Return a check for a page: 200, every text in it, and one text at least so many times."""
    wanted = [text.encode() for text in texts]
    often, times = minimum[0].encode(), minimum[1]

    def check(answer: Answer) -> str:
        if answer.status != 200:
            return f"status {answer.status}"
        missing = next((text for text in wanted if text not in answer.body), None)
        if missing is not None:
            return f"{missing.decode()!r} is not in the body"
        if times and answer.body.count(often) < times:
            return f"{often.decode()!r} is in the body {answer.body.count(often)} times, not {times}"
        return ""

    return check


_MOVED = page_check(" moved to ")


class PageStep(Step):
    """Pages in turn, each with its check."""

    is_repeatable = True

    def __init__(self, name: str, pages: list[tuple[str, object]], *, is_signed_in: bool = False):
        self.name, self.is_signed_in = name, is_signed_in
        self._exchanges = [Exchange(Request("GET", path), check) for path, check in pages]

    def exchanges(self, lane: int, lanes: int, browser: Browser) -> Iterator[Exchange]:
        """Yield the pages round and round; lanes begin at different ones."""
        start = lane * len(self._exchanges) // lanes
        return itertools.cycle(self._exchanges[start:] + self._exchanges[:start])


class MoveStep(Step):
    """Moves to the next stage but the last, in turn, sent as the board's script sends them.

    Each lane has applications of its own, so that none is stale.
    """

    name = "move"
    is_signed_in = True

    def __init__(self, movers: list[Mover]):
        self.movers, self.done, self._tokens = movers, 0, {}
        self._lock = threading.Lock()

    def prepare(self, browsers: list[Browser], count: int) -> None:
        """Let every browser open a page of an application, whose token is good for all others."""
        request = Request("GET", f"/dashboard/applications/{self.movers[0].public_id}")
        pages = (browser.send(request).text for browser in browsers)
        self._tokens = {lane: hidden_fields(page).get("csrf_token", "") for lane, page in enumerate(pages)}

    def exchanges(self, lane: int, lanes: int, browser: Browser) -> Iterator[Exchange]:
        """Yield one move after the other, each from where the one before has led."""
        for mover in itertools.cycle(self.movers[lane::lanes]):
            target = mover.stages[(mover.stages.index(mover.stage) + 1) % len(mover.stages)]
            fields = {"csrf_token": self._tokens[lane], "stage": target, "seen": str(mover.version)}
            request = form_request(f"/dashboard/applications/{mover.public_id}/move", fields)
            check = partial(self._note, mover=mover, target=target)
            yield Exchange(replace(request, is_script=True), check)

    def _note(self, answer: Answer, mover: Mover, target: str) -> str:
        wrong = _MOVED(answer)
        if not wrong:
            mover.version, mover.stage = mover.version + 1, target
            with self._lock:
                self.done += 1
        return wrong


class SubmitStep(Step):
    """Applications with a file of their own each, from forms that were loaded before and read for a while."""

    name = "submit"
    # Every application leaves work behind.
    is_warmed_up = False
    _numbers = itertools.count(1)

    def __init__(self, catalogue: Catalogue):
        self._references = itertools.cycle(reference for reference, _ in catalogue.openings)
        self._pdf = PdfTemplate(_LINES, UPLOAD_SIZE)
        self._prepared: dict[int, list[tuple[Request, str]]] = {}
        self.accepted: list[str] = []

    def prepare(self, browsers: list[Browser], count: int) -> None:
        """Load a form for every exchange, then wait until a person would have filled it in."""
        self._prepared = {lane: [] for lane in range(len(browsers))}
        for place in range(count):
            lane = place % len(browsers)
            self._prepared[lane].append(self._filled_in(browsers[lane]))
        time.sleep(READING_SECONDS)

    def _filled_in(self, browser: Browser) -> tuple[Request, str]:
        path, number = f"/openings/{next(self._references)}/apply", next(self._numbers)
        fields = hidden_fields(browser.send(Request("GET", path)).text) | {
            "name": f"Sent Number{number}",
            "email": f"number{number}@{SENDER_DOMAIN}",
            "phone": f"+1 555 {number:07d}",
            "link": "https://example.com/me",
            "cover_letter": "I would like to work with you.",
            "consent": "y",
        }
        data = self._pdf.copy(number)
        request = file_request(path, fields, "resume", f"resume-{number}.pdf", data)
        return request, hashlib.sha256(data).hexdigest()

    def exchanges(self, lane: int, lanes: int, browser: Browser) -> Iterator[Exchange]:
        """Yield what was prepared for this lane."""
        for request, sha256 in self._prepared.pop(lane):
            yield Exchange(request, partial(self._note, sha256=sha256))

    def _note(self, answer: Answer, sha256: str) -> str:
        if answer.status != 303 or "/thanks/" not in answer.headers.get("location", ""):
            return f"status {answer.status}, to {answer.headers.get('location', 'no other page')}"
        self.accepted.append(sha256)
        return ""


class EmptyFormStep(Step):
    """The floor of a form, with a file of ``size`` bytes or without: its token is checked, that is all."""

    def __init__(self, name: str, size: int = 0):
        self.name, self._size, self._tokens = name, size, {}

    def prepare(self, browsers: list[Browser], count: int) -> None:
        """Get every lane its session and token."""
        self._tokens = {
            lane: browser.send(Request("GET", "/benchmark/token")).text
            for lane, browser in enumerate(browsers)
        }

    def exchanges(self, lane: int, lanes: int, browser: Browser) -> Iterator[Exchange]:
        """Yield the same form again and again."""
        fields, path = {"csrf_token": self._tokens[lane]}, "/benchmark/empty"
        data = PdfTemplate(_LINES, self._size).copy(lane) if self._size else b""
        request = (
            file_request(path, fields, "resume", "resume.pdf", data) if data else form_request(path, fields)
        )
        return itertools.repeat(Exchange(request, page_check("ok")))


def read_steps(catalogue: Catalogue) -> list[Step]:
    """Return the steps that only read, for the system."""
    openings, link = catalogue.openings, "/dashboard/applications/"
    first, title = openings[0]
    pages = [(f"/openings/{reference}", page_check(name)) for reference, name in openings]
    people = [(link + public_id, page_check(name)) for public_id, name in catalogue.candidates]
    steps = [
        # Looking for all hundred titles each time would measure the client rather than the server.
        PageStep("listing", [("/", page_check(openings[0][1], openings[-1][1]))]),
        PageStep("opening", pages),
    ]
    if not people:
        return steps
    board = page_check(title, minimum=(link, min(catalogue.on_first, 100)))
    steps += [
        PageStep("list", [("/dashboard/applications", page_check(catalogue.newest))], is_signed_in=True),
        PageStep("board", [(f"/dashboard/openings/{first}/board", board)], is_signed_in=True),
        PageStep("candidate", people, is_signed_in=True),
    ]
    return steps


def floor_steps() -> list[Step]:
    """Return the steps of the floor."""
    return [
        PageStep("empty view", [("/benchmark/empty", page_check("ok"))]),
        EmptyFormStep("empty form"),
        EmptyFormStep("empty form, 100 kB", UPLOAD_SIZE),
    ]
