"""The board of an opening."""

from datetime import timedelta

import pytest

from ats.applications import actions
from ats.applications.queries import get_application
from ats.openings.actions import change_stages, change_team
from ats.openings.queries import list_stages
from ats.platform.clock import utc_now
from ats.platform.database import transaction
from ats.platform.events import SYSTEM, Actor
from ats.workspace.queries import board as queries
from tests.integration.workspace.conftest import post, reload, text_of


@pytest.fixture
def path(cast):
    return f"/dashboard/openings/{cast.engineer.reference}/board"


def test_works(app, cast, sign_in, apply, path):
    apply(cast.engineer, "Bela Moss", days_ago=20)
    apply(cast.editor, "Cleo Reed")
    page = text_of(sign_in("manager").get(path))
    assert page.index("Bela Moss") < page.index("Ada Fern")
    assert "20 days, overdue" in page
    assert "Applied 20 days ago via careers page" in page
    assert "Cleo Reed" not in page


def test_it_carries_the_tabs_of_its_opening(sqlite_app, cast, sign_in, path):
    page = text_of(sign_in("recruiter").get(path))
    assert f'href="{path}" aria-current="page"' in page
    for tab in ("edit", "stages", "team", "preview"):
        assert f'href="{path.replace("/board", "/" + tab)}"' in page
    assert "/edit" not in text_of(sign_in("interviewer").get(path))


def test_anonymous(sqlite_app, client, path):
    assert client.get(path).status_code == 302


def test_outsider(sqlite_app, sign_in, path):
    assert sign_in("outsider").get(path).status_code == 404


def test_an_interviewer_cannot_move_cards(sqlite_app, cast, sign_in, path):
    assert "data-move-url" not in text_of(sign_in("interviewer").get(path))
    answer = post(
        sign_in("interviewer"),
        f"/dashboard/applications/{cast.application.public_id}/move",
        {"stage": cast.engineer.stages[1].public_id, "seen": "1"},
    )
    assert answer.status_code == 403


def test_ended_and_suspected_ones_are_not_on_it(sqlite_app, cast, sign_in, apply, path):
    apply(cast.engineer, "Zed Bot", suspicion="Too quick")
    bela = apply(cast.engineer, "Bela Moss")
    with transaction():
        actions.withdraw(get_application(bela.public_id), seen=1, by=SYSTEM)
    page = text_of(sign_in("recruiter").get(path))
    assert "Ada Fern" in page
    assert "Bela Moss" not in page
    assert "Zed Bot" not in page


def test_hired_ones_stand_in_the_last_column(app, cast, sign_in, apply, path):
    with transaction():
        actions.hire(get_application(cast.application.public_id), seen=1, by=SYSTEM)
    stages = list_stages(cast.engineer.id)
    assert queries.read_columns(stages)[stages[-1].id].count == 1
    assert [
        card.name for card in queries.list_first_cards(cast.user("recruiter"), stages)[stages[-1].id]
    ] == ["Ada Fern"]
    page = text_of(sign_in("recruiter").get(path))
    assert "Ada Fern" in page
    assert "data-move-url" not in page


