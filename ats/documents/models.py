"""Tables of files: what was sent, what was read of it, its page images, and uploads held while a form is corrected."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.accounts.models import User
from ats.platform.clock import utc_now
from ats.platform.columns import Json, PackedJson, PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model
from ats.resumes.text import LOCKED


class ReadingState(StrEnum):
    """How far the reading of a document is, or why there is none."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    PARTLY = "partly"
    UNREAD = "unread"
    NOT_READ_HERE = "not_read_here"
    PENDING_SCAN = "pending_scan"
    QUARANTINED = "quarantined"
    TYPED = "typed"


IN_PROGRESS = (ReadingState.WAITING, ReadingState.READING, ReadingState.PENDING_SCAN)
OUT_OF_REACH = (ReadingState.PENDING_SCAN, ReadingState.QUARANTINED)


class Document(Model):
    """A file of one candidate; its bytes are in the store under ``sha256`` and may be shared.

    ``reading_why`` completes "The file ..." unless all of it was read. ``scanned_at`` is None until a virus scanner
    has said what it is, also where none was set when it came. One that is typed holds facts and no pages:
    nothing is read of it.
    """

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    reading_state: Mapped[str] = mapped_column(String(16), default=ReadingState.WAITING, index=True)
    reading_why: Mapped[str | None] = mapped_column(String(300))
    page_count: Mapped[int] = mapped_column(default=0)
    scanned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    text: Mapped[str | None] = mapped_column(Text, deferred=True)

    pages: Mapped[list["PageImage"]] = relationship(
        order_by="PageImage.number, PageImage.density", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_in_progress(self) -> bool:
        """Whether something more will be known of it in a moment."""
        return self.reading_state in IN_PROGRESS

    @property
    def is_typed(self) -> bool:
        """Whether it holds facts that a colleague typed or that came as JSON Resume."""
        return self.reading_state == ReadingState.TYPED

    @property
    def is_locked(self) -> bool:
        """Whether a password keeps it from being read, now and at any further attempt."""
        return self.reading_why == LOCKED

    @property
    def is_out_of_reach(self) -> bool:
        """Whether nobody may look at it or download it."""
        return self.reading_state in OUT_OF_REACH


class Reading(Model):
    """What one version of the reader made of a document, apart from its text, which is the document's.

    ``layout`` holds the places of the lines (see ``ats.documents.layout``), ``flags`` codes and words, ``hidden``
    text that a person who looks at the page cannot see, ``needs_ocr`` the numbers of pages that show but hold no text.
    """

    __tablename__ = "readings"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    reader_version: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(8))
    received_on: Mapped[date]
    read_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    flags: Mapped[list[Any]] = mapped_column(Json)
    needs_ocr: Mapped[list[int]] = mapped_column(Json)
    hidden: Mapped[list[Any]] = mapped_column(PackedJson)
    layout: Mapped[dict[str, Any]] = mapped_column(PackedJson)


class Profile(Model):
    """What was understood of a résumé: JSON Resume 1.2.1, and where each value stands, by JSON pointer (RFC 6901).

    A source is [start, end, page, box or None, confidence, rule]; see ``ats.resumes.profile.Source``.
    """

    __tablename__ = "profiles"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    resume: Mapped[dict[str, Any]] = mapped_column(PackedJson)
    sources: Mapped[dict[str, list[Any]]] = mapped_column(PackedJson)
    left_out: Mapped[list[str]] = mapped_column(Json)


class Correction(Model):
    """What a colleague says instead of the reader, about one value or one whole entry of a profile.

    ``pointer`` is that of the value as read, or ``/work/+1`` for an entry of their own. ``value`` None takes the
    value away; ``read`` is what the reader had there, by which the entry is found again after another reading.
    """

    __tablename__ = "corrections"
    __table_args__ = (UniqueConstraint("document_id", "pointer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    pointer: Mapped[str] = mapped_column(String(60))
    value: Mapped[Any] = mapped_column(Json(none_as_null=True), nullable=True)
    read: Mapped[Any] = mapped_column(Json(none_as_null=True), nullable=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    user: Mapped[User | None] = relationship(lazy="joined")


class PageImage(Model):
    """The picture of one page in one of two densities, WebP, in the store under ``sha256``; sizes in pixels."""

    __tablename__ = "page_images"
    __table_args__ = (UniqueConstraint("document_id", "number", "density"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    number: Mapped[int]
    density: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]


class HeldUpload(Model):
    """A file chosen in a form that is not sent yet: one with an error elsewhere, or one that fills the form in.

    ``used_key`` is of the sending that it went with: the same form sent again finds the same file, until the key is
    forgotten.
    """

    __tablename__ = "held_uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)
    used_key: Mapped[str | None] = mapped_column(
        ForeignKey("submission_keys.key", ondelete="CASCADE"), index=True
    )


class Reread(Model):
    """One pass over all documents with a newer reader: running, paused, stopped or done.

    ``position`` is the highest document id that was taken in hand; ``last_id`` the highest there was at its start.
    """

    __tablename__ = "rereads"
    __table_args__ = (Index("ix_rereads_state", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reader_version: Mapped[int]
    only_older: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(String(8), default="running")
    position: Mapped[int] = mapped_column(default=0)
    last_id: Mapped[int]
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User | None] = relationship(lazy="joined")


class RereadChange(Model):
    """What a pass changed of one document's profile: [pointer, before, after] for each value."""

    __tablename__ = "reread_changes"
    __table_args__ = (UniqueConstraint("reread_id", "document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reread_id: Mapped[int] = mapped_column(ForeignKey("rereads.id", ondelete="CASCADE"))
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    changes: Mapped[list[Any]] = mapped_column(PackedJson)
