"""The filters of a query as conditions on applications; a value that fits nothing is explained, not obeyed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rapidfuzz import process
from sqlalchemy import ColumnElement, String, cast, exists, func, not_, or_, select

from ats.accounts.models import User
from ats.applications.models import Answer, Application, Attachment, Status
from ats.applications.sources import select_sources
from ats.applications.tags import knows_tag, list_tags
from ats.applications.unfinished import is_unfinished
from ats.candidates.models import Candidate
from ats.candidates.queries import select_tagged
from ats.candidates.rules import fold_tag
from ats.messages.unconfirmed import is_unconfirmed
from ats.openings.models import Opening, Program, Stage
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.platform.dates import FIRST_DAY, LAST_DAY, is_within_reach, start_of_day
from ats.reviews.models import Note
from ats.search.engines import engine
from ats.search.query_language import Filter
from ats.vocabulary.folding import fold, tokens

# Beyond so many tags only one as it is written is understood, and beyond so many sources none.
_MOST_CHOICES = 2000
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


class NotUnderstood(ValueError):
    """A filter's value fits nothing; the message says so to the person who typed it."""


@dataclass
class Narrowing:
    """What an application has to fulfil beside its words.

    ``conditions`` say all of it; the rest says what the index can leave out by itself: applications to other openings
    than these, and those received before or after an instant. ``problems``: what could not be understood, in words that
    name nothing of which the one who asks may not know.
    """

    conditions: list[ColumnElement[bool]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    openings: set[int] | None = None
    since: datetime | None = None
    until: datetime | None = None

    def add(self, other: "Narrowing | None") -> None:
        """Let an application have to fulfil another's conditions too."""
        if other is not None:
            self.conditions += other.conditions
            if other.openings is not None:
                self.keep_openings(other.openings)

    def keep_openings(self, ids: Iterable[int]) -> None:
        """Leave out applications to any other opening."""
        self.openings = set(ids) if self.openings is None else self.openings & set(ids)
        self.conditions.append(Application.opening_id.in_(sorted(self.openings)))


def narrow(filters: Iterable[Filter], zone: ZoneInfo, user: User) -> Narrowing:
    """Understand some filters."""
    found = Narrowing()
    for each in filters:
        try:
            if each.name in _OPENINGS:
                _keep_openings(found, each, _OPENINGS[each.name](user, each.value))
            else:
                condition = _READERS[each.name](user, each.value, zone)
                found.conditions.append(not_(condition) if each.is_not else condition)
                _note_time(found, each, zone)
        except NotUnderstood as error:
            found.problems.append(f"{error} The filter {each.name}: was left out.")
    return found


def _keep_openings(narrowing: Narrowing, asked: Filter, ids: list[int]) -> None:
    if asked.is_not:
        narrowing.conditions.append(Application.opening_id.not_in(ids))
    else:
        narrowing.keep_openings(ids)


def _note_time(narrowing: Narrowing, asked: Filter, zone: ZoneInfo) -> None:
    if asked.name in ("before", "after"):
        first = _instant(asked.value, zone)
        if (asked.name == "after") != asked.is_not:
            narrowing.since = max(first, narrowing.since or first)
        else:
            narrowing.until = min(first, narrowing.until or first)


def _seen(query, opening_id, user: User):
    """Narrow a query to the openings that somebody may see: what is suggested must not name the others."""
    visible = visible_openings(user)
    return query if visible is None else query.where(opening_id.in_(visible))


def _status(_user, value: str, _zone) -> ColumnElement[bool]:
    name = fold(value)
    if name not in list(Status):
        raise NotUnderstood(f"There is no status “{value}”: say {_one_of(Status)}.")
    return Application.status == name


def _stage(user: User, value: str, _zone) -> ColumnElement[bool]:
    # Most openings call their stages the same: each name comes once, with all that have it.
    ids = func.aggregate_strings(cast(Stage.id, String), ",").label("ids")
    called = _seen(select(Stage.name, Stage.kind, ids), Stage.opening_id, user)
    rows = list(db.session.execute(called.group_by(Stage.name, Stage.kind)))
    words = tokens(value)
    fitting = [row for row in rows if words in (tokens(row.name), tokens(row.kind))]
    if not fitting:
        raise NotUnderstood(
            f"No stage is called “{value}”.{_did_you_mean(value, [row.name for row in rows])}"
        )
    return engine().among(Application.stage_id, [int(each) for row in fitting for each in row.ids.split(",")])


def _opening(user: User, value: str) -> list[int]:
    rows = list(
        db.session.execute(_seen(select(Opening.id, Opening.reference, Opening.title), Opening.id, user))
    )
    fitting = [row.id for row in rows if row.reference == value.upper() or _holds(row.title, value)]
    if not fitting:
        raise NotUnderstood(f"No opening fits “{value}”.{_did_you_mean(value, [row.title for row in rows])}")
    return fitting


def _program(user: User, value: str) -> list[int]:
    with_openings = select(Program.id, Program.slug, Program.name).join(Opening).distinct()
    rows = list(db.session.execute(_seen(with_openings, Opening.id, user)))
    fitting = [row.id for row in rows if row.slug == value.lower() or _holds(row.name, value)]
    if not fitting:
        raise NotUnderstood(f"No program fits “{value}”.{_did_you_mean(value, [row.name for row in rows])}")
    return list(db.session.scalars(select(Opening.id).where(Opening.program_id.in_(fitting))))


def _source(user: User, value: str, _zone) -> ColumnElement[bool]:
    known = list(db.session.scalars(select_sources(user, _MOST_CHOICES)))
    fitting = [each for each in known if _holds(each, value)]
    if not fitting:
        raise NotUnderstood(f"Nobody came by the source “{value}”.{_did_you_mean(value, known)}")
    return Application.source.in_(fitting)


def _tag(user: User, value: str, _zone) -> ColumnElement[bool]:
    """Return who has this very tag, or else any tag in which all the words stand."""
    if knows_tag(user, value):
        fitting = [fold_tag(value)]
    else:
        known, words = list_tags(user, _MOST_CHOICES), set(tokens(value))
        fitting = [fold_tag(each) for each in known if words and words <= set(tokens(each))]
        if not fitting:
            raise NotUnderstood(f"Nobody is tagged “{value}”.{_did_you_mean(value, known)}")
    return Application.candidate_id.in_(select_tagged(fitting))


def _before(_user, value: str, zone: ZoneInfo) -> ColumnElement[bool]:
    return Application.received_at < _instant(value, zone)


def _after(_user, value: str, zone: ZoneInfo) -> ColumnElement[bool]:
    return Application.received_at >= _instant(value, zone)


def _instant(value: str, zone: ZoneInfo) -> datetime:
    """Return the first instant of a day, month or year."""
    match = _DAY.fullmatch(value)
    try:
        year, month, day = (int(part) if part else None for part in match.groups())
        first = date(year, month or 1, day or 1)
    except (AttributeError, ValueError, OverflowError):
        raise NotUnderstood(f"“{value}” is no day: write 2026-06-30, 2026-06 or 2026.") from None
    if not is_within_reach(first):
        raise NotUnderstood(
            f"“{value}” is out of reach: name a day from {FIRST_DAY.year} to {LAST_DAY.year}."
        )
    return start_of_day(first, zone)


def _attached(role: str) -> ColumnElement[bool]:
    return exists().where(Attachment.application_id == Application.id, Attachment.role == role)


def _of_candidate(column) -> ColumnElement[bool]:
    return exists().where(Candidate.id == Application.candidate_id, column != "")


_HAVING: dict[str, Callable[[], ColumnElement[bool]]] = {
    "resume": lambda: _attached("resume"),
    "letter": lambda: or_(Application.cover_letter != "", _attached("cover_letter")),
    "answer": lambda: exists().where(Answer.application_id == Application.id),
    "note": lambda: exists().where(Note.application_id == Application.id),
    "phone": lambda: _of_candidate(Candidate.phone),
    "link": lambda: _of_candidate(Candidate.link),
    "tag": lambda: Application.candidate_id.in_(select_tagged()),
}


def _has(_user, value: str, _zone) -> ColumnElement[bool]:
    name = fold(value).rstrip("s")
    if name not in _HAVING:
        raise NotUnderstood(f"has: knows no “{value}”: say {_one_of(_HAVING)}.")
    return _HAVING[name]()


_BEING: dict[str, Callable[[], ColumnElement[bool]]] = {
    "unfinished": is_unfinished,
    "unconfirmed": is_unconfirmed,
}


def _is(_user, value: str, _zone) -> ColumnElement[bool]:
    name = fold(value)
    if name not in _BEING:
        raise NotUnderstood(f"is: knows no “{value}”: say {_one_of(_BEING)}.")
    return _BEING[name]()


_READERS = {
    "status": _status, "stage": _stage, "source": _source, "tag": _tag, "before": _before, "after": _after,
    "has": _has, "is": _is,
}  # fmt: skip
_OPENINGS = {"opening": _opening, "program": _program}


def _holds(text: str, value: str) -> bool:
    """Return whether every word asked for begins a word of the text."""
    asked, there = tokens(value), tokens(text)
    return bool(asked) and all(any(word.startswith(each) for word in there) for each in asked)


def _did_you_mean(value: str, choices: Iterable[str]) -> str:
    near = process.extractOne(value, sorted(set(choices)), processor=fold, score_cutoff=60)
    return f" Did you mean “{near[0]}”?" if near else ""


def _one_of(names: Iterable[str]) -> str:
    *most, last = [str(name) for name in names]
    return f"{', '.join(most)} or {last}"
