"""Decisions: move, reject, withdraw, reopen, hire, and taking one back.

Every decision names the version that the person saw. It is written as ``UPDATE ... WHERE version = :seen``, so a
stale click never overwrites a colleague's decision; it is told whose it was. Each returns the id of its StageChange,
by which it is taken back.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm.attributes import set_committed_value

from ats.applications import queries, rules
from ats.applications.events import (
    ApplicationHired,
    ApplicationMoved,
    ApplicationRejected,
    ApplicationReopened,
    ApplicationWithdrawn,
    DecisionUndone,
)
from ats.applications.models import Application, StageChange, Status
from ats.company.models import RejectionReason, StageKind
from ats.openings.models import Stage
from ats.openings.queries import list_stages
from ats.platform.clock import utc_now
from ats.platform.database import db, insert_row
from ats.platform.dates import age_in_words
from ats.platform.errors import Conflict
from ats.platform.events import Actor, publish

_TIMES = ("stage_entered_at", "decided_at")


class StaleDecision(Conflict):
    """Somebody else decided about this application in the meantime."""


class NoWayBack(Conflict):
    """The stage that it was in is not there any more. Move it by hand."""


def move(application: Application, stage: Stage, *, seen: int, by: Actor) -> int | None:
    """Put an active application into another stage; return the change's id, or None when it is there already."""
    if stage.kind == StageKind.HIRED:
        return hire(application, seen=seen, by=by)
    if (stage.id, Status.ACTIVE, seen) == (application.stage_id, application.status, application.version):
        return None
    came_from = db.session.get_one(Stage, application.stage_id)
    after = {"stage_id": stage.id, "stage_entered_at": utc_now()}
    change = _decide(application, "moved", after, seen=seen, by=by)
    _publish(ApplicationMoved, application, change, by, from_stage=came_from.name, to_stage=stage.name)
    return change.id


def reject(application: Application, reason: RejectionReason, *, seen: int, by: Actor) -> int:
    """End an active application with a reason; it stays in the stage it had reached."""
    after = {"status": Status.REJECTED.value, "reason_id": reason.id, "decided_at": utc_now()}
    change = _decide(application, "rejected", after, seen=seen, by=by)
    _publish(ApplicationRejected, application, change, by, reason=reason.label, side=reason.side)
    return change.id


def withdraw(application: Application, *, seen: int, by: Actor, is_untold: bool = False) -> int:
    """Note that the candidate stepped back; with ``is_untold`` also from a rejection that was not told and never is."""
    after = {"status": Status.WITHDRAWN.value, "reason_id": None, "decided_at": utc_now()}
    change = _decide(application, "withdrawn", after, seen=seen, by=by, is_untold=is_untold)
    _publish(ApplicationWithdrawn, application, change, by)
    return change.id


def reopen(application: Application, *, seen: int, by: Actor) -> int:
    """Put an ended application back on its way, in the stage it had reached; a hired one into the stage before."""
    after: dict[str, Any] = {"status": Status.ACTIVE.value, "reason_id": None, "decided_at": None}
    if application.status == Status.HIRED:
        earlier = [stage for stage in list_stages(application.opening_id) if stage.kind != StageKind.HIRED]
        after["stage_id"] = earlier[-1].id
    after["stage_entered_at"] = utc_now()
    change = _decide(application, "reopened", after, seen=seen, by=by)
    _publish(ApplicationReopened, application, change, by)
    return change.id


def hire(application: Application, *, seen: int, by: Actor) -> int:
    """Note that the candidate was hired, in the stage that stands for it."""
    last = next(stage for stage in list_stages(application.opening_id) if stage.kind == StageKind.HIRED)
    now = utc_now()
    after = {"status": Status.HIRED.value, "stage_id": last.id, "stage_entered_at": now, "decided_at": now}
    change = _decide(application, "hired", after, seen=seen, by=by)
    _publish(ApplicationHired, application, change, by)
    return change.id


def undo(application: Application, change_id: int, *, by: Actor) -> int:
    """Take back a decision while its result still stands.

    Raises StaleDecision once something came after it, and NoWayBack where the stage before is gone or another now.
    """
    undone = queries.find_change(application, change_id)
    if undone is None or application.last_change_id != change_id or undone.kind == "undone":
        raise _stale(application)
    after = {name: _from_json(name, value) for name, value in undone.before.items()}
    if not queries.has_way_back(application, undone):
        raise NoWayBack
    change = _write(application, "undone", after, seen=application.version, by=by, undoes_id=undone.id)
    _publish(DecisionUndone, application, change, by, undone=undone.kind, undoes_id=undone.id)
    return change.id


