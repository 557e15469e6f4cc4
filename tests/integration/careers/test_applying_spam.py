"""Applying as a script would: what waits in the tray, what a flood meets, what hostile text becomes."""

import pytest

from ats.applications import actions
from ats.applications.queries import get_application
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.mailbox import list_mails
from ats.platform.storage import storage
from tests.integration.careers.applied import newest, reference_on
from tests.integration.careers.forms import file, load_form, person, send


@pytest.mark.parametrize(
    ("changes", "seconds_ago"),
    [
        ({"subject": "Buy"}, 60),
        ({}, 0),
        ({"opened": "forged"}, 60),
        ({"opened": None}, 60),
        ({"key": None}, 60),
        ({"key": "x"}, 60),
    ],
)
def test_what_looks_like_spam_gets_the_usual_page_and_waits(sqlite_app, cast, client, changes, seconds_ago):
    reference = cast.engineer.reference
    response = send(client, reference, load_form(client, reference, seconds_ago) | changes)
    assert response.status_code == 303
    application = newest()
    assert (application.tray, bool(application.tray_why)) == ("waiting", True)
    assert reference_on(client.get(response.headers["Location"])) == application.reference
    assert [stage.active_count for stage in cast.engineer.stages] == [1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("is_binned", [False, True])
def test_spam_under_somebodys_address_does_not_swallow_their_application(sqlite_app, cast, client, is_binned):
    reference = cast.engineer.reference
    send(client, reference, load_form(client, reference) | {"subject": "Buy"}, **person(1))
    spam = newest()
    if is_binned:
        with transaction():
            actions.sort_tray(get_application(spam.public_id), is_spam=True, by=SYSTEM)
    spam_id = spam.id
    assert send(client, reference, **person(1)).status_code == 303
    genuine = newest()
    assert (genuine.id != spam_id, genuine.tray, genuine.status) == (True, None, "active")
    db.session.expire_all()
    assert [stage.active_count for stage in cast.engineer.stages] == [2, 0, 0, 0, 0, 0]
    send(client, reference, **person(1))
    assert newest().id == genuine.id


def test_a_token_of_another_opening_does_not_vouch_for_this_one(sqlite_app, cast, client):
    hidden = load_form(client, cast.engineer.reference)
    opened = load_form(client, cast.editor.reference)["opened"]
    send(client, cast.engineer.reference, hidden | {"opened": opened})
    assert newest().tray == "waiting"


def test_many_from_one_address_wait_and_a_flood_is_stopped(sqlite_app, cast, client):
    sqlite_app.config["APPLICATIONS_PER_HOUR"] = 2
    reference = cast.engineer.reference
    trays = []
    for number in range(3):
        assert send(client, reference, **person(number)).status_code == 303
        trays.append(newest().tray)
    assert trays == [None, None, "waiting"]
    assert send(client, cast.editor.reference, **person(9)).status_code == 303
    assert newest().tray is None
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    hidden = load_form(client, reference)
    data = {**hidden, **person(10), "consent": "y", "resume": file()}
    client.post(
        f"/openings/{reference}/apply",
        data=data,
        content_type="multipart/form-data",
        environ_overrides=elsewhere,
    )
    assert newest().tray is None
    forged = client.post(
        f"/openings/{reference}/apply", headers={"X-Forwarded-For": "203.0.113.77"},
        data={**load_form(client, reference), **person(11), "consent": "y", "resume": file()},
    )  # fmt: skip
    assert forged.status_code == 303
    assert newest().tray == "waiting"


def test_forms_that_have_to_be_corrected_make_nobody_suspicious(app, cast, client):
    app.config["APPLICATIONS_PER_HOUR"] = 2
    for number in range(3):
        assert send(client, cast.engineer.reference, **(person(number) | {"email": "x"})).status_code == 422
    for number in range(2):
        assert send(client, cast.engineer.reference, **person(number)).status_code == 303
        assert newest().tray is None


def test_a_flood_gets_429_before_anything_is_stored(sqlite_app, cast, client, monkeypatch):
    monkeypatch.setattr("ats.careers.submission.HARD_FACTOR", 1)
    sqlite_app.config["APPLICATIONS_PER_HOUR"] = 2
    reference = cast.engineer.reference
    for number in range(2):
        # What comes back with errors is counted as well: its files are kept for a while.
        send(client, reference, **(person(number) | {"email": "x"}))
    kept = len(list(storage().every()))
    response = send(client, reference, resume=file(b"Quite new words."))
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert len(list(storage().every())) == kept


def test_hostile_text_arrives_harmless(app, cast, client):
    client.checks_pages = True
    response = send(
        client,
        cast.engineer.reference,
        name="Ma\x00rie\r\nBcc: x \u202eeilraM\u2066 <b>Oak</b>",
        phone="\x1b+44 \u202e20 1",
        cover_letter="a\x00b\u202e<script>alert(1)</script>",
        source="<script>",
    )
    assert response.status_code == 303
    application = newest()
    assert application.typed_name == "Marie Bcc: x eilraM <b>Oak</b>"
    assert application.typed_phone == "+44 20 1"
    assert "\x00" not in application.cover_letter
    queue.run_until_empty()
    mail = next(mail for mail in list_mails() if mail.to_address == "ben1@example.com")
    assert "\n" not in mail.subject
    # What does not look like a name is not repeated in a mail of ours.
    assert "Oak" not in mail.html + mail.text + mail.subject
    assert "Hello," in mail.text
