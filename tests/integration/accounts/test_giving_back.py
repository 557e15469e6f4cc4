"""A form of the dashboard whose session ended while it was filled in: signed out, nothing lost, sent again in two clicks."""

import io

import pytest
from sqlalchemy import delete

from ats.accounts.models import UserSession
from ats.platform.database import db, transaction
from ats.reviews.queries import list_notes
from tests.cast import PASSWORD
from tests.page import Page

WORDS = 'Knows "ropes" & knots.\n  <b>Second</b> line.'


def end_sessions() -> None:
    with transaction():
        db.session.execute(delete(UserSession))


def text_of(response) -> str:
    return response.get_data(as_text=True)


def notes_of(cast) -> list[str]:
    db.session.rollback()
    return [note.text for note in list_notes(cast.application.id)]


def values_of(response, path: str) -> dict[str, str]:
    return Page(text_of(response)).form_values(path)


@pytest.mark.parametrize("how", ["revoked elsewhere", "without a cookie"])
def test_a_form_comes_back_and_is_sent_after_signing_in(app, cast, sign_in, how):
    browser = sign_in("recruiter")
    path = f"/dashboard/applications/{cast.application.public_id}/notes"
    token = browser.token()
    if how == "revoked elsewhere":
        end_sessions()
    else:
        browser.delete_cookie("requisite")
    lost = browser.post(f"{path}?from=queue", data={"csrf_token": token, "text": WORDS, "seen": "7"})
    assert lost.status_code == 401
    assert "You are signed out" in text_of(lost)
    assert "What you typed" in text_of(lost)
    assert Page(text_of(lost)).forms[0]["action"] == f"{path}?from=queue"
    values = values_of(lost, path)
    assert (values["text"], values["seen"]) == (WORDS, "7")

    # Still signed out, it comes back as often as it is sent.
    assert values_of(browser.post(path, data=values), path)["text"] == WORDS
    data = {"email": "recruiter@example.com", "password": PASSWORD}
    assert browser.submit("/sign-in", data).status_code == 303
    again = browser.post(path, data=values)
    assert again.status_code == 400
    assert "Send it again" in text_of(again)
    assert notes_of(cast) == []
    assert browser.post(path, data=values_of(again, path)).status_code == 303
    assert [note.replace("\r\n", "\n") for note in notes_of(cast)] == [WORDS]


def test_several_values_of_a_name_come_back_and_files_are_asked_for(sqlite_app, cast, client):
    path = f"/dashboard/openings/{cast.engineer.reference}/add"
    data = {"tag": ["one", "two"], "name": "Ines Dockhand", "resume": (io.BytesIO(b"Words."), "ines.pdf")}
    page = text_of(client.post(path, data=data, content_type="multipart/form-data"))
    form = Page(page).forms[0]
    assert [field["value"] for field in form["fields"] if field.get("name") == "tag"] == ["one", "two"]
    assert [field["name"] for field in form["fields"] if field.get("type") == "file"] == ["resume"]
    assert "Choose “ines.pdf” once more" in page
    assert 'enctype="multipart/form-data"' in page


def test_passwords_are_never_given_back(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    end_sessions()
    data = {"present": "my secret of old", "password": "my new secret"}
    response = browser.submit("/account/password", data)
    assert response.status_code == 401
    assert "You are signed out" in text_of(response)
    assert "secret" not in text_of(response)


def test_a_form_of_another_site_is_not_given_back(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    path = f"/dashboard/applications/{cast.application.public_id}/notes"
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
        response = browser.post(path, data={"text": "Hire me."}, headers=headers)
        assert response.status_code == 403
        assert "Hire me." not in text_of(response)
    # And what is given back is carried out with a fresh token alone.
    assert browser.post(path, data={"text": "Hire me."}).status_code == 400
    assert notes_of(cast) == []


def test_scripts_are_told_as_before(sqlite_app, cast, client):
    path = f"/dashboard/applications/{cast.application.public_id}/notes"
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    assert client.post(path, headers={"Accept": "application/json"}).json["status"] == 401
    assert client.post(path, headers={"X-Requested-With": "fetch"}).location == "/sign-in"
    part = client.post(path, headers={"HX-Request": "true"}, data={"text": "Knows ropes."})
    assert (part.status_code, part.headers["HX-Retarget"]) == (401, "body")
    assert values_of(part, path)["text"] == "Knows ropes."
