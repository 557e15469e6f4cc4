"""Keeping, renaming, ordering and deleting views."""

from datetime import timedelta

from sqlalchemy import delete, func, select

from ats.accounts.models import User
from ats.platform.clock import utc_now
from ats.platform.database import db, take_turn
from ats.platform.errors import Invalid, NotFound
from ats.platform.events import publish
from ats.workspace.erased_names import Wanted
from ats.workspace.saved_views.events import ViewErased
from ats.workspace.saved_views.models import DefaultView, SavedView
from ats.workspace.saved_views.queries import MOST

# A deleted view can be brought back for so long.
UNDO_FOR = timedelta(days=1)


def save_view(user: User, name: str, query: str, *, is_shared: bool) -> SavedView:
    """Keep a filter under a name, after those that are there; raise Invalid beyond the most."""
    take_turn("saved views")
    _check_room(user, is_shared=is_shared)
    last = select(func.max(SavedView.position)).where(*_beside(user.id, is_shared))
    position = (db.session.scalar(last) or 0) + 1
    view = SavedView(user_id=user.id, name=name, query=query, is_shared=is_shared, position=position)
    db.session.add(view)
    db.session.flush()
    return view


def change_view(user: User, view: SavedView, name: str, *, is_shared: bool) -> None:
    """Rename a view, give it to the team or take it back; whoever takes it back has it alone."""
    take_turn("saved views")
    if is_shared != view.is_shared:
        _check_room(user, is_shared=is_shared)
        view.is_shared, view.user_id = is_shared, user.id
    view.name = name
    db.session.flush()


def move_view(view: SavedView, step: int) -> None:
    """Move a view one place up (-1) or down (1) among those it stands beside; at an end it stays.

    Raises NotFound for one that was removed, or given to others, meanwhile.
    """
    take_turn("saved views")
    query = select(SavedView).where(*_beside(view.user_id, view.is_shared))
    row = list(db.session.scalars(query.order_by(SavedView.position, SavedView.id)))
    if view not in row:
        raise NotFound
    here = row.index(view)
    there = min(max(here + step, 0), len(row) - 1)
    row.insert(there, row.pop(here))
    for position, each in enumerate(row, start=1):
        each.position = position
    db.session.flush()


def set_default(user: User, view: SavedView, *, is_default: bool) -> None:
    """Have somebody's list open with a view from now on, or with everything again."""
    db.session.execute(delete(DefaultView).where(DefaultView.user_id == user.id))
    if is_default:
        db.session.add(DefaultView(user_id=user.id, view_id=view.id))
    db.session.flush()


def remove_view(view: SavedView) -> None:
    """Delete a view, but for the undo; those deleted long ago go for good."""
    now = utc_now()
    view.removed_at = now
    db.session.flush()
    db.session.execute(delete(SavedView).where(SavedView.removed_at < now - UNDO_FOR))


def bring_view_back(view: SavedView) -> None:
    """Take a deletion back."""
    view.removed_at = None
    db.session.flush()


def _beside(user_id: int, is_shared: bool) -> list:
    """Return what makes a view stand in the same row: the team's, or one's own."""
    own = [SavedView.user_id == user_id, SavedView.is_shared.is_(False)]
    return [SavedView.removed_at.is_(None), *([SavedView.is_shared.is_(True)] if is_shared else own)]


def _check_room(user: User, *, is_shared: bool) -> None:
    number = db.session.scalar(
        select(func.count()).select_from(SavedView).where(*_beside(user.id, is_shared))
    )
    if number >= MOST:
        whose = "The team has" if is_shared else "You have"
        raise Invalid(f"{whose} {MOST} views already. Delete one that nobody needs any more.")


def erase_for_candidate(event) -> None:
    """Delete the views that name a person who is being erased, or search for them; a reaction.

    Of what is searched for one word of the name is enough, as it is for reviews; in a title, one that is theirs alone.
    """
    views = list(db.session.scalars(select(SavedView)))
    if not views:
        return
    person = Wanted.of(event.candidate_id)
    for view in views:
        is_theirs = person.is_in(view.name, view.query) or person.is_sought_by(view.query)
        if is_theirs or person.is_alone_called(view.name):
            erased = {"view_id": view.id, "owner_id": view.user_id, "is_shared": view.is_shared}
            publish(ViewErased(by=event.by, **erased))
            db.session.delete(view)
    db.session.flush()
