"""Reading candidates."""

from sqlalchemy import select

from ats.candidates.models import Candidate, CandidateAddress
from ats.candidates.rules import fold_address
from ats.platform.database import db
from ats.platform.errors import NotFound


def find_by_address(address: str) -> Candidate | None:
    """Return the candidate who owns an address, in whatever case it is written."""
    query = select(Candidate).join(CandidateAddress).where(CandidateAddress.folded == fold_address(address))
    return db.session.scalar(query)


def get_candidate(public_id: str) -> Candidate:
    """Return a candidate; raise NotFound."""
    candidate = db.session.scalar(select(Candidate).where(Candidate.public_id == public_id))
    if candidate is None:
        raise NotFound
    return candidate
