"""The words that somebody may mean who has typed two or three letters of one.

So many words begin with two letters that no engine can look for all of them in a million texts while somebody types.
Looked for are those that begin so in the newest applications, the most frequent of them first, and the skills of the
list; from the fourth letter on the engine looks for any word.
"""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from ats.accounts.models import User
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.search.engines import engine
from ats.search.fields import mark_of_opening
from ats.search.filters import Narrowing
from ats.search.matching import Match
from ats.search.models import SearchEntry
from ats.search.sources import BOUNDARY
from ats.search.walking import Search
from ats.vocabulary.folding import tokens
from ats.vocabulary.skills import list_skills

# How many of the newest applications are looked into, and how many of their words are looked for.
NEWEST = 200
MOST = 60
# Texts may be of megabytes: no more are looked into once this has taken so long, which is asked after each chunk.
SECONDS, CHUNK = 0.2, 100
_LONGEST = 40
# So few openings are looked for by their marks in the index.
_MOST_OPENINGS = 400


@dataclass(frozen=True)
class Beginnings:
    """Words that begin with some letters, the most frequent first; ``is_all``: the index holds no others."""

    words: tuple[str, ...]
    is_all: bool


def list_beginnings(user: User, start: str, fields: tuple[str, ...], seconds: float) -> Beginnings:
    """Return the words that begin so in some fields of what a user may see, as far as they are looked for.

    Raises the engine's TooSlow after some seconds.
    """
    until = time.monotonic() + SECONDS
    keys = _newest_keys(user, seconds)
    is_all, counts = len(keys) <= NEWEST, Counter()
    for first in range(0, len(keys), CHUNK):
        if first and time.monotonic() > until:
            is_all = False
            break
        counts.update(engine().count_beginnings(keys[first : min(first + CHUNK, NEWEST)], start, fields))
    del counts[BOUNDARY]
    found = sorted((word for word in counts if len(word) <= _LONGEST), key=lambda word: (-counts[word], word))
    is_all = is_all and len(found) == len(counts) <= MOST
    return Beginnings(tuple(dict.fromkeys([*found[:MOST], *_skills_beginning(start)])), is_all)


def _newest_keys(user: User, seconds: float) -> list[int]:
    """Return the keys of the newest applications that a user may see, one more than are looked into."""
    visible = visible_openings(user)
    if visible is None:
        query = select(SearchEntry.key).order_by(SearchEntry.key.desc())
        return list(db.session.scalars(query.limit(NEWEST + 1)))
    openings = sorted(db.session.scalars(visible))
    if 0 < len(openings) <= _MOST_OPENINGS:
        marks = tuple(mark_of_opening(each) for each in openings)
        return engine().Walk(Match((), (), (), marks)).next_keys(NEWEST + 1)
    keys, _total, _is_more = Search(user, Match((), (), ()), Narrowing(), None, seconds, limit=NEWEST).run(
        NEWEST
    )
    return keys[: NEWEST + 1]


def _skills_beginning(start: str) -> Iterable[str]:
    return (word for word in _skill_words() if word.startswith(start))


@cache
def _skill_words() -> tuple[str, ...]:
    """Return the names of skills that are one word, in the order of the list."""
    written = (tokens(name) for skill in list_skills() for name in (skill.name, *skill.others))
    return tuple(dict.fromkeys(words[0] for words in written if len(words) == 1))
