"""Tables of files: what was sent, its page images, and uploads held while a form is corrected."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.platform.clock import utc_now
from ats.platform.columns import PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model


class Document(Model):
    """A file of one candidate; its bytes are in the store under ``sha256`` and may be shared.

    ``pages_state``: waiting (to be read), ready (page images and text), text_only, unreadable (``pages_why`` says why).
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
    pages_state: Mapped[str] = mapped_column(String(12), default="waiting")
    pages_why: Mapped[str | None] = mapped_column(String(300))
    page_count: Mapped[int] = mapped_column(default=0)
    text: Mapped[str | None] = mapped_column(Text, deferred=True)

    pages: Mapped[list["PageImage"]] = relationship(
        order_by="PageImage.number", cascade="all, delete-orphan", passive_deletes=True
    )


class PageImage(Model):
    """The picture of one page, WebP, in the store under ``sha256``; width and height in pixels."""

    __tablename__ = "page_images"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]


class HeldUpload(Model):
    """A file chosen in a form that came back with an error elsewhere; kept so that it need not be chosen again."""

    __tablename__ = "held_uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)
