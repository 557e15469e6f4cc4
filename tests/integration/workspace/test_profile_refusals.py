"""Corrections that a JSON Resume could not hold are refused at their field; those that are saved are exported."""

import json

import pytest

from ats.documents.models import Correction
from ats.platform.database import db
from tests.integration.workspace.conftest import text_of
from tests.integration.workspace.test_profile import HTMX, corrected, path

__all__ = ["path"]

DATE = "must be a date as YYYY, YYYY-MM or YYYY-MM-DD"
ADDRESS = "must be an address of the web with http:// or https://"


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        (
            {"pointer": "/basics/email", "value": "not an address"},
            "value",
            "E-mail must be an e-mail address",
        ),
        ({"pointer": "/basics/phone", "value": "$100"}, "value", "Enter a phone number such as"),
        ({"pointer": "/basics/url", "value": "javascript:alert(1)"}, "value", f"Website {ADDRESS}"),
        ({"pointer": "/basics/url", "value": "https://example.com:x"}, "value", f"Website {ADDRESS}"),
        (
            {"pointer": "/basics/profiles", "value": "example.com/mira\n\njavascript://x"},
            "value",
            f"“javascript://x” {ADDRESS}",
        ),
        ({"pointer": "/basics/profiles", "value": "javascript:alert(1)"}, "value", f"“javascript:alert(1)” {ADDRESS}"),
        (
            {"pointer": "/basics/profiles", "value": "javascript:one\nexample.com/mira\njavascript:two"},
            "value",
            f"“javascript:one” {ADDRESS}; “javascript:two” {ADDRESS}",
        ),
        (
            {"pointer": "/basics/profiles", "value": "\n".join(f"javascript:{number}" for number in range(8))},
            "value",
            f"“javascript:4” {ADDRESS}; and 3 more",
        ),
        (
            {"pointer": "/skills", "value": "\n".join(f"Skill{number}" for number in range(201))},
            "value",
            "must be 200 lines or less; these are 201",
        ),
        ({"pointer": "/projects/+", "name": "Boats", "url": "boats"}, "url", f"Link {ADDRESS}"),
        ({"pointer": "/work/0", "name": "N", "startDate": "2015-02-30"}, "startDate", f"From {DATE}"),
        ({"pointer": "/work/0", "name": "N", "endDate": "0999"}, "endDate", f"To {DATE}"),
        ({"pointer": "/work/0", "name": "N", "startDate": "٢٠٠١"}, "startDate", "Enter a year or a month"),
        ({"pointer": "/certificates/+", "name": "N", "date": "2٠٠١"}, "date", "Enter a year or a month"),
        ({"pointer": "/work/+", "name": "N", "startDate": "2020-05", "endDate": "2019"}, "endDate", "To must not be before From"),
        ({"pointer": "/work/0", "name": "N", "startDate": "1001"}, "startDate", "From must be between 1900 and"),
        ({"pointer": "/certificates/+", "name": "N", "date": "2999"}, "date", "Date must be between 1900 and"),
    ],
)  # fmt: skip
def test_works(sqlite_app, sign_in, path, headers, data, field, words):
    client = sign_in("recruiter")
    answer = client.submit(path + "/profile", data, form_at=path, headers=headers)
    assert answer.status_code == 422
    page = text_of(answer)
    assert words in page.split(f'id="profile-{field}-error"')[1].split("</p>")[0]
    assert all(word in page for text in data.values() for word in text.split())
    db.session.rollback()
    assert db.session.query(Correction).count() == 0


@pytest.mark.parametrize(
    ("data", "where", "exported"),
    [
        ({"pointer": "/basics/email", "value": "mira@example.com"}, ("basics", "email"), "mira@example.com"),
        ({"pointer": "/basics/url", "value": "example.com"}, ("basics", "url"), "https://example.com"),
        (
            {"pointer": "/basics/profiles", "value": "example.com:8080/mira?x#y"},
            ("basics", "profiles"),
            [{"url": "https://example.com:8080/mira?x#y"}],
        ),
        (
            {"pointer": "/projects/+", "name": "Boats", "url": "http://example.com/b", "startDate": "2/2020"},
            ("projects", 0),
            {"name": "Boats", "url": "http://example.com/b", "startDate": "2020-02"},
        ),
        (
            {"pointer": "/certificates/+", "name": "Rigger", "date": "2016-2-29"},
            ("certificates", 0),
            {"name": "Rigger", "date": "2016-02-29"},
        ),
    ],
)
def test_what_is_saved_is_exported(sqlite_app, sign_in, path, data, where, exported):
    client = sign_in("recruiter")
    assert client.submit(path + "/profile", data, form_at=path).status_code == 303
    section, key = where
    assert json.loads(client.get(path + "/profile.json").data)[section][key] == exported


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("pointer", ["/work/7", "/work/00", "/work/+3"])
def test_an_entry_that_is_not_there_is_offered_as_a_new_one(sqlite_app, sign_in, path, headers, pointer):
    client = sign_in("recruiter")
    data = {"position": "Rigger", "name": "Quay Works", "startDate": "2015"}
    answer = client.submit(path + "/profile", {"pointer": pointer, **data}, form_at=path, headers=headers)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "This entry is not in the profile any more" in page
    assert 'name="pointer" value="/work/+"' in page
    assert all(f'value="{text}"' in page for text in data.values())
    assert len(corrected()["work"]) == 1
    assert client.submit(path + "/profile", {"pointer": "/work/+", **data}, form_at=path).status_code == 303
    assert len(corrected()["work"]) == 2


def test_an_entry_that_is_not_there_cannot_be_taken_out(sqlite_app, sign_in, path):
    answer = sign_in("recruiter").submit(path + "/profile/take-away", {"pointer": "/work/7"}, form_at=path)
    assert answer.status_code == 404


@pytest.mark.parametrize("action", ["", "/set-back", "/take-away"])
def test_a_file_that_is_not_of_the_application_is_not_found(sqlite_app, sign_in, path, action):
    client = sign_in("recruiter")
    data = {"pointer": "/work/0", "document": "no-such-file", "position": "Baker"}
    assert client.submit(f"{path}/profile{action}", data, form_at=path).status_code == 404
    db.session.rollback()
    assert db.session.query(Correction).count() == 0


def test_what_is_only_being_added_cannot_be_taken_out(sqlite_app, sign_in, path):
    answer = sign_in("recruiter").submit(path + "/profile/take-away", {"pointer": "/work/+"}, form_at=path)
    assert answer.status_code == 404
