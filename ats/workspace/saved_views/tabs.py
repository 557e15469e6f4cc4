"""The tabs above the list: the views that everybody has, then the saved ones, each with its count."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import func, select

from ats.accounts.models import User
from ats.openings.models import Opening, Stage, TeamMember
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.search import queries as search
from ats.workspace import rules
from ats.workspace.list_filter import ALL, Asked
from ats.workspace.queries.conditions import ListFilter, narrowing
from ats.workspace.queries.listing import counted
from ats.workspace.saved_views.queries import KeptView

BUILT_IN = (
    ("New", "status=active&stage=applied"),
    ("Unanswered", "waits=unanswered&sort=waiting"),
    ("Stale", "waits=stale&sort=waiting"),
    ("Mine", "team=mine&status=active"),
    ("Unread", "status=active&unread=yes"),
)
# How long a count may be shown; the one of the view that is open is always new.
_SECONDS, _SEARCH_SECONDS = 10, 60
_MOST_KEPT = 5000


@dataclass(frozen=True)
class Tab:
    """One view; ``count`` is None where it cannot be told, which the tab says."""

    label: str
    query: str
    count: str | None
    is_current: bool = False
    public_id: str | None = None
    is_shared: bool = False

    @property
    def is_uncounted(self) -> bool:
        """Whether nobody can tell how many it holds."""
        return self.count is None

    @property
    def url(self) -> str:
        """The address of the view, as the list reads it."""
        return f"?{self.query or ALL}"


def list_tabs(
    user: User, kept: Sequence[KeptView], zone: ZoneInfo, *, current: str | None = None, total: str = ""
) -> list[Tab]:
    """Return the tabs; ``current`` is the query of the open view and ``total`` its count."""
    built_in = [KeptView(name, "", query, False, 0, 0) for name, query in BUILT_IN]
    asked = {each: Asked.read_back(each.query, zone) for each in (*built_in, *kept)}
    counts = count_views(user, [one for one in asked.values() if one.query != current])
    return [
        Tab(
            view.name,
            one.query,
            total if one.query == current else counts[one.query],
            one.query == current,
            view.public_id or None,
            view.is_shared,
        )
        for view, one in asked.items()
    ]


def count_views(user: User, views: Sequence[Asked]) -> dict[str, str | None]:
    """Return what is said of how many each view holds, by its query; in one statement, but for searches."""
    kept: dict = current_app.extensions.setdefault("ats_view_counts", {})
    now = time.monotonic()
    wanted = {each.query: each for each in views}
    found = {
        query: kept[user.id, query][1]
        for query in wanted
        if (user.id, query) in kept and kept[user.id, query][0] > now
    }
    missing = [each for query, each in wanted.items() if query not in found]
    if len(kept) > _MOST_KEPT:
        kept.clear()
    for each, count in [*_count_plain(user, missing), *_count_searches(user, missing)]:
        until = now + (_SEARCH_SECONDS if each["q"] else _SECONDS)
        kept[user.id, each.query] = (until, count)
        found[each.query] = count
    return found


def _count_plain(user: User, views: Sequence[Asked]) -> list[tuple[Asked, str]]:
    plain = [each for each in views if not each["q"]]
    if not plain:
        return []
    numbers = [
        _kept_count(user, each.wanted()) if _is_kept(each) else counted(user, each.wanted()) for each in plain
    ]
    row = db.session.execute(select(*numbers)).one()
    return [
        (each, f"{number:,}" if _is_kept(each) else rules.capped(number))
        for each, number in zip(plain, row, strict=True)
    ]


def _count_searches(user: User, views: Sequence[Asked]):
    for each in views:
        if each["q"]:
            number = _count_search(user, each)
            yield each, None if number is None else rules.counted(*number)


def _count_search(user: User, asked: Asked) -> tuple[int, bool] | None:
    """Count a search; one that fails is logged and has no count, and takes no page along.

    A view was kept at another time, perhaps by somebody else: whoever opens the page cannot help its failing.
    """
    try:
        return search.count(user, asked["q"], narrowing(user, asked.wanted()))
    except Exception:
        current_app.logger.exception("The saved view %r could not be counted", asked.query)
        # PostgreSQL refuses what follows a failed statement.
        db.session.rollback()
        return None


def _is_kept(asked: Asked) -> bool:
    """Return whether the counts that every stage keeps tell how many a view holds."""
    return asked["status"] == "active" and not any(
        asked[name] for name in ("q", "source", "tag", "waits", "unread", "from", "to")
    )


def _kept_count(user: User, wanted: ListFilter):
    query = select(func.coalesce(func.sum(Stage.active_count), 0))
    visible = visible_openings(user)
    if visible is not None:
        query = query.where(Stage.opening_id.in_(visible))
    if wanted.opening:
        one = select(Opening.id).where(Opening.reference == wanted.opening).scalar_subquery()
        query = query.where(Stage.opening_id == one)
    if wanted.stage:
        query = query.where(Stage.public_id == wanted.stage)
    if wanted.stage_kind:
        query = query.where(Stage.kind == wanted.stage_kind)
    if wanted.is_mine:
        mine = select(TeamMember.opening_id).where(TeamMember.user_id == user.id)
        query = query.where(Stage.opening_id.in_(mine))
    return query.scalar_subquery()
