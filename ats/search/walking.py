"""Walking the index from the newest application on: no more is read than is shown, and a little for the count."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property

from sqlalchemy import ColumnElement, and_, select

from ats.accounts.models import User
from ats.applications.models import Application, is_in_no_tray
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.search.engines import engine
from ats.search.fields import mark_of_opening
from ats.search.filters import Narrowing
from ats.search.matching import Match
from ats.search.models import SearchEntry, key_of

COUNT_LIMIT = 1000
# So few applications that fit the filters are asked one by one whether their words fit too, ...
_FEW = 2000
# ... once so many whose words fit have been read and the page is not full yet.
_PATIENCE = 2000
_FIRST_CHUNK, _LARGEST_CHUNK = 100, 10_000
# A page that is full after less than this is gone on with until then for the sake of the count.
_COUNTING_SECONDS = 0.01
_COUNTING_CHUNKS = (25, 400)
# Beyond so many openings the engine would look for too many marks at once.
_MOST_MARKS = 400
# How far an application's key may stand from its time, because others had taken the keys of that second.
_SLACK = timedelta(hours=1)


class _Counting:
    """How long to go on for the sake of the count once a page is full."""

    def __init__(self, size: int):
        self.size, self.begun = size, time.monotonic()
        self.until = self.begun + _COUNTING_SECONDS

    def is_full(self, found: int) -> bool:
        """Return whether there is more than a page."""
        return found > self.size

    def is_spent(self, found: int) -> bool:
        """Return whether a page is full and the time for counting is over."""
        return self.is_full(found) and time.monotonic() > self.until

    def chunk(self, walked: int) -> int:
        """Return how many may be read in the time that is left, going by those read so far."""
        now = time.monotonic()
        pace = (now - self.begun) / walked
        least, most = _COUNTING_CHUNKS
        return int(min(max((self.until - now) / pace, least), most)) if pace else most


class _Entries:
    """The keys of all entries, the newest first, for whoever asks for filters alone; as an engine's Walk of words."""

    is_at_end = False

    def __init__(self, _match: Match, below: int | None, above: int | None):
        self._below, self._above = below, above

    def next_keys(self, limit: int) -> list[int]:
        """Return so many keys more, or fewer where that is all."""
        query = select(SearchEntry.key).where(*_within(SearchEntry.key, self._below, self._above))
        keys = list(db.session.scalars(query.order_by(SearchEntry.key.desc()).limit(limit)))
        self._below, self.is_at_end = keys[-1] if keys else self._below, len(keys) < limit
        return keys


def _within(key, below: int | None, above: int | None) -> Iterator[ColumnElement[bool]]:
    """Give the conditions that a key lies between bounds, as far as there are any."""
    if below is not None:
        yield key < below
    if above is not None:
        yield key >= above


