"""The index: one entry for each application, its words in the engine's own form, and the parts of people's names.

The words stand in ``search_words``, which each engine has in its own form and no model describes: an FTS5 table on
SQLite, a table with a ``tsvector`` on PostgreSQL; both made by the migration and emptied with their entry. All of it
can be made again from the other tables, so no backup holds it.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from ats.platform.clock import utc_now
from ats.platform.columns import UtcDateTime
from ats.platform.database import Model

Model.metadata.info.setdefault("made_by_hand", set()).add("search_words")
DERIVED = {"info": {"is_derived": True}}
_ID_BITS = 12


class SearchEntry(Model):
    """One application in the index; ``key`` grows with the time of receipt, so that the newest come first by it.

    ``digest`` is of the words as they were indexed: what did not change is not written again.
    """

    __tablename__ = "search_entries"
    __table_args__ = DERIVED

    key: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    application_id: Mapped[int] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), unique=True
    )
    digest: Mapped[str] = mapped_column(String(32))
    indexed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class NamePart(Model):
    """One spelling near a part of somebody's name: the part itself, or with one of its letters left out.

    Two words one typing error apart share such a spelling (Garbe's symmetric delete), so that one look-up by key finds
    the parts that somebody may have meant.
    """

    __tablename__ = "search_name_parts"
    __table_args__ = DERIVED

    spelling: Mapped[str] = mapped_column(String(40), primary_key=True)
    part: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


def key_of(received_at: datetime, application_id: int) -> int:
    """Return the key that an application would have: the second of its receipt, then the low bits of its id.

    Dense enough that an index stores the step from one key to the next in three bytes. A key that another application
    has already gives way to the next second's.
    """
    return (int(received_at.timestamp()) << _ID_BITS) | (application_id % (1 << _ID_BITS))


def next_key(key: int) -> int:
    """Return the key one second later."""
    return key + (1 << _ID_BITS)
