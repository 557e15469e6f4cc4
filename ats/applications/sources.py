"""Which sources somebody knows of: those of the applications that they may see."""

from sqlalchemy import Select, func, select

from ats.accounts.models import User
from ats.applications.models import Application
from ats.openings.queries import visible_openings

MOST = 100


def select_sources(user: User, most: int = MOST) -> Select:
    """Return the query of the sources of applications that somebody may see, with the one column ``source``."""
    visible = visible_openings(user)
    if visible is None:
        return walk_sources(most)
    is_seen = (Application.opening_id.in_(visible), Application.tray.is_(None))
    query = select(Application.source).distinct().where(*is_seen).order_by(Application.source)
    return query.limit(most)


def walk_sources(most: int = MOST) -> Select:
    """Return the query that walks the index from source to source, past however many applications of each."""
    first = select(func.min(Application.source).label("source"))
    walk = first.cte("sources", recursive=True)
    following = (
        select(func.min(Application.source))
        .where(Application.source > walk.c.source)
        .correlate(walk)
        .scalar_subquery()
    )
    walk = walk.union_all(select(following).where(walk.c.source.is_not(None)))
    return select(walk.c.source).where(walk.c.source.is_not(None)).limit(most)
