"""Reading the list across openings: keyset pages both ways, a count up to a limit, and the choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ScalarSelect, Select, and_, bindparam, func, literal, select, tuple_, union_all

from ats.accounts.models import User
from ats.applications.models import Application
from ats.applications.sources import select_sources, walk_sources
from ats.applications.tags import select_tags
from ats.candidates.models import Candidate
from ats.candidates.queries import walk_tags
from ats.candidates.rules import fold_tag
from ats.openings.models import Opening, Program, Stage
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.platform.pagination import encode_cursor
from ats.workspace.queries.attention import is_read_by, snoozed_until
from ats.workspace.queries.conditions import ListFilter, conditions
from ats.workspace.queries.keyset import read_position
from ats.workspace.saved_views.queries import KeptView, in_order, seen_by, view_columns, without_view

PAGE_SIZE = 50
COUNT_LIMIT = 1000

ROW = (
    Application.id,
    Application.public_id,
    Application.reference,
    Application.status,
    Application.source,
    Application.tray_why,
    Application.received_at,
    Application.stage_entered_at,
    Candidate.name,
    Opening.title,
    Opening.reference.label("opening_reference"),
    Opening.answer_within_days,
    Opening.stale_after_days,
    Stage.name.label("stage_name"),
    Stage.kind.label("stage_kind"),
)


@dataclass(frozen=True)
class ListPage:
    """Some rows, cursors to the pages beside, and how many fit in all (one above the limit: too many)."""

    rows: list
    older: str | None
    newer: str | None
    total: int


def page_of_list(
    user: User, wanted: ListFilter, *, after=None, before=None, size: int = PAGE_SIZE
) -> ListPage:
    """Return the page after one cursor or before another one, in the filter's own order."""
    matching = _rows(user).where(*conditions(user, wanted, in_order=True))
    total = counted(user, wanted)
    back = read_position(before)
    here = back or read_position(after)
    is_downwards = (wanted.sort == "") != bool(back)
    query = put_in_order(matching, wanted.sort, is_downwards, here)
    query = query.add_columns(total.label("total")).limit(size + 1)
    rows = list(db.session.execute(query))
    number = rows[0].total if rows else db.session.scalar(select(total)) if here else 0
    has_more = len(rows) > size
    rows = rows[:size]
    if back:
        rows.reverse()
    ends = [_place(row, wanted.sort) for row in (rows[:1] + rows[-1:])]
    return ListPage(rows, *_cursors(ends, has_more, is_back=bool(back), is_inside=bool(here)), number)


def list_first(user: User, wanted: ListFilter, size: int, *, but_kind: str = "") -> list:
    """Return the first rows of the list alone, in the filter's own order, but for those in one kind of stage."""
    fitting = conditions(user, wanted, in_order=True)
    query = _rows(user).where(*fitting, Stage.kind != but_kind)
    query = put_in_order(query, wanted.sort, wanted.sort == "", None)
    return list(db.session.execute(query.limit(size)))


def counted(user: User, wanted: ListFilter) -> ScalarSelect[int]:
    """Return the expression that counts what fits a filter, up to one above the limit."""
    some = select(Application.id).where(*conditions(user, wanted)).limit(COUNT_LIMIT + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def rows_of(user: User, application_ids: Sequence[int]) -> list:
    """Return the rows of some applications, in the order of their ids as they are given."""
    query = _rows(user).where(Application.id.in_(application_ids))
    found = {row.id: row for row in db.session.execute(query)}
    return [found[each] for each in application_ids if each in found]


@dataclass(frozen=True)
class Values:
    """What the applications that a viewer may see have: sources, at most a hundred, and tags, at most 200.

    ``views`` are those that the viewer has kept and those of the team, in their order.
    """

    sources: list[str]
    tags: list[str]
    views: list[KeptView]


def list_values(user: User) -> Values:
    """Return the sources and tags that a filter of a viewer's offers, and the saved views, in one statement."""
    query = (
        _all_values() if visible_openings(user) is None else _values(select_sources(user), select_tags(user))
    )
    rows = list(db.session.execute(query, {"user_id": user.id}))
    found = {kind: [row.value for row in rows if row.kind == kind] for kind in ("source", "tag")}
    views = in_order(KeptView(*row[1:]) for row in rows if row.kind == "view")
    return Values(sorted(found["source"]), sorted(found["tag"], key=fold_tag), views)


@cache
def _all_values() -> Select:
    """Return the statement of those who see every opening, made once: it is on each page of the list."""
    return _values(walk_sources(), select(walk_tags().c.label))


def _values(sources: Select, tags: Select) -> Select:
    known_sources, known_tags = sources.subquery(), tags.subquery()
    return union_all(
        select(literal("source").label("kind"), known_sources.c.source.label("value"), *without_view()),
        select(literal("tag"), known_tags.c.label, *without_view()),
        select(literal("view"), *view_columns(bindparam("user_id"))).where(*seen_by(bindparam("user_id"))),
    )


def list_choices(user: User, chosen: str) -> list:
    """Return (reference, title, stage id, stage name): the openings, and the chosen one's stages."""
    query, visible = _all_choices(), visible_openings(user)
    query = query if visible is None else query.where(Opening.id.in_(visible))
    return list(db.session.execute(query, {"chosen": chosen}))


@cache
def _all_choices() -> Select:
    stages = and_(Stage.opening_id == Opening.id, Opening.reference == bindparam("chosen"))
    return (
        select(Opening.reference, Opening.title, Stage.public_id, Stage.name)
        .join(Program, Program.id == Opening.program_id)
        .outerjoin(Stage, stages)
        .order_by(Program.position, Program.id, Opening.position, Opening.id, Stage.position)
    )


def _rows(user: User):
    return (
        select(*ROW, is_read_by(user).label("is_read"), snoozed_until(user).label("snoozed_until"))
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Stage, Stage.id == Application.stage_id)
    )


def put_in_order(query: Select, sort: str, is_downwards: bool, here: Sequence | None = None) -> Select:
    """Return a query of applications in the order of a list's sort, from a place (moment, id) on."""
    at = Application.stage_entered_at if sort == "waiting" else Application.received_at
    key = tuple_(at, Application.id)
    # All these rows have no tray, and every index on their order begins with it. Only SQLite sees that it is the same
    # for all; PostgreSQL, not told, would sort all applications for each page.
    if is_downwards:
        query = query.order_by(Application.tray.desc(), at.desc(), Application.id.desc())
        return query.where(key < tuple_(*here)) if here else query
    query = query.order_by(Application.tray, at, Application.id)
    return query.where(key > tuple_(*here)) if here else query


def _place(row, sort: str) -> str:
    at = row.stage_entered_at if sort == "waiting" else row.received_at
    return encode_cursor([at.isoformat(), row.id])


def _cursors(
    ends: list[str], has_more: bool, *, is_back: bool, is_inside: bool
) -> tuple[str | None, str | None]:
    """Return the cursors onwards and backwards; going back, what is left over lies before the page."""
    if not ends:
        return None, None
    first, last = ends
    if is_back:
        return last, first if has_more else None
    return last if has_more else None, first if is_inside else None
