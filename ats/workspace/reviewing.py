"""The application page as part of a review session: which one the address names, who stands around, who comes next.

A page of a session is the application's page with ``?review=<session>``; every link and form on it that is about an
application carries that on, so that what is done there comes back to the session.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from flask import g, request, url_for

from ats.accounts.guards import get_viewer
from ats.accounts.models import User
from ats.applications.actions import last_step_in_words
from ats.applications.models import Application, Status
from ats.platform.database import transaction
from ats.search.query_language import Term
from ats.workspace.actions.attention import look_at, take_turn
from ats.workspace.queries import review as queries

_PUBLIC_ID = re.compile(r"[0-9A-Z]{26}")
_CARRIED = frozenset(
    f"workspace.{name}"
    for name in (
        *("application", "papers", "profile", "correct_profile", "set_profile_back", "read_again"),
        *("move", "reject", "hire", "withdraw", "reopen", "undo", "skip", "snooze", "wake", "here"),
        *("compose", "send_message", "call_back", "rejection_message", "application_news"),
        *("write_a_note", "remove_a_note", "add_a_tag", "remove_a_tag", "change_contact", "settle_details"),
        "change_shortlist",
    )
)
_STATUS_WORDS = {"rejected": "Rejected", "withdrawn": "Withdrawn", "hired": "Hired"}


@dataclass(frozen=True)
class Row:
    """One application in the list beside: who it is, and what has become of it, in a word or none."""

    public_id: str
    name: str
    line: str
    state: str
    is_decided: bool
    is_here: bool
    is_read: bool


@dataclass(frozen=True)
class Review:
    """What a page shows of its session.

    ``then`` comes after a decision, ``following`` is merely the next one; ``ended`` says who ended the application.
    """

    place: queries.Place
    rows: list[Row]
    previous: str | None
    following: str | None
    then: str | None
    looking: str | None
    snoozed_until: datetime | None
    ended: str

    @property
    def session(self):
        """The session."""
        return self.place.session

    @property
    def done_url(self) -> str:
        """Where the session ends."""
        return url_for("workspace.review_session", session_id=self.session.public_id)


def asked() -> str | None:
    """Return the session that the address names, whether or not there is one."""
    value = request.args.get("review") if request else None
    return value if value and _PUBLIC_ID.fullmatch(value) else None


def carry_on(endpoint: str, values: dict) -> None:
    """Keep the session in the addresses of what is done about an application; a hook of the blueprint."""
    if endpoint in _CARRIED and "review" not in values:
        session_id = asked()
        if session_id:
            values["review"] = session_id


def find_place(user: User, application: Application) -> queries.Place | None:
    """Return where an application stands in the session that the address names; None outside of one."""
    session_id = asked()
    if session_id is None:
        return None
    known = g.setdefault("review_places", {})
    if application.id not in known:
        known[application.id] = queries.find_place(user, session_id, application.id)
    return known[application.id]


def find_review(user: User, application: Application) -> Review | None:
    """Return what a page of a session shows of it; None outside of one."""
    place = find_place(user, application)
    if place is None:
        return None
    around = queries.list_around(user, place)
    before = [each for each in around if each.position < place.position]
    after = [each for each in around if each.position > place.position]
    here = next((each for each in around if each.position == place.position), None)
    then = next((each for each in after if _is_open(each)), None)
    if then is None and after:
        then = queries.find_next(user, place.session.id, after[-1].position)
    return Review(
        place,
        [_row(each, place) for each in around],
        _url(before[-1]) if before else None,
        _url(after[0]) if after else None,
        _url(then) if then else None,
        here.looking if here else None,
        here.snoozed_until if here else None,
        "" if application.status == Status.ACTIVE else last_step_in_words(application),
    )


def next_url(user: User, place: queries.Place) -> str | None:
    """Return the page of whoever comes after a decision; None at the end."""
    following = queries.find_next(user, place.session.id, place.position)
    return _url(following) if following else None


def go_on(application: Application) -> str | None:
    """Return where a decision leads within a session, and take the next one in hand; None outside of a session."""
    user = get_viewer()
    place = find_place(user, application)
    if place is None:
        return None
    session_id, public_id, position = place.session.id, place.session.public_id, place.position
    with transaction():
        take_turn()
        following = queries.find_next(user, session_id, position)
        if following is not None:
            look_at(user.id, following.id)
    if following is None:
        return url_for("workspace.review_session", session_id=public_id)
    return _url(following)


def marked_terms(place: queries.Place | None) -> list[Term]:
    """Return what is marked on the papers of a session."""
    if place is None:
        return []
    return [Term(tuple(words), " ".join(words), is_prefix) for words, is_prefix in place.session.terms]


def page_of(session_public_id: str, public_id: str) -> str:
    """Return the address of an application's page within a session."""
    return url_for("workspace.application", public_id=public_id, review=session_public_id)


def _url(item) -> str:
    return url_for("workspace.application", public_id=item.public_id)


def _is_open(item) -> bool:
    return not (item.is_decided or item.is_skipped or item.snoozed_until or item.looking)


def _row(item, place: queries.Place) -> Row:
    return Row(
        public_id=item.public_id,
        name=item.name,
        line=item.summary or item.source,
        state=_state(item),
        is_decided=item.is_decided,
        is_here=item.position == place.position,
        is_read=item.is_read,
    )


def _state(item) -> str:
    if item.is_decided:
        return _STATUS_WORDS.get(item.status, item.stage_name)
    if item.looking:
        return f"{item.looking} is looking"
    if item.snoozed_until:
        return "Snoozed"
    return "Skipped" if item.is_skipped else ""
