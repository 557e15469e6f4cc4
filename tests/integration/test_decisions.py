"""Decisions about applications: counts, undo, stale clicks."""

import pytest

from ats.applications import actions
from ats.applications.queries import get_application
from ats.company.queries import list_reasons
from ats.platform.database import transaction
from ats.platform.events import Actor


def counts(opening) -> list[int]:
    return [stage.active_count for stage in opening.stages]


def test_a_new_application_counts_in_the_first_stage(app, cast):
    assert counts(cast.engineer) == [1, 0, 0, 0, 0, 0]


def test_move_reject_and_undo_bring_everything_back(app, cast):
    by = Actor.user(cast.user("recruiter").id)
    application = get_application(cast.application.public_id)
    entered = application.stage_entered_at
    with transaction():
        actions.move(application, cast.engineer.stages[2], seen=1, by=by)
    assert counts(cast.engineer) == [0, 0, 1, 0, 0, 0]
    with transaction():
        change_id = actions.reject(application, list_reasons()[0], seen=2, by=by)
    assert application.status == "rejected"
    assert counts(cast.engineer) == [0, 0, 0, 0, 0, 0]
    with transaction():
        actions.undo(application, change_id, by=by)
    assert (application.status, application.reason_id, application.decided_at) == ("active", None, None)
    assert counts(cast.engineer) == [0, 0, 1, 0, 0, 0]
    assert application.stage_entered_at > entered


def test_a_stale_click_is_told_who_was_first_and_changes_nothing(app, cast):
    first, second = Actor.user(cast.user("recruiter").id), Actor.user(cast.user("manager").id)
    application = get_application(cast.application.public_id)
    with transaction():
        actions.move(application, cast.engineer.stages[1], seen=1, by=first)
    with pytest.raises(actions.StaleDecision, match="Recruiter Example moved it to “Review”"), transaction():
        actions.move(application, cast.engineer.stages[3], seen=1, by=second)
    assert counts(cast.engineer) == [0, 1, 0, 0, 0, 0]


def test_an_older_decision_cannot_be_undone_once_another_came_after_it(app, cast):
    by = Actor.user(cast.user("recruiter").id)
    application = get_application(cast.application.public_id)
    with transaction():
        older = actions.move(application, cast.engineer.stages[1], seen=1, by=by)
        actions.move(application, cast.engineer.stages[2], seen=2, by=by)
    with pytest.raises(actions.StaleDecision), transaction():
        actions.undo(application, older, by=by)
    assert counts(cast.engineer) == [0, 0, 1, 0, 0, 0]


def test_hiring_and_reopening(app, cast):
    by = Actor.user(cast.user("recruiter").id)
    application = get_application(cast.application.public_id)
    with transaction():
        actions.move(application, cast.engineer.stages[-1], seen=1, by=by)
    assert application.status == "hired"
    with transaction():
        actions.reopen(application, seen=2, by=by)
    assert counts(cast.engineer) == [0, 0, 0, 0, 1, 0]
