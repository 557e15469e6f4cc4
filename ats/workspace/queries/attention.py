"""Reading who looks at what, what is unread or put off, and whether anything has happened meanwhile."""

from collections import defaultdict

from sqlalchemy import and_, bindparam, exists, func, literal, null, select, union_all
from sqlalchemy.sql import ColumnElement

from ats.accounts.models import User
from ats.activity.models import EventRow
from ats.applications.models import Application, is_in_no_tray
from ats.candidates.queries import select_rows_of
from ats.openings.models import Opening
from ats.openings.queries import visible_openings
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.workspace.models import Claim, ReadMark, Snooze


def is_read_by(user: User) -> ColumnElement[bool]:
    """Return the condition that somebody has read an application."""
    return exists().where(ReadMark.user_id == user.id, ReadMark.application_id == Application.id)


def is_snoozed_by(user: User) -> ColumnElement[bool]:
    """Return the condition that somebody has put an application off."""
    return exists().where(
        Snooze.user_id == user.id, Snooze.application_id == Application.id, Snooze.until > utc_now()
    )


def looked_at_by_other(user: User):
    """Return the name of whoever else has an application, as a column; None for nobody."""
    return (
        select(User.name)
        .join(Claim, Claim.user_id == User.id)
        .where(Claim.application_id == Application.id, Claim.until > utc_now(), Claim.user_id != user.id)
        .order_by(Claim.since, Claim.user_id)
        .limit(1)
        .correlate(Application)
        .scalar_subquery()
    )


def snoozed_until(user: User):
    """Return until when somebody has put an application off, as a column."""
    return _snoozed_until(user.id, utc_now())


def bound_snoozed_until():
    """Return the same for a statement that is made once, of ``reader_id`` and ``snoozed_after``, which is now."""
    return _snoozed_until(bindparam("reader_id"), bindparam("snoozed_after"))


def _snoozed_until(user_id, moment):
    return (
        select(Snooze.until)
        .where(Snooze.user_id == user_id, Snooze.application_id == Application.id, Snooze.until > moment)
        .correlate(Application)
        .scalar_subquery()
    )


class News:
    """The number of the latest event about what a screen shows, and who else looks at which application."""

    def __init__(self, newest: int, looking: dict[str, list[str]]):
        self.newest, self.looking = newest, looking


def news_of_application(user: User, application: Application) -> News:
    """Return the news of one application and its candidate."""
    about = EventRow.application_id == application.id
    of_person = and_(
        EventRow.candidate_id.in_(select_rows_of(application.candidate)),
        EventRow.application_id.is_(None),
        EventRow.opening_id.is_(None),
    )
    parts = union_all(*(select(func.max(EventRow.id).label("id")).where(each) for each in (about, of_person)))
    newest = select(func.max(parts.subquery().c.id))
    return _news(user, newest, Claim.application_id == application.id)


def news_of_opening(user: User, opening_id: int) -> News:
    """Return the news of one opening's applications."""
    newest = select(func.max(EventRow.id)).where(EventRow.opening_id == opening_id)
    return _news(user, newest, Application.opening_id == opening_id)


def news_of_all(user: User) -> News:
    """Return the news of all applications that somebody may see."""
    visible = visible_openings(user)
    if visible is None:
        walk = select(EventRow.id).where(EventRow.application_id.is_not(None))
        return _news(user, walk.order_by(EventRow.id.desc()).limit(1), literal(True))
    of_one = select(func.max(EventRow.id)).where(EventRow.opening_id == Opening.id).correlate(Opening)
    newest = select(func.max(of_one.scalar_subquery())).where(Opening.id.in_(visible))
    return _news(user, newest, Application.opening_id.in_(visible))


def _news(user: User, newest, looked_at) -> News:
    """Read both in one statement; a claim is a row for each colleague at most."""
    claims = (
        select(null(), Application.public_id, User.name)
        .select_from(Claim)
        .join(User, User.id == Claim.user_id)
        .join(Application, Application.id == Claim.application_id)
        .where(Claim.until > utc_now(), Claim.user_id != user.id, looked_at, is_in_no_tray())
    )
    latest = select(newest.scalar_subquery(), literal(""), literal(""))
    number, looking = 0, defaultdict(list)
    for event_id, public_id, name in db.session.execute(union_all(latest, claims)):
        if public_id:
            looking[public_id].append(name)
        else:
            number = event_id or 0
    return News(number, {key: sorted(names) for key, names in sorted(looking.items())})
