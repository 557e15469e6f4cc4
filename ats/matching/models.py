"""Tables of what candidates are recognised by, and of pairs that may be one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.accounts.models import User
from ats.candidates.models import Candidate
from ats.platform.clock import utc_now
from ats.platform.columns import Json, PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model


class MatchKey(Model):
    """One thing by which a candidate meets others: an address, a number, a link, a file, a name with an employer.

    Every candidate who was looked at has at least one, the name.
    """

    __tablename__ = "match_keys"
    __table_args__ = (Index("ix_match_keys_value", "value", "kind"),)

    candidate_id: Mapped[int] = mapped_column(
        ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[str] = mapped_column(String(120), primary_key=True)


class Suggestion(Model):
    """Two candidates who may be one person, and why; remembered when somebody says that they are two.

    ``reasons`` is a list of {kind, shared}; see ``ats.matching.rules``. The older candidate is the one.
    """

    __tablename__ = "duplicate_suggestions"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id < other_id", name="older_first"),
        Index("ix_duplicate_suggestions_open", "dismissed_at", "weight", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    one_id: Mapped[int] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("candidates.id", ondelete="CASCADE"), index=True)
    reasons: Mapped[list[Any]] = mapped_column(Json)
    weight: Mapped[int]
    found_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    dismissed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dismissed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)

    one: Mapped[Candidate] = relationship(foreign_keys=[one_id], lazy="raise_on_sql")
    other: Mapped[Candidate] = relationship(foreign_keys=[other_id], lazy="raise_on_sql")
    user: Mapped[User | None] = relationship(lazy="raise_on_sql")
