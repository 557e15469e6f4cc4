"""Reading candidates."""

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from ats.candidates.models import Candidate, CandidateAddress, CandidateTag
from ats.candidates.rules import fold_address
from ats.platform.database import db
from ats.platform.errors import NotFound

MOST_TAGS = 200


def find_by_address(address: str) -> Candidate | None:
    """Return the candidate who owns an address, in whatever case it is written."""
    query = select(Candidate).join(CandidateAddress).where(CandidateAddress.folded == fold_address(address))
    return db.session.scalar(query)


def lock_candidate(candidate_id: int) -> Candidate:
    """Return a candidate and keep others who decide about the same person waiting until the transaction ends."""
    options = [lazyload(Candidate.addresses)]
    return db.session.get_one(
        Candidate, candidate_id, with_for_update=True, populate_existing=True, options=options
    )


def get_candidate(public_id: str) -> Candidate:
    """Return a candidate; raise NotFound."""
    candidate = db.session.scalar(select(Candidate).where(Candidate.public_id == public_id))
    if candidate is None:
        raise NotFound
    return candidate


def list_tags(candidate_id: int) -> list[str]:
    """Return the tags of a candidate in the order of the alphabet."""
    query = select(CandidateTag.label).where(CandidateTag.candidate_id == candidate_id)
    return list(db.session.scalars(query.order_by(CandidateTag.folded)))


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
