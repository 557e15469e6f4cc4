"""Reading the tray: suspected applications and mails in one line, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, literal, or_, select, tuple_, union_all

from ats.applications.models import Application
from ats.batches.models import BatchItem
from ats.candidates.models import Candidate, CandidateAddress
from ats.candidates.rules import fold_address
from ats.inbox.models import MailState, ReceivedMail
from ats.matching.queries import select_named
from ats.openings.models import Opening
from ats.platform.columns import UtcDateTime, is_storable_id
from ats.platform.database import db
from ats.platform.pagination import decode_cursor, encode_cursor
from ats.workspace.models import Snooze

PAGE_SIZE = 50
APPLICATION, MAIL = "application", "mail"
# What each view of the tray shows: states of applications, and states of mails.
SHOWN = {
    "waiting": (("waiting",), (MailState.TRAY, MailState.ASSIGNED)),
    "aside": (("binned",), (MailState.DISMISSED, MailState.IGNORED)),
    "filed": ((), (MailState.ROUTED,)),
}
_TO_SORT = (("waiting",), (MailState.TRAY,))
_MOST_PEOPLE = 8


@dataclass(frozen=True)
class Place:
    """Where a row stands in the line."""

    at: datetime
    kind: str
    id: int


@dataclass(frozen=True)
class TrayPage:
    """Some rows of the line, and the cursor of the page that follows."""

    rows: list
    older: str | None


def page_of_tray(
    shown: str, *, cursor: str | None = None, words: str = "", size: int = PAGE_SIZE
) -> TrayPage:
    """Return a page of what waits, was set aside or is filed; ``words`` are looked for in names and subjects."""
    rows = _line(SHOWN[shown], _read(cursor), is_downwards=True, size=size + 1, words=words)
    if len(rows) <= size:
        return TrayPage(rows, None)
    last = rows[size - 1]
    return TrayPage(rows[:size], encode_cursor([last.at.isoformat(), last.kind, last.id]))


def find_beside(place: Place):
    """Return what waits before and after a place in the line, each None at an end."""
    newer = _line(_TO_SORT, place, is_downwards=False, size=1)
    older = _line(_TO_SORT, place, is_downwards=True, size=1)
    return next(iter(newer), None), next(iter(older), None)


def titles_of(references: Sequence[str]) -> dict[str, str]:
    """Return the titles of openings by their references."""
    if not references:
        return {}
    query = select(Opening.reference, Opening.title).where(Opening.reference.in_(references))
    return {row.reference: row.title for row in db.session.execute(query)}


def is_clear(suggestions: Sequence[dict]) -> bool:
    """Return whether one of the openings that a mail may be for is likelier than all others."""
    shares = [each["share"] for each in suggestions]
    return len(shares) == 1 or (len(shares) > 1 and shares[0] > shares[1])


def suggestions_of(rows: Sequence) -> dict[int, str]:
    """Return, for the mails among rows of the line, the title of the clearly likeliest opening, by the mail's id."""
    ids = [row.id for row in rows if row.kind == MAIL]
    query = select(ReceivedMail.id, ReceivedMail.suggestions).where(ReceivedMail.id.in_(ids))
    found = db.session.execute(query) if ids else ()
    first = {row.id: row.suggestions[0]["reference"] for row in found if is_clear(row.suggestions)}
    titles = titles_of(list(set(first.values())))
    return {mail_id: titles[reference] for mail_id, reference in first.items() if reference in titles}


def is_in_use(application_id: int | None) -> bool:
    """Return whether somebody counts on an application in a way that no event tells: put off, or in a batch."""
    if application_id is None:
        return False
    return any(
        db.session.scalar(select(exists().where(model.application_id == application_id)))
        for model in (Snooze, BatchItem)
    )


