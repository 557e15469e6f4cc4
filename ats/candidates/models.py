"""Tables of candidates, their addresses and their tags."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.candidates.rules import LONGEST_FOLDED_TAG, LONGEST_TAG
from ats.platform.clock import utc_now
from ats.platform.columns import Json, PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model


class Candidate(Model):
    """One person. ``phone`` and ``link`` are as typed; nobody but the person or a recruiter changes them.

    Two rows that turn out to be one person are merged by a pointer, and nothing is moved (``ats.candidates.merging``):
    ``merged_into_id`` is the row above, always an older one; ``merged_fields`` which of the details are taken from
    this row then; ``person_id`` is where the pointers end, kept on all rows of a merged person so that one look-up
    finds them. While merged, name, phone and link are the person's as shown, the same on all its rows; what is the
    row's own waits in ``own``, and ``main_address`` is the address that the person is written to.
    """

    __tablename__ = "candidates"
    __table_args__ = (CheckConstraint("merged_into_id < id", name="merged_into_an_older_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(60), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    is_demo: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("candidates.id"), index=True)
    merged_fields: Mapped[list[str] | None] = mapped_column(Json(none_as_null=True))
    merged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(index=True)
    own: Mapped[dict[str, Any] | None] = mapped_column(Json(none_as_null=True))
    main_address: Mapped[str | None] = mapped_column(String(254))

    addresses: Mapped[list["CandidateAddress"]] = relationship(
        order_by="CandidateAddress.id", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def email(self) -> str:
        """The address that is written to: the first one, or the one chosen when people were merged."""
        if self.main_address is not None:
            return self.main_address
        return self.own_email

    @property
    def own_email(self) -> str:
        """The first address of this row."""
        return self.addresses[0].address if self.addresses else ""

    @property
    def own_name(self) -> str:
        """The name that this row has by itself, whatever is shown of the merged person."""
        return self.own["name"] if self.own else self.name

    def own_value(self, field: str) -> str:
        """Return what this row says by itself of name, email, phone or link."""
        if field == "email":
            return self.own_email
        return self.own[field] if self.own else getattr(self, field)


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
