"""Reading candidates."""

from collections.abc import Collection, Iterable

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    Subquery,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, lazyload, selectinload

from ats.activity.models import EventRow
from ats.activity.queries import find_last_actor
from ats.candidates.events import CandidateChanged
from ats.candidates.models import Candidate, CandidateAddress, CandidateTag
from ats.candidates.rules import fold_address
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.platform.events import Actor

MOST_TAGS = 200

_OWN, _MATE = Candidate.__table__.alias("own_row"), Candidate.__table__.alias("mate_row")
# Put together once: an import asks it twice for each of thousands.
_ROWS = select(_MATE.c.id).where(or_(_MATE.c.id == _OWN.c.id, _MATE.c.person_id == _OWN.c.person_id))


def find_by_address(address: str) -> Candidate | None:
    """Return the candidate who owns an address, in whatever case it is written."""
    query = select(Candidate).join(CandidateAddress).where(CandidateAddress.folded == fold_address(address))
    return db.session.scalar(query)


def lock_candidate(candidate_id: int) -> Candidate:
    """Return a candidate and keep others who decide about the same person waiting until the transaction ends."""
    options = [lazyload(Candidate.addresses)]
    return db.session.get_one(
        Candidate,
        candidate_id,
        with_for_update={"key_share": True},
        populate_existing=True,
        options=options,
    )


def lock_owners(addresses: Iterable[str]) -> None:
    """Keep whoever owns some addresses from others until the end, in the one order in which everybody takes people."""
    folded = {fold_address(each) for each in addresses if each}
    owners = select(CandidateAddress.candidate_id).where(CandidateAddress.folded.in_(folded))
    query = select(Candidate.id).where(Candidate.id.in_(owners)).order_by(Candidate.id)
    db.session.execute(query.with_for_update(key_share=True))


def find_to_tell(candidate_id: int) -> Candidate | None:
    """Return a candidate inside a transaction for a mail to them, or None: until the end nobody erases them."""
    held = {"read": True, "key_share": True}
    return db.session.get(
        Candidate,
        candidate_id,
        with_for_update=held,
        populate_existing=True,
        options=[lazyload(Candidate.addresses)],
    )


def select_rows(candidate_id: int) -> Select:
    """Return a query of the ids of all rows of the person that a row belongs to, itself among them."""
    return _ROWS.where(_OWN.c.id == candidate_id)


def pair_rows(candidate_ids) -> Subquery:
    """Return (asked_id, row_id) for each of some candidates: itself, and every row merged with it.

    ``candidate_ids`` are ids, or a query of them.
    """
    mate, asked = aliased(Candidate), aliased(Candidate)
    itself = select(Candidate.id.label("asked_id"), Candidate.id.label("row_id"))
    merged = select(asked.id, mate.id).join(mate, mate.person_id == asked.person_id)
    return union_all(
        itself.where(Candidate.id.in_(candidate_ids)),
        merged.where(asked.id.in_(candidate_ids), mate.id != asked.id),
    ).subquery()


def select_rows_of(candidate: Candidate) -> Select:
    """Return the same of a row that is at hand: for most people no other table is asked."""
    if candidate.person_id is None:
        return select(literal(candidate.id))
    return select(Candidate.id).where(Candidate.person_id == candidate.person_id)


def select_bound_rows(*, is_merged: bool) -> Select:
    """Return the same for a statement that is made once, which ``row_of`` fills in: one for merged people, one else."""
    if not is_merged:
        return select(bindparam("row_id", type_=Integer))
    return select(Candidate.id).where(Candidate.person_id == bindparam("row_person_id"))


def row_of(candidate: Candidate) -> dict[str, int | None]:
    """Return the parameters of ``select_bound_rows``."""
    return {"row_id": candidate.id, "row_person_id": candidate.person_id}


def list_rows(candidate: Candidate) -> list[Candidate]:
    """Return all rows of a person with their addresses, the oldest first."""
    if candidate.person_id is None:
        return [candidate]
    query = select(Candidate).where(Candidate.person_id == candidate.person_id).order_by(Candidate.id)
    return list(db.session.scalars(query.options(selectinload(Candidate.addresses))))


