"""One-time links: invitation, new password, first admin."""

import re
import threading

import pytest
import time_machine
from sqlalchemy import select

from ats.accounts import actions, passwords, queries
from ats.accounts.actions import EmailTaken, LinkUsed, create_user, make_link
from ats.accounts.models import AccountLink, User, UserSession
from ats.accounts.policy import Role
from ats.accounts.views.signing_in import FORGOT_ACCOUNT_LIMIT, FORGOT_NETWORK_LIMIT
from ats.activity.models import EventRow
from ats.company.queries import get_company
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail
from ats.platform.queue import run_until_empty

NEW = "three grey herons"


@pytest.fixture
def invited(request):
    request.getfixturevalue("cast")
    with transaction():
        return create_user("newcomer@example.com", "Nia Newcomer", Role.INTERVIEWER)


def mails_to(address: str) -> list[Mail]:
    db.session.rollback()
    return list(db.session.scalars(select(Mail).where(Mail.to_address == address).order_by(Mail.id)))


def link_in(mail: Mail) -> str:
    return re.search(r"http://jobs\.example\.com(/\S+)", mail.text).group(1)


def test_an_invitation_leads_to_a_password_and_straight_in(sqlite_app, invited, client):
    run_until_empty()
    [mail] = mails_to("newcomer@example.com")
    path = link_in(mail)
    assert "Welcome, Nia Newcomer" in client.get(path).text
    response = client.submit(path, {"password": NEW}, form_at=path)
    assert (response.status_code, response.location) == (303, "/dashboard/")
    assert client.get("/account").status_code == 200
    assert client.get(path).status_code == 404


def test_looking_at_a_link_writes_nothing(sqlite_app, invited, client):
    with transaction():
        token = make_link("invite", invited)
    for _ in range(3):
        client.get(f"/accept/{token}")
        client.head(f"/accept/{token}")
    db.session.rollback()
    assert db.session.scalar(select(AccountLink.used_at).where(AccountLink.user_id == invited.id)) is None


def test_invalid_form(sqlite_app, invited, client):
    with transaction():
        path = f"/accept/{make_link('invite', invited)}"
    for password, problem in (
        ("", "Choose a password"),
        ("short", "at least 10"),
        ("newcomer@example.com", "e-mail"),
    ):
        response = client.submit(path, {"password": password}, form_at=path)
        assert response.status_code == 422
        assert problem in response.text
    assert client.get(path).status_code == 200


def test_links_run_out(sqlite_app, invited, client):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        with transaction():
            path = f"/accept/{make_link('invite', invited)}"
        clock.shift(7 * 86400 - 60)
        assert client.get(path).status_code == 200
        clock.shift(120)
        response = client.get(path)
        assert response.status_code == 404
        assert "no longer works" in response.text


def test_only_one_of_two_who_use_a_link_at_once_gets_it(app, invited):
    with transaction():
        token = make_link("invite", invited)
    outcomes, together = [], threading.Barrier(2)

    def use():
        with app.app_context():
            together.wait()
            try:
                with transaction():
                    actions.accept_link(token, "a hash")
                outcomes.append("in")
            except LinkUsed:
                outcomes.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "refused"]


def test_inviting_again_kills_the_earlier_link_and_sends_one_mail(app, invited, cast, client):
    run_until_empty()
    first = link_in(mails_to("newcomer@example.com")[0])
    with transaction():
        actions.invite_again(queries.find_user_by_email("newcomer@example.com"), by=actions.SYSTEM)
    assert client.get(first).status_code == 404
    run_until_empty()
    assert len(mails_to("newcomer@example.com")) == 2
    assert client.get(link_in(mails_to("newcomer@example.com")[1])).status_code == 200


def test_two_accounts_cannot_have_one_address(app, cast):
    with pytest.raises(EmailTaken), transaction():
        create_user("ADMIN@example.com", "Another", Role.RECRUITER)


