"""The measured questions, each with the bare statement of the engine beside, in processor time.

On PostgreSQL that is of this process and of the server's that answers it; where that runs on another machine, the clock
is on the wall.
"""

import itertools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy import func, select

from ats.accounts.models import User
from ats.applications.models import Application
from ats.matching.queries import list_of_person
from ats.openings.models import Opening
from ats.openings.queries import list_stages
from ats.platform.database import db, is_sqlite
from ats.search.engines import engine
from ats.search.filters import narrow
from ats.search.matching import Choice, Match
from ats.search.queries import find, readable_fields
from ats.search.query_language import parse
from ats.workspace.list_filter import Asked
from ats.workspace.queries import application, attention, board, listing
from ats.workspace.saved_views.tabs import list_tabs
from benchmarks.application_rows import shift_of
from benchmarks.figures import percentile, ratio
from benchmarks.generator import RECRUITER, SEED
from benchmarks.texts import LAST_NAMES, Prose

REPEATS = 20
_THIS_MACHINE = (None, "localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Result:
    """What one kind of question took, in ms.

    ``bare``: the engine's statement alone; ``found``: how many hits the last one had.
    """

    name: str
    p50: float
    p95: float
    bare: float | None
    found: str
    aim: float

    @property
    def of_bare(self) -> float | None:
        """How many times the bare statement it took."""
        return ratio(self.p50, self.bare)


@contextmanager
def _timed(into: list[float]) -> Iterator[None]:
    clock = time.process_time if is_sqlite() else _clock_with_server()
    begin = clock()
    yield
    into.append((clock() - begin) * 1000)


def _clock_with_server() -> Callable[[], float]:
    pid = db.session.scalar(select(func.pg_backend_pid()))
    scheduled = Path(f"/proc/{pid}/schedstat")
    if db.engine.url.host not in _THIS_MACHINE or not scheduled.exists():
        return time.perf_counter
    # The first number: nanoseconds on a processor (Linux documentation, scheduler/sched-stats).
    return lambda: time.process_time() + int(scheduled.read_text().split()[0]) / 1e9


class Question(NamedTuple):
    """A kind of question: its p95 in ms that is aimed at, how one is made, and whether it is still being typed."""

    aim: float
    make: Callable[[random.Random], str]
    is_typing: bool = False


def questions(size: int, openings: list[str]) -> dict[str, Question]:
    """Return the kinds of questions by name."""
    prose = Prose(SEED)
    commons = prose.common_words(40)
    other = [reference for number, reference in enumerate(openings, start=1) if number % 2 == 0]
    return {
        "rare word": Question(50, lambda rng: f"applicant{rng.randrange(size)}"),
        "word in 150 of a million": Question(50, lambda rng: prose.tools(rng, 1)[0]),
        "common word": Question(50, lambda rng: rng.choice(commons)),
        "two common words": Question(50, lambda rng: " ".join(rng.sample(commons, 2))),
        "phrase": Question(50, lambda rng: f'"{prose.phrase(rng)}"'),
        "name with a typing error": Question(50, lambda rng: _misspelled(rng)),
        "common word, an opening": Question(
            50, lambda rng: f"{rng.choice(commons)} opening:{rng.choice(openings)}"
        ),
        "common word, a status": Question(50, lambda rng: f"{rng.choice(commons)} status:hired"),
        "common word, a stage": Question(50, lambda rng: f"{rng.choice(commons)} stage:interview"),
        "common word, a month": Question(
            50, lambda rng: f"{rng.choice(commons)} after:2026-03 before:2026-04"
        ),
        # What is being typed may become any of many words; of four letters the engine looks for all of them.
        "two letters, being typed": Question(500, lambda rng: rng.choice(commons)[:2], is_typing=True),
        "four letters, being typed": Question(500, lambda rng: rng.choice(commons)[:4], is_typing=True),
        "a status alone": Question(50, lambda rng: "status:hired"),
        "a stage alone": Question(50, lambda rng: f"stage:{rng.choice(('applied', 'interview', 'offer'))}"),
        "common words, never a phrase": Question(500, lambda rng: '"and of"'),
        "common word, opening without it": Question(
            500, lambda rng: f"{shift_of(1)} opening:{rng.choice(other)}"
        ),
        "common word, status without any": Question(
            500, lambda rng: f"{rng.choice(commons)} status:withdrawn"
        ),
    }


def _misspelled(rng: random.Random) -> str:
    name = rng.choice(LAST_NAMES)
    at = rng.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1 :]


