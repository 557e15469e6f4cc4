"""Tables of messages with candidates, their files, and the templates they start from."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.accounts.models import User
from ats.documents.models import Document
from ats.platform.clock import utc_now
from ats.platform.columns import PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model
from ats.platform.mailbox import Mail


class Direction(StrEnum):
    """Who wrote: we did (out) or the candidate did (in)."""

    OUT = "out"
    IN = "in"


class Purpose(StrEnum):
    """What a template is for; rejections are offered where somebody is rejected."""

    REJECTION = "rejection"
    INVITATION = "invitation"
    QUESTION = "question"
    OFFER = "offer"
    OTHER = "other"


class Message(Model):
    """One message about an application. What became of one that we wrote stands in its mail.

    ``text`` is as it was written, quotations included; ``html`` is what came beside it, unsanitised, shown only
    through the sanitiser. ``is_confirmed`` off: nobody knows yet whether the candidate wrote it. ``change_id`` is the
    decision that it tells of: whoever takes the decision back calls the message back. ``form_key`` is of the form in
    which it was written and of what it said: the same form sent twice makes one message.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_thread", "application_id", "created_at"),
        Index("ix_messages_form", "application_id", "form_key", unique=True),
        Index(
            "ix_messages_unconfirmed",
            "application_id",
            sqlite_where=text("is_confirmed = 0"),
            postgresql_where=text("NOT is_confirmed"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    direction: Mapped[str] = mapped_column(String(3))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    from_address: Mapped[str] = mapped_column(String(320), default="")
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text, deferred=True)
    message_id: Mapped[str | None] = mapped_column(String(998), index=True)
    references: Mapped[str] = mapped_column(Text, default="")
    is_confirmed: Mapped[bool] = mapped_column(default=True)
    change_id: Mapped[int | None] = mapped_column(index=True)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    send_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    form_key: Mapped[str | None] = mapped_column(String(64))

    user: Mapped[User | None] = relationship(lazy="joined")
    mail: Mapped[Mail | None] = relationship(lazy="joined")
    files: Mapped[list["MessageFile"]] = relationship(
        order_by="MessageFile.id", cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )

    @property
    def state(self) -> str:
        """``received``, or for what we wrote the state of its mail; ``cancelled`` once it was called back."""
        if self.direction == Direction.IN:
            return "received"
        return self.mail.state if self.mail else "cancelled"


class MessageFile(Model):
    """A document that goes with a message, or came with it."""

    __tablename__ = "message_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)

    document: Mapped[Document] = relationship(lazy="joined", innerjoin=True)


class MessageTemplate(Model):
    """A text to start from, with placeholders; ``language`` is an IETF tag such as ``en``."""

    __tablename__ = "message_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    purpose: Mapped[str] = mapped_column(String(12), default=Purpose.OTHER)
    language: Mapped[str] = mapped_column(String(12), default="en")
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
