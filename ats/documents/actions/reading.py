"""Writing down what became of reading a document: text, places, profile, pictures; or why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from ats.documents.events import DocumentQuarantined, DocumentRead, DocumentReleased, ReadingAsked
from ats.documents.layout import pack_layout
from ats.documents.models import Correction, Document, PageImage, Profile, Reading, ReadingState
from ats.documents.rules.corrections import moved
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import SYSTEM, Actor, publish
from ats.resumes.profile import Source
from ats.resumes.readings import Reading as ReadResume

_WHY_LENGTH = 300


@dataclass(frozen=True)
class StoredPicture:
    """The picture of one page whose bytes are in the store already."""

    number: int
    density: int
    width: int
    height: int
    sha256: str


def begin(document: Document, state: ReadingState) -> None:
    """Note that a document is being worked on, or what it waits for."""
    document.reading_state, document.reading_why = state, None


def note_reading(document: Document, reading: ReadResume, *, state: ReadingState, why: str | None) -> None:
    """Keep what was read of a document in place of what was read before; corrections stay, and find their entries."""
    document.reading_state, document.reading_why = state, why[:_WHY_LENGTH] if why else None
    document.text, document.page_count = reading.text, reading.read.page_count
    _keep(
        Reading,
        document.id,
        reader_version=reading.version,
        kind=reading.kind,
        received_on=reading.received_on,
        read_at=utc_now(),
        flags=[[flag.code, flag.words] for flag in reading.flags],
        needs_ocr=list(reading.read.needs_ocr),
        hidden=[[each.text, each.how, each.page] for each in reading.hidden],
        layout=pack_layout(reading.read),
    )
    profile = reading.profile
    _keep(
        Profile,
        document.id,
        resume=profile.resume,
        sources={pointer: _packed(source) for pointer, source in profile.sources.items()},
        left_out=list(profile.left_out),
    )
    _move_corrections(document.id, profile.resume)
    db.session.flush()
    publish(DocumentRead(by=SYSTEM, document_id=document.id))


def note_unread(document: Document, state: ReadingState, why: str) -> None:
    """Note why a document could not be read; what an earlier reading gave stays."""
    document.reading_state, document.reading_why = state, why[:_WHY_LENGTH]
    publish(DocumentRead(by=SYSTEM, document_id=document.id))


def note_pictures(document: Document, pictures: Iterable[StoredPicture]) -> None:
    """Keep the pictures of a document's pages in place of earlier ones."""
    db.session.execute(delete(PageImage).where(PageImage.document_id == document.id))
    for picture in pictures:
        db.session.add(PageImage(document_id=document.id, **vars(picture)))


def ask_again(document: Document, *, with_ocr: bool, by: Actor, **where: int) -> None:
    """Have a document read again."""
    if document.is_out_of_reach:
        raise Conflict("This file waits for the virus scanner or is in quarantine.")
    if document.is_locked:
        raise Conflict("This file is protected by a password. Ask for one without.")
    if document.is_typed:
        raise Conflict("There are no pages to read: these facts were typed, or came as JSON Resume.")
    begin(document, ReadingState.WAITING)
    publish(
        ReadingAsked(
            by=by, document_id=document.id, candidate_id=document.candidate_id, with_ocr=with_ocr, **where
        )
    )


def quarantine(document: Document, found: str) -> None:
    """Put a document out of reach because of what the virus scanner found in it."""
    document.reading_state, document.scanned_at = ReadingState.QUARANTINED, utc_now()
    document.reading_why = f"holds what the virus scanner calls {found}"[:_WHY_LENGTH]
    publish(
        DocumentQuarantined(
            by=SYSTEM, document_id=document.id, candidate_id=document.candidate_id, found=found[:100]
        )
    )


def release_from_quarantine(document: Document, *, by: Actor, **where: int) -> None:
    """Let a document out of quarantine: it is read and shown like any other."""
    if document.reading_state != ReadingState.QUARANTINED:
        raise Conflict("This file is not in quarantine any more.")
    begin(document, ReadingState.WAITING)
    publish(DocumentReleased(by=by, document_id=document.id, candidate_id=document.candidate_id, **where))


def _packed(source: Source) -> list[Any]:
    """Return a source as a list; a tenth of a point and a hundredth of confidence are finer than anybody sees."""
    box = [round(side, 1) for side in source.box] if source.box else None
    return [source.start, source.end, source.page, box, round(source.confidence, 2), source.rule]


def _keep(model: type, document_id: int, **values: Any) -> None:
    row = db.session.get(model, document_id)
    if row is None:
        db.session.add(model(document_id=document_id, **values))
        return
    for name, value in values.items():
        setattr(row, name, value)


def _move_corrections(document_id: int, resume: dict[str, Any]) -> None:
    query = select(Correction).where(Correction.document_id == document_id).order_by(Correction.id)
    rows = list(db.session.scalars(query))
    found = moved(resume, rows)
    # By way of pointers that nobody has, as no two may have the same even for a moment.
    for row in rows:
        row.pointer, row.read = f"~{row.id}", found[row.pointer][1]
    db.session.flush()
    for row, (pointer, _) in zip(rows, found.values(), strict=True):
        row.pointer = pointer
