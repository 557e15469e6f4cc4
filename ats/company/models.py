"""Tables of the company, its reasons and its stage templates."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.platform.columns import PublicId, new_public_id
from ats.platform.database import Model


class StageKind(StrEnum):
    """What a stage is for; its name is the company's own."""

    APPLIED = "applied"
    REVIEW = "review"
    ASSESS = "assess"
    INTERVIEW = "interview"
    OFFER = "offer"
    HIRED = "hired"


class ReasonSide(StrEnum):
    """Whose decision a rejection was."""

    OURS = "ours"
    CANDIDATE = "candidate"
    NEITHER = "neither"


class Company(Model):
    """The one row that says who is hiring. ``revision`` counts every change that a public page could show."""

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    website: Mapped[str] = mapped_column(String(300), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    apply_email: Mapped[str] = mapped_column(String(254), default="")
    logo_sha256: Mapped[str | None] = mapped_column(String(64))
    logo_type: Mapped[str | None] = mapped_column(String(40))
    what_happens_next: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)
    is_demo: Mapped[bool] = mapped_column(default=False)


class RejectionReason(Model):
    """Why an application ended; ``is_active`` off keeps it in the history and out of the menus."""

    __tablename__ = "rejection_reasons"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    label: Mapped[str] = mapped_column(String(120))
    side: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class StageTemplate(Model):
    """A named row of stages from which a new opening starts."""

    __tablename__ = "stage_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(String(120))
    is_default: Mapped[bool] = mapped_column(default=False)

    stages: Mapped[list["StageTemplateStage"]] = relationship(
        order_by="StageTemplateStage.position", cascade="all, delete-orphan", lazy="selectin"
    )


class StageTemplateStage(Model):
    """One stage of a template."""

    __tablename__ = "stage_template_stages"

    id: Mapped[int] = mapped_column(primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("stage_templates.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(12))
