"""Tables of applications, their answers and documents, and every step they took."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from ats.accounts.models import User
from ats.candidates.models import Candidate
from ats.company.models import RejectionReason
from ats.documents.models import Document
from ats.openings.models import Opening, Stage
from ats.platform.clock import utc_now
from ats.platform.columns import Json, PublicId, UtcDateTime, later_of, new_public_id
from ats.platform.database import Model

# The source of applications that came by mail.
BY_MAIL = "e-mail"


class Status(StrEnum):
    """Whether an application is still on its way, or how it ended."""

    ACTIVE = "active"
    HIRED = "hired"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class AdvertSnapshot(Model):
    """The advert as it was for one version of an opening; shared by all who applied to that version."""

    __tablename__ = "advert_snapshots"
    __table_args__ = (UniqueConstraint("opening_id", "opening_version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id", ondelete="CASCADE"))
    opening_version: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class Application(Model):
    """One candidate for one opening.

    ``typed_*`` is what stood in the form: it changes nothing about a known candidate until it is confirmed.
    ``tray`` is None for an ordinary application, "waiting" for one suspected of being spam, "binned" for spam.
    ``version`` counts decisions: a click that saw an older one is refused.
    ``spoken_at`` is when the latest message was written or came, by which the retention counts as by a decision.
    ``consent_days`` is how long the form promised to keep it at most, after its last step.
    """

    __tablename__ = "applications"
    __table_args__ = (
        Index("ix_applications_board", "stage_id", "status", "tray", "stage_entered_at", "id"),
        Index("ix_applications_list", "status", "tray", "received_at", "id"),
        Index("ix_applications_waiting", "status", "tray", "stage_entered_at", "id"),
        Index("ix_applications_newest", "tray", "received_at", "id"),
        Index("ix_applications_longest", "tray", "stage_entered_at", "id"),
        Index("ix_applications_opening", "opening_id", "tray", "received_at", "id"),
        Index("ix_applications_source", "source", "tray", "received_at", "id"),
        Index("ix_applications_person", "candidate_id", "opening_id", "received_at"),
        Index(
            "ix_applications_unfinished",
            "received_at",
            "id",
            sqlite_where=text("consent_at IS NULL"),
            postgresql_where=text("consent_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id"))
    stage_id: Mapped[int] = mapped_column(ForeignKey("stages.id"))
    advert_id: Mapped[int | None] = mapped_column(ForeignKey("advert_snapshots.id"))
    status: Mapped[str] = mapped_column(String(10), default=Status.ACTIVE)
    tray: Mapped[str | None] = mapped_column(String(8))
    tray_why: Mapped[str] = mapped_column(String(200), default="")
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("rejection_reasons.id"))
    source: Mapped[str] = mapped_column(String(40), default="careers page")
    typed_name: Mapped[str] = mapped_column(String(200))
    typed_email: Mapped[str] = mapped_column(String(254))
    typed_phone: Mapped[str] = mapped_column(String(60), default="")
    typed_link: Mapped[str] = mapped_column(String(500), default="")
    cover_letter: Mapped[str] = mapped_column(Text, default="", deferred=True)
    consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_days: Mapped[int | None]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    stage_entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    spoken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    summary: Mapped[str] = mapped_column(String(160), default="")
    version: Mapped[int] = mapped_column(default=1)
    last_change_id: Mapped[int | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    # One tag to a line; there for the one query that reads them along.
    tag_lines: Mapped[str | None] = query_expression()
    known_tag_lines: Mapped[str | None] = query_expression()
    unanswered_lines: Mapped[str | None] = query_expression()
    is_shortlisted: Mapped[bool | None] = query_expression()

    candidate: Mapped[Candidate] = relationship(lazy="raise_on_sql")
    opening: Mapped[Opening] = relationship(lazy="raise_on_sql")
    stage: Mapped[Stage] = relationship(lazy="raise_on_sql")
    reason: Mapped[RejectionReason | None] = relationship(lazy="raise_on_sql")
    advert: Mapped[AdvertSnapshot | None] = relationship(lazy="select")
    last_change: Mapped["StageChange | None"] = relationship(
        primaryjoin="foreign(Application.last_change_id) == StageChange.id",
        lazy="raise_on_sql",
        viewonly=True,
    )
    answers: Mapped[list["Answer"]] = relationship(
        order_by="Answer.id", cascade="all, delete-orphan", passive_deletes=True
    )
    attachments: Mapped[list["Attachment"]] = relationship(
        order_by="Attachment.id", cascade="all, delete-orphan", passive_deletes=True
    )
    changes: Mapped[list["StageChange"]] = relationship(
        order_by="StageChange.id", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def last_step_at(self) -> datetime:
        """When it was last decided about, moved or written about; ``LAST_STEP`` is the same for the database."""
        decided = self.decided_at or self.stage_entered_at
        return max(decided, self.spoken_at or decided)


LAST_STEP = later_of(
    func.coalesce(Application.spoken_at, Application.stage_entered_at),
    func.coalesce(Application.decided_at, Application.stage_entered_at),
)
# Who is erased next, among those to whom the same was promised.
Index("ix_applications_last_step", Application.consent_days, LAST_STEP, Application.id)


class RetentionState(Model):
    """The one row of what the erasing job goes by.

    ``days``: the setting by which it erases. ``shorter_days``: a shorter one that it has found since, and that holds
    from ``held_until`` on; None where there is none.
    """

    __tablename__ = "retention_state"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    days: Mapped[int]
    shorter_days: Mapped[int | None]
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


def is_in_no_tray() -> ColumnElement[bool]:
    """Return the condition that an application is in no tray, for those that something else finds: no index serves it.

    Nearly all are in none, which SQLite takes for the narrowest of the conditions.
    """
    return func.coalesce(Application.tray, "") == ""


class Attachment(Model):
    """A document as part of an application: role resume, cover_letter or answer.

    ``is_current`` marks the one that counts; earlier ones stay beside. ``is_confirmed`` off: it came through a
    public form for an application that was already there, so nobody knows yet who sent it.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        Index(
            "ix_attachments_unconfirmed",
            "application_id",
            sqlite_where=text("is_confirmed = 0"),
            postgresql_where=text("NOT is_confirmed"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(12))
    is_current: Mapped[bool] = mapped_column(default=True)
    is_confirmed: Mapped[bool] = mapped_column(default=True)

    document: Mapped[Document] = relationship(lazy="joined", innerjoin=True)


class Answer(Model):
    """The answer to one question, with the question's words as they were when it was asked."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[int | None] = mapped_column(
        ForeignKey("questions.id", ondelete="SET NULL"), index=True
    )
    question: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL"), index=True
    )

    document: Mapped[Document | None] = relationship(lazy="joined")


class StageChange(Model):
    """One step: moved, rejected, withdrawn, reopened, hired or undone, with all it takes to take it back."""

    __tablename__ = "stage_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    actor_kind: Mapped[str] = mapped_column(String(10))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(Json)
    after: Mapped[dict[str, Any]] = mapped_column(Json)
    undoes_id: Mapped[int | None]
    left_stage_id: Mapped[int | None]
    entered_stage_id: Mapped[int | None]

    user: Mapped[User | None] = relationship(lazy="joined")


class SubmissionKey(Model):
    """One load of the form: the same key makes one application, however often it is sent."""

    __tablename__ = "submission_keys"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    body_digest: Mapped[str] = mapped_column(String(64))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)
