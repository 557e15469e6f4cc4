"""Background work on files: reading them, one or all, and removing what no row names any more."""

import logging
import time
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from ats.documents import actions, queries, reader
from ats.documents.actions.reading import StoredPicture
from ats.documents.actions.rereading import finish, to_read
from ats.documents.events import FilesDropped, ReadingFinished, RereadChanged
from ats.documents.models import Document, HeldUpload, Profile, ReadingState, Reread
from ats.documents.rules.differences import differences
from ats.documents.scanning import scan_stored
from ats.platform import outbox
from ats.platform.clock import utc_now
from ats.platform.database import db, scrub_journal, transaction
from ats.platform.events import SYSTEM, publish
from ats.platform.queue import RetryLater
from ats.platform.storage import storage
from ats.resumes.isolated import ReaderBusy
from ats.resumes.readings import Reading

log = logging.getLogger(__name__)

HOLD_TIME = timedelta(hours=24)
_CHUNK_SECONDS = 20
# How long a pass over all documents rests after each: of the time that this one took, but no longer than.
_REST, _LONGEST_REST = 1.0, 1.0
_RECOGNITION_LEASE = timedelta(minutes=20)
_TOO_BUSY = "could not be recognised: the machine was busy each time it was tried"


def read_document(row, document_id: int, with_ocr: bool = False, **_about: Any) -> None:
    """Read a document in a limited child process and keep its text, its profile and the pictures of its pages.

    Pages that show something but hold no text are recognised in a second piece of work, which takes much longer.
    """
    document = db.session.get(Document, document_id)
    if document is None or not document.is_in_progress:
        return
    if document.reading_state == ReadingState.PENDING_SCAN and not _is_clean(document, row):
        return
    if with_ocr:
        with transaction():
            _wait_for_recognition(db.session.get_one(Document, document_id))
            outbox.mark_done(row)
        return
    try:
        reading = read_one(document, with_ocr=False, row=row, may_recognise=True)
    except ReaderBusy:
        raise RetryLater("All readers are busy.") from None
    if reading is None:
        log.warning("Document %s could not be read.", document_id)


def _wait_for_recognition(document: Document) -> None:
    """Put a document into the one line of those whose letters are recognised, which takes up to minutes each."""
    actions.begin(document, ReadingState.READING)
    db.session.flush()
    outbox.enqueue(recognise_next, dedupe_key=outbox.job_name(recognise_next))


def recognise_next(row, **_about: Any) -> None:
    """Recognise the document that has waited longest, and let the next one follow; also scheduled.

    There is never more than one such row, so that scans, however many, hold one thread of the worker and no more.
    """
    waiting = select(Document).where(Document.reading_state == ReadingState.READING).order_by(Document.id)
    with transaction():
        outbox.extend_lease(db.session.merge(row), _RECOGNITION_LEASE)
    document = db.session.scalars(waiting.limit(1)).first()
    if document is not None:
        document_id = document.id
        try:
            read_one(document, with_ocr=True, keeps_pictures=True)
        except ReaderBusy:
            if row.attempts < outbox.MAX_ATTEMPTS:
                raise RetryLater("All readers are busy.") from None
            _let_go(document_id)  # so that those behind it have their turn
    with transaction():
        outbox.mark_done(db.session.merge(row))
        db.session.flush()
        if db.session.scalars(waiting.limit(1)).first() is not None:
            outbox.enqueue(recognise_next, dedupe_key=outbox.job_name(recognise_next))


def _let_go(document_id: int) -> None:
    with transaction():
        document = _hold(document_id)
        if document is not None:
            actions.note_unread(document, ReadingState.UNREAD, _TOO_BUSY)


def _is_clean(document: Document, row) -> bool:
    """Have a document scanned; put it into quarantine, or raise RetryLater where the scanner cannot tell."""
    document_id, sha256 = document.id, document.sha256
    db.session.rollback()
    found = scan_stored(sha256)
    if found.state == "pending":
        raise RetryLater(f"The virus scanner has not answered: {found.words}.")
    with transaction():
        document = db.session.get(Document, document_id)
        if found.state != "infected":
            if document is not None and found.state == "clean":
                document.scanned_at = utc_now()
            return True
        if document is not None:
            actions.quarantine(document, found.words)
        outbox.mark_done(row)
    return False


def read_one(
    document: Document,
    *,
    with_ocr: bool,
    row=None,
    may_recognise: bool = False,
    keeps_pictures: bool = False,
) -> Reading | None:
    """Read a document and write down what became of it; None if its file is not there. Raise ReaderBusy.

    ``may_recognise``: let pages that are pictures be recognised in a further piece of work. ``keeps_pictures``: draw
    its pages only if they never were, which takes several times as long as reading them. Neither the child process
    nor the writing of files belongs into a transaction.
    """
    document_id, sha256, name = document.id, document.sha256, document.name
    is_drawn = keeps_pictures and bool(document.pages)
    received_on = reader.day_of(document.created_at)
    db.session.rollback()
    try:
        data = storage().read(sha256)
    except FileNotFoundError:
        reading, pictures = None, None
    else:
        reading = reader.read(data, name, received_on=received_on, with_ocr=with_ocr)
        pictures = None if is_drawn else draw(data, reading.kind)
    with transaction():
        document = _hold(document_id)
        if document is not None:
            _note(document, reading, pictures, may_recognise=may_recognise)
        elif pictures:
            publish(FilesDropped(by=SYSTEM, files=tuple(sorted({each.sha256 for each in pictures}))))
        if row is not None:
            outbox.mark_done(row)
    return reading


