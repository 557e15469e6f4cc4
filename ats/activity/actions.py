"""Writing an event down, and erasing the personal half of a person's events."""

import hashlib
import json
import secrets

from sqlalchemy import delete, select

from ats.activity.models import EventPersonal, EventRow
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.events import Event

_SUBJECTS = ("opening_id", "application_id", "candidate_id")


def record(event: Event) -> None:
    """Write an event into the current transaction; the reaction to every event."""
    facts = event.facts()
    row = EventRow(
        at=utc_now(),
        kind=event.kind,
        actor_kind=event.by.kind,
        actor_id=event.by.user_id,
        facts={key: value for key, value in facts.items() if key not in _SUBJECTS},
        **{key: facts.get(key) for key in _SUBJECTS},
    )
    if event.personal:
        salt = secrets.token_hex(16)
        values = json.loads(json.dumps(event.personal, default=str))
        row.personal_digest = digest(salt, values)
        row.personal = EventPersonal(salt=salt, values=values)
    db.session.add(row)
    db.session.flush()


def digest(salt: str, values: dict) -> str:
    """Return the sha256, in hex, of a salt and the canonical JSON of the personal values."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def erase_personal(candidate_id: int) -> None:
    """Remove the personal values of every event about a candidate; the events stay."""
    about = select(EventRow.id).where(EventRow.candidate_id == candidate_id)
    db.session.execute(delete(EventPersonal).where(EventPersonal.event_id.in_(about)))
