"""Finding people's names with a typing error in them, through a table of their distinct parts.

Symmetric delete: two words that one letter more, less, other or swapped parts have a spelling in common when each may
leave out one letter.
"""

from collections.abc import Iterable

from rapidfuzz.distance import OSA
from sqlalchemy import delete, select

from ats.platform.database import db, is_sqlite
from ats.search.models import NamePart
from ats.vocabulary.folding import tokens

SHORTEST = 4
LONGEST = 40
_MOST = 8
_BEGINNINGS = 40


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


def find_near(word: str) -> list[str]:
    """Return the parts of known names that are one typing error away, the nearest first; none for a known part."""
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    query = select(NamePart.part).where(NamePart.spelling.in_(spellings(word))).distinct().limit(200)
    parts = set(db.session.scalars(query))
    if word in parts:
        return []
    near = sorted((OSA.distance(word, part), part) for part in parts)
    return [part for distance, part in near if distance == 1][:_MOST]


def find_beginning(start: str) -> list[str]:
    """Return parts of known names that begin so, in the order of the alphabet."""
    query = (
        select(NamePart.part)
        .where(
            NamePart.part >= start, NamePart.part < start + "\U0010ffff", NamePart.spelling == NamePart.part
        )
        .order_by(NamePart.part)
        .limit(_BEGINNINGS)
    )
    return list(db.session.scalars(query))


def forget(names: Iterable[str], still_used) -> None:
    """Take out the parts of names of which ``still_used(part)`` says that nobody else has them."""
    parts = {part for name in names for part in tokens(name)}
    gone = [part for part in sorted(parts) if not still_used(part)]
    if gone:
        db.session.execute(delete(NamePart).where(NamePart.part.in_(gone)))
