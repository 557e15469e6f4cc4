"""Tables of programs, openings and everything that belongs to one opening."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.platform.clock import utc_now
from ats.platform.columns import Amount, Json, PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model


class State(StrEnum):
    """Where an opening is in its own life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    CLOSED = "closed"


class Visibility(StrEnum):
    """Who finds a published opening."""

    PUBLIC = "public"
    INTERNAL = "internal"
    UNLISTED = "unlisted"


class Workplace(StrEnum):
    """Where the work is done."""

    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class EmploymentType(StrEnum):
    """The kind of employment, by the names of schema.org's guidance."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    CONTRACTOR = "contractor"
    TEMPORARY = "temporary"
    INTERN = "intern"


class QuestionKind(StrEnum):
    """What kind of answer a question takes."""

    SHORT = "short"
    LONG = "long"
    YES_NO = "yes_no"
    CHOICE = "choice"
    FILE = "file"


class Program(Model):
    """A group of openings with an introduction and an address of its own."""

    __tablename__ = "programs"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    introduction: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    is_demo: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, onupdate=utc_now)
    apply_email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    from_email: Mapped[str] = mapped_column(String(254), default="", server_default="")


class Opening(Model):
    """A position to be filled and the advert for it. Texts are Markdown; pay is in units of its currency."""

    __tablename__ = "openings"
    __table_args__ = (Index("ix_openings_listing", "state", "visibility"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("programs.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default=State.DRAFT)
    visibility: Mapped[str] = mapped_column(String(10), default=Visibility.PUBLIC)
    description: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    workplace: Mapped[str] = mapped_column(String(10), default=Workplace.ONSITE)
    employment_type: Mapped[str] = mapped_column(String(12), default=EmploymentType.FULL_TIME)
    pay_min: Mapped[int | Decimal | None] = mapped_column(Amount)
    pay_max: Mapped[int | Decimal | None] = mapped_column(Amount)
    pay_currency: Mapped[str] = mapped_column(String(3), default="")
    pay_period: Mapped[str] = mapped_column(String(5), default="year")
    headcount: Mapped[int] = mapped_column(default=1)
    deadline_on: Mapped[date | None]
    what_happens_next: Mapped[str] = mapped_column(Text, default="")
    answer_within_days: Mapped[int] = mapped_column(default=14)
    stale_after_days: Mapped[int] = mapped_column(default=7, server_default="7")
    apply_email: Mapped[str] = mapped_column(String(254), default="")
    from_email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    former_apply_url: Mapped[str] = mapped_column(String(500), default="", server_default="")
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    version: Mapped[int] = mapped_column(default=1)
    is_demo: Mapped[bool] = mapped_column(default=False)

    program: Mapped[Program] = relationship(lazy="joined", innerjoin=True)
    requirements: Mapped[list["Requirement"]] = relationship(
        order_by="Requirement.position", cascade="all, delete-orphan"
    )
    responsibilities: Mapped[list["Responsibility"]] = relationship(
        order_by="Responsibility.position", cascade="all, delete-orphan"
    )
    questions: Mapped[list["Question"]] = relationship(
        order_by="Question.position", cascade="all, delete-orphan"
    )
    stages: Mapped[list["Stage"]] = relationship(order_by="Stage.position", cascade="all, delete-orphan")
    team: Mapped[list["TeamMember"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def opening_id(self) -> int:
        """Its own id: what the guards ask every record for."""
        return self.id

    @property
    def place(self) -> str:
        """City, region and country as one line; empty when nothing is given."""
        return ", ".join(part for part in (self.city, self.region, self.country) if part)


class Requirement(Model):
    """One qualification: its text as written, required or preferred, and what it asks for.

    ``facets`` holds what a text asks for, several where it does: {"kind", "years", "max_years", "subject", "level"}.
    """

    __tablename__ = "requirements"

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    importance: Mapped[str] = mapped_column(String(10), default="required")
    kind: Mapped[str] = mapped_column(String(12), default="other")
    facets: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)


class Responsibility(Model):
    """One duty of the position."""

    __tablename__ = "responsibilities"

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class Question(Model):
    """One question of an opening's own."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(300))
    hint: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[str] = mapped_column(String(10))
    choices: Mapped[list[str]] = mapped_column(Json, default=list)
    is_required: Mapped[bool] = mapped_column(default=False)


class Stage(Model):
    """One step of an opening's process; ``active_count`` is kept by reactions, never counted on a page."""

    __tablename__ = "stages"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(12))
    active_count: Mapped[int] = mapped_column(default=0)


class TeamMember(Model):
    """Somebody on an opening's hiring team."""

    __tablename__ = "team_members"
    __table_args__ = (UniqueConstraint("opening_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("openings.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)


class ImportKey(Model):
    """One preview of an import: the same key drafts one page, however often it is sent."""

    __tablename__ = "import_keys"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    page_digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
