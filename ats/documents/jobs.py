"""Background work on files: reading pages, and removing what no row names any more."""

import time
from datetime import timedelta

from sqlalchemy import delete

from ats.documents import queries
from ats.documents.events import DocumentRead
from ats.documents.models import Document, HeldUpload, PageImage
from ats.documents.page_reader import PagesRead, read_pages
from ats.platform import outbox
from ats.platform.clock import utc_now
from ats.platform.database import db, scrub_journal, transaction
from ats.platform.events import SYSTEM, publish
from ats.platform.storage import storage

HOLD_TIME = timedelta(hours=24)


def read_document(row, document_id: int) -> None:
    """Read a document's pages in a limited child process and keep the pictures and the text."""
    document = db.session.get(Document, document_id)
    if document is None or document.pages_state != "waiting":
        return
    sha256, media_type = document.sha256, document.media_type
    # Neither the child process nor the writing of files belongs into a transaction.
    db.session.rollback()
    read = read_pages(storage().read(sha256), media_type)
    stored = [(page, storage().put(page.webp)) for page in read.pages]
    with transaction():
        document = db.session.get(Document, document_id)
        if document is not None:
            _note_pages(document, read, stored)
            publish(DocumentRead(by=SYSTEM, document_id=document_id))
        outbox.mark_done(row)


def _note_pages(document: Document, read: PagesRead, stored: list) -> None:
    document.pages_state, document.pages_why = read.state, read.why
    document.page_count, document.text = read.page_count, read.text
    db.session.execute(delete(PageImage).where(PageImage.document_id == document.id))
    for page, sha256 in stored:
        db.session.add(
            PageImage(
                document_id=document.id,
                number=page.number,
                sha256=sha256,
                width=page.width,
                height=page.height,
            )
        )


def delete_unused_files(row, files: list[str]) -> None:
    """Delete files of the store that no row names any more, and the journal's memory of them."""
    for sha256 in files:
        if not queries.is_in_use(sha256):
            storage().delete(sha256)
    scrub_journal()


def sweep_files(row) -> None:
    """Forget uploads that no form came back for, and files that an interrupted request left behind; scheduled."""
    with transaction():
        db.session.execute(delete(HeldUpload).where(HeldUpload.created_at < utc_now() - HOLD_TIME))
    # An hour's grace: a file is written before the row that names it.
    newest = time.time() - 3600
    for sha256, modified in storage().every():
        if modified < newest and not queries.is_in_use(sha256):
            storage().delete(sha256)
    db.session.rollback()
