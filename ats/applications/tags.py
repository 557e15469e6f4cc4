"""Which tags somebody knows of: those of the people behind the applications that they may see."""

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import aliased

from ats.accounts.models import User
from ats.applications.models import Application
from ats.candidates.models import Candidate, CandidateTag
from ats.candidates.queries import MOST_TAGS, walk_tags
from ats.candidates.rules import fold_tag
from ats.openings.queries import visible_openings
from ats.platform.database import db


def list_tags(user: User, limit: int = MOST_TAGS) -> list[str]:
    """Return the tags that somebody knows of, one spelling of each, in the order of the alphabet."""
    return list(db.session.scalars(select_tags(user, limit)))


def select_tags(user: User, limit: int = MOST_TAGS) -> Select:
    """Return the query of them, with the one column ``label``."""
    visible = visible_openings(user)
    if visible is None:
        return select(walk_tags(limit).c.label)
    seen = _on_seen(select(func.min(CandidateTag.label).label("label")), visible)
    return seen.group_by(CandidateTag.folded).order_by(CandidateTag.folded).limit(limit)


def knows_tag(user: User, label: str) -> bool:
    """Return whether somebody knows of this very tag, however spelled."""
    visible = visible_openings(user)
    query = select(CandidateTag.id).where(CandidateTag.folded == fold_tag(label)).limit(1)
    return db.session.scalar(query if visible is None else _on_seen(query, visible)) is not None


def _on_seen(query: Select, visible) -> Select:
    """Narrow a query of tags to those of people who are seen, also where a row merged with theirs bears it."""
    seen = (Application.opening_id.in_(visible), Application.tray.is_(None))
    direct = select(Application.candidate_id).where(*seen)
    mate, applicant = aliased(Candidate), aliased(Candidate)
    merged = (
        select(mate.id)
        .join(applicant, applicant.person_id == mate.person_id)
        .join(Application, Application.candidate_id == applicant.id)
        .where(applicant.person_id.is_not(None), *seen)
    )
    return query.where(CandidateTag.candidate_id.in_(union(direct, merged)))
