"""The events, and beside each its personal values, which can be erased while the event keeps their digest."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ats.platform.columns import Json, UtcDateTime
from ats.platform.database import Model


def _index_of_those_that_name(column: str) -> Index:
    """Return an index of the events about an application or an opening.

    With those about none in it, SQLite would look for what is about a candidate alone among all that name no opening.
    """
    names_one = text(f"{column} IS NOT NULL")
    name = f"ix_events_{column.removesuffix('_id')}"
    return Index(name, column, "id", sqlite_where=names_one, postgresql_where=names_one)


class EventRow(Model):
    """One fact. The ids are those of rows that may be gone, so they are no foreign keys."""

    __tablename__ = "events"
    __table_args__ = (
        _index_of_those_that_name("application_id"),
        _index_of_those_that_name("opening_id"),
        Index("ix_events_candidate", "candidate_id", "id"),
        Index("ix_events_kind", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    kind: Mapped[str] = mapped_column(String(60))
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None] = mapped_column(index=True)
    opening_id: Mapped[int | None]
    application_id: Mapped[int | None]
    candidate_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    personal_digest: Mapped[str | None] = mapped_column(String(64))

    personal: Mapped["EventPersonal | None"] = relationship(lazy="joined", passive_deletes=True)


class EventPersonal(Model):
    """The personal values of one event; the salt goes with them, so that the digest tells nothing alone."""

    __tablename__ = "event_personal"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    values: Mapped[dict[str, Any]] = mapped_column(Json)
