"""Background work: looking for people known twice after somebody came or changed, and for those not looked at yet."""

from sqlalchemy import exists, select

from ats.applications.models import Application, is_in_no_tray
from ats.candidates.models import Candidate
from ats.documents.models import Document
from ats.matching import actions
from ats.matching.models import MatchKey
from ats.platform import outbox
from ats.platform.database import db, transaction

CHUNK = 50


def match_candidate(row, candidate_id: int, **_facts) -> None:
    """Look whether a candidate is known already."""
    with transaction():
        if db.session.get(Candidate, candidate_id) is not None:
            actions.look_for_duplicates([candidate_id])
        outbox.mark_done(row)


def match_document(row, document_id: int, **_facts) -> None:
    """Look again once a document of theirs has been read."""
    with transaction():
        document = db.session.get(Document, document_id)
        if document is not None:
            actions.look_for_duplicates([document.candidate_id])
        outbox.mark_done(row)


def match_missing(row) -> None:
    """Look at those who were never looked at, such as before this was there; scheduled, in chunks that resume."""
    last = 0
    while ids := _list_missing(last):
        with transaction():
            actions.look_for_duplicates(ids)
            outbox.extend_lease(db.session.merge(row))
        last = ids[-1]


def _list_missing(after_id: int) -> list[int]:
    is_in = exists().where(Application.candidate_id == Candidate.id, is_in_no_tray())
    query = (
        select(Candidate.id)
        .where(Candidate.id > after_id, ~exists().where(MatchKey.candidate_id == Candidate.id), is_in)
        .order_by(Candidate.id)
        .limit(CHUNK)
    )
    return list(db.session.scalars(query))
