"""Tables of batches and of what each of them does to one application or one thing that is brought in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.accounts.models import User
from ats.platform.clock import utc_now
from ats.platform.columns import Json, PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model


class BatchState(StrEnum):
    """A draft shows what would happen; a stopped one was ended by somebody before its last item."""

    DRAFT = "draft"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class ItemState(StrEnum):
    """What became of one item; skipped has a reason that was foreseen, failed one that nobody foresaw."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class Batch(Model):
    """One thing done to many. ``kind`` names its entry in ``ats.batches.kinds``; ``parameters`` are that kind's.

    ``chosen`` says in words how the items were chosen. ``undoes_id`` is the batch that this one takes back. ``version``
    counts the changes to a draft, so that only what was seen in the preview is started.
    """

    __tablename__ = "batches"
    __table_args__ = (Index("ix_batches_state", "state", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    kind: Mapped[str] = mapped_column(String(12))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("openings.id", ondelete="CASCADE"), index=True)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), index=True)
    parameters: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    chosen: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[str] = mapped_column(String(8), default=BatchState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User | None] = relationship(lazy="joined")

    @property
    def passed(self) -> int:
        """How many items had their turn."""
        return self.done + self.skipped + self.failed


class BatchItem(Model):
    """One item. ``seen_version`` is the application's as it was chosen: what somebody decided since is left alone.

    ``is_exempt``: this person gets no message, as somebody said of them alone. ``change_id`` and ``message_id`` are
    what was made, for taking it back; of something that was brought in, ``change_id`` is the last event of its own.
    ``data`` is what else a kind has to know of an item, ``label`` the name of one that is no application, as a file.
    """

    __tablename__ = "batch_items"
    __table_args__ = (Index("ix_batch_items_state", "batch_id", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"))
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), index=True
    )
    seen_version: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(200), default="")
    data: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    state: Mapped[str] = mapped_column(String(8), default=ItemState.WAITING)
    words: Mapped[str] = mapped_column(String(400), default="")
    is_exempt: Mapped[bool] = mapped_column(default=False)
    change_id: Mapped[int | None]
    message_id: Mapped[int | None]
