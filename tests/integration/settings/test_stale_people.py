"""Two admins with the same person's form open: neither takes back what the other has saved."""

import pytest

from ats.accounts.actions import change_user
from ats.accounts.policy import Role
from ats.activity.models import EventRow
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, Actor
from tests.interleaving import side_by_side
from tests.shown_form import shown_form

PEOPLE = "/dashboard/settings/people"


@pytest.fixture
def path(cast):
    return f"{PEOPLE}/{cast.user('manager').public_id}"


@pytest.fixture
def admins(app, cast, sign_in):
    """Two admins, each signed in."""
    with transaction():
        cast.user("recruiter").role = Role.ADMIN.value
    return sign_in("admin"), sign_in("recruiter")


def manager(cast):
    db.session.rollback()
    return cast.user("manager")


def test_a_new_name_does_not_switch_an_account_on_again(app, cast, admins, path):
    one, other = admins
    stale = shown_form(other.get(path).text)
    form = shown_form(one.get(path).text)
    del form["is_active"]
    assert one.post(path, data=form).status_code == 303
    assert other.post(path, data={**stale, "name": "Mona New"}).status_code == 303
    assert (manager(cast).name, manager(cast).is_active) == ("Mona New", False)
    event = db.session.query(EventRow).filter_by(kind="user.changed").order_by(EventRow.id.desc()).first()
    assert event.facts["changed"] == ["name"]


def test_a_new_name_takes_no_role_back(app, cast, admins, path):
    one, other = admins
    stale = shown_form(other.get(path).text)
    assert one.post(path, data={**shown_form(one.get(path).text), "role": "interviewer"}).status_code == 303
    assert other.post(path, data={**stale, "name": "Mona New"}).status_code == 303
    assert (manager(cast).name, manager(cast).role) == ("Mona New", "interviewer")


def test_the_same_field_is_asked_about_and_sent_again_replaced(app, cast, admins, path):
    one, other = admins
    stale = shown_form(other.get(path).text)
    form = {**shown_form(one.get(path).text), "role": "interviewer"}
    del form["is_active"]
    assert one.post(path, data=form).status_code == 303
    answer = other.post(path, data={**stale, "role": "recruiter", "name": "Mona New"})
    page = " ".join(answer.text.split())
    assert answer.status_code == 409
    assert "Role</strong> was changed by Admin Example and is now “Interviewer”" in page
    assert (manager(cast).name, manager(cast).role) == ("Manager Example", "interviewer")
    again = shown_form(answer.text)
    assert (again["role"], again["name"]) == ("recruiter", "Mona New")
    assert "is_active" not in again, "what was not touched shows what the colleague made of it"
    assert other.post(path, data=again).status_code == 303
    assert (manager(cast).role, manager(cast).is_active) == ("recruiter", False)


def test_two_who_demote_each_other_at_once_leave_an_admin(app, cast, admins):
    first, second = cast.user("admin"), cast.user("recruiter")
    ids = {"first": first.id, "second": second.id}

    def demote(whom: str, by: str):
        def work():
            with transaction():
                user = db.session.get_one(type(first), ids[whom])
                by_whom = Actor.user(ids[by])
                change_user(user, name=user.name, role=Role.RECRUITER, is_active=True, by=by_whom)

        return work

    results = side_by_side(app, demote("second", "first"), demote("first", "second"), before="COMMIT")
    assert [type(each).__name__ for each in results] == ["NoneType", "LastAdmin"]


def test_an_action_that_was_shown_nothing_sets_all(app, cast, path):
    with transaction():
        change_user(cast.user("manager"), name="A", role=Role.INTERVIEWER, is_active=False, by=SYSTEM)
    assert (manager(cast).name, manager(cast).role, manager(cast).is_active) == ("A", "interviewer", False)
