"""Mail: the list, one mail, the test."""

import pytest
from sqlalchemy import select

from ats.platform import mailbox
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail
from ats.platform.pagination import encode_cursor
from ats.platform.queue import run_until_empty

BASE = "/dashboard/settings/mail"


def add_mails(count: int, **values) -> None:
    with transaction() as session:
        for number in range(count):
            given = {
                "message_id": f"<{number}-{values.get('state')}@example.com>",
                "purpose": "test",
                "to_address": "ada@example.com",
                "subject": f"Mail number {number}",
                "text": "Hello",
                "headers": {},
                "state": "sent",
                **values,
            }
            session.add(Mail(**given))


def test_works(app, cast, sign_in):
    browser = sign_in("admin")
    response = browser.submit(f"{BASE}/test", {"to": "somebody@example.com"}, form_at=BASE)
    assert response.status_code == 303
    run_until_empty()
    mail = db.session.scalars(select(Mail).where(Mail.to_address == "somebody@example.com")).one()
    assert (mail.state, mail.purpose) == ("kept", "test")
    page = browser.get(response.location).text
    assert "Kept here" in page
    assert "this is the test mail that you asked for" in page
    assert "No mail server is set" in browser.get(BASE).text


def test_anonymous(sqlite_app, cast, client):
    assert client.submit(f"{BASE}/test", {"to": "somebody@example.com"}).status_code == 401


def test_outsider(sqlite_app, cast, sign_in):
    assert sign_in("outsider").get(BASE).status_code == 403
    assert sign_in("admin").get(f"{BASE}/{'0' * 26}").status_code == 404


def test_wrong_role(sqlite_app, cast, sign_in):
    run_until_empty()
    mail = db.session.scalars(select(Mail)).first()
    assert sign_in("recruiter").get(f"{BASE}/{mail.public_id}").status_code == 403


@pytest.mark.parametrize(
    "to", ["", "nobody", "a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com"]
)
def test_invalid_form(sqlite_app, cast, sign_in, to):
    assert sign_in("admin").submit(f"{BASE}/test", {"to": to}, form_at=BASE).status_code == 422


def test_pages_go_on_where_the_last_one_ended_and_are_filtered_by_state(app, cast, sign_in):
    add_mails(60)
    add_mails(3, state="refused", last_error="550 No such user here")
    browser = sign_in("admin")
    first = browser.get(BASE).text
    assert first.count("Mail number") == 50
    older = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert browser.get(older).text.count("Mail number") == 13
    refused = browser.get(f"{BASE}?state=refused").text
    assert refused.count("Mail number") == 3
    assert "550 No such user here" in refused
    assert browser.get(f"{BASE}?state=nonsense&after=nonsense").status_code == 200


def test_a_mails_html_is_shown_as_text_and_loads_nothing(sqlite_app, cast, sign_in):
    html = "<script>alert(1)</script><img src='https://tracker.example/x.png'>"
    add_mails(1, html=html, subject="<b>Bold</b>")
    mail = db.session.scalars(select(Mail).where(Mail.purpose == "test")).one()
    page = sign_in("admin").get(f"{BASE}/{mail.public_id}").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "<img src='https://tracker" not in page


def test_hostile_cursors_do_no_harm(sqlite_app, cast, sign_in):
    browser = sign_in("admin")
    for value in (10**30, -1, "x", None, True, 1.5, [1]):
        for page in (BASE, "/dashboard/settings/jobs", "/dashboard/settings/audit"):
            assert browser.get(page, query_string={"after": encode_cursor([value])}).status_code == 200


def test_a_mail_to_nobody_is_not_posted(sqlite_app, cast):
    with pytest.raises(ValueError), transaction():
        mailbox.post("test", "a@example.com\nBcc: b@example.com", user=cast.user("admin"))
