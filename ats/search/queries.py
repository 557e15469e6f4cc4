"""Searching: the newest first, no more read than is shown, stopped when it takes too long."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import current_app
from sqlalchemy import ColumnElement, func, select

from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.candidates.models import Candidate
from ats.openings.models import Opening, Stage
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.platform.errors import Invalid
from ats.search import filters, spelling
from ats.search.engines import engine
from ats.search.fields import FIELDS, INTERNAL
from ats.search.matching import Match
from ats.search.models import SearchEntry
from ats.search.query_language import Query, open_last_word, parse
from ats.search.snippets import Snippet, cut
from ats.search.sources import list_texts

PAGE_SIZE = 25
COUNT_LIMIT = 1000
SECONDS = 2.0
# So few applications that fit the filters are asked one by one whether their words fit too.
_FEW = 2000
_FIRST_CHUNK, _LARGEST_CHUNK = 100, 10_000
_COUNTING_SECONDS = 0.03
_STOPPED = (
    "The search was stopped after two seconds: add another word, or a filter such as opening: or after:."
)


class SearchStopped(Invalid):
    """The search was stopped after two seconds. Add another word or a filter before you choose all that match."""


@dataclass(frozen=True)
class Hit:
    """One application that was found, and where."""

    application_id: int
    key: int
    public_id: str
    reference: str
    status: str
    received_at: datetime
    candidate: str
    candidate_id: int
    opening: str
    opening_reference: str
    stage: str
    stage_kind: str
    snippets: list[Snippet] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """One page of hits; ``total`` is exact unless ``is_more``; ``also`` says which other words were looked for."""

    query: Query
    hits: list[Hit]
    total: int
    is_more: bool
    next_key: int | None
    problems: tuple[str, ...]
    also: tuple[str, ...]
    is_stopped: bool = False


def find(
    user: User,
    text: str,
    *,
    before_key: int | None = None,
    size: int = PAGE_SIZE,
    is_typing: bool = False,
    narrowed: Sequence[ColumnElement[bool]] = (),
) -> Found:
    """Search what a user may see; never raises for what was typed.

    ``narrowed``: conditions on applications beside the filters of the query.
    """
    query = parse(text)
    if is_typing:
        query = open_last_word(query, text)
    conditions, problems = filters.conditions(query.filters, current_app.config["ZONE"], user)
    notes = query.problems + tuple(problems)
    if not (query.wanted or conditions):
        return Found(query, [], 0, False, None, notes, ())
    match, also = spelling.widen(query, readable_fields(user), is_typing=is_typing)
    search = Search(user, match, [*conditions, *narrowed], before_key)
    try:
        with engine().time_limit(SECONDS):
            keys, total, is_more = search.run(size)
            hits = list_hits(keys[:size])
    except engine().TooSlow:
        return Found(query, [], 0, False, None, (*notes, _STOPPED), also, is_stopped=True)
    _show_why(hits, match)
    if total <= size and before_key is None:
        hits.sort(key=lambda hit: not any(each.kind == "name" for each in hit.snippets))
    next_key = keys[size - 1] if len(keys) > size else None
    return Found(query, hits, total, is_more, next_key, notes, also)


def count(user: User, text: str, narrowed: Sequence[ColumnElement[bool]] = ()) -> tuple[int, bool] | None:
    """Return how many fit a query and whether there are more; None for a query that says nothing or takes too long."""
    query = parse(text)
    conditions, _ = filters.conditions(query.filters, current_app.config["ZONE"], user)
    if not (query.wanted or conditions):
        return None
    match, _ = spelling.widen(query, readable_fields(user), is_typing=False)
    try:
        with engine().time_limit(SECONDS):
            _, total, is_more = Search(user, match, [*conditions, *narrowed], None).run(PAGE_SIZE)
    except engine().TooSlow:
        return None
    return total, is_more


def list_matching(
    user: User, text: str, most: int, narrowed: Sequence[ColumnElement[bool]] = ()
) -> list[int]:
    """Return the ids of the applications that fit a query, the newest first, up to one more than ``most``.

    Raises SearchStopped after two seconds.
    """
    query = parse(text)
    conditions, _ = filters.conditions(query.filters, current_app.config["ZONE"], user)
    if not (query.wanted or conditions):
        return []
    match, _ = spelling.widen(query, readable_fields(user), is_typing=False)
    search = Search(user, match, [*conditions, *narrowed], None, limit=most)
    try:
        with engine().time_limit(SECONDS):
            keys, _, _ = search.run(most + 1)
            ids = select(SearchEntry.application_id, SearchEntry.key)
            found = [
                row
                for start in range(0, len(keys), _FIRST_CHUNK * 50)
                for row in db.session.execute(
                    ids.where(SearchEntry.key.in_(keys[start : start + _FIRST_CHUNK * 50]))
                )
            ]
    except engine().TooSlow:
        raise SearchStopped from None
    return [row.application_id for row in sorted(found, key=lambda row: -row.key)]


def readable_fields(user: User) -> tuple[str, ...]:
    """Return the fields of the index that somebody may search."""
    if user.can(Permission.WRITE_NOTE):
        return FIELDS
    return tuple(name for name in FIELDS if name != INTERNAL)


class _Counting:
    """How long to go on for the sake of the count once a page is full."""

    def __init__(self, size: int):
        self.size, self.until = size, 0.0

    def is_spent(self, found: int) -> bool:
        """Return whether a page is full and the time for counting is over."""
        if found <= self.size:
            return False
        self.until = self.until or time.monotonic() + _COUNTING_SECONDS
        return time.monotonic() > self.until


class Search:
    """One run of a query: which keys fit, newest first."""

    def __init__(
        self, user: User, match: Match, conditions: list, before_key: int | None, *, limit: int = COUNT_LIMIT
    ):
        visible = visible_openings(user)
        self.conditions = list(conditions)
        if visible is not None:
            self.conditions.append(Application.opening_id.in_(visible))
        self.match = match
        self.before_key = before_key
        self.limit = limit

    def run(self, size: int) -> tuple[list[int], int, bool]:
        """Return at least ``size + 1`` keys where there are so many, how many there are, and whether there are more."""
        if not self.match.groups:
            keys = self._by_filters(self.limit + 1)
            return keys, min(len(keys), self.limit), len(keys) > self.limit
        few = self._by_filters(_FEW + 1) if self.conditions else None
        if few is not None and len(few) <= _FEW:
            return self._probe(few, size)
        return self._walk(size)

    def _probe(self, keys: list[int], size: int) -> tuple[list[int], int, bool]:
        """Ask of applications that fit the filters, the newest first, whether their words fit too."""
        found: list[int] = []
        budget = _Counting(size)
        for start in range(0, len(keys), _FIRST_CHUNK):
            found += self._fitting(keys[start : start + _FIRST_CHUNK])
            if budget.is_spent(len(found)) and start + _FIRST_CHUNK < len(keys):
                return found, len(found), True
        return found, len(found), False

    def _by_filters(self, limit: int) -> list[int]:
        """Return the keys of applications that fit the filters alone."""
        query = (
            select(SearchEntry.key)
            .join(Application, Application.id == SearchEntry.application_id)
            .where(*self.conditions)
            .order_by(SearchEntry.key.desc())
            .limit(limit)
        )
        if self.before_key is not None:
            query = query.where(SearchEntry.key < self.before_key)
        if self.match.unwanted and not self.match.groups:
            query = query.where(engine().misses(self.match, "search_entries.key"))
        return list(db.session.scalars(query))

    def _fitting(self, keys: list[int]) -> list[int]:
        """Return those of some keys whose words fit."""
        if not keys:
            return []
        words = engine()
        query = (
            select(words.key).select_from(words.words).where(words.condition(self.match), words.key.in_(keys))
        )
        return sorted(db.session.scalars(query), reverse=True)

    def _walk(self, size: int) -> tuple[list[int], int, bool]:
        """Walk the index from the newest on until a page is full and, for a while longer, to count."""
        found: list[int] = []
        chunk, last, budget = _FIRST_CHUNK, self.before_key, _Counting(size)
        while len(found) <= self.limit:
            keys = self._next_keys(last, chunk)
            found += self._allowed(keys)
            if len(keys) < chunk:
                return found, len(found), False
            last, chunk = keys[-1], min(chunk * 4, _LARGEST_CHUNK)
            if budget.is_spent(len(found)):
                return found, len(found), True
        return found, self.limit, True

    def _next_keys(self, last: int | None, limit: int) -> list[int]:
        words = engine()
        query = select(words.key).select_from(words.words).where(words.condition(self.match))
        if last is not None:
            query = query.where(words.key < last)
        return list(db.session.scalars(query.order_by(words.key.desc()).limit(limit)))

    def _allowed(self, keys: list[int]) -> list[int]:
        if not self.conditions or not keys:
            return keys
        query = (
            select(SearchEntry.key)
            .join(Application, Application.id == SearchEntry.application_id)
            .where(SearchEntry.key.in_(keys), *self.conditions)
        )
        allowed = set(db.session.scalars(query))
        return [key for key in keys if key in allowed]


def list_hits(keys: list[int]) -> list[Hit]:
    """Return the applications behind some keys of the index, the newest first."""
    query = (
        select(
            SearchEntry.key,
            Application.id.label("application_id"),
            Application.public_id,
            Application.reference,
            Application.status,
            Application.received_at,
            Application.candidate_id,
            Candidate.name.label("candidate"),
            Opening.title.label("opening"),
            Opening.reference.label("opening_reference"),
            Stage.name.label("stage"),
            Stage.kind.label("stage_kind"),
        )
        .join(Application, Application.id == SearchEntry.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Stage, Stage.id == Application.stage_id)
        .where(SearchEntry.key.in_(keys))
        .order_by(SearchEntry.key.desc())
    )
    return [Hit(**row._mapping) for row in db.session.execute(query)]


def _show_why(hits: list[Hit], match: Match) -> None:
    if not (match.groups and hits):
        return
    texts = list_texts([hit.application_id for hit in hits], match.fields)
    for hit in hits:
        hit.snippets.extend(cut(texts.get(hit.application_id, ()), match))


def count_entries() -> int:
    """Return how many applications are in the index."""
    return db.session.scalar(select(func.count()).select_from(SearchEntry)) or 0
