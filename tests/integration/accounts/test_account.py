"""One's own account: name, mails, password, sessions."""

import threading

import pytest
from sqlalchemy import select

from ats.accounts import actions, passwords, signing_in
from ats.accounts.actions import LastAdmin
from ats.accounts.models import User
from ats.accounts.policy import Role
from ats.activity.models import EventRow
from ats.platform.database import db, transaction
from ats.platform.errors import Invalid
from ats.platform.events import SYSTEM
from tests.cast import PASSWORD
from tests.interleaving import side_by_side

NEW = "three grey herons"


def change_password(browser, **values):
    given = {"present": PASSWORD, "password": NEW, **values}
    return browser.submit("/account/password", given, form_at="/account")


def test_works(app, cast, sign_in):
    browser = sign_in("interviewer")
    response = browser.submit("/account", {"name": "Iva Example", "notify": "each"}, form_at="/account")
    assert response.status_code == 303
    db.session.rollback()
    assert (cast.user("interviewer").name, cast.user("interviewer").notify) == ("Iva Example", "each")
    event = db.session.scalars(select(EventRow).where(EventRow.kind == "user.changed")).one()
    assert event.personal.values["after"] == {"name": "Iva Example"}


def test_anonymous(sqlite_app, client):
    assert client.get("/account").location == "/sign-in?next=/account"
    assert client.submit("/account", {"name": "X"}).status_code == 401


def test_outsider(sqlite_app, cast, sign_in):
    """Somebody else's session is none of one's own: exactly as one that does not exist."""
    sign_in("recruiter")
    theirs = actions.queries.list_sessions(cast.user("recruiter"))[0].public_id
    browser = sign_in("outsider")
    response = browser.submit(f"/account/sessions/{theirs}/end", form_at="/account")
    assert response.status_code == 404
    assert len(actions.queries.list_sessions(cast.user("recruiter"))) == 1


def test_invalid_form(sqlite_app, cast, sign_in):
    response = sign_in("interviewer").submit("/account", {"name": "", "notify": "hourly"}, form_at="/account")
    assert response.status_code == 422
    assert "Enter the full name" in response.text
    with pytest.raises(Invalid), transaction():
        actions.change_own_account(cast.user("interviewer"), name="A", notify="hourly")


def test_a_new_password_signs_other_devices_out_and_keeps_this_one(app, cast, sign_in):
    here, there = sign_in("recruiter"), sign_in("recruiter")
    assert change_password(here).status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert passwords.verify(cast.user("recruiter").password_hash, NEW)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"present": "not mine"}, "not your present password"),
        ({"password": "short"}, "at least 10"),
        ({"present": ""}, "Enter your present password"),
        ({"password": "recruiter@example.com"}, "must not be your e-mail"),
    ],
)
def test_passwords_that_are_refused(sqlite_app, cast, sign_in, values, problem):
    response = change_password(sign_in("recruiter"), **values)
    assert response.status_code == 422
    assert problem in response.text
    assert passwords.verify(cast.user("recruiter").password_hash, PASSWORD)


def test_a_stolen_session_cannot_guess_the_password_for_ever(sqlite_app, cast, sign_in, monkeypatch):
    monkeypatch.setattr(signing_in, "ACCOUNT_LIMIT", 3)
    browser = sign_in("recruiter")
    statuses = [change_password(browser, present="not mine").status_code for _ in range(4)]
    assert statuses == [422, 422, 422, 429]


def test_sessions_are_listed_and_ended(sqlite_app, cast, sign_in):
    here, there, far = sign_in("recruiter"), sign_in("recruiter"), sign_in("recruiter")
    page = here.get("/account").text
    assert page.count("This device") == 1
    assert "Sign out all others" in page
    other = [row for row in actions.queries.list_sessions(cast.user("recruiter")) if row.public_id in page]
    assert len(other) == 2, "the session in use offers no way to end itself here"
    here.submit(f"/account/sessions/{other[0].public_id}/end", form_at="/account")
    assert sorted(browser.get("/account").status_code for browser in (here, there, far)) == [200, 200, 302]
    here.submit("/account/sessions/end-others", form_at="/account")
    assert [browser.get("/account").status_code for browser in (here, there, far)] == [200, 302, 302]


def test_what_is_done_while_another_device_ends_the_session_is_done(app, cast, sign_in):
    here, there = sign_in("recruiter"), sign_in("recruiter")

    def change_name() -> int:
        return here.submit("/account", {"name": "Re Cruiter", "notify": "daily"}).status_code

    def end_others() -> int:
        return there.submit("/account/sessions/end-others").status_code

    assert side_by_side(app, change_name, end_others, before="UPDATE users") == (303, 303)
    assert cast.user("recruiter").name == "Re Cruiter"
    assert here.get("/account").status_code == 302


def test_the_last_admin_stays(app, cast):
    admin = cast.user("admin")
    for change in ({"role": Role.RECRUITER, "is_active": True}, {"role": Role.ADMIN, "is_active": False}):
        with pytest.raises(LastAdmin), transaction():
            actions.change_user(cast.user("admin"), name=admin.name, by=SYSTEM, **change)


def test_two_admins_who_demote_each_other_at_once_leave_one(app, cast):
    with transaction():
        cast.user("recruiter").role = "admin"
    together, outcomes = threading.Barrier(2), []

    def demote(name):
        with app.app_context():
            user = db.session.scalars(select(User).where(User.email == f"{name}@example.com")).one()
            together.wait()
            try:
                with transaction():
                    actions.change_user(user, name=user.name, role=Role.RECRUITER, is_active=True, by=SYSTEM)
                outcomes.append("done")
            except LastAdmin:
                outcomes.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=demote, args=(name,)) for name in ("admin", "recruiter")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
