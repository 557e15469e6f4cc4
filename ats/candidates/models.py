"""Tables of candidates, their addresses and their tags."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.candidates.rules import LONGEST_FOLDED_TAG, LONGEST_TAG
from ats.platform.clock import utc_now
from ats.platform.columns import PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model


class Candidate(Model):
    """One person. ``phone`` and ``link`` are as typed; nobody but the person or a recruiter changes them."""

    __tablename__ = "candidates"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(60), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    is_demo: Mapped[bool] = mapped_column(default=False)

    addresses: Mapped[list["CandidateAddress"]] = relationship(
        order_by="CandidateAddress.id", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def email(self) -> str:
        """The address that is written to: the first one."""
        return self.addresses[0].address if self.addresses else ""


class CandidateAddress(Model):
    """An e-mail address of a candidate, as typed and as compared."""

    __tablename__ = "candidate_addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    folded: Mapped[str] = mapped_column(String(254), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CandidateTag(Model):
    """A word that colleagues put on a candidate, as typed and as compared; ``user_id`` is None for the system."""

    __tablename__ = "candidate_tags"
    # In this order it also serves whoever looks for all candidates of a tag, and walks from tag to tag.
    __table_args__ = (UniqueConstraint("folded", "candidate_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(LONGEST_TAG))
    folded: Mapped[str] = mapped_column(String(LONGEST_FOLDED_TAG))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
