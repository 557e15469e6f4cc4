"""People: inviting, changing, switching off."""

import pytest
from sqlalchemy import select

from ats.accounts.queries import find_user_by_email
from ats.activity.models import EventRow
from ats.platform.database import db
from ats.platform.mailbox import Mail
from ats.platform.queue import run_until_empty

BASE = "/dashboard/settings/people"
NEW = {"name": "Nia Newcomer", "email": "nia@example.com", "role": "interviewer"}


def person_path(cast, name: str) -> str:
    return f"{BASE}/{cast.user(name).public_id}"


def change(browser, path: str, **values):
    given = {"name": "Some Body", "role": "interviewer", "is_active": "y", **values}
    return browser.submit(path, {k: v for k, v in given.items() if v is not None}, form_at=path)


def test_works(app, cast, sign_in):
    browser = sign_in("admin")
    assert browser.submit(f"{BASE}/new", NEW, form_at=f"{BASE}/new").status_code == 303
    run_until_empty()
    mail = db.session.scalars(select(Mail).where(Mail.to_address == "nia@example.com")).one()
    assert "http://jobs.example.com/accept/" in mail.text
    page = browser.get(BASE).text
    assert "Nia Newcomer" in page
    assert "Invited" in page


def test_anonymous(sqlite_app, client):
    assert client.get(BASE).location == f"/sign-in?next={BASE}"


def test_outsider(sqlite_app, cast, sign_in):
    assert sign_in("outsider").get(person_path(cast, "manager")).status_code == 403
    assert sign_in("admin").get(f"{BASE}/{'0' * 26}").status_code == 404


@pytest.mark.parametrize("role", ["recruiter", "manager", "interviewer"])
def test_wrong_role(sqlite_app, cast, sign_in, role):
    browser = sign_in(role)
    response = browser.submit(f"{BASE}/new", NEW, form_at="/account")
    assert response.status_code == 403
    assert find_user_by_email("nia@example.com") is None


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"email": "ADMIN@example.com"}, "already an account"),
        ({"email": "nobody"}, "such as name@example.com"),
        ({"name": " "}, "Enter the full name"),
        ({"role": "king"}, "must be one of the choices"),
    ],
)
def test_invalid_form(sqlite_app, cast, sign_in, values, problem):
    response = sign_in("admin").submit(f"{BASE}/new", NEW | values, form_at=f"{BASE}/new")
    assert response.status_code == 422
    assert problem in response.text
    assert 'value="interviewer"' in response.text


def test_a_change_is_written_down_with_before_and_after(app, cast, sign_in):
    change(sign_in("admin"), person_path(cast, "interviewer"), name="Iva New", role="hiring_manager")
    db.session.rollback()
    assert (cast.user("interviewer").name, cast.user("interviewer").role) == ("Iva New", "hiring_manager")
    event = db.session.scalars(select(EventRow).where(EventRow.kind == "user.changed")).one()
    assert event.actor_id == cast.user("admin").id
    assert event.personal.values["before"] == {"name": "Interviewer Example", "role": "interviewer"}


def test_switching_off_ends_their_sessions_and_on_again_lets_them_in(sqlite_app, cast, sign_in):
    theirs, browser, path = sign_in("interviewer"), sign_in("admin"), person_path(cast, "interviewer")
    change(browser, path, is_active=None)
    assert theirs.get("/account").status_code == 302
    change(browser, path)
    assert theirs.get("/account").status_code == 302, "the old session stays dead"
    assert sign_in("interviewer").get("/account").status_code == 200


def test_less_right_counts_with_the_next_request(sqlite_app, cast, sign_in):
    theirs = sign_in("recruiter")
    assert theirs.get("/dashboard/settings/reasons").status_code == 200
    change(sign_in("admin"), person_path(cast, "recruiter"))
    assert theirs.get("/dashboard/settings/reasons").status_code == 403


def test_the_last_admin_is_protected_and_two_are_not(sqlite_app, cast, sign_in):
    browser, path = sign_in("admin"), person_path(cast, "admin")
    response = change(browser, path)
    assert response.status_code == 422
    assert "last admin" in response.text
    change(browser, person_path(cast, "recruiter"), role="admin")
    assert change(browser, path).location == "/dashboard/"
    assert browser.get(BASE).status_code == 403


def test_inviting_again(sqlite_app, cast, sign_in):
    browser = sign_in("admin")
    browser.submit(f"{BASE}/new", NEW, form_at=f"{BASE}/new")
    path = f"{BASE}/{find_user_by_email('nia@example.com').public_id}/invite-again"
    assert browser.submit(path, form_at=BASE).status_code == 303
    assert browser.submit(f"{person_path(cast, 'manager')}/invite-again", form_at=BASE).status_code == 409


def test_columns_that_are_not_in_the_form_cannot_be_written(sqlite_app, cast, sign_in):
    before = cast.user("interviewer").password_hash
    change(
        sign_in("admin"), person_path(cast, "interviewer"), email="evil@example.com", password_hash="x",
        id="99", is_demo="y", public_id="y",
    )  # fmt: skip
    db.session.rollback()
    user = cast.user("interviewer")
    assert (user.name, user.password_hash, user.is_demo) == ("Some Body", before, False)
