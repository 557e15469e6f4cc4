"""Reading documents."""

from sqlalchemy import exists, or_, select

from ats.documents.models import Document, HeldUpload, PageImage
from ats.platform.database import db
from ats.platform.errors import NotFound

# What a column is called that names a file of the store, whichever slice its table belongs to.
_FILE_COLUMNS = ("sha256", "logo_sha256")


def get_document(public_id: str) -> Document:
    """Return a document; raise NotFound."""
    document = db.session.scalar(select(Document).where(Document.public_id == public_id))
    if document is None:
        raise NotFound
    return document


def get_page(document: Document, number: int) -> PageImage:
    """Return the picture of one page, counted from 1; raise NotFound."""
    query = select(PageImage).where(PageImage.document_id == document.id, PageImage.number == number)
    page = db.session.scalar(query)
    if page is None:
        raise NotFound
    return page


def find_held(token: str) -> HeldUpload | None:
    """Return an upload that is held for a form, or None."""
    return db.session.scalar(select(HeldUpload).where(HeldUpload.token == token)) if token else None


def is_in_use(sha256: str) -> bool:
    """Return whether any row of any table still names a file of the store."""
    columns = [
        column for table in db.metadata.sorted_tables for column in table.c if column.name in _FILE_COLUMNS
    ]
    return bool(db.session.scalar(select(or_(*(exists().where(column == sha256) for column in columns)))))
