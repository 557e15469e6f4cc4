"""Finding people's names with a typing error in them, through a table of their distinct parts.

Symmetric delete: two words that one letter more, less, other or swapped parts have a spelling in common when each may
leave out one letter.
"""

from collections.abc import Iterable

from rapidfuzz.distance import OSA
from sqlalchemy import delete, select

from ats.accounts.models import User
from ats.openings.queries import visible_openings
from ats.platform.database import db, is_sqlite
from ats.search.engines import engine
from ats.search.fields import NAMES
from ats.search.filters import Narrowing
from ats.search.matching import Choice, Match
from ats.search.models import NamePart
from ats.search.query_language import Term
from ats.search.walking import Search
from ats.vocabulary.folding import tokens

SHORTEST = 4
LONGEST = 40
# Of the names that everybody has. Whoever sees some openings alone is given all of them, so that names of people whom
# they may not see do not take the places of others.
_MOST, _MOST_READ = 8, 200
_BEGINNINGS, _ALL_BEGINNINGS = 40, 2000


def spellings(word: str) -> set[str]:
    """Return a word and each form of it with one letter left out."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def learn(names: Iterable[str]) -> None:
    """Add the parts of names that are not known yet, in the current transaction."""
    parts = {part for name in names for part in tokens(name) if 1 < len(part) <= LONGEST}
    known = set(db.session.scalars(select(NamePart.part).where(NamePart.part.in_(parts)).distinct()))
    rows = [
        {"spelling": spelling, "part": part}
        for part in sorted(parts - known)
        for spelling in sorted(spellings(part) if len(part) >= SHORTEST else {part})
    ]
    if rows:
        db.session.execute(_insert_new(), rows)


def _insert_new():
    if is_sqlite():
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert
    return insert(NamePart).on_conflict_do_nothing()


def find_near(user: User, word: str, seconds: float) -> list[str]:
    """Return the parts of known names that are one typing error away; none for a part that somebody has.

    Somebody whom the user may see, that is: what they are given must not depend on people they may not know of. Raises
    the engine's TooSlow after some seconds.
    """
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    sees_all = visible_openings(user) is None
    query = select(NamePart.part).where(engine().among(NamePart.spelling, spellings(word))).distinct()
    parts = set(db.session.scalars(query.limit(_MOST_READ) if sees_all else query))
    if word in parts and (sees_all or _is_seen(user, word, seconds)):
        return []
    near = sorted(part for part in parts if OSA.distance(word, part) == 1)
    return near[:_MOST] if sees_all else near


def _is_seen(user: User, part: str, seconds: float) -> bool:
    """Return whether somebody with this part of a name applied to an opening that the user may see."""
    match = Match(((Choice(Term((part,), part)),),), (), (NAMES,))
    found, _total, _is_more = Search(user, match, Narrowing(), None, seconds, limit=0).run(0)
    return bool(found)


def find_beginning(user: User, start: str) -> list[str]:
    """Return parts of known names that begin so, in the order of the alphabet."""
    most = _BEGINNINGS if visible_openings(user) is None else _ALL_BEGINNINGS
    query = (
        select(NamePart.part)
        .where(
            NamePart.part >= start, NamePart.part < start + "\U0010ffff", NamePart.spelling == NamePart.part
        )
        .order_by(NamePart.part)
        .limit(most)
    )
    return list(db.session.scalars(query))


def forget(names: Iterable[str], still_used) -> None:
    """Take out the parts of names of which ``still_used(part)`` says that nobody else has them."""
    parts = {part for name in names for part in tokens(name)}
    gone = [part for part in sorted(parts) if not still_used(part)]
    if gone:
        db.session.execute(delete(NamePart).where(NamePart.part.in_(gone)))
