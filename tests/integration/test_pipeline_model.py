"""The pipeline against a small model: whatever people do in whatever order, counts, undo and history stay right."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from ats.activity.models import EventRow
from ats.applications import actions
from ats.applications.models import Application
from ats.applications.queries import get_application
from ats.company.queries import list_reasons
from ats.openings.models import Stage
from ats.platform.database import db, transaction
from ats.platform.errors import Conflict
from ats.platform.events import Actor

STEPS = st.lists(
    st.sampled_from(["move0", "move2", "move5", "reject", "withdraw", "reopen", "hire", "undo", "stale"]),
    max_size=12,
)


def perform(step: str, application: Application, stages: list[Stage], by: Actor):
    seen = application.version
    if step.startswith("move"):
        return actions.move(application, stages[int(step[4:])], seen=seen, by=by)
    if step == "reject":
        return actions.reject(application, list_reasons()[0], seen=seen, by=by)
    if step == "stale":
        return actions.withdraw(application, seen=seen - 1, by=by)
    if step == "undo":
        return actions.undo(application, application.last_change_id or 0, by=by)
    return getattr(actions, step)(application, seen=seen, by=by)


def state(application: Application) -> tuple:
    return application.stage_id, application.status, application.reason_id, application.decided_at


def counted() -> dict[int, int]:
    query = (
        select(Application.stage_id, func.count())
        .where(Application.status == "active")
        .group_by(Application.stage_id)
    )
    return dict(db.session.execute(query).all())


def possible(step: str, status: str) -> bool | None:
    """The model: whether a step may succeed; None where it depends on what came before."""
    if step == "stale":
        return False
    if step == "undo":
        return None
    return status != "active" if step == "reopen" else status == "active"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_counts_and_history_stay_right(sqlite_app, cast, steps):
    by = Actor.user(cast.user("recruiter").id)
    public_id, stages = cast.application.public_id, list(cast.engineer.stages)
    history = []
    for step in steps:
        application = get_application(public_id)
        before, status = state(application), application.status
        events = db.session.scalar(select(func.count()).select_from(EventRow))
        try:
            with transaction():
                change = perform(step, application, stages, by)
            succeeded = True
        except Conflict:
            succeeded, change = False, None
        db.session.expire_all()
        after = state(get_application(public_id))
        if possible(step, status) is not None:
            assert succeeded == possible(step, status)
        if not succeeded:
            assert after == before
        elif step == "undo":
            if history:
                assert after == history.pop()
        elif change is not None:
            history.append(before)
        written = db.session.scalar(select(func.count()).select_from(EventRow)) - events
        assert written == (1 if change is not None else 0)
        kept = {
            stage.id: stage.active_count for stage in db.session.scalars(select(Stage)) if stage.active_count
        }
        assert kept == counted()
        if step == "undo":
            history.clear()
