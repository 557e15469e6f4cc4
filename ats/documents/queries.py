"""Reading documents, what was read of them, and the passes of the reader."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm.attributes import set_committed_value

from ats.documents.layout import Layout, unpack_layout
from ats.documents.models import (
    OUT_OF_REACH,
    Correction,
    Document,
    HeldUpload,
    PageImage,
    Profile,
    Reading,
    ReadingState,
    Reread,
    RereadChange,
)
from ats.documents.reader import day_of
from ats.documents.rules.corrections import corrected
from ats.documents.rules.entries import section_of
from ats.documents.rules.typed import with_months
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.platform.pagination import Page, cut, decode_cursor
from ats.resumes.profile import Source

# What a column is called that names a file of the store, whichever slice its table belongs to.
_FILE_COLUMNS = ("sha256", "logo_sha256")
_UNSCANNED = (
    Document.scanned_at.is_(None),
    Document.reading_state.not_in((*OUT_OF_REACH, ReadingState.TYPED)),
)


@dataclass
class ReadDocument:
    """A document with all that was read of it; ``reading`` and ``profile`` are None before it was read."""

    document: Document
    reading: Reading | None = None
    profile: Profile | None = None
    corrections: list[Correction] = field(default_factory=list)

    @property
    def resume(self) -> dict[str, Any]:
        """What the reader understood, without corrections."""
        return self.profile.resume if self.profile else {}

    @property
    def corrected(self) -> dict[str, Any]:
        """The profile as it counts; months of experience follow what colleagues say of the work."""
        profile = corrected(self.resume, self.corrections)
        is_work_ours = any(section_of(each.pointer) == "work" for each in self.corrections)
        return with_months(profile, self.received_on) if is_work_ours else profile

    @property
    def received_on(self) -> date:
        """The day up to which what goes on is counted."""
        return self.reading.received_on if self.reading else day_of(self.document.created_at)

    @property
    def sources(self) -> dict[str, Source]:
        """Where each value stands, by pointer."""
        packed = self.profile.sources if self.profile else {}
        return {pointer: _source(values) for pointer, values in packed.items()}

    @property
    def layout(self) -> Layout:
        """The lines of the document."""
        return unpack_layout(self.reading.layout if self.reading else {}, self.document.text or "")


def _source(values: Sequence[Any]) -> Source:
    start, end, page, box, confidence, rule = values
    return Source(start, end, page, tuple(box) if box else None, confidence, rule)


def get_document(public_id: str) -> Document:
    """Return a document; raise NotFound."""
    document = db.session.scalar(select(Document).where(Document.public_id == public_id))
    if document is None:
        raise NotFound
    return document


def get_read(document: Document) -> ReadDocument:
    """Return a document with its text and all that was read of it, corrections included, in one statement."""
    rows = list(db.session.execute(_read(), {"wanted_id": document.id}))
    if not rows:
        raise NotFound
    text, reading, profile, _ = rows[0]
    set_committed_value(document, "text", text)
    return ReadDocument(document, reading, profile, [row[3] for row in rows if row[3] is not None])


@cache
def _read() -> Select:
    return (
        select(Document.text, Reading, Profile, Correction)
        .outerjoin(Reading, Reading.document_id == Document.id)
        .outerjoin(Profile, Profile.document_id == Document.id)
        .outerjoin(Correction, Correction.document_id == Document.id)
        .where(Document.id == bindparam("wanted_id"))
        .order_by(Correction.id)
        .execution_options(populate_existing=True)
    )


def get_page(document: Document, number: int, density: int = 1) -> PageImage:
    """Return the picture of one page, counted from 1, in a density; raise NotFound."""
    query = select(PageImage).where(
        PageImage.document_id == document.id, PageImage.number == number, PageImage.density == density
    )
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


@dataclass(frozen=True)
class ReaderCounts:
    """How many documents each version of the reader has read (0: none has), and how many are in each state."""

    by_version: dict[int, int]
    by_state: dict[str, int]


def count_readings() -> ReaderCounts:
    """Count documents by the version that read them, and by their state; each by an index alone."""
    state, version = Document.reading_state, Reading.reader_version
    by_state, by_version = _count_by(state, select(state)), _count_by(version, select(version))
    unsettled = (*OUT_OF_REACH, ReadingState.WAITING, ReadingState.TYPED)
    # What an earlier version made of those that are about to be read anew.
    earlier = select(version).join(Document, Document.id == Reading.document_id).where(state.in_(unsettled))
    by_version.subtract(_count_by(version, earlier))
    settled = by_state.total() - sum(by_state[each] for each in unsettled)
    by_version[0] = settled - by_version.total()
    return ReaderCounts(dict(sorted((+by_version).items(), reverse=True)), dict(by_state))


def _count_by(column, query: Select) -> Counter:
    rows = db.session.execute(query.add_columns(func.count()).group_by(column)).all()
    return Counter({key: number for key, number in rows})


def list_rereads(limit: int = 10) -> list[Reread]:
    """Return the latest passes, the latest first."""
    return list(db.session.scalars(select(Reread).order_by(Reread.id.desc()).limit(limit)))


def find_unfinished() -> Reread | None:
    """Return the pass that runs or is paused, or None."""
    return db.session.scalar(select(Reread).where(Reread.state.in_(("running", "paused"))).limit(1))


def get_reread(reread_id: int) -> Reread:
    """Return a pass; raise NotFound."""
    reread = db.session.get(Reread, reread_id, populate_existing=True)
    if reread is None:
        raise NotFound
    return reread


def page_of_changes(reread_id: int, *, cursor: str | None, size: int = 20) -> Page:
    """Return what a pass changed as (change, document), one keyset page."""
    query = (
        select(RereadChange, Document)
        .join(Document, Document.id == RereadChange.document_id)
        .where(RereadChange.reread_id == reread_id)
    )
    after = decode_cursor(cursor, 1)
    if after and isinstance(after[0], int):
        query = query.where(RereadChange.id > after[0])
    rows = list(db.session.execute(query.order_by(RereadChange.id).limit(size + 1)))
    return cut(rows, size, lambda row: [row[0].id])


def next_unscanned(after: int):
    """Return the query of id and file of the first document behind another that no scanner has looked at."""
    return (
        select(Document.id, Document.sha256)
        .where(Document.id > after, *_UNSCANNED)
        .order_by(Document.id)
        .limit(1)
    )


def count_unscanned() -> int:
    """Count the documents that no scanner has looked at; those that just came wait for it by themselves."""
    return db.session.scalar(select(func.count()).select_from(Document).where(*_UNSCANNED)) or 0


def list_quarantined(limit: int = 100) -> list[Document]:
    """Return the documents in quarantine, the latest first."""
    query = select(Document).where(Document.reading_state == ReadingState.QUARANTINED)
    return list(db.session.scalars(query.order_by(Document.id.desc()).limit(limit)))
