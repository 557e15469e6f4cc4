"""Decisions through the screens: rights, toasts, undo, stale clicks."""

from datetime import timedelta

import pytest

from ats.applications import actions
from ats.applications.queries import get_application, get_for_decision
from ats.company.queries import list_reasons
from ats.messages.actions import write
from ats.openings.actions import change_stages, change_state
from ats.openings.models import State
from ats.openings.queries import list_stages
from ats.platform.clock import utc_now
from ats.platform.database import transaction
from ats.platform.events import SYSTEM, Actor
from ats.reviews.queries import list_notes
from tests.integration.workspace.conftest import post, reload, text_of


@pytest.fixture
def path(cast):
    return f"/dashboard/applications/{cast.application.public_id}"


def data_for(verb: str, cast) -> dict:
    more = {
        "move": {"stage": cast.engineer.stages[2].public_id},
        "reject": {"reason": list_reasons()[0].public_id},
    }
    return {"seen": "1", **more.get(verb, {})}


OUTCOMES = {"move": "active", "reject": "rejected", "withdraw": "withdrawn", "hire": "hired"}


@pytest.mark.parametrize("verb", OUTCOMES)
def test_works_and_can_be_undone_from_the_toast_and_the_timeline(sqlite_app, cast, sign_in, path, verb):
    client = sign_in("manager")
    answer = post(client, f"{path}/{verb}", data_for(verb, cast))
    assert (answer.status_code, answer.location) == (303, path)
    assert reload(cast.application).status == OUTCOMES[verb]
    page = text_of(client.get(path))
    assert page.count(f'action="{path}/undo"') == 2
    change = page.split('name="change" value="')[1].split('"')[0]
    assert post(client, path + "/undo", {"change": change}).status_code == 303
    application = reload(cast.application)
    assert (application.status, application.stage_id) == ("active", cast.engineer.stages[0].id)
    assert [stage.active_count for stage in cast.engineer.stages] == [1, 0, 0, 0, 0, 0]
    assert "took back" in text_of(client.get(path))


def test_nothing_leads_back_into_a_stage_that_is_gone(sqlite_app, cast, sign_in, path):
    client, stages = sign_in("recruiter"), list_stages(cast.engineer.id)
    for version, stage in enumerate(stages[1:3], start=1):
        post(client, f"{path}/move", {"stage": stage.public_id, "seen": str(version)})
    kept = [(stage.public_id, stage.name, stage.kind) for stage in stages if stage is not stages[1]]
    with transaction():
        change_stages(cast.engineer, kept, by=SYSTEM)
    change = str(reload(cast.application).last_change_id)
    # The toasts of the moves are shown once.
    client.get(path)
    page = text_of(client.get(path))
    assert "moved it from Review to" in page
    assert f'action="{path}/undo"' not in page
    answer = post(client, f"{path}/undo", {"change": change})
    assert answer.status_code == 409
    assert "The stage that it was in is not there any more" in text_of(answer)
    assert reload(cast.application).stage_id == stages[2].id


def test_an_undo_says_that_the_opening_is_closed(sqlite_app, cast, sign_in, path):
    client = sign_in("recruiter")
    post(client, f"{path}/withdraw", {"seen": "1"})
    with transaction():
        change_state(cast.engineer, State.CLOSED, by=SYSTEM)
    post(client, f"{path}/undo", {"change": str(reload(cast.application).last_change_id)})
    assert "Taken back: Ada Fern. The opening is closed" in text_of(client.get(path))


def test_an_undo_says_that_the_message_about_the_rejection_was_called_back(app, cast, sign_in, path):
    client, by = sign_in("recruiter"), Actor.user(cast.user("recruiter").id)
    with transaction():
        application = get_for_decision(cast.application.public_id)
        change_id = actions.reject(application, list_reasons()[0], seen=1, by=by)
        later = utc_now() + timedelta(days=1)
        write(application, "News", "Not this time.", by=by, change_id=change_id, send_at=later)
    post(client, f"{path}/reopen", {"seen": "2"})
    post(client, f"{path}/undo", {"change": str(reload(cast.application).last_change_id)})
    assert reload(cast.application).status == "rejected"
    assert "nobody has told the candidate" in text_of(client.get(path))