def find_people(words: str, address: str = "", name: str = "") -> list:
    """Return applications of people by name, address or reference, or else of who has an address or a name.

    With words all names and addresses are looked through; the other two are found by an index.
    """
    query = (
        select(
            Application.reference, Application.status, Application.typed_email, Candidate.name, Opening.title
        )
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .order_by(Application.received_at.desc(), Application.id.desc())
        .limit(_MOST_PEOPLE)
    )
    addressed = select(CandidateAddress.candidate_id)
    if words:
        like = _like(words)
        found = or_(
            Application.reference == words.upper(),
            Candidate.name.ilike(like, escape="\\"),
            Candidate.id.in_(addressed.where(CandidateAddress.folded.ilike(like, escape="\\"))),
        )
    elif address or name.strip():
        alike = select_named(name).union(addressed.where(CandidateAddress.folded == fold_address(address)))
        found = Application.candidate_id.in_(alike)
    else:
        return []
    return list(db.session.execute(query.where(found)))


def _line(states, place: Place | None, *, is_downwards: bool, size: int, words: str = "") -> list:
    parts = [
        _part(APPLICATION, _applications(states[0], words), Application, place, is_downwards, size),
        _part(MAIL, _mails(states[1], words), ReceivedMail, place, is_downwards, size),
    ]
    line = union_all(*(select(part.subquery()) for part in parts)).subquery()
    order = (line.c.at, line.c.kind, line.c.id)
    ordered = select(line).order_by(*((each.desc() if is_downwards else each.asc()) for each in order))
    return list(db.session.execute(ordered.limit(size)))


def _applications(states, words: str):
    query = (
        select(
            literal(APPLICATION).label("kind"),
            Application.id,
            Application.public_id,
            Application.received_at.label("at"),
            Candidate.name.label("who"),
            Opening.title.label("title"),
            func.coalesce(Application.tray_why, "").label("why"),
            func.coalesce(Application.tray, "").label("state"),
        )
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .where(Application.tray.in_(states))
    )
    if words:
        like = _like(words)
        query = query.where(
            or_(Candidate.name.ilike(like, escape="\\"), Application.typed_email.ilike(like, escape="\\"))
        )
    return query


def _mails(states, words: str):
    query = select(
        literal(MAIL).label("kind"),
        ReceivedMail.id,
        ReceivedMail.public_id,
        ReceivedMail.received_at.label("at"),
        func.coalesce(func.nullif(ReceivedMail.from_name, ""), ReceivedMail.from_address).label("who"),
        ReceivedMail.subject.label("title"),
        func.coalesce(func.nullif(ReceivedMail.problem, ""), ReceivedMail.why).label("why"),
        ReceivedMail.state.label("state"),
    ).where(ReceivedMail.state.in_(states))
    if words:
        like = _like(words)
        columns = (
            ReceivedMail.subject,
            ReceivedMail.from_name,
            ReceivedMail.from_address,
            ReceivedMail.person_name,
            ReceivedMail.person_address,
        )
        query = query.where(or_(*(column.ilike(like, escape="\\") for column in columns)))
    return query


def _part(kind: str, query, table, place: Place | None, is_downwards: bool, size: int):
    """Return one kind's share of a page, so that each index is read from the place on and no further."""
    at, row_id = table.received_at, table.id
    if place is not None:
        here, number = literal(place.at, UtcDateTime), place.id
        beyond = at < here if is_downwards else at > here
        pair, both = tuple_(at, row_id), tuple_(here, literal(number))
        is_next_kind = kind < place.kind if is_downwards else kind > place.kind
        if kind == place.kind:
            query = query.where(pair < both if is_downwards else pair > both)
        else:
            query = query.where(or_(beyond, and_(at == here, literal(is_next_kind))))
    order = (at.desc(), row_id.desc()) if is_downwards else (at.asc(), row_id.asc())
    return query.order_by(*order).limit(size)


def _read(cursor: str | None) -> Place | None:
    """Return the place that a cursor names, or None for one that is absent or not ours."""
    values = decode_cursor(cursor, 3)
    try:
        at, kind, row_id = datetime.fromisoformat(values[0]), values[1], int(values[2])
    except (TypeError, ValueError):
        return None
    is_ours = at.tzinfo is not None and kind in (APPLICATION, MAIL) and is_storable_id(row_id)
    return Place(at, kind, row_id) if is_ours else None


def _like(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped[:100]}%"