def find_who_changed(candidate: Candidate, detail: str) -> Actor | None:
    """Return who changed the name, email, phone or link of a person last, if that is known."""
    rows = EventRow.candidate_id.in_(select_rows_of(candidate))
    return find_last_actor(rows, kind=CandidateChanged.kind, changed=detail)


def count_there(candidate_ids: Collection[int]) -> int:
    """Return how many of some rows are there (still)."""
    return db.session.scalar(
        select(func.count()).select_from(Candidate).where(Candidate.id.in_(candidate_ids))
    )


def lock_rows(candidate_ids: Iterable[int]) -> list[Candidate]:
    """Return all rows of some people as they are now, the oldest first, and keep others from them until the end.

    Raises NotFound if one of the people is gone. Whoever had to wait for somebody else's merge, or for it to be taken
    back, finds other rows than those waited for: so it is asked again who they are once nobody can change it.
    """
    ids = set(candidate_ids)
    while True:
        locked = {row.id: row for row in _lock_together(ids)}
        now = set(db.session.scalars(select(pair_rows(sorted(ids)).c.row_id)))
        if not ids <= now:
            raise NotFound
        if now <= locked.keys():
            return [row for row in locked.values() if row.id in now]


def _lock_together(candidate_ids: Iterable[int]) -> Iterable[Candidate]:
    rows = pair_rows(sorted(candidate_ids))
    query = (
        select(Candidate)
        .where(Candidate.id.in_(select(rows.c.row_id)))
        .order_by(Candidate.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query)


def get_candidate(public_id: str) -> Candidate:
    """Return a candidate; raise NotFound."""
    candidate = db.session.scalar(select(Candidate).where(Candidate.public_id == public_id))
    if candidate is None:
        raise NotFound
    return candidate


def list_tags(candidate_id: int) -> list[str]:
    """Return the tags of a person, whichever row bears them, one spelling of each, in the order of the alphabet."""
    query = select(func.min(CandidateTag.label)).where(
        CandidateTag.candidate_id.in_(select_rows(candidate_id))
    )
    return list(db.session.scalars(query.group_by(CandidateTag.folded).order_by(CandidateTag.folded)))


def select_tagged(folded: Iterable[str] | None = None) -> CompoundSelect:
    """Return a query of the ids of candidates who have one of some tags, or any; the rows merged with theirs too.

    The second half begins at the merged people, of whom there are few: joined to a text, the tag offers no index.
    """
    direct = select(CandidateTag.candidate_id)
    mate, bearer = aliased(Candidate), aliased(Candidate)
    merged = (
        select(mate.id)
        .join(bearer, bearer.person_id == mate.person_id)
        .join(CandidateTag, CandidateTag.candidate_id == bearer.id)
        .where(bearer.person_id.is_not(None))
    )
    if folded is not None:
        wanted = list(folded)
        direct = direct.where(CandidateTag.folded.in_(wanted))
        merged = merged.where(CandidateTag.folded.concat("").in_(wanted))
    return union_all(direct, merged)


def list_known_tags() -> list[str]:
    """Return the tags that anybody has, the first spelling of each, in the order of the alphabet, 200 at most."""
    return list(db.session.scalars(select(walk_tags().c.label)))


def walk_tags(limit: int = MOST_TAGS):
    """Return a subquery of the known tags by ``label`` that goes from one to the next, past all who have it."""
    walk = select(func.min(CandidateTag.folded).label("folded")).cte("tags", recursive=True)
    following = select(func.min(CandidateTag.folded)).where(CandidateTag.folded > walk.c.folded)
    walk = walk.union_all(
        select(following.correlate(walk).scalar_subquery()).where(walk.c.folded.is_not(None))
    )
    spelled = select(CandidateTag.label).where(CandidateTag.folded == walk.c.folded)
    first = spelled.order_by(CandidateTag.candidate_id).limit(1).correlate(walk).scalar_subquery()
    known = select(first.label("label")).where(walk.c.folded.is_not(None))
    return known.limit(limit).subquery()


def joined_labels(labels):
    """Return a scalar subquery of the labels of a subquery, one to a line."""
    return select(func.aggregate_strings(labels.c.label, "\n")).scalar_subquery()