@dataclass(frozen=True)
class _Change:
    """The id of a change that was written, and the stages whose counts it changes."""

    id: int
    left_stage_id: int | None
    entered_stage_id: int | None


def _decide(
    application: Application,
    kind: str,
    after: dict[str, Any],
    *,
    seen: int,
    by: Actor,
    is_untold: bool = False,
) -> _Change:
    if application.version != seen:
        raise _stale(application)
    # The candidate neither knows nor is told of the tray.
    if application.tray is not None and by.kind != "candidate":
        raise Conflict("This application waits in the tray. Let it in first.")
    if not rules.may_happen(kind, application.status, is_untold=is_untold):
        raise Conflict(f"This application is {application.status}; it cannot be {kind} now.")
    return _write(application, kind, after, seen=seen, by=by)


def _write(
    application: Application,
    kind: str,
    after: dict[str, Any],
    *,
    seen: int,
    by: Actor,
    undoes_id: int | None = None,
) -> _Change:
    """Write the new state where the old one still stands, and the change beside it.

    What is done for thousands in one batch goes past the session's unit of work, which takes longer than the database.
    """
    before = {name: getattr(application, name) for name in after}
    counted = _counted_steps(application, before, after)
    db.session.flush()
    change = _Change(
        insert_row(
            StageChange,
            application_id=application.id,
            kind=kind,
            actor_kind=by.kind,
            user_id=by.user_id,
            before={name: _to_json(value) for name, value in before.items()},
            after={name: _to_json(value) for name, value in after.items()},
            undoes_id=undoes_id,
            left_stage_id=counted[0],
            entered_stage_id=counted[1],
        ),
        *counted,
    )
    written = {**after, "version": seen + 1, "last_change_id": change.id}
    where = {"wanted_id": application.id, "seen": seen}
    changed = db.session.connection().execute(_update_of(tuple(written)), {**written, **where})
    if not changed.rowcount:
        db.session.refresh(application)
        raise _stale(application)
    # The row now holds exactly this; reading it back would be one more statement in every decision.
    for name, value in written.items():
        set_committed_value(application, name, value)
    db.session.expire(application, ["stage", "reason", "last_change"])
    return change


@cache
def _update_of(names: tuple[str, ...]) -> Update:
    """Return the statement that sets some columns of an application that is as somebody saw it."""
    table = Application.__table__
    as_seen = (table.c.id == bindparam("wanted_id"), table.c.version == bindparam("seen"))
    return update(table).where(*as_seen).values({name: bindparam(name) for name in names})


def _counted_steps(application: Application, before: dict, after: dict) -> tuple[int | None, int | None]:
    """Return the stages whose count of active applications goes down and up; what is in the tray counts in none."""
    if application.tray is not None:
        return None, None
    was_active = before.get("status", application.status) == Status.ACTIVE
    is_active = after.get("status", application.status) == Status.ACTIVE
    old_stage = before.get("stage_id", application.stage_id)
    new_stage = after.get("stage_id", application.stage_id)
    return (old_stage if was_active else None, new_stage if is_active else None)


def _publish(kind, application: Application, change: _Change, by: Actor, **facts) -> None:
    publish(
        kind(
            by=by,
            application_id=application.id,
            candidate_id=application.candidate_id,
            opening_id=application.opening_id,
            change_id=change.id,
            left_stage_id=change.left_stage_id,
            entered_stage_id=change.entered_stage_id,
            **facts,
        )
    )


def _stale(application: Application) -> StaleDecision:
    words = last_step_in_words(application)
    return StaleDecision(f"{words}. Nothing was changed by your click.") if words else StaleDecision()


def last_step_in_words(application: Application) -> str:
    """Say who decided last, what and when ("Rita rejected it 2 min ago"); empty where nobody has yet."""
    change = queries.find_change(application, application.last_change_id or 0)
    if change is None:
        return ""
    who = (
        change.user.name
        if change.user
        else "The candidate"
        if change.actor_kind == "candidate"
        else "Somebody"
    )
    done = {"moved": "moved it to another stage", "undone": "took a decision back"}.get(
        change.kind, f"{change.kind} it"
    )
    if change.kind == "moved":
        done = f"moved it to “{db.session.get_one(Stage, change.after['stage_id']).name}”"
    age = age_in_words(change.at)
    return f"{who} {done} {age if age == 'just now' else age + ' ago'}"


def _to_json(value):
    return value.isoformat() if isinstance(value, datetime) else value


def _from_json(name: str, value):
    return datetime.fromisoformat(value) if name in _TIMES and value else value
