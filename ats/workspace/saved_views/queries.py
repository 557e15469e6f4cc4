"""Reading saved views: those that somebody has, and one that they may change."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import BindParameter, ColumnElement, case, exists, literal, or_, select

from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.platform.database import db
from ats.platform.errors import Forbidden, NotFound
from ats.workspace.saved_views.models import DefaultView, SavedView

# So many of one's own, and as many of the team's.
MOST = 20


@dataclass(frozen=True)
class KeptView:
    """One saved view as the screens need it; ``is_default``: the list of whoever sees it opens with it."""

    name: str
    public_id: str
    query: str
    is_shared: bool
    position: int
    id: int
    is_default: bool = False


def list_views(user: User) -> list[KeptView]:
    """Return the views of the team and then those of somebody alone, each in their order."""
    return in_order(
        KeptView(*row) for row in db.session.execute(select(*view_columns(user.id)).where(*seen_by(user.id)))
    )


def view_columns(user_id: int | BindParameter[int]) -> tuple:
    """Return the columns of a view of somebody's, for a statement that reads something else along."""
    is_shared = case((SavedView.is_shared, 1), else_=0)
    default = exists().where(DefaultView.view_id == SavedView.id, DefaultView.user_id == user_id)
    is_default = case((default, 1), else_=0)
    kept = SavedView.name, SavedView.public_id, SavedView.query, is_shared, SavedView.position, SavedView.id
    return *kept, is_default


def without_view() -> tuple:
    """Return what stands in these columns, but for the first, where such a statement reads no view."""
    return literal(""), literal(""), literal(0), literal(0), literal(0), literal(0)


def seen_by(user_id: int | BindParameter[int]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the views that somebody has: the team's and their own."""
    return SavedView.removed_at.is_(None), or_(SavedView.is_shared, SavedView.user_id == user_id)


def in_order(views: Iterable[KeptView]) -> list[KeptView]:
    """Return views as they stand on the screens: the team's first."""
    return sorted(views, key=lambda each: (not each.is_shared, each.position, each.id))


def get_seen(user: User, public_id: str) -> SavedView:
    """Return a view that somebody has; raise NotFound."""
    view = db.session.scalar(select(SavedView).where(SavedView.public_id == public_id, *seen_by(user.id)))
    if view is None:
        raise NotFound
    return view


def get_to_change(user: User, public_id: str, *, is_removed: bool = False) -> SavedView:
    """Return a view that somebody may change; raise NotFound for another's own one, Forbidden for the team's."""
    view = db.session.scalar(select(SavedView).where(SavedView.public_id == public_id))
    if view is None or (view.removed_at is not None) != is_removed:
        raise NotFound
    if view.user_id != user.id and not view.is_shared:
        raise NotFound
    if view.is_shared and not user.can(Permission.SHARE_VIEW):
        raise Forbidden
    return view
