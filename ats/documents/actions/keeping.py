"""What can be done to files: keep, hold, attach, note their pages, erase."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from ats.documents.events import DocumentAttached, FilesDropped
from ats.documents.models import Document, HeldUpload, PageImage, ReadingState
from ats.documents.scanning import scanner_address
from ats.platform.database import db, insert_row, transaction
from ats.platform.errors import Gone, NotFound
from ats.platform.events import SYSTEM, publish
from ats.platform.storage import storage
from ats.resumes import isolated
from ats.resumes.checking import RefusedFile
from ats.resumes.file_names import safe_name
from ats.resumes.kinds import type_of

_BUSY = "The selected file could not be looked at just now. Please send it again in a minute"


@dataclass(frozen=True)
class StoredFile:
    """A file whose bytes are safely in the store."""

    sha256: str
    size: int
    name: str
    media_type: str


def store(data: bytes, name: str, max_bytes: int) -> StoredFile:
    """Check a file in a limited child and write it durably; raise ``RefusedFile``. Not inside a transaction.

    It is on its way to the disk while it is looked at, and has no name in the store before it is found good.
    """
    file = storage().prepare(data)
    try:
        checked = isolated.check_file(data, name, max_bytes=max_bytes, meanwhile=file.write)
        media_type = type_of(checked.kind).media_type
    except BaseException as error:
        file.forget()
        if isinstance(error, isolated.ReaderBusy):
            raise RefusedFile("busy", _BUSY) from None
        raise
    return StoredFile(file.keep(), len(data), safe_name(name), media_type)


@contextmanager
def dropping_homeless(files: Sequence[StoredFile]) -> Iterator[None]:
    """Let the bytes of stored files go again where whomever they belong to was erased meanwhile.

    Around the transaction that names them. What somebody else names stays.
    """
    try:
        yield
    except (NotFound, Gone):
        if files:
            with transaction():
                publish(FilesDropped(by=SYSTEM, files=tuple(each.sha256 for each in files)))
        raise


def hold(file: StoredFile) -> HeldUpload:
    """Hold a stored file for a form that has to be sent again."""
    row = HeldUpload(sha256=file.sha256, size=file.size, name=file.name, media_type=file.media_type)
    db.session.add(row)
    db.session.flush()
    return row


def held_file(row: HeldUpload) -> StoredFile:
    """Return the file behind a held upload."""
    return StoredFile(row.sha256, row.size, row.name, row.media_type)


def keep_for_repeat(token: str, key: str, files: Collection[str]) -> None:
    """Note that a held file, if it is one of ``files`` (sha256), went with the sending of a form that has a key.

    The answer to a sending may be lost, and then the same form comes again with the same token.
    """
    is_it = (HeldUpload.token == token, HeldUpload.used_key.is_(None), HeldUpload.sha256.in_(files))
    db.session.execute(update(HeldUpload).where(*is_it).values(used_key=key))


def release(token: str) -> None:
    """Forget that a file was held, once it has found its place; one that is kept for a repeat stays."""
    is_it = (HeldUpload.token == token, HeldUpload.used_key.is_(None))
    db.session.execute(delete(HeldUpload).where(*is_it))


def attach(candidate_id: int, file: StoredFile) -> int:
    """Give a candidate a document and return its id; its pages are read in the background."""
    document_id = insert_row(
        Document,
        candidate_id=candidate_id,
        sha256=file.sha256,
        size=file.size,
        name=file.name,
        media_type=file.media_type,
        # Out of everybody's reach until the scanner has spoken, where there is one.
        reading_state=ReadingState.PENDING_SCAN if scanner_address() else ReadingState.WAITING,
    )
    publish(DocumentAttached(by=SYSTEM, document_id=document_id))
    return document_id


def erase_for_candidate(candidate_id: int) -> None:
    """Remove a candidate's documents; the bytes follow once the transaction has committed."""
    erase_documents(select(Document.id).where(Document.candidate_id == candidate_id))


def erase_documents(document_ids) -> None:
    """Remove documents given as a query of ids, and let the bytes that nobody else names follow."""
    # Whoever reads one at this moment writes down its pages, and is waited for.
    db.session.execute(document_ids.order_by(Document.id).with_for_update(of=Document))
    documents = select(Document.sha256).where(Document.id.in_(document_ids))
    pages = select(PageImage.sha256).where(PageImage.document_id.in_(document_ids))
    files = sorted({*db.session.scalars(documents), *db.session.scalars(pages)})
    # The same file held for a form that was not sent again would outlive them.
    db.session.execute(delete(HeldUpload).where(HeldUpload.sha256.in_(files)))
    ids = list(db.session.scalars(document_ids))
    db.session.execute(delete(PageImage).where(PageImage.document_id.in_(ids)))
    db.session.execute(delete(Document).where(Document.id.in_(ids)))
    if files:
        publish(FilesDropped(by=SYSTEM, files=tuple(files)))
