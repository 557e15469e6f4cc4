"""Tables of received mail and of what was attached to it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.platform.clock import utc_now
from ats.platform.columns import Json, PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model


class Via(StrEnum):
    """The way a mail came."""

    SMTP = "smtp"
    LMTP = "lmtp"
    IMAP = "imap"
    PIPE = "pipe"
    HOOK = "hook"


class MailState(StrEnum):
    """What became of a received mail."""

    NEW = "new"
    """Kept, and waiting to be understood."""
    ROUTED = "routed"
    """Became an application, a newer version of one, or a message in its thread."""
    TRAY = "tray"
    """Waits for a person: nobody could tell where it belongs, or what it is."""
    IGNORED = "ignored"
    """Recorded and left alone: a bounce, an automatic answer, a list, ourselves."""
    ASSIGNED = "assigned"
    """A person said where it belongs; it goes there after a moment in which that can be taken back."""
    DISMISSED = "dismissed"
    """A person said that it is no application."""


class ReceivedMail(Model):
    """One mail as it came: the raw bytes stand in the store under ``sha256`` and never change.

    ``digest`` is of what makes it this mail, whatever servers it passed: the same mail again has the same one. Where it
    was sent to several of our addresses that lead to places of their own, there is a row for each ``destination``.
    ``rule`` names what brought it to its opening and ``why`` says so in words; ``problem`` says what went wrong.
    ``person_name`` and ``person_address`` are who applies, as far as that can be told or a person said.
    ``left_in`` is the mailbox's folder that has the whole of a mail too large to take; only its header is here.
    ``suggestions`` are openings it may be for, the likeliest first: reference, share between 0 and 1, why.
    """

    __tablename__ = "received_mails"
    __table_args__ = (
        Index("ix_received_mails_state", "state", "received_at", "id"),
        Index("ix_received_mails_digest", "digest", "destination", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    digest: Mapped[str] = mapped_column(String(64))
    destination: Mapped[str] = mapped_column(String(320), default="", server_default="")
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    left_in: Mapped[str] = mapped_column(String(200), default="", server_default="")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    via: Mapped[str] = mapped_column(String(4))
    envelope_from: Mapped[str] = mapped_column(String(320), default="")
    envelope_to: Mapped[list[str]] = mapped_column(Json, default=list)
    state: Mapped[str] = mapped_column(String(10), default=MailState.NEW)
    message_id: Mapped[str] = mapped_column(String(998), default="", index=True)
    from_address: Mapped[str] = mapped_column(String(320), default="", index=True)
    from_name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    is_verified: Mapped[bool] = mapped_column(default=False)
    person_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    person_address: Mapped[str] = mapped_column(String(320), default="", server_default="")
    rule: Mapped[str] = mapped_column(String(30), default="")
    why: Mapped[str] = mapped_column(String(300), default="")
    problem: Mapped[str] = mapped_column(String(500), default="")
    suggestions: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    candidate_id: Mapped[int | None] = mapped_column(
        ForeignKey("candidates.id", ondelete="CASCADE"), index=True
    )
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("openings.id", ondelete="SET NULL"), index=True)
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("applications.id", ondelete="SET NULL"), index=True
    )
    thread_message_id: Mapped[int | None] = mapped_column(
        ForeignKey("messages.id", ondelete="SET NULL"), index=True
    )

    parts: Mapped[list["ReceivedPart"]] = relationship(
        order_by="ReceivedPart.number", cascade="all, delete-orphan", passive_deletes=True
    )


class ReceivedPart(Model):
    """One attachment of a received mail: what it is called, and what it was taken for (``kind`` of ``classifying``)."""

    __tablename__ = "received_parts"

    id: Mapped[int] = mapped_column(primary_key=True)
    received_mail_id: Mapped[int] = mapped_column(
        ForeignKey("received_mails.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    why: Mapped[str] = mapped_column(String(200), default="")
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL"), index=True
    )

    @property
    def is_missed(self) -> bool:
        """Whether somebody would look for it among the documents and not find it there."""
        return self.document_id is None and self.kind not in ("signature_picture", "calendar")


class ReceivedAddress(Model):
    """An address that stands somewhere in a received mail, folded: by it the mail is found when its owner is erased."""

    __tablename__ = "received_addresses"

    received_mail_id: Mapped[int] = mapped_column(
        ForeignKey("received_mails.id", ondelete="CASCADE"), primary_key=True
    )
    folded: Mapped[str] = mapped_column(String(254), primary_key=True, index=True)


class FetchedMail(Model):
    """A mail that was fetched from a mailbox, by its folder, the folder's UIDVALIDITY and its UID there."""

    __tablename__ = "fetched_mails"

    folder: Mapped[str] = mapped_column(String(200), primary_key=True)
    uid_validity: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    uid: Mapped[int] = mapped_column(BigInteger, primary_key=True)
