"""What can be done about people who may be known twice: look for them, tell two apart, take that back."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, or_, select, text, update

from ats.candidates.models import Candidate
from ats.candidates.queries import select_rows
from ats.matching.events import SuggestionDismissed, SuggestionReopened
from ats.matching.gathering import gather
from ats.matching.models import MatchKey, Suggestion
from ats.matching.rules import NAME, WEIGHTS, compare, keys_of
from ats.platform.clock import utc_now
from ats.platform.database import db, insert_row, is_sqlite
from ats.platform.events import Actor, publish

# What more people share than this, such as an agency's number or a company's site, says nothing about two of them.
MOST_SHARING = 10
_LOCK = 0x6D61746368


def look_for_duplicates(candidate_ids: Iterable[int]) -> int:
    """Note anew what some candidates are recognised by, and whom they may be one person with; return how many pairs.

    What somebody has told apart stays so. Two look-ups at once wait for each other, or neither saw the other's.
    """
    if not is_sqlite():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    ids = sorted(set(candidate_ids))
    facts = gather(ids)
    db.session.execute(delete(MatchKey).where(MatchKey.candidate_id.in_(ids)))
    rows = [
        {"candidate_id": candidate_id, "kind": kind, "value": value}
        for candidate_id, each in facts.items()
        for kind, value in sorted(keys_of(each))
    ]
    if rows:
        db.session.execute(MatchKey.__table__.insert(), rows)
    return sum(_pair_up(candidate_id, facts) for candidate_id in ids)


def _pair_up(candidate_id: int, facts: dict) -> int:
    known = {
        (each.one_id, each.other_id): each
        for each in db.session.scalars(
            select(Suggestion).where(
                or_(Suggestion.one_id == candidate_id, Suggestion.other_id == candidate_id)
            )
        )
    }
    found = 0
    if candidate_id in facts:
        others = _list_meeting(candidate_id, facts[candidate_id])
        facts.update(gather(others - set(facts)))
        for other_id in sorted(others & set(facts)):
            one_id, second_id = sorted((candidate_id, other_id))
            reasons = compare(facts[one_id], facts[second_id])
            if reasons:
                _note(known.pop((one_id, second_id), None), one_id, second_id, reasons)
                found += 1
    for gone in known.values():
        if gone.dismissed_at is None:
            db.session.delete(gone)
    db.session.flush()
    return found


def _meeting_query():
    has_key = MatchKey.kind == bindparam("kind"), MatchKey.value == bindparam("value")
    is_another = MatchKey.candidate_id != bindparam("candidate_id")
    is_demo = select(Candidate.is_demo).where(Candidate.id == bindparam("candidate_id")).scalar_subquery()
    query = select(MatchKey.candidate_id).join(Candidate, Candidate.id == MatchKey.candidate_id)
    return query.where(*has_key, is_another, Candidate.is_demo == is_demo).limit(MOST_SHARING + 1)


# Put together once: it is asked for each key, and nobody else writes meanwhile.
_MEETING = _meeting_query()


def _list_meeting(candidate_id: int, facts) -> set[int]:
    """Return who shares a key that few have; demo and real people never meet."""
    keys = [(kind, value) for kind, value in sorted(keys_of(facts)) if kind != NAME]
    met: set[int] = set()
    for kind, value in keys:
        given = {"kind": kind, "value": value, "candidate_id": candidate_id}
        sharing = list(db.session.scalars(_MEETING, given))
        if len(sharing) <= MOST_SHARING:
            met.update(sharing)
    return met


def _note(row: Suggestion | None, one_id: int, other_id: int, reasons: list[dict[str, str]]) -> None:
    weight = sum(WEIGHTS[each["kind"]] for each in reasons)
    if row is None:
        insert_row(Suggestion, one_id=one_id, other_id=other_id, reasons=reasons, weight=weight)
    elif row.reasons != reasons:
        row.reasons, row.weight = reasons, weight


def tell_apart(one_id: int, other_id: int, *, by: Actor) -> int:
    """Note that two people are two, whichever rows they have; return how many suggestions that settles."""
    settled = _settle(one_id, other_id, utc_now(), by.user_id)
    if settled:
        for candidate_id, other in ((one_id, other_id), (other_id, one_id)):
            publish(SuggestionDismissed(by=by, candidate_id=candidate_id, other_id=other))
    return settled


def undo_telling_apart(one_id: int, other_id: int, *, by: Actor) -> int:
    """Suggest two people again; return how many suggestions come back."""
    settled = _settle(one_id, other_id, None, None)
    if settled:
        for candidate_id, other in ((one_id, other_id), (other_id, one_id)):
            publish(SuggestionReopened(by=by, candidate_id=candidate_id, other_id=other))
    return settled


def note_unmerged(event) -> None:
    """Whoever takes a merge back has looked: the two are not suggested again; a reaction."""
    if event.is_above:
        _settle(event.candidate_id, event.other_id, utc_now(), event.by.user_id)


def _settle(one_id: int, other_id: int, at, user_id: int | None) -> int:
    one, other = select_rows(one_id), select_rows(other_id)
    is_between = or_(
        Suggestion.one_id.in_(one) & Suggestion.other_id.in_(other),
        Suggestion.one_id.in_(other) & Suggestion.other_id.in_(one),
    )
    is_other_way = Suggestion.dismissed_at.is_(None) if at else Suggestion.dismissed_at.is_not(None)
    changed = db.session.execute(
        update(Suggestion)
        .where(is_between, is_other_way)
        .values(dismissed_at=at, dismissed_by=user_id)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()
    return changed.rowcount
