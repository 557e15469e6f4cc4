"""Bringing people onto an opening: the rows of a table, and files that are looked at outside any transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, update
from sqlalchemy.exc import OperationalError

from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.activity.queries import find_newest_id, was_worked_on
from ats.applications.actions import AlreadyThere, erase_application
from ats.applications.queries import list_of_candidate
from ats.batches.kinds.kind import Did, Doing, Kind, Skip, listed
from ats.batches.models import Batch, BatchItem, ItemState
from ats.batches.targets import list_visible, lock_applications
from ats.candidates import actions as candidates
from ats.candidates.queries import lock_candidate, select_rows_of
from ats.documents.actions import release
from ats.documents.queries import find_held
from ats.imports import actions
from ats.imports.actions import NotTaken, Resume
from ats.imports.files import FoundFile
from ats.imports.rows import Person
from ats.openings.models import Opening, State
from ats.platform.database import db
from ats.platform.events import Actor
from ats.platform.storage import storage

_ONCE_MADE = 1
# Without the name: the report outlives the person it would tell of.
_THERE = "is on this opening already, and was left as it is"


class Importing(Kind):
    """What both share: who may, taking it back, and keeping no copy of what was brought in."""

    permission = Permission.ADD_CANDIDATE

    def forget(self, batch: Batch) -> None:
        """See the base: what the items held is with the candidates now, or nowhere.

        Whose turn never came is only counted by the report, and needs no name of a file.
        """
        of_batch = BatchItem.batch_id == batch.id
        db.session.execute(update(BatchItem).where(of_batch).values(data={}))
        never = BatchItem.state == ItemState.WAITING
        db.session.execute(update(BatchItem).where(of_batch, never).values(label=""))

    def begin_undo(self, batch: Batch, items: Sequence[Row]) -> Doing:
        """Remove an application on which nobody has worked since, and its candidate where it was the only one."""
        by = Actor.user(batch.user_id) if batch.user_id else None
        # Held first: what somebody adds from here on waits, and finds that there is nothing to add to.
        applications = lock_applications([item.application_id for item in items if item.application_id])

        def do(item: Row) -> Did:
            application = applications.get(item.application_id)
            if application is None or by is None:
                raise Skip("is not there any more")
            if application.version != _ONCE_MADE:
                raise Skip("has been decided about since, and stays")
            candidate = lock_candidate(application.candidate_id)
            if was_worked_on(application.id, select_rows_of(candidate), after_id=item.change_id or 0):
                raise Skip("has been worked on since, and stays")
            erase_application(application, by=by)
            if not list_of_candidate(candidate.id):
                candidates.erase(candidate, asked_by="admin", by=by)
            return Did()

        return do

    def opening_of(self, batch: Batch) -> tuple[Opening | None, str]:
        """Return the opening, or why nobody can be brought onto it any more."""
        user = db.session.get(User, batch.user_id) if batch.user_id else None
        opening = db.session.get(Opening, batch.opening_id)
        if user is None or not user.is_active or not user.can(self.permission):
            return None, "needs a right that you do not have any more"
        if opening is None or opening.id not in list_visible(user, {opening.id}):
            return None, "is of an opening that you do not see any more"
        return (
            (None, "was not taken: the opening is closed") if opening.state == State.CLOSED else (opening, "")
        )


class ImportRows(Importing):
    """The rows of a table. An item's data is the row, and the key by which it makes one application."""

    name = "rows"

    def begin(self, batch: Batch, items: Sequence[Row]) -> Doing:
        """See the base."""
        opening, why = self.opening_of(batch)
        source, by = listed(batch.parameters, "source"), Actor.user(batch.user_id)
        if opening is not None:
            actions.take_ground(opening, [item.data["email"] for item in items])

        def do(item: Row) -> Did:
            if opening is None:
                raise Skip(why)
            given = dict(item.data)
            key = given.pop("key")
            try:
                made = actions.bring_in_row(opening, Person(**given), key=key, source=source, by=by)
            except AlreadyThere:
                raise Skip(_THERE) from None
            return _made(made.application_id)

        return do


class ImportFiles(Importing):
    """Résumés and JSON Resumes. An item's data is the token under which its file is held."""

    name = "files"
    at_once = 4

    def look_ahead(self, batch: Batch, items: Sequence[Row]) -> Mapping[int, Any]:
        """Look at some files, each in a limited child: what came of it by item; not in a transaction."""
        return {item.id: _look_at(item) for item in items}

    def begin_prepared(self, batch: Batch, items: Sequence[Row], prepared: Mapping[int, Any]) -> Doing:
        """See the base."""
        opening, why = self.opening_of(batch)
        source, by = listed(batch.parameters, "source"), Actor.user(batch.user_id)
        looked_at = [prepared[item.id] for item in items]
        if opening is not None:
            known = [each[1].contact["email"] for each in looked_at if not isinstance(each, Exception)]
            actions.take_ground(opening, known)

        def do(item: Row) -> Did:
            found = prepared[item.id]
            if isinstance(found, NotTaken):
                raise Skip(f"was not taken: {found}")
            if isinstance(found, Exception):
                raise found
            if opening is None:
                raise Skip(why)
            file, resume = found
            try:
                made = actions.bring_in_resume(opening, file, resume, source=source, by=by)
            except AlreadyThere:
                raise Skip(_THERE) from None
            release(item.data["held"])
            return _made(made.application_id, _not_taken(resume))

        return do


def _made(application_id: int, words: str = "") -> Did:
    """Remember with which event the import itself ended: all that comes later is somebody's work."""
    return Did(words, application_id=application_id, change_id=find_newest_id())


def _not_taken(resume: Resume) -> str:
    """Say which wrong values of a JSON Resume were left behind; of many the first few."""
    return f"without {'; '.join(resume.problems[:3])}" if resume.problems else ""


def _look_at(item: Row) -> tuple[FoundFile, Resume] | Exception:
    """Look at one file; what went wrong with it is said when its turn comes, and holds the others up no more."""
    try:
        if item.data.get("why"):
            raise NotTaken(item.data["why"])
        held = find_held(item.data.get("held", ""))
        if held is None:
            raise NotTaken("it is not kept any more; send it again")
        sha256 = held.sha256
        db.session.rollback()
        file = FoundFile(item.label, storage().read(sha256))
        return file, actions.look_at(file)
    except OperationalError:
        # The database itself: all of them are for another time.
        raise
    except Exception as why:
        return why
