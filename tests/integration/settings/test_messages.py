"""Message templates in the settings."""

import pytest

from ats.messages.queries import list_templates
from ats.platform.database import db

BASE = "/dashboard/settings/messages"
GIVEN = {
    "name": "A call", "purpose": "invitation", "language": "en", "subject": "About {{ opening_title }}",
    "text": "Hello {{ first_name }}", "is_active": "y",
}  # fmt: skip


def names(**kwargs) -> list[str]:
    db.session.rollback()
    return [template.name for template in list_templates(**kwargs)]


def test_works(app, cast, sign_in):
    browser = sign_in("recruiter")
    assert "No templates yet" in browser.get(BASE).text
    assert browser.submit(f"{BASE}/new", GIVEN, form_at=f"{BASE}/new").status_code == 303
    path = f"{BASE}/{list_templates()[0].public_id}"
    assert "Hello {{ first_name }}" in browser.get(path).text
    browser.submit(path, {**GIVEN, "name": "A visit", "is_active": ""}, form_at=path)
    assert names() == ["A visit"]
    assert names(only_active=True) == []
    assert "Switched off" in browser.get(BASE).text


def test_the_usual_ones_are_added_once(app, cast, sign_in):
    browser = sign_in("recruiter")
    for _ in range(2):
        assert browser.submit(f"{BASE}/usual", {}, form_at=f"{BASE}/new").status_code == 303
    assert len(names()) == 4


def test_anonymous(sqlite_app, cast, client):
    assert client.submit(f"{BASE}/new", GIVEN).status_code == 401


def test_wrong_role(sqlite_app, cast, sign_in):
    assert sign_in("manager").get(BASE).status_code == 403


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"name": ""}, "Enter a name"),
        ({"text": "{{ salary }}"}, "There is no placeholder {{ salary }}"),
        ({"subject": "{{ first_name"}, "not whole"),
        ({"language": "English please"}, "Enter a language"),
        ({"purpose": "joke"}, "must be one of the choices"),
    ],
)
def test_invalid_form(sqlite_app, cast, sign_in, values, problem):
    response = sign_in("recruiter").submit(f"{BASE}/new", GIVEN | values, form_at=f"{BASE}/new")
    assert response.status_code == 422
    assert problem in response.text
    assert names() == []


def test_two_of_one_name(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    browser.submit(f"{BASE}/new", GIVEN, form_at=f"{BASE}/new")
    response = browser.submit(f"{BASE}/new", {**GIVEN, "name": "A CALL"}, form_at=f"{BASE}/new")
    assert response.status_code == 422
    assert "another template with this name" in response.text
