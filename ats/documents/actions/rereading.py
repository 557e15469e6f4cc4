"""Passes of a newer reader over all documents: starting one, pausing and stopping it, and noting each document."""

from typing import Any

from sqlalchemy import exists, func, select

from ats.documents.events import RereadChanged, RereadStarted
from ats.documents.models import OUT_OF_REACH, Document, Reading, ReadingState, Reread, RereadChange
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import SYSTEM, Actor, publish

_MAY_BECOME = {"running": ("paused", "stopped", "done"), "paused": ("running", "stopped")}


class AlreadyRunning(Conflict):
    """A pass over all documents is on its way already."""


def start(reader_version: int, *, only_older: bool, by: Actor) -> Reread:
    """Begin a pass over all documents, or those that an older reader has read; raise AlreadyRunning."""
    if db.session.scalar(select(Reread.id).where(Reread.state.in_(("running", "paused"))).limit(1)):
        raise AlreadyRunning
    query = select(func.count(), func.max(Document.id)).select_from(Document)
    total, last_id = db.session.execute(to_read(query, reader_version if only_older else None)).one()
    if not total:
        raise Conflict("There is nothing to read again.")
    reread = Reread(reader_version=reader_version, last_id=last_id, total=total, user_id=by.user_id)
    reread.state, reread.only_older = "running", only_older
    db.session.add(reread)
    db.session.flush()
    publish(RereadStarted(by=by, reread_id=reread.id, reader_version=reader_version, documents=total))
    return reread


def to_read(query, older_than: int | None):
    """Narrow a query of documents to those that a pass is about."""
    settled = (*OUT_OF_REACH, ReadingState.WAITING, ReadingState.READING, ReadingState.TYPED)
    query = query.where(Document.reading_state.not_in(settled))
    if older_than is None:
        return query
    is_newer = exists().where(Reading.document_id == Document.id, Reading.reader_version >= older_than)
    return query.where(~is_newer)


def change_state(reread: Reread, state: str, *, by: Actor) -> None:
    """Pause a pass, let it go on, stop it, or note its end; raise Conflict where that makes no sense."""
    if state not in _MAY_BECOME.get(reread.state, ()):
        raise Conflict(f"This pass is {reread.state}.")
    reread.state = state
    if state in ("stopped", "done"):
        reread.ended_at = utc_now()
    publish(RereadChanged(by=by, reread_id=reread.id, state=state))


def note_reread(reread: Reread, document_id: int, changes: list[Any] | None) -> None:
    """Note that one document was read in a pass, and what it changed; None says that it could not be read."""
    reread.done = Reread.done + 1
    if changes is None:
        reread.failed = Reread.failed + 1
    elif changes:
        reread.changed = Reread.changed + 1
        db.session.add(RereadChange(reread_id=reread.id, document_id=document_id, changes=changes))


def finish(reread: Reread) -> None:
    """Note that a pass came to its end."""
    change_state(reread, "done", by=SYSTEM)
