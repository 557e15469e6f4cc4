"""Reading suggestions: the open ones, those about one person, and those told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from ats.accounts.models import User
from ats.applications.models import Application, is_in_no_tray
from ats.candidates.models import Candidate
from ats.candidates.queries import row_of, select_bound_rows
from ats.matching.models import MatchKey, Suggestion
from ats.matching.rules import NAME, in_words, name_key
from ats.openings.models import Opening, Stage
from ats.openings.queries import visible_openings
from ats.platform.columns import is_storable_id
from ats.platform.database import db
from ats.platform.pagination import Page, cut, decode_cursor

COUNT_LIMIT = 1000
_MOST_OF_ONE = 20


@dataclass(frozen=True)
class Side:
    """One of the two: the person as shown, and the latest application by which the viewer sees them."""

    candidate: Candidate
    public_id: str
    opening: str
    stage: str
    stage_kind: str
    status: str
    received_at: datetime
    count: int


@dataclass(frozen=True)
class Pair:
    """A suggestion with both sides and its reasons as sentences."""

    suggestion: Suggestion
    one: Side
    other: Side
    reasons: list[str]


def select_open() -> Select:
    """Return the query of open suggestions: nobody told the two apart, and they are not merged."""
    return _between_people().where(Suggestion.dismissed_at.is_(None))


def _between_people() -> Select:
    one, other = aliased(Candidate), aliased(Candidate)
    return (
        select(Suggestion)
        .join(one, one.id == Suggestion.one_id)
        .join(other, other.id == Suggestion.other_id)
        .where(or_(one.person_id.is_(None), other.person_id.is_(None), one.person_id != other.person_id))
    )


def count_open() -> int:
    """Return how many suggestions are open, up to one above the limit."""
    limited = select_open().with_only_columns(Suggestion.id).limit(COUNT_LIMIT + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(limited)) or 0


def page_of_suggestions(user: User, *, dismissed: bool, cursor: str | None, size: int = 25) -> Page[Pair]:
    """Return suggestions that a viewer may see, the strongest first, or those told apart, the latest first."""
    key = (Suggestion.id,) if dismissed else (Suggestion.weight, Suggestion.id)
    query = _between_people().where(Suggestion.dismissed_at.is_not(None)) if dismissed else select_open()
    after = decode_cursor(cursor, len(key))
    if after and all(is_storable_id(each) for each in after):
        query = query.where(tuple_(*key) < tuple_(*after))
    query = (
        query.order_by(*(each.desc() for each in key)).limit(size + 1).options(joinedload(Suggestion.user))
    )
    page = cut(list(db.session.scalars(query)), size, lambda row: [getattr(row, each.key) for each in key])
    return Page(_as_pairs(page.rows, user), page.next_cursor)


def select_named(name: str) -> Select:
    """Return the query of the ids of candidates with the same name, whatever its order, case and accents."""
    return select(MatchKey.candidate_id).where(MatchKey.kind == NAME, MatchKey.value == name_key(name))


def list_of_person(candidate: Candidate, user: User) -> list[Pair]:
    """Return the open suggestions about a person, each other person once, the strongest first."""
    statement = _open_of_person(is_merged=candidate.person_id is not None)
    found = list(db.session.scalars(statement, row_of(candidate)))
    return _as_pairs(found, user) if found else []


@cache
def _open_of_person(*, is_merged: bool) -> Select:
    """Return the statement, made once: nearly every page of an application asks it, mostly for nothing."""
    rows = select_bound_rows(is_merged=is_merged)
    query = select_open().where(or_(Suggestion.one_id.in_(rows), Suggestion.other_id.in_(rows)))
    return query.order_by(Suggestion.weight.desc(), Suggestion.id).limit(_MOST_OF_ONE)


def list_reasons(one: Sequence[Candidate], other: Sequence[Candidate]) -> list[str]:
    """Return as sentences what two people, each given by its rows, have in common."""
    ones, others = [each.id for each in one], [each.id for each in other]
    query = select(Suggestion.reasons).where(
        or_(
            Suggestion.one_id.in_(ones) & Suggestion.other_id.in_(others),
            Suggestion.one_id.in_(others) & Suggestion.other_id.in_(ones),
        )
    )
    reasons = [in_words(each) for some in db.session.scalars(query) for each in some]
    return list(dict.fromkeys(reasons))


def _as_pairs(rows: Sequence[Suggestion], user: User) -> list[Pair]:
    """Return suggestions with both sides; several between the same two people are one, with the reasons of all."""
    sides = _sides({each for row in rows for each in (row.one_id, row.other_id)}, user)
    pairs: dict[frozenset[int], Pair] = {}
    for row in rows:
        one, other = sides.get(row.one_id), sides.get(row.other_id)
        if one is None or other is None:
            continue
        people = frozenset(each.candidate.person_id or each.candidate.id for each in (one, other))
        reasons = [in_words(each) for each in row.reasons]
        if people in pairs:
            known = pairs[people].reasons
            known.extend(each for each in reasons if each not in known)
        else:
            pairs[people] = Pair(row, one, other, reasons)
    return list(pairs.values())


def _sides(candidate_ids: set[int], user: User) -> dict[int, Side]:
    rank = func.row_number().over(
        partition_by=Application.candidate_id,
        order_by=(Application.received_at.desc(), Application.id.desc()),
    )
    count = func.count().over(partition_by=Application.candidate_id)
    seen = select(Application.id, rank.label("rank"), count.label("count")).where(
        Application.candidate_id.in_(candidate_ids), is_in_no_tray()
    )
    visible = visible_openings(user)
    if visible is not None:
        seen = seen.where(Application.opening_id.in_(visible))
    seen = seen.subquery()
    query = (
        select(Candidate, Application, Opening.title, Stage, seen.c.count)
        .join(Application, Application.candidate_id == Candidate.id)
        .join(seen, seen.c.id == Application.id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Stage, Stage.id == Application.stage_id)
        .where(seen.c.rank == 1)
    )
    return {
        candidate.id: Side(
            candidate,
            application.public_id,
            title,
            stage.name,
            stage.kind,
            application.status,
            application.received_at,
            number,
        )
        for candidate, application, title, stage, number in db.session.execute(query)
    }