def test_forgetting_works(app, cast, client, sign_in):
    elsewhere = sign_in("recruiter")
    response = client.submit("/forgot", {"email": "Recruiter@example.com"})
    assert "Check your mail" in response.text
    run_until_empty()
    path = link_in(mails_to("recruiter@example.com")[-1])
    assert client.submit(path, {"password": NEW}, form_at=path).status_code == 303
    db.session.rollback()
    assert passwords.verify(cast.user("recruiter").password_hash, NEW)
    assert elsewhere.get("/account").status_code == 302, "a new password signs everybody else out"
    run_until_empty()
    assert mails_to("recruiter@example.com")[-1].subject == "Your password was changed"


def test_forgetting_gives_the_same_answer_and_writes_the_same_rows_for_a_stranger(app, cast):
    def answer(email):
        before = db.session.query(EventRow).count()
        response = app.test_client().submit("/forgot", {"email": email})
        db.session.rollback()
        body = re.sub(r'value="[^"]*"', "", response.text.replace(email, "X"))
        return response.status_code, body, db.session.query(EventRow).count() - before

    assert answer("recruiter@example.com") == answer("stranger@example.com")
    run_until_empty()
    assert mails_to("stranger@example.com") == []


def test_forgetting_is_throttled(sqlite_app, cast, client):
    for _ in range(FORGOT_ACCOUNT_LIMIT + 3):
        assert client.submit("/forgot", {"email": "recruiter@example.com"}).status_code == 200
    run_until_empty()
    assert len(mails_to("recruiter@example.com")) == FORGOT_ACCOUNT_LIMIT
    statuses = [
        client.submit("/forgot", {"email": f"p{n}@example.com"}).status_code
        for n in range(FORGOT_NETWORK_LIMIT)
    ]
    assert statuses[-1] == 429


def test_forgetting_with_an_invalid_form(sqlite_app, cast, client):
    for email in ("", "no address", "a@b.example\r\nBcc: c@d.example"):
        assert client.submit("/forgot", {"email": email}).status_code == 422


@pytest.fixture
def empty_app(request):
    """An installation without people."""
    app = request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    with transaction():
        db.session.execute(UserSession.__table__.delete())
        for user in db.session.scalars(select(User)):
            user.password_hash = None
    return app


SETUP = {
    "company": "Fernwood Instruments",
    "name": "Ines Admin",
    "email": "ines@example.com",
    "password": NEW,
}


def test_the_first_admin_is_made_once(app, empty_app, client):
    with transaction():
        path = f"/setup/{make_link('setup', None)}"
    assert client.get(path).status_code == 200
    response = client.submit(path, SETUP, form_at=path)
    assert response.status_code == 303
    db.session.rollback()
    assert get_company().name == "Fernwood Instruments"
    assert queries.find_user_by_email("ines@example.com").role == "admin"
    assert client.get("/account").status_code == 200
    assert client.get(path).status_code == 404


def test_set_up_keeps_what_was_typed_when_something_is_wrong(sqlite_app, empty_app, client):
    with transaction():
        path = f"/setup/{make_link('setup', None)}"
    response = client.submit(path, SETUP | {"password": "short"}, form_at=path)
    assert response.status_code == 422
    assert 'value="Fernwood Instruments"' in response.text
    taken = client.submit(path, SETUP | {"email": "admin@example.com"}, form_at=path)
    assert (taken.status_code, "already an account" in taken.text) == (422, True)
    assert client.submit(path, SETUP, form_at=path).status_code == 303, (
        "the link was not used up by the errors"
    )


def test_nobody_sets_up_what_has_an_admin(sqlite_app, cast, client):
    with transaction():
        path = f"/setup/{make_link('setup', None)}"
    assert client.get(path).status_code == 404
    assert client.submit(path, SETUP).status_code == 404


def test_a_new_setup_link_ends_the_earlier_one(sqlite_app, empty_app, client):
    with transaction():
        first = make_link("setup", None)
        second = make_link("setup", None)
    assert client.get(f"/setup/{first}").status_code == 404
    assert client.get(f"/setup/{second}").status_code == 200


def test_an_invitation_does_not_open_the_setup_nor_the_other_way_round(sqlite_app, empty_app, client):
    with transaction():
        setup = make_link("setup", None)
        invite = make_link("invite", db.session.scalars(select(User)).first())
    assert client.get(f"/accept/{setup}").status_code == 404
    assert client.get(f"/setup/{invite}").status_code == 404
