"""What is known already of the people in a table."""

from collections.abc import Sequence

from sqlalchemy import select

from ats.applications.models import Application, Status, is_in_no_tray
from ats.candidates.models import CandidateAddress
from ats.candidates.rules import fold_address
from ats.imports.rows import Person
from ats.platform.database import db

_AT_ONCE = 500


def list_known(people: Sequence[Person], opening_id: int) -> tuple[set[int], set[int]]:
    """Return the lines of those who are on the opening already, and of those who are known but not on it."""
    lines = {fold_address(each.email): each.line for each in people if each.email}
    folded = sorted(lines)
    there, known = set(), set()
    for start in range(0, len(folded), _AT_ONCE):
        some = CandidateAddress.folded.in_(folded[start : start + _AT_ONCE])
        known |= {lines[each] for each in db.session.scalars(select(CandidateAddress.folded).where(some))}
        active = (
            select(CandidateAddress.folded)
            .join(Application, Application.candidate_id == CandidateAddress.candidate_id)
            .where(some, Application.opening_id == opening_id, Application.status == Status.ACTIVE)
            .where(is_in_no_tray())
        )
        there |= {lines[each] for each in db.session.scalars(active)}
    return there, known - there