class Search:
    """One run of a query: which keys fit, newest first. Raises the engine's TooSlow after some seconds.

    The engine watches each statement by itself; this watches all of them together.
    """

    def __init__(
        self,
        user: User,
        match: Match,
        narrowing: Narrowing,
        before_key: int | None,
        seconds: float,
        *,
        limit: int = COUNT_LIMIT,
    ):
        self.deadline, self.limit = time.monotonic() + seconds, limit
        visible = visible_openings(user)
        if visible is not None:
            narrowing.keep_openings(db.session.scalars(visible))
        self.conditions, self.openings = narrowing.conditions, narrowing.openings
        if self.openings is not None and len(self.openings) <= _MOST_MARKS:
            match = replace(match, marks=tuple(mark_of_opening(each) for each in sorted(self.openings)))
        self.match = match
        until = key_of(narrowing.until + _SLACK, 0) if narrowing.until else None
        self.below = min(filter(None, (before_key, until)), default=None)
        self.above = key_of(narrowing.since - _SLACK, 0) if narrowing.since else None

    def run(self, size: int) -> tuple[list[int], int, bool]:
        """Return at least ``size + 1`` keys where there are so many, how many there are, and whether there are more."""
        if self.openings is not None and not self.openings:
            return [], 0, False
        if not self.match.groups:
            few = self._few()
            if few is not None:
                return few[: self.limit + 1], min(len(few), self.limit), len(few) > self.limit
        return self._walk(size)

    def _walk(self, size: int) -> tuple[list[int], int, bool]:
        """Walk the index until a page is full and, for a while longer, to count."""
        found: list[int] = []
        has_words = bool(self.match.groups)
        walk = (engine().Walk if has_words else _Entries)(self.match, self.below, self.above)
        budget, walked = _Counting(size), 0
        chunk = _FIRST_CHUNK if self.conditions else min(size + 1, _LARGEST_CHUNK)
        while len(found) <= self.limit:
            self._check_time()
            keys = walk.next_keys(chunk)
            found += self._allowed(keys)
            if len(keys) < chunk:
                return found, len(found), False
            walked += len(keys)
            if budget.is_spent(len(found)):
                if not self.conditions:
                    found += walk.take_ready(self.limit)
                is_more = len(found) > self.limit or not walk.is_at_end
                return found, min(len(found), self.limit), is_more
            if (
                self.conditions
                and has_words
                and walked - len(keys) < _PATIENCE <= walked
                and not budget.is_full(len(found))
            ):
                few = self._few()
                if few is not None:
                    return self._probe(few, size)
            if budget.is_full(len(found)):
                chunk = budget.chunk(walked)
            else:
                # As many as should bring what is missing, and half as many more.
                needed = 1.5 * (size + 1 - len(found)) * walked / max(len(found), 1)
                chunk = int(min(max(needed, _FIRST_CHUNK), chunk * 4, _LARGEST_CHUNK))
        return found, self.limit, True

    def _probe(self, keys: list[int], size: int) -> tuple[list[int], int, bool]:
        """Ask of applications that fit the filters, the newest first, whether their words fit too."""
        found: list[int] = []
        budget = _Counting(size)
        for start in range(0, len(keys), _FIRST_CHUNK):
            self._check_time()
            found += self._fitting(keys[start : start + _FIRST_CHUNK])
            if budget.is_spent(len(found)) and start + _FIRST_CHUNK < len(keys):
                return found, len(found), True
        return found, len(found), False

    def _check_time(self) -> None:
        if time.monotonic() > self.deadline:
            raise engine().TooSlow

    def _few(self) -> list[int] | None:
        """Return the keys of applications that fit the filters, newest first, or None if they are many.

        Asked for in no order, so that the indexes on applications serve the filters and not the order.
        """
        keys = list(db.session.scalars(self._filtered().limit(_FEW + 1)))
        return sorted(keys, reverse=True) if len(keys) <= _FEW else None

    def _filtered(self):
        query = select(SearchEntry.key).select_from(Application)
        query = query.join(SearchEntry, SearchEntry.application_id == Application.id)
        bounds = _within(SearchEntry.key, self.below, self.above)
        query = query.where(is_in_no_tray(), *bounds, *self.conditions)
        return query.where(*self._misses())

    def _fitting(self, keys: list[int]) -> list[int]:
        """Return those of some keys whose words fit."""
        if not keys:
            return []
        words = engine()
        # That the filters fit is known: the marks would only be looked for again.
        condition = words.condition(replace(self.match, marks=()))
        query = select(words.key).select_from(words.words).where(condition, words.among(words.key, keys))
        return sorted(db.session.scalars(query), reverse=True)

    @cached_property
    def _fits_filters(self) -> ColumnElement[bool]:
        """A question about each entry: joined, SQLite would begin with all applications of a status."""
        about = select(Application.id).where(Application.id == SearchEntry.application_id, *self.conditions)
        return and_(about.exists(), *self._misses())

    def _misses(self) -> Iterator[ColumnElement[bool]]:
        """The engine leaves out what is not wanted by itself, but where nothing else is looked for."""
        if self.match.unwanted and not self.match.groups:
            yield engine().misses(self.match, "search_entries.key")

    def _allowed(self, keys: list[int]) -> list[int]:
        if not self.conditions or not keys:
            return keys
        query = select(SearchEntry.key).where(engine().among(SearchEntry.key, keys), self._fits_filters)
        allowed = set(db.session.scalars(query))
        return [key for key in keys if key in allowed]
