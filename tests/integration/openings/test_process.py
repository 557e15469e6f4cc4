"""The stages and the hiring team of an opening, on screen."""

import pytest

from ats.company.actions import save_template
from ats.company.queries import list_templates
from ats.openings import queries
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from tests.integration.openings.conftest import filled, text_of


@pytest.fixture
def opening(cast):
    return f"/dashboard/openings/{cast.engineer.reference}"


def names(opening) -> list[str]:
    return [stage.name for stage in queries.list_stages(opening.id)]


def test_stages_works(app, cast, sign_in, opening):
    browser = sign_in("recruiter")
    page = browser.get(f"{opening}/stages")
    assert "1 active" in text_of(page)
    assert "Start again from a template" not in text_of(page)
    form = filled(page, "stages-0-name")
    form["stages-2-name"] = "Video call"
    moved = browser.post(f"{opening}/stages", data={**form.to_dict(), "stages-up": "3"})
    form = filled(moved, "stages-0-name")
    assert browser.post(f"{opening}/stages", data=form).status_code == 303
    assert names(cast.engineer) == ["New", "Review", "Interview", "Video call", "Offer", "Hired"]
    assert cast.engineer.stages[0].active_count == 1


def test_stages_anonymous(sqlite_app, client, opening):
    assert client.get(f"{opening}/stages").status_code == 302


def test_stages_outsider(sqlite_app, sign_in, opening):
    assert sign_in("outsider").get(f"{opening}/stages").status_code == 404


def test_stages_wrong_role(sqlite_app, sign_in, opening):
    assert sign_in("manager").get(f"{opening}/stages").status_code == 403


def test_stages_invalid_form(sqlite_app, cast, sign_in, opening):
    browser = sign_in("recruiter")
    form = filled(browser.get(f"{opening}/stages"), "stages-0-name")
    answer = browser.post(f"{opening}/stages", data={**form.to_dict(), "stages-1-name": ""})
    assert answer.status_code == 422
    assert "Enter a name for the stage, or remove it" in text_of(answer)
    removed = filled(
        browser.post(f"{opening}/stages", data={**form.to_dict(), "stages-remove": "0"}), "stages-0-name"
    )
    answer = browser.post(f"{opening}/stages", data=removed)
    assert answer.status_code == 409
    assert "“New” still holds applications" in text_of(answer)
    assert filled(answer, "stages-0-name")["stages-0-name"] == "Review"
    form["stages-5-kind"] = "offer"
    form["version"] = filled(answer, "stages-0-name")["version"]
    answer = browser.post(f"{opening}/stages", data=form)
    assert answer.status_code == 422
    assert "The first stage must be where applications arrive" in text_of(answer)
    assert len(names(cast.engineer)) == 6


@pytest.mark.parametrize("name", ["interview", " INTERVIEW ", "Ｉnterview", "Inter\u200bview"])
def test_two_stages_of_one_name_are_refused_at_the_second(sqlite_app, cast, sign_in, opening, name):
    browser = sign_in("recruiter")
    form = filled(browser.get(f"{opening}/stages"), "stages-0-name")
    answer = browser.post(f"{opening}/stages", data={**form.to_dict(), "stages-1-name": name})
    assert answer.status_code == 422
    assert 'href="#stages-3-name">Another stage is called “Interview” already' in text_of(answer)
    assert filled(answer, "stages-0-name")["stages-1-name"] == name.strip()
    assert names(cast.engineer)[1] == "Review"


def test_stages_that_shared_a_name_before_work_and_are_told_apart_when_changed(app, cast, sign_in, opening):
    with transaction():
        cast.engineer.stages[2].name = "REVIEW"
    browser = sign_in("recruiter")
    for page in ("board", "stages"):
        assert browser.get(f"{opening}/{page}").status_code == 200
    assert browser.submit(f"{opening}/copy", form_at=opening).status_code == 303
    form = filled(browser.get(f"{opening}/stages"), "stages-0-name")
    assert browser.post(f"{opening}/stages", data=form).status_code == 422
    form["stages-2-name"] = "Second review"
    assert browser.post(f"{opening}/stages", data=form).status_code == 303


def test_stages_saved_in_between(sqlite_app, cast, sign_in, opening):
    browser = sign_in("recruiter")
    form = filled(browser.get(f"{opening}/stages"), "stages-0-name")
    first = {**form.to_dict(), "stages-1-name": "First"}
    assert browser.post(f"{opening}/stages", data=first).status_code == 303
    answer = browser.post(f"{opening}/stages", data={**form.to_dict(), "stages-1-name": "Second"})
    assert answer.status_code == 409
    assert names(cast.engineer)[1] == "First"
    assert browser.post(f"{opening}/stages", data=filled(answer, "stages-0-name")).status_code == 303
    assert names(cast.engineer)[1] == "Second"


def test_template_is_used_again(sqlite_app, cast, sign_in):
    with transaction():
        save_template(None, "Short", [("In", "applied"), ("Done", "hired")], by=SYSTEM)
    path = f"/dashboard/openings/{cast.editor.reference}/stages"
    browser = sign_in("recruiter")
    form = filled(browser.get(path), "template")
    form["template"] = next(each.public_id for each in list_templates() if each.name == "Short")
    assert browser.post(f"{path}/template", data=form).status_code == 303
    assert names(cast.editor) == ["In", "Done"]
    form["template"] = "nothing"
    assert browser.post(f"{path}/template", data=form).status_code == 422


def test_team_works(app, cast, sign_in, opening):
    browser = sign_in("recruiter")
    form = filled(browser.get(f"{opening}/team"), "csrf_token")
    outsider = cast.user("outsider").public_id
    manager = cast.user("manager").public_id
    assert sign_in("outsider").get(opening).status_code == 404
    added = browser.post(f"{opening}/team", data={"csrf_token": form["csrf_token"], "add": [outsider]})
    assert added.status_code == 303
    assert sign_in("outsider").get(opening).status_code == 200
    watching = sign_in("manager")
    assert watching.get(opening).status_code == 200
    browser.post(f"{opening}/team/remove", data={"csrf_token": form["csrf_token"], "user": manager})
    assert watching.get(opening).status_code == 404
    undo = filled(browser.get(f"{opening}/team"), "add")
    assert undo["add"] == manager
    browser.post(f"{opening}/team", data=undo)
    assert watching.get(opening).status_code == 200


def test_team_anonymous(sqlite_app, client, opening):
    assert client.get(f"{opening}/team").status_code == 302


def test_team_outsider(sqlite_app, sign_in, opening):
    assert sign_in("outsider").get(f"{opening}/team").status_code == 404


def test_team_wrong_role(sqlite_app, sign_in, opening):
    assert sign_in("interviewer").get(f"{opening}/team").status_code == 403


def test_team_invalid_form(sqlite_app, cast, sign_in, opening):
    browser = sign_in("recruiter")
    form = filled(browser.get(f"{opening}/team"), "csrf_token")
    answer = browser.post(f"{opening}/team", data={"csrf_token": form["csrf_token"]})
    assert answer.status_code == 422
    assert "Choose at least one person" in text_of(answer)
    nobody = browser.post(f"{opening}/team/remove", data={"csrf_token": form["csrf_token"], "user": "0" * 26})
    assert nobody.status_code == 404
