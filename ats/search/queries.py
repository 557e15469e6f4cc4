"""Searching: the newest first, no more read than is shown, stopped when it takes too long."""

import time
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from flask import current_app
from sqlalchemy import Select, func, select

from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.candidates.models import Candidate
from ats.openings.models import Opening, Stage
from ats.platform.database import db
from ats.platform.errors import Invalid
from ats.search import filters, spelling
from ats.search.engines import engine
from ats.search.fields import FIELDS, INTERNAL, MAIL, NAMES
from ats.search.matching import Match
from ats.search.models import SearchEntry
from ats.search.query_language import Query, is_too_short_to_open, open_last_word, parse
from ats.search.snippets import Snippet, cut
from ats.search.sources import Texts
from ats.search.walking import Search
from ats.vocabulary.folding import tokens

PAGE_SIZE = 25
SECONDS = 2.0
_STOPPED = (
    "The search was stopped after two seconds: add another word, or a filter such as opening: or after:."
)
_NOTHING_LEFT = "Nothing is left to look for."
_BEGUN = (
    "So few letters begin many words: the frequent ones and names were looked for. Type on for the others."
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
    stage_entered_at: datetime
    candidate: str
    candidate_id: int
    opening: str
    opening_reference: str
    stage: str
    stage_kind: str
    answer_within_days: int
    stale_after_days: int
    snippets: list[Snippet] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """One page of hits; ``total`` is exact unless ``is_more``; ``also`` says which other words were looked for.

    ``is_asked``: whether anything was left to look for, once what could not be understood was left out.
    ``is_begun``: what is being typed has too few letters yet to know of all that it may become.
    """

    query: Query
    hits: list[Hit]
    total: int
    is_more: bool
    next_key: int | None
    problems: tuple[str, ...]
    also: tuple[str, ...]
    is_stopped: bool = False
    is_asked: bool = True
    is_begun: bool = False


def find(
    user: User,
    text: str,
    *,
    before_key: int | None = None,
    size: int = PAGE_SIZE,
    is_typing: bool = False,
    beside: filters.Narrowing | None = None,
) -> Found:
    """Search what a user may see; never raises for what was typed.

    ``beside``: what an application has to fulfil beside the filters of the query.
    """
    query = parse(text)
    narrowing = filters.narrow(query.filters, current_app.config["ZONE"], user)
    notes = query.problems + tuple(narrowing.problems)
    if not (query.wanted or narrowing.conditions):
        return Found(query, [], 0, False, None, (*notes, _NOTHING_LEFT), (), is_asked=False)
    narrowing.add(beside)
    run = _Run(user, narrowing, before_key, size)
    try:
        with engine().time_limit(SECONDS):
            if is_typing and (opened := open_last_word(query, text)) != query:
                run.ask(opened, is_typing=True)
            # The last word may be whole already: another name of a skill, or a name with an error in it.
            if not run.keys:
                run.ask(query, is_typing=False)
            hits = list_hits(run.keys[:size])
    except engine().TooSlow:
        return Found(query, [], 0, False, None, (*notes, _STOPPED), run.also.said(set()), is_stopped=True)
    seen = _show_why(hits, run.match)
    if run.total <= size and before_key is None:
        hits.sort(key=lambda hit: not any(each.kind == "name" for each in hit.snippets))
    next_key = run.keys[size - 1] if len(run.keys) > size else None
    if run.begun:
        notes = (*notes, _BEGUN)
    is_begun = run.begun or (is_typing and is_too_short_to_open(query, text))
    also = run.also.said(seen)
    return Found(query, hits, run.total, run.is_more, next_key, notes, also, is_begun=is_begun)


class _Run:
    """What one search found, asked once or, while somebody types, twice. Raises the engine's TooSlow."""

    def __init__(self, user: User, narrowing: filters.Narrowing, before_key: int | None, size: int):
        self._user, self._narrowing, self._before_key, self._size = user, narrowing, before_key, size
        self._until = time.monotonic() + SECONDS
        self.match, self.also = Match((), (), ()), spelling.Also()
        self.keys: list[int] = []
        self.total, self.is_more, self.begun = 0, False, False

    def ask(self, query: Query, *, is_typing: bool) -> None:
        """Look for a query in what is left of the time."""
        seconds = max(self._until - time.monotonic(), 0.0)
        asking = spelling.Asking(self._user, seconds, is_typing)
        self.match, self.also = spelling.widen(query, readable_fields(self._user), asking)
        search = Search(self._user, self.match, self._narrowing, self._before_key, seconds)
        self.keys, self.total, self.is_more = search.run(self._size)
        self.begun |= bool(self.also.begun)


def count(user: User, text: str, beside: filters.Narrowing | None = None) -> tuple[int, bool] | None:
    """Return how many fit a query and whether there are more; None where nothing runs or it takes too long."""
    query = parse(text)
    narrowing = filters.narrow(query.filters, current_app.config["ZONE"], user)
    if not (query.wanted or narrowing.conditions):
        return None
    narrowing.add(beside)
    try:
        with engine().time_limit(SECONDS):
            match, _ = spelling.widen(query, readable_fields(user), spelling.Asking(user, SECONDS))
            _, total, is_more = Search(user, match, narrowing, None, SECONDS).run(PAGE_SIZE)
    except engine().TooSlow:
        return None
    return total, is_more


def list_matching(user: User, text: str, most: int, beside: filters.Narrowing | None = None) -> list[int]:
    """Return the ids of the applications that fit a query, the newest first, up to one more than ``most``.

    Raises SearchStopped after two seconds.
    """
    query = parse(text)
    narrowing = filters.narrow(query.filters, current_app.config["ZONE"], user)
    if not (query.wanted or narrowing.conditions):
        return []
    narrowing.add(beside)
    try:
        with engine().time_limit(SECONDS):
            match, _ = spelling.widen(query, readable_fields(user), spelling.Asking(user, SECONDS))
            keys, _, _ = Search(user, match, narrowing, None, SECONDS, limit=most).run(most + 1)
            ids = select(SearchEntry.application_id).where(engine().among(SearchEntry.key, keys))
            return list(db.session.scalars(ids.order_by(SearchEntry.key.desc())))
    except engine().TooSlow:
        raise SearchStopped from None


def readable_fields(user: User) -> tuple[str, ...]:
    """Return the fields of the index that somebody may search: those of which the page shows them the texts."""
    needed = {INTERNAL: Permission.WRITE_NOTE, MAIL: Permission.DECIDE_APPLICATION}
    return tuple(name for name in FIELDS if name not in needed or user.can(needed[name]))


def list_hits(keys: list[int]) -> list[Hit]:
    """Return the applications behind some keys of the index, the newest first."""
    found = db.session.execute(_select_hits(engine()), {"keys": keys})
    return [Hit(**row._mapping) for row in found]


@cache
def _select_hits(words) -> Select:
    """Return the statement in the form of an engine: each page of hits asks it, and making it took as long."""
    return (
        select(
            SearchEntry.key,
            Application.id.label("application_id"),
            Application.public_id,
            Application.reference,
            Application.status,
            Application.received_at,
            Application.stage_entered_at,
            Application.candidate_id,
            Candidate.name.label("candidate"),
            Opening.title.label("opening"),
            Opening.reference.label("opening_reference"),
            Stage.name.label("stage"),
            Stage.kind.label("stage_kind"),
            Opening.answer_within_days,
            Opening.stale_after_days,
        )
        .join(Application, Application.id == SearchEntry.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Stage, Stage.id == Application.stage_id)
        .where(words.among_asked(SearchEntry.key, "keys"))
        .order_by(SearchEntry.key.desc())
    )


def _show_why(hits: list[Hit], match: Match) -> set[str]:
    """Give hits the pieces of text that matched; return the parts of the names that stand among them."""
    if not (match.groups and hits):
        return set()
    texts = Texts([hit.application_id for hit in hits], match.fields)
    for hit in hits:
        hit.snippets.extend(cut(texts.of(hit.application_id), match))
    found = (text.text for each in texts.first.values() for text in each if text.field == NAMES)
    return {part for text in found for part in tokens(text)}


def count_entries() -> int:
    """Return how many applications are in the index."""
    return db.session.scalar(select(func.count()).select_from(SearchEntry)) or 0
