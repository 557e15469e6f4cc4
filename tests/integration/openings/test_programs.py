"""The programs on screen."""

from ats.openings import actions, queries
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from tests.integration.openings.conftest import filled, text_of

PATH = "/dashboard/programs"


def names() -> list[str]:
    return [program.name for program in queries.list_programs()]


def test_works(app, cast, sign_in):
    browser = sign_in("recruiter")
    form = filled(browser.get(f"{PATH}/new"), "name")
    form["name"], form["introduction"] = "Night Shift", "We work **late**."
    assert browser.post(f"{PATH}/new", data=form).status_code == 303
    assert names() == ["Platform", "Words", "Night Shift"]
    page = browser.get(PATH)
    assert "We work late." in text_of(page)
    token = filled(page, "csrf_token")["csrf_token"]
    browser.post(f"{PATH}/night-shift/move", data={"csrf_token": token, "to": "up"})
    assert names() == ["Platform", "Night Shift", "Words"]
    form = filled(browser.get(f"{PATH}/night-shift/edit"), "name")
    form["name"] = "Day Shift"
    assert browser.post(f"{PATH}/night-shift/edit", data=form).status_code == 303
    assert queries.get_program("night-shift").name == "Day Shift"
    assert browser.post(f"{PATH}/night-shift/remove", data={"csrf_token": token}).status_code == 303
    assert names() == ["Platform", "Words"]


def test_anonymous(sqlite_app, client):
    assert client.get(PATH).status_code == 302
    assert client.get(f"{PATH}/new").status_code == 302


def test_wrong_role(sqlite_app, sign_in):
    for role in ("manager", "interviewer", "outsider"):
        assert sign_in(role).get(PATH).status_code == 403
        assert sign_in(role).get(f"{PATH}/platform/edit").status_code == 403


def test_invalid_form(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    form = filled(browser.get(f"{PATH}/platform/edit"), "name")
    form["introduction"] = "Kept"
    for name, message in (("", "Enter a name"), ("WORDS", "There is a program of this name already")):
        form["name"] = name
        answer = browser.post(f"{PATH}/platform/edit", data=form)
        assert answer.status_code == 422
        assert message in text_of(answer)
        assert filled(answer, "name")["introduction"] == "Kept"
    assert names() == ["Platform", "Words"]


def test_a_program_called_new_has_its_own_page(sqlite_app, cast, sign_in):
    with transaction():
        actions.save_program(None, name="New", introduction="", by=SYSTEM)
    assert "Edit New" in text_of(sign_in("recruiter").get(f"{PATH}/new/edit"))


def test_one_with_openings_stays(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    token = filled(browser.get(PATH), "csrf_token")["csrf_token"]
    answer = browser.post(f"{PATH}/platform/remove", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "still has openings" in text_of(answer)
    assert browser.get(f"{PATH}/nothing/edit").status_code == 404