@pytest.mark.parametrize("verb", [*OUTCOMES, "reopen", "undo"])
def test_anonymous_outsider_and_wrong_role(sqlite_app, cast, client, sign_in, path, verb):
    data = {**data_for(verb, cast), "change": "1"}
    assert client.submit(f"{path}/{verb}", data).status_code == 401
    assert post(sign_in("outsider"), f"{path}/{verb}", data).status_code == 404
    assert post(sign_in("interviewer"), f"{path}/{verb}", data).status_code == 403
    assert reload(cast.application).version == 1


@pytest.mark.parametrize("verb", [*OUTCOMES, "reopen", "undo"])
def test_invalid_form(sqlite_app, cast, sign_in, path, verb):
    assert post(sign_in("recruiter"), f"{path}/{verb}", {"seen": "x"}).status_code == 422
    assert reload(cast.application).version == 1


@pytest.mark.parametrize("verb", OUTCOMES)
def test_a_stale_click_changes_nothing_and_says_who_was_first(sqlite_app, cast, sign_in, path, verb):
    with transaction():
        application = get_application(cast.application.public_id)
        by = Actor.user(cast.user("recruiter").id)
        actions.move(application, cast.engineer.stages[1], seen=1, by=by)
    answer = post(sign_in("manager"), f"{path}/{verb}", data_for(verb, cast))
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Recruiter Example moved it to “Review”" in page
    assert "<h1>Ada Fern</h1>" in page
    assert reload(cast.application).version == 2


def test_a_rejection_without_a_reason_opens_its_dialog_again(sqlite_app, cast, sign_in, path):
    answer = post(sign_in("recruiter"), path + "/reject", {"seen": "1", "note": "Sorry to see"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Select a reason" in page
    assert "Sorry to see" in page


def test_a_rejection_may_leave_a_note(sqlite_app, cast, sign_in, path):
    post(sign_in("recruiter"), path + "/reject", {**data_for("reject", cast), "note": "Too far away"})
    assert [note.text for note in list_notes(cast.application.id)] == ["Too far away"]
    page = text_of(sign_in("recruiter").get(path))
    assert f"rejected it: {list_reasons()[0].label}" in page


def test_a_stale_rejection_leaves_no_note(sqlite_app, cast, sign_in, path):
    data = {**data_for("reject", cast), "seen": "7", "note": "Too far away"}
    assert post(sign_in("recruiter"), path + "/reject", data).status_code == 409
    assert list_notes(cast.application.id) == []


def test_reopening(sqlite_app, cast, sign_in, path):
    client = sign_in("recruiter")
    post(client, path + "/hire", {"seen": "1"})
    assert post(client, path + "/reopen", {"seen": "2"}).status_code == 303
    assert reload(cast.application).status == "active"
    assert post(client, path + "/reopen", {"seen": "3"}).status_code == 409


def test_an_undo_that_came_too_late_is_refused(sqlite_app, cast, sign_in, path):
    client = sign_in("recruiter")
    post(client, path + "/move", data_for("move", cast))
    change = reload(cast.application).last_change_id
    post(client, path + "/withdraw", {"seen": "2"})
    answer = post(client, path + "/undo", {"change": str(change)})
    assert answer.status_code == 409
    assert "withdrawn it" in text_of(answer)
    assert reload(cast.application).status == "withdrawn"


@pytest.mark.parametrize("target", ["https://evil.example.com/", "//evil.example.com", "/\\evil.example.com"])
def test_the_way_back_stays_on_this_site(sqlite_app, cast, sign_in, path, target):
    answer = post(sign_in("recruiter"), path + "/withdraw", {"seen": "1", "next": target})
    assert answer.location == path


def test_a_suspected_application_cannot_be_decided(sqlite_app, cast, sign_in, apply):
    zed = apply(cast.engineer, "Zed Bot", suspicion="Too quick")
    answer = post(sign_in("recruiter"), f"/dashboard/applications/{zed.public_id}/withdraw", {"seen": "1"})
    assert answer.status_code == 409
    assert "Let it in first" in text_of(answer)
