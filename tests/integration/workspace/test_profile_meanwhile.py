"""Two who correct the same profile, forms that are out of date, and imports that meet what colleagues wrote."""

import io
import json
import re

import pytest

from ats.documents.models import Correction
from ats.platform.database import db
from tests.integration.workspace.conftest import post, text_of
from tests.integration.workspace.test_profile import HTMX, corrected, path

__all__ = ["path"]


def save(client, path, **data):
    answer = client.submit(path + "/profile", data, form_at=path)
    assert answer.status_code == 303
    return answer


def exported(client, path) -> dict:
    return client.get(path + "/profile.json").get_json()


def take_over(client, path, document):
    file = io.BytesIO(json.dumps(document).encode()), "mira.json"
    assert post(client, path + "/profile/import", {"file": file}).status_code == 303


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_that_is_out_of_date_says_what_is_there_now_and_keeps_what_was_typed(
    sqlite_app, sign_in, path, headers
):
    client = sign_in("recruiter")
    edit = path + "?edit=/work/0"
    stale = client.page(edit).form_values("/profile?")
    save(client, path, pointer="/work/0", position="Shipwright", name="Harbour Ltd")
    answer = client.submit(path + "/profile", {**stale, "position": "Pilot"}, form_at=path, headers=headers)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "This was changed meanwhile, and is now: Shipwright, Harbour Ltd" in page
    assert 'value="Pilot"' in page
    assert corrected()["work"][0]["position"] == "Shipwright"
    seen = re.findall('name="seen" value="([0-9a-f]{16})"', page)[0]
    save(client, path, **{**stale, "position": "Pilot", "seen": seen})
    assert corrected()["work"][0]["position"] == "Pilot"


@pytest.mark.parametrize("action", ["set-back", "take-away"])
def test_what_was_changed_meanwhile_is_neither_set_back_nor_taken_out(sqlite_app, sign_in, path, action):
    client = sign_in("recruiter")
    save(client, path, pointer="/basics/label", value="Shipwright")
    seen = client.page(path + "?edit=/basics/label").form_values("/profile?")["seen"]
    save(client, path, pointer="/basics/label", value="Pilot")
    data = {"pointer": "/basics/label", "seen": seen}
    answer = client.submit(f"{path}/profile/{action}", data, form_at=path)
    assert answer.status_code == 409
    assert "is now: Pilot" in text_of(answer)
    assert corrected()["basics"]["label"] == "Pilot"


def test_the_number_of_a_removed_entry_is_not_given_again(app, sign_in, path):
    client = sign_in("recruiter")
    for _ in range(2):
        save(client, path, pointer="/work/+", name="Harbour Ltd")
        pointer = db.session.scalars(db.select(Correction.pointer)).one()
        db.session.rollback()
        client.submit(path + "/profile/set-back", {"pointer": pointer}, form_at=path)
    assert pointer == "/work/+2"
    assert "removed a position that was added to the profile" in text_of(client.get(path))
    save(client, path, pointer="/work/+", name="Harbour Ltd")
    assert [row.pointer for row in db.session.scalars(db.select(Correction))] == ["/work/+3"]


def test_an_entry_that_is_sent_twice_is_added_once(sqlite_app, sign_in, path):
    client = sign_in("recruiter")
    for _ in range(3):
        save(client, path, pointer="/work/+", name="Harbour Ltd", position="Pilot")
    assert len(corrected()["work"]) == 2


def test_an_export_taken_over_again_changes_nothing(app, sign_in, path):
    client = sign_in("recruiter")
    save(client, path, pointer="/work/+", name="Harbour Ltd", position="Pilot", startDate="2021")
    save(
        client, path, pointer="/work/+", name="Tide Works", position="Clerk", startDate="2009", endDate="2011"
    )
    client.submit(path + "/profile/take-away", {"pointer": "/work/0"}, form_at=path)
    before = exported(client, path)
    take_over(client, path, before)
    assert exported(client, path) == before
    assert "Nothing was different" in text_of(client.get(path))
    assert "took a position out of the profile" in text_of(client.get(path))


def test_an_import_meets_what_it_is_about_and_nothing_else(sqlite_app, sign_in, path):
    client = sign_in("recruiter")
    own = {"name": "Harbour Ltd", "position": "Pilot", "startDate": "2012", "endDate": "2014"}
    save(client, path, pointer="/work/+", **own)
    fjord = {"name": "Fjord Systems Ltd", "position": "Software engineer", "startDate": "2019-04"}
    other = {"name": "Tide Works", "position": "Clerk", "startDate": "2009", "endDate": "2011"}
    take_over(client, path, {"work": [other, fjord]})
    work = corrected()["work"]
    assert [each["name"] for each in work] == ["Fjord Systems Ltd", "Harbour Ltd", "Tide Works"]
    assert work[0]["startDate"] == "2019-04"
    assert work[1] == own
