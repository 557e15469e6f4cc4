"""Making the index again while people search in it: entry by entry, then what is there too much."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from ats.applications.models import Application
from ats.platform.database import db, transaction
from ats.search import actions
from ats.search.engines import engine
from ats.search.models import SearchEntry

CHUNK = 50


@dataclass(frozen=True)
class Progress:
    """How far a rebuild is: applications looked at of all, and how many of them were put right."""

    done: int
    total: int
    changed: int


@dataclass(frozen=True)
class Comparison:
    """What the index should hold and holds; ``missing`` and ``stray`` are counts of applications."""

    applications: int
    missing: int
    stray: int
    without_words: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing and nothing is there too much."""
        return not (self.missing or self.stray or self.without_words)


def rebuild(*, from_scratch: bool = False) -> Iterator[Progress]:
    """Go through every application and put its entry right; yields after each chunk, each in its own transaction."""
    total = db.session.scalar(select(func.count()).select_from(Application)) or 0
    done = changed = last = 0
    while ids := _next_ids(last):
        with transaction():
            if from_scratch:
                actions.forget_digests(ids)
            changed += actions.index_applications(ids)
        last, done = ids[-1], done + len(ids)
        yield Progress(done, total, changed)


def _next_ids(after_id: int) -> list[int]:
    query = select(Application.id).where(Application.id > after_id).order_by(Application.id).limit(CHUNK)
    return list(db.session.scalars(query))


def compare() -> Comparison:
    """Compare the index with the applications that belong into it."""
    words = engine()
    listed = Application.tray.is_(None)
    total = db.session.scalar(select(func.count()).select_from(Application).where(listed)) or 0
    missing = db.session.scalar(
        select(func.count())
        .select_from(Application)
        .outerjoin(SearchEntry, SearchEntry.application_id == Application.id)
        .where(listed, SearchEntry.key.is_(None))
    )
    stray = db.session.scalar(
        select(func.count())
        .select_from(SearchEntry)
        .join(Application, Application.id == SearchEntry.application_id)
        .where(Application.tray.is_not(None))
    )
    entries = db.session.scalar(select(func.count()).select_from(SearchEntry)) or 0
    indexed = db.session.scalar(select(func.count()).select_from(words.words)) or 0
    return Comparison(total, missing or 0, stray or 0, abs(entries - indexed))
