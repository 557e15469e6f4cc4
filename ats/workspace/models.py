"""Tables of how somebody works: review sessions, what they have read, put off, and are looking at now."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ats.platform.clock import utc_now
from ats.platform.columns import Json, PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model

QUERY_LENGTH = 1000


class ReviewSession(Model):
    """Applications that somebody goes through one by one, in the order they had when the session began.

    ``query`` is the address of the list or the words of the search it began from, ``terms`` are what is marked on the
    pages: ``[words, is_prefix]`` each. ``is_cut``: more fitted than a session holds.
    """

    __tablename__ = "review_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    query: Mapped[str] = mapped_column(String(QUERY_LENGTH))
    terms: Mapped[list[Any]] = mapped_column(Json)
    is_cut: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)


class ReviewItem(Model):
    """One application in a session, and where it stood then: it is decided once it stands somewhere else."""

    __tablename__ = "review_items"
    __table_args__ = (UniqueConstraint("session_id", "application_id"),)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("review_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    stage_id: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    is_skipped: Mapped[bool] = mapped_column(default=False)


class ReadMark(Model):
    """Somebody has read an application; gone again when the candidate adds something to it."""

    __tablename__ = "read_marks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class Snooze(Model):
    """Somebody does not want to be shown an application in their reviews before an instant."""

    __tablename__ = "snoozes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Claim(Model):
    """What somebody is looking at: one application at a time, for two minutes unless it is shown on.

    Of several who look at one, whose ``since`` is the earliest has it.
    """

    __tablename__ = "claims"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
