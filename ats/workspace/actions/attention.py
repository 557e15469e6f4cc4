"""What somebody has read, puts off, and is looking at. None of it is an event: it says nothing of the application."""

from datetime import datetime, timedelta

from sqlalchemy import and_, case, delete

from ats.platform import database
from ats.platform.clock import utc_now
from ats.platform.database import db, is_sqlite
from ats.workspace.models import Claim, ReadMark, Snooze

CLAIM_LIFE = timedelta(minutes=2)


def take_turn() -> None:
    """Let nobody else look for their next one until the transaction ends: two at once would find the same."""
    database.take_turn("the next one of a review")


def look_at(user_id: int, application_id: int) -> None:
    """Note that somebody looks at an application: it is read, and theirs for two minutes from now."""
    now = utc_now()
    read = {"user_id": user_id, "application_id": application_id, "at": now}
    db.session.execute(_insert(ReadMark).values(read).on_conflict_do_nothing())
    claim = _insert(Claim).values(
        user_id=user_id, application_id=application_id, since=now, until=now + CLAIM_LIFE
    )
    goes_on = and_(Claim.application_id == claim.excluded.application_id, Claim.until > now)
    db.session.execute(
        claim.on_conflict_do_update(
            index_elements=[Claim.user_id],
            set_={
                "application_id": claim.excluded.application_id,
                "until": claim.excluded.until,
                "since": case((goes_on, Claim.since), else_=claim.excluded.since),
            },
        )
    )


def snooze(user_id: int, application_id: int, until: datetime) -> None:
    """Keep an application out of somebody's reviews until an instant."""
    row = _insert(Snooze).values(user_id=user_id, application_id=application_id, until=until)
    db.session.execute(
        row.on_conflict_do_update(
            index_elements=[Snooze.user_id, Snooze.application_id], set_={"until": row.excluded.until}
        )
    )


def wake(user_id: int, application_id: int) -> None:
    """Let an application into somebody's reviews again."""
    here = (Snooze.user_id == user_id, Snooze.application_id == application_id)
    db.session.execute(delete(Snooze).where(*here))


def mark_unread(event) -> None:
    """What a candidate adds makes an application unread for everybody, and wakes it; a reaction."""
    if event.by.kind == "user":
        return
    db.session.execute(delete(ReadMark).where(ReadMark.application_id == event.application_id))
    db.session.execute(delete(Snooze).where(Snooze.application_id == event.application_id))


def _insert(model):
    if is_sqlite():
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert
    return insert(model)
