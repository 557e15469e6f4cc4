"""Reading the list across openings: keyset pages both ways, a count up to a limit, and the choices."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, literal, select, tuple_, union_all

from ats.accounts.models import User
from ats.applications.models import Application
from ats.applications.tags import select_tags
from ats.candidates.models import Candidate, CandidateTag
from ats.candidates.rules import fold_tag
from ats.openings.models import Opening, Program, Stage
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.platform.pagination import encode_cursor
from ats.workspace.queries.keyset import read_position

PAGE_SIZE = 50
COUNT_LIMIT = 1000
_MOST_SOURCES = 100

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
    Stage.name.label("stage_name"),
    Stage.kind.label("stage_kind"),
)


@dataclass(frozen=True, kw_only=True)
class ListFilter:
    """What the list is narrowed to; ``stage`` is a stage's public id or a kind of stage, ``tag`` a folded tag."""

    opening: str = ""
    stage: str = ""
    stage_kind: str = ""
    status: str = ""
    source: str = ""
    tag: str = ""
    since: datetime | None = None
    until: datetime | None = None
    is_newest_first: bool = True
    tray: str | None = None


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
    matching = _narrowed(_rows(), user, wanted)
    counted = select(Application.id)
    if wanted.stage_kind:
        counted = counted.join(Stage, Stage.id == Application.stage_id)
    counted = _narrowed(counted, user, wanted)
    total = select(func.count()).select_from(counted.limit(COUNT_LIMIT + 1).subquery()).scalar_subquery()
    back = read_position(before)
    here = back or read_position(after)
    is_downwards = wanted.is_newest_first != bool(back)
    query = _in_order(matching, is_downwards, here).add_columns(total.label("total")).limit(size + 1)
    rows = list(db.session.execute(query))
    number = rows[0].total if rows else db.session.scalar(select(total)) if here else 0
    has_more = len(rows) > size
    rows = rows[:size]
    if back:
        rows.reverse()
    return ListPage(rows, *_cursors(rows, has_more, is_back=bool(back), is_inside=bool(here)), number)


@dataclass(frozen=True)
class Values:
    """What the applications that a viewer may see have: sources, at most a hundred, and tags, at most 200."""

    sources: list[str]
    tags: list[str]


def list_values(user: User) -> Values:
    """Return the sources and the tags that a filter of a viewer's offers, in one statement."""
    sources, tags = _sources(user).subquery(), select_tags(user).subquery()
    query = union_all(
        select(literal("source").label("kind"), sources.c.source.label("value")),
        select(literal("tag"), tags.c.label),
    )
    rows = list(db.session.execute(query))
    found = {kind: [row.value for row in rows if row.kind == kind] for kind in ("source", "tag")}
    return Values(sorted(found["source"]), sorted(found["tag"], key=fold_tag))


def _sources(user: User):
    visible = visible_openings(user)
    if visible is None:
        return _walk_sources()
    is_seen = (Application.opening_id.in_(visible), Application.tray.is_(None))
    query = select(Application.source).distinct().where(*is_seen).order_by(Application.source)
    return query.limit(_MOST_SOURCES)


def _walk_sources():
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
    return select(walk.c.source).where(walk.c.source.is_not(None)).limit(_MOST_SOURCES)


def list_choices(user: User, chosen: str) -> list:
    """Return (reference, title, stage id, stage name): the openings, and the chosen one's stages."""
    query = (
        select(Opening.reference, Opening.title, Stage.public_id, Stage.name)
        .join(Program, Program.id == Opening.program_id)
        .outerjoin(Stage, and_(Stage.opening_id == Opening.id, Opening.reference == chosen))
        .order_by(Program.position, Program.id, Opening.position, Opening.id, Stage.position)
    )
    visible = visible_openings(user)
    return list(db.session.execute(query if visible is None else query.where(Opening.id.in_(visible))))


def _rows():
    return (
        select(*ROW)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Stage, Stage.id == Application.stage_id)
    )


def _narrowed(query, user: User, wanted: ListFilter):
    query = query.where(Application.tray == wanted.tray if wanted.tray else Application.tray.is_(None))
    visible = visible_openings(user)
    if visible is not None:
        query = query.where(Application.opening_id.in_(visible))
    # As sub-selects of ids, so that the indexes on ids serve them.
    if wanted.opening:
        one = select(Opening.id).where(Opening.reference == wanted.opening).scalar_subquery()
        query = query.where(Application.opening_id == one)
    if wanted.stage:
        one = select(Stage.id).where(Stage.public_id == wanted.stage).scalar_subquery()
        query = query.where(Application.stage_id == one)
    if wanted.tag:
        tagged = select(CandidateTag.candidate_id).where(CandidateTag.folded == wanted.tag)
        query = query.where(Application.candidate_id.in_(tagged))
    return query.where(*_plain_conditions(wanted))


def _plain_conditions(wanted: ListFilter) -> list:
    pairs = (
        (wanted.stage_kind, Stage.kind == wanted.stage_kind),
        (wanted.status, Application.status == wanted.status),
        (wanted.source, Application.source == wanted.source),
        (wanted.since, Application.received_at >= wanted.since if wanted.since else None),
        (wanted.until, Application.received_at < wanted.until if wanted.until else None),
    )
    return [condition for value, condition in pairs if value]


def _in_order(query, is_downwards: bool, here):
    key = tuple_(Application.received_at, Application.id)
    if is_downwards:
        query = query.order_by(Application.received_at.desc(), Application.id.desc())
        return query.where(key < tuple_(*here)) if here else query
    query = query.order_by(Application.received_at, Application.id)
    return query.where(key > tuple_(*here)) if here else query


def _cursors(rows: list, has_more: bool, *, is_back: bool, is_inside: bool) -> tuple[str | None, str | None]:
    """Return the cursors onwards and backwards; going back, what is left over lies before the page."""
    if not rows:
        return None, None
    first, last = (encode_cursor([row.received_at.isoformat(), row.id]) for row in (rows[0], rows[-1]))
    if is_back:
        return last, first if has_more else None
    return last if has_more else None, first if is_inside else None
