"""Reading candidates."""

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from ats.candidates.models import Candidate, CandidateAddress
from ats.candidates.rules import fold_address
from ats.platform.database import db
from ats.platform.errors import NotFound


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
