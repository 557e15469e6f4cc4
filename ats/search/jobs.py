"""Background work on the index: after changes, from scratch, and letting go of what was erased."""

from sqlalchemy import select

from ats.applications.models import Application, Attachment, is_in_no_tray
from ats.platform import outbox
from ats.platform.database import db, scrub_journal, transaction
from ats.search import actions
from ats.search.engines import engine
from ats.search.models import SearchEntry

CHUNK = 50


def index_application(row, application_id: int | None = None, **_facts) -> None:
    """Bring one application's words up to date."""
    with transaction():
        if application_id is not None:
            actions.index_applications([application_id])
        outbox.mark_done(row)


def index_candidate(row, candidate_id: int, **_facts) -> None:
    """Bring the words of all applications of a person up to date."""
    with transaction():
        actions.index_candidate(candidate_id)
        outbox.mark_done(row)


def index_document(row, document_id: int, **_facts) -> None:
    """Bring the words of the applications up to date that a document, now read, is part of."""
    with transaction():
        query = select(Attachment.application_id).where(Attachment.document_id == document_id)
        actions.index_applications(db.session.scalars(query))
        outbox.mark_done(row)


def forget_erased(row, **_facts) -> None:
    """Rewrite the index, a piece at a time, so that erased words leave the file and its journal."""
    more = True
    while more:
        with transaction():
            more = engine().forget_deleted()
            outbox.extend_lease(db.session.merge(row))
    scrub_journal()


def list_missing(after_id: int, limit: int) -> list[int]:
    """Return ids of applications that should be in the index and are not, from an id on upwards."""
    query = (
        select(Application.id)
        .outerjoin(SearchEntry, SearchEntry.application_id == Application.id)
        .where(Application.id > after_id, is_in_no_tray(), SearchEntry.key.is_(None))
        .order_by(Application.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def index_missing(row) -> None:
    """Index what is missing, such as after a restore: a chunk to a transaction, from where it stopped; scheduled."""
    last = 0
    while ids := list_missing(last, CHUNK):
        with transaction():
            actions.index_applications(ids)
            outbox.extend_lease(db.session.merge(row))
        last = ids[-1]
