"""Writing an event down, and erasing the personal half of a person's events."""

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping

from sqlalchemy import delete, or_, select

from ats.activity.models import EventPersonal, EventRow
from ats.platform.clock import utc_now
from ats.platform.database import db, insert_row
from ats.platform.events import Event

_SUBJECTS = ("opening_id", "application_id", "candidate_id")


def record(event: Event) -> None:
    """Write an event into the current transaction; the reaction to every event."""
    facts = event.facts()
    salt, values = secrets.token_hex(16), json.loads(json.dumps(dict(event.personal), default=str))
    event_id = insert_row(
        EventRow,
        at=utc_now(),
        kind=event.kind,
        actor_kind=event.by.kind,
        actor_id=event.by.user_id,
        facts={key: value for key, value in facts.items() if key not in _SUBJECTS},
        personal_digest=digest(salt, values) if values else None,
        **{key: facts.get(key) for key in _SUBJECTS},
    )
    if values:
        insert_row(EventPersonal, event_id=event_id, salt=salt, values=values)


def digest(salt: str, values: dict) -> str:
    """Return the sha256, in hex, of a salt and the canonical JSON of the personal values."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def erase_personal(candidate_id: int) -> None:
    """Remove the personal values of every event about a candidate; the events stay."""
    about = select(EventRow.id).where(EventRow.candidate_id == candidate_id)
    db.session.execute(delete(EventPersonal).where(EventPersonal.event_id.in_(about)))


def forget(
    *,
    candidates: Collection[int],
    openings: Collection[int],
    applications: Collection[int],
    facts: Mapping[str, Collection[int]],
    kinds: Collection[str],
) -> None:
    """Remove the events about things that never really were: the demo's, and nobody else's.

    ``facts``: ids by the name of the fact that holds one, for events about neither of the others; ``kinds``:
    beginnings of kinds all of whose events go.
    """
    about = (EventRow.candidate_id.in_(candidates), EventRow.opening_id.in_(openings))
    wanted = [EventRow.kind.startswith(kind, autoescape=True) for kind in kinds]
    found = select(EventRow.id).where(or_(*about, EventRow.application_id.in_(applications), *wanted))
    ids = [*db.session.scalars(found), *_list_by_fact(facts)]
    # Both engines limit how many values one statement takes.
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        db.session.execute(delete(EventPersonal).where(EventPersonal.event_id.in_(some)))
        db.session.execute(delete(EventRow).where(EventRow.id.in_(some)))


def _list_by_fact(facts: Mapping[str, Collection[int]]) -> list[int]:
    """Return the ids of events about no candidate and no opening that name one of some ids."""
    general = select(EventRow.id, EventRow.facts).where(
        EventRow.candidate_id.is_(None), EventRow.opening_id.is_(None)
    )
    return [
        event_id
        for event_id, values in db.session.execute(general)
        if any(values.get(name) in wanted for name, wanted in facts.items())
    ]
