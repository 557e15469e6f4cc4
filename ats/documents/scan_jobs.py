"""Background work: files that were stored before there was a virus scanner are scanned once there is one."""

import logging
import time
from typing import Any

from sqlalchemy import select, update

from ats.documents import actions, queries
from ats.documents.models import Document
from ats.documents.scanning import scan_stored, scanner_address
from ats.platform import outbox
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.queue import RetryLater
from ats.platform.virus_scan import Scan

log = logging.getLogger(__name__)

_CHUNK_SECONDS = 20
_MOST_UNANSWERED = 3  # files one after the other that the scanner says nothing of


def scan_stored_files(row, after: int = 0, **_about: Any) -> None:
    """Scan what was never scanned, some seconds' worth, and let the rest follow; also scheduled.

    A file of which the scanner cannot tell stays as it is, not scanned, and is asked about again another time. One
    that does not answer at all is left alone for a while.
    """
    began, unanswered = time.monotonic(), 0
    while scanner_address() and (found := db.session.execute(queries.next_unscanned(after)).first()):
        if time.monotonic() - began > _CHUNK_SECONDS:
            break
        after, sha256 = found
        db.session.rollback()
        said = _scanned(sha256)
        unanswered = unanswered + 1 if said.state == "pending" else 0
        if unanswered >= _MOST_UNANSWERED:
            raise RetryLater(f"The virus scanner has not answered: {said.words}.")
        _write_down(sha256, said, row)
    else:
        return
    with transaction():
        outbox.mark_done(db.session.merge(row))
        db.session.flush()
        outbox.enqueue(scan_stored_files, dedupe_key=outbox.job_name(scan_stored_files), after=after)


def _scanned(sha256: str) -> Scan:
    try:
        return scan_stored(sha256)
    except FileNotFoundError:
        log.warning("File %s is missing from the store.", sha256)
        return Scan("clean")  # there is nothing that could harm anybody


def _write_down(sha256: str, said: Scan, row) -> None:
    """Note what was said of a file in all documents that hold it."""
    with transaction():
        outbox.extend_lease(db.session.merge(row))
        if said.state == "clean":
            same = (Document.sha256 == sha256, Document.scanned_at.is_(None))
            db.session.execute(update(Document).where(*same).values(scanned_at=utc_now()))
        elif said.state == "infected":
            for document in db.session.scalars(select(Document).where(Document.sha256 == sha256)):
                if document.scanned_at is None:
                    actions.quarantine(document, said.words)