def _hold(document_id: int) -> Document | None:
    """Return a document that is there, and what is written with it, kept from others until the end of the transaction.

    An erasure waits for what is written here, and takes it along.
    """
    publish(ReadingFinished(by=SYSTEM, document_id=document_id))
    return db.session.get(Document, document_id, with_for_update={"of": Document, "key_share": True})


def _note(
    document: Document, reading: Reading | None, pictures: list[StoredPicture] | None, *, may_recognise: bool
) -> None:
    """Write down a reading; without ``pictures`` those that there are stay."""
    if reading is None:
        actions.note_unread(document, ReadingState.UNREAD, "is missing from the store")
        return
    actions.note_reading(document, reading, state=reader.state_of(reading), why=reading.why)
    if pictures is not None:
        actions.note_pictures(document, pictures)
    if may_recognise and reading.read.needs_ocr:
        _wait_for_recognition(document)


def draw(data: bytes, kind: str) -> list[StoredPicture]:
    """Draw the pages of a file and store their pictures; see ``reader.draw``."""
    return [
        StoredPicture(each.number, each.density, each.width, each.height, storage().put(each.webp))
        for each in reader.draw(data, kind)
    ]


def read_all_again(row, reread_id: int, **_about: Any) -> None:
    """Read all documents of a pass again, one after the other, until it is paused; goes on where it was.

    It rests between them, so that whoever asks for a page has the machine to themselves for a good part of the time.
    """
    began = time.monotonic()
    while (begin := time.monotonic()) - began < _CHUNK_SECONDS:
        if not read_next(reread_id, row):
            return
        time.sleep(min(_REST * (time.monotonic() - begin), _LONGEST_REST))
    with transaction():
        reread = db.session.get(Reread, reread_id)
        if reread is not None and reread.state == "running":
            outbox.enqueue(read_all_again, reread_id=reread_id)
        outbox.mark_done(row)


def read_on(event: RereadChanged) -> None:
    """Let a pass that was paused go on; a reaction."""
    if event.state == "running":
        outbox.enqueue(read_all_again, reread_id=event.reread_id)


def read_next(reread_id: int, row=None) -> bool:
    """Read the next document of a pass; return whether there may be another one. Raise RetryLater."""
    reread = db.session.get(Reread, reread_id, populate_existing=True)
    if reread is None or reread.state != "running":
        return False
    document = db.session.scalar(_next_of(reread))
    if document is None:
        with transaction():
            finish(db.session.get(Reread, reread_id))
        return False
    document_id, position, before = document.id, reread.position, _resume_of(document.id)
    if not _moved_on(reread_id, position, document_id):
        # The worker or a command took this one a moment ago.
        return True
    try:
        document = db.session.get(Document, document_id)
        reading = read_one(document, with_ocr=True, keeps_pictures=True) if document is not None else None
    except ReaderBusy:
        _moved_on(reread_id, document_id, position)
        raise RetryLater("All readers are busy.") from None
    changes = None if reading is None else differences(before, reading.profile.resume)
    with transaction():
        reread = db.session.get(Reread, reread_id, populate_existing=True)
        if reread is None:
            return False
        actions.note_reread(reread, document_id, changes)
        if row is not None:
            outbox.extend_lease(row)
    return True


def _moved_on(reread_id: int, seen: int, position: int) -> bool:
    """Move a pass from where it was seen to another document, so that nobody else reads it; False if it had moved."""
    where = (Reread.id == reread_id, Reread.position == seen, Reread.state == "running")
    with transaction():
        taken = db.session.execute(update(Reread).where(*where).values(position=position))
    return taken.rowcount == 1


def _next_of(reread: Reread):
    query = select(Document).where(Document.id > reread.position, Document.id <= reread.last_id)
    query = to_read(query, reread.reader_version if reread.only_older else None)
    return query.order_by(Document.id).limit(1)


def _resume_of(document_id: int) -> dict[str, Any]:
    profile = db.session.get(Profile, document_id)
    return profile.resume if profile else {}


def delete_unused_files(row, files: list[str]) -> None:
    """Delete files of the store that no row names any more, and the journal's memory of them."""
    for sha256 in files:
        # Put again since: a row may be about to name it. If none does, the sweeper comes by.
        if not storage().was_put_after(sha256, row.created_at) and not queries.is_in_use(sha256):
            storage().delete(sha256)
    scrub_journal()


def sweep_files(row) -> None:
    """Forget uploads that no form came back for, and files that an interrupted request left behind; scheduled."""
    with transaction():
        # Those that went with a form leave with its key.
        is_left = (HeldUpload.used_key.is_(None), HeldUpload.created_at < utc_now() - HOLD_TIME)
        db.session.execute(delete(HeldUpload).where(*is_left))
    # An hour's grace: a file is written before the row that names it.
    newest = time.time() - 3600
    for sha256, modified in storage().every():
        if modified < newest and not queries.is_in_use(sha256):
            storage().delete(sha256)
    db.session.rollback()