def measure_search(size: int, only: set[str]) -> list[Result]:
    """Ask each question several times; the first of each kind, which warms up, does not count."""
    user = db.session.scalars(select(User).where(User.email == RECRUITER)).one()
    openings = list(db.session.scalars(select(Opening.reference).order_by(Opening.id)))
    return [
        _measure_one(user, name, question)
        for name, question in questions(size, openings).items()
        if not only or name in only
    ]


def _measure_one(user: User, name: str, question: Question) -> Result:
    rng, times, bare = random.Random(name), [], []
    find(user, question.make(rng), is_typing=question.is_typing)
    for _ in range(REPEATS):
        asked = question.make(rng)
        db.session.rollback()
        with _timed(times):
            found = find(user, asked, is_typing=question.is_typing)
        with _timed(bare):
            _ask_bare(user, f"{asked}*" if question.is_typing else asked)
    said = "stopped" if found.is_stopped else f"{found.total}{'+' if found.is_more else ''}"
    return Result(
        name, percentile(times, 0.5), percentile(times, 0.95), percentile(bare, 0.5), said, question.aim
    )


def _ask_bare(user: User, asked: str) -> None:
    """Let the engine alone find a page of the words, newest first, as if there were no filter; or of filters alone."""
    words, query = engine(), parse(asked)
    if not query.wanted:
        fitting = narrow(query.filters, current_app.config["ZONE"], user).conditions
        newest = select(Application.id).where(*fitting).order_by(Application.received_at.desc())
        db.session.execute(newest.limit(26)).all()
        return
    groups = tuple(tuple(Choice(term) for term in group) for group in query.wanted)
    match = Match(groups, query.unwanted, readable_fields(user))
    try:
        with words.time_limit(2):
            statement = select(words.key).select_from(words.words).where(words.condition(match))
            db.session.execute(statement.order_by(words.key.desc()).limit(26)).all()
    except words.TooSlow:
        db.session.rollback()


def measure_pages() -> list[Result]:
    """Measure what the list, the counts of the views, a board, an application's page and open pages ask."""
    user = db.session.scalars(select(User).where(User.email == RECRUITER)).one()
    zone, opening = (
        current_app.config["ZONE"],
        db.session.scalars(select(Opening).order_by(Opening.id)).first(),
    )

    def views() -> None:
        current_app.extensions.pop("ats_view_counts", None)
        list_tabs(user, [], zone)

    def a_board() -> None:
        stages = list_stages(opening.id)
        board.read_columns(stages)
        board.list_first_cards(user, stages)

    def a_list(query: str) -> Callable[[], object]:
        return lambda: listing.page_of_list(user, Asked.read_back(query, zone).wanted())

    newest = db.session.scalars(
        select(Application.public_id).order_by(Application.received_at.desc()).limit(REPEATS)
    )
    applications = itertools.cycle(newest.all())

    def an_application() -> None:
        shown = application.get_whole(next(applications))
        application.list_events(shown)
        application.list_others(shown, user, with_tray=True)
        application.list_neighbours(shown, user)
        list_of_person(shown.candidate, user)

    def news() -> None:
        attention.news_of_all(user)
        attention.news_of_opening(user, opening.id)
        attention.news_of_application(user, application.get_whole(next(applications)))

    work = {
        "list": a_list(""),
        "list, longest in their stage": a_list("sort=waiting"),
        "list, active": a_list("status=active"),
        "list, unanswered": a_list("waits=unanswered&sort=waiting"),
        "list, stale": a_list("waits=stale&sort=waiting"),
        "counts of the views": views,
        "board": a_board,
        "an application": an_application,
        "news of all three": news,
    }
    return [_measure_work(name, each) for name, each in work.items()]


def _measure_work(name: str, work: Callable[[], object]) -> Result:
    times: list[float] = []
    for _ in range(REPEATS):
        db.session.rollback()
        with _timed(times):
            work()
    return Result(name, percentile(times[1:], 0.5), percentile(times[1:], 0.95), None, "", 0)