def test_a_column_shows_its_first_25_and_the_rest_follow_without_gap_or_repeat(
    app, cast, sign_in, apply, path
):
    # Two at a time arrive at the same instant, so that the id has to decide.
    for number in range(59):
        apply(cast.engineer, f"Person {number:02}", days_ago=40 - number // 2)
    stage = list_stages(cast.engineer.id)[0]
    everybody = [
        card.name for card in queries.list_first_cards(cast.user("recruiter"), [stage], size=100)[stage.id]
    ]
    assert len(everybody) == 60
    client = sign_in("recruiter")
    page = text_of(client.get(path))
    assert "35 more" in page
    assert page.count('class="board-name"') == 25
    found = [card.name for card in queries.list_first_cards(cast.user("recruiter"), [stage])[stage.id]]
    cursor = None
    while True:
        part = queries.page_of_cards(cast.user("recruiter"), stage, cursor)
        found = [*found, *(card.name for card in part.rows)] if cursor else [card.name for card in part.rows]
        cursor = part.next_cursor
        if cursor is None:
            break
    assert found == everybody
    more = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    following = text_of(client.get(more))
    assert following.count('class="board-name"') == 25
    assert "10 more" in following


def test_a_cursor_that_is_not_ours_starts_at_the_beginning(sqlite_app, cast):
    stage = list_stages(cast.engineer.id)[0]
    for cursor in ("", "x", "WzEsIDJd", "W10"):
        assert len(queries.page_of_cards(cast.user("recruiter"), stage, cursor).rows) == 1


def test_the_median_is_the_middle_one(app, cast, apply):
    for days in (30, 10, 5, 2):
        apply(cast.engineer, f"Person {days}", days_ago=days)
    stages = list_stages(cast.engineer.id)
    median = queries.read_columns(stages)[stages[0].id].median_entry
    assert timedelta(days=4.9) < utc_now() - median < timedelta(days=5.1)
    apply(cast.engineer, "Person 20", days_ago=20)
    median = queries.read_columns(list_stages(cast.engineer.id))[stages[0].id].median_entry
    assert timedelta(days=7.4) < utc_now() - median < timedelta(days=7.6)
    assert queries.read_columns(stages)[stages[1].id].median_entry is None


def test_a_board_takes_at_most_eight_statements(sqlite_app, cast, sign_in, apply, path, statements):
    for number in range(30):
        apply(cast.engineer, f"Person {number}", days_ago=number)
    for role in ("recruiter", "manager"):
        client = sign_in(role)
        client.get(path)
        with statements() as seen:
            client.get(path)
        assert len(seen) <= 8, seen


def drag(client, application, to, **data):
    token = client.csrf("/dashboard/")
    return client.post(
        f"/dashboard/applications/{application.public_id}/move",
        data={"csrf_token": token, "stage": to.public_id, **data},
        headers={"X-Requested-With": "fetch", "Referer": "http://localhost/dashboard/openings/X/board"},
    )


def test_a_drag_answers_with_a_toast_that_leads_back_to_the_board(app, cast, sign_in):
    stages = cast.engineer.stages
    answer = drag(sign_in("manager"), cast.application, stages[2], seen_stage=stages[0].public_id)
    assert answer.status_code == 200
    page = text_of(answer)
    assert "<html" not in page
    assert "Ada Fern moved to Phone call" in page
    assert 'name="next" value="/dashboard/openings/X/board"' in page
    assert reload(cast.application).stage_id == stages[2].id


def test_a_drag_from_a_column_where_the_card_is_no_more_changes_nothing(app, cast, sign_in):
    stages = cast.engineer.stages
    drag(sign_in("manager"), cast.application, stages[2], seen_stage=stages[0].public_id)
    answer = drag(sign_in("recruiter"), cast.application, stages[1], seen_stage=stages[0].public_id)
    assert answer.status_code == 409
    assert "Manager Example moved it to “Phone call”" in text_of(answer)
    assert "toast-bad" in text_of(answer)
    assert reload(cast.application).stage_id == stages[2].id


def test_the_next_drag_goes_on_from_the_version_that_the_answer_gave(app, cast, sign_in):
    client, stages = sign_in("manager"), cast.engineer.stages
    answer = drag(client, cast.application, stages[2], seen_stage=stages[0].public_id)
    assert answer.headers["X-Application-Version"] == "2"
    assert drag(client, cast.application, stages[3], seen="2").status_code == 200
    assert drag(client, cast.application, stages[1], seen="2").status_code == 409


def test_a_drag_into_a_stage_that_was_removed_says_who_changed_the_stages(app, cast, sign_in):
    first, gone, *others = [(stage.public_id, stage.name, stage.kind) for stage in cast.engineer.stages]
    removed = cast.engineer.stages[1]
    with transaction():
        change_stages(cast.engineer, [first, *others], by=Actor.user(cast.user("admin").id))
    said = "This stage is not there any more. Admin Example changed the stages just now."
    client = sign_in("recruiter")
    answer = drag(client, cast.application, removed, seen_stage=first[0])
    assert answer.status_code == 409
    assert said in text_of(answer)
    assert "toast-bad" in text_of(answer)
    path = f"/dashboard/applications/{cast.application.public_id}"
    page = post(client, f"{path}/move", {"stage": gone[0], "seen": "1"})
    assert page.status_code == 409
    assert said in text_of(page)
    assert f'value="{gone[0]}"' not in text_of(page)
    assert reload(cast.application).stage_id == cast.engineer.stages[0].id


def test_a_drag_that_the_guard_refuses_answers_with_a_toast_too(app, cast, sign_in):
    stages = cast.engineer.stages
    with transaction():
        change_team(cast.engineer, [], by=SYSTEM)
    answer = drag(sign_in("manager"), cast.application, stages[2], seen_stage=stages[0].public_id)
    assert answer.status_code == 404
    page = text_of(answer)
    assert "<html" not in page
    assert "toast-bad" in page
    assert "There is nothing at this address." in page


def test_a_script_that_asks_for_json_gets_json(app, cast, sign_in):
    client, stages = sign_in("recruiter"), cast.engineer.stages
    token = client.csrf("/dashboard/")
    url = f"/dashboard/applications/{cast.application.public_id}/move"
    data = {"csrf_token": token, "stage": stages[1].public_id, "seen": "1"}
    answer = client.post(url, data=data, headers={"Accept": "application/json"})
    assert answer.json["message"] == "Ada Fern moved to Review"
    assert answer.json["version"] == 2
    stale = client.post(
        url, data={**data, "stage": stages[2].public_id}, headers={"Accept": "application/json"}
    )
    assert stale.status_code == 409
    assert "Recruiter Example moved it to “Review”" in stale.json["detail"]


def test_a_drag_onto_hired_hires(app, cast, sign_in):
    stages = cast.engineer.stages
    answer = drag(sign_in("recruiter"), cast.application, stages[-1], seen_stage=stages[0].public_id)
    assert "Ada Fern hired" in text_of(answer)
    assert reload(cast.application).status == "hired"


def test_a_move_takes_at_most_ten_statements(app, cast, sign_in, statements):
    stages = cast.engineer.stages
    for role, stage, seen in (("recruiter", stages[2], 1), ("manager", stages[1], 2)):
        client = sign_in(role)
        token = client.csrf("/dashboard/")
        data = {"csrf_token": token, "stage": stage.public_id, "seen": str(seen)}
        url = f"/dashboard/applications/{cast.application.public_id}/move"
        with statements() as sent:
            answer = client.post(url, data=data, headers={"X-Requested-With": "fetch"})
        assert answer.status_code == 200
        assert len(sent) <= 10, "\n".join(sent)


@pytest.mark.parametrize("data", [{}, {"seen": "1"}, {"stage": "0" * 26}, {"stage": "0" * 26, "seen": "one"}])
def test_an_incomplete_move_is_refused(sqlite_app, cast, sign_in, data):
    answer = post(sign_in("recruiter"), f"/dashboard/applications/{cast.application.public_id}/move", data)
    assert answer.status_code == 422


def test_a_stage_of_another_opening_is_not_found(sqlite_app, cast, sign_in):
    data = {"stage": cast.editor.stages[1].public_id, "seen": "1"}
    answer = post(sign_in("recruiter"), f"/dashboard/applications/{cast.application.public_id}/move", data)
    assert answer.status_code == 404
    assert reload(cast.application).version == 1
