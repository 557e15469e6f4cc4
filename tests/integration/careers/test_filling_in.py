"""The form fills itself in from a résumé that is chosen first, and never in place of what was typed."""

import io

import pytest
from fpdf import FPDF
from PIL import Image
from sqlalchemy import func, select

from ats.documents.models import Document, HeldUpload
from ats.platform.database import db
from ats.resumes import isolated
from tests.integration.careers.forms import file, load_form, send
from tests.page import Page

RESUME = b"""Mira Sandvik
mira.sandvik@example.com
+47 22 12 34 56
https://example.com/mira

Experience
2019 - today: Boat builder, Fjord Yard, Bergen
Built nine boats of oak.
"""


def fill(client, reference: str, **values):
    """Press "Fill in from my résumé"."""
    hidden = load_form(client, reference)
    data = {**hidden, "fill": "yes", "resume": file(RESUME, "mira.txt"), **values}
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(f"/openings/{reference}/apply", data=data, content_type="multipart/form-data")


def values_of(answer) -> dict[str, str]:
    return Page(answer.get_data(as_text=True)).form_values("/apply")


def test_works(app, cast, client):
    reference = cast.engineer.reference
    answer = fill(client, reference)
    assert answer.status_code == 200
    values = values_of(answer)
    assert (values["name"], values["email"]) == ("Mira Sandvik", "mira.sandvik@example.com")
    assert values["phone"] == "+47 22 12 34 56"
    text = answer.get_data(as_text=True)
    assert "Filled in from your résumé" in text
    assert "mira.txt" in text
    assert len(text) < 50_000
    # The kept file and the filled fields make one application, and nothing waits for one any more.
    hidden = {name: values[name] for name in ("csrf_token", "key", "opened", "source", "held_resume")}
    sent = send(client, reference, hidden, name=values["name"], email=values["email"], resume=None)
    assert sent.status_code == 303
    assert db.session.query(Document).one().name == "mira.txt"
    assert db.session.query(HeldUpload).filter_by(used_key=None).count() == 0


def test_what_was_typed_stays(sqlite_app, cast, client):
    values = values_of(fill(client, cast.engineer.reference, name="M. Sandvik", phone="ask me"))
    assert (values["name"], values["phone"]) == ("M. Sandvik", "ask me")
    assert values["email"] == "mira.sandvik@example.com"


def test_no_application_and_no_document_is_made(sqlite_app, cast, client):
    fill(client, cast.engineer.reference)
    assert db.session.query(Document).count() == 0
    assert db.session.query(HeldUpload).one().name == "mira.txt"


def test_without_a_file_it_asks_for_one(sqlite_app, cast, client):
    answer = fill(client, cast.engineer.reference, resume=None)
    assert answer.status_code == 422
    assert "Choose your résumé first" in answer.get_data(as_text=True)


def test_a_file_that_is_refused_is_named_and_nothing_else_is_complained_about(sqlite_app, cast, client):
    answer = fill(client, cast.engineer.reference, resume=file(b"MZ\0\0program", "cv.exe"))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "The selected file must be" in text
    assert "Enter your full name" not in text


def test_when_all_places_are_taken_the_form_stays_empty_and_keeps_the_file(sqlite_app, cast, client):
    places = sqlite_app.extensions["ats_early_readings"]
    taken = [places.acquire(blocking=False) for _ in range(sqlite_app.config["EARLY_READINGS"])]
    assert all(taken)
    try:
        answer = fill(client, cast.engineer.reference)
    finally:
        for _ in taken:
            places.release()
    assert answer.status_code == 200
    assert "fill in the fields yourself" in answer.get_data(as_text=True)
    assert values_of(answer)["name"] == ""
    assert values_of(answer)["held_resume"]


@pytest.mark.parametrize("limit", [1])
def test_early_files_are_counted(sqlite_app, cast, client, monkeypatch, limit):
    monkeypatch.setitem(sqlite_app.config, "APPLICATIONS_PER_HOUR", limit)
    answers = [fill(client, cast.engineer.reference) for _ in range(4)]
    assert [values_of(answer)["name"] for answer in answers] == ["Mira Sandvik"] * 3 + [""]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "choose your file once more" in answers[-1].get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(HeldUpload)) == 3


def test_another_file_takes_the_place_of_the_one_kept_before(sqlite_app, cast, client):
    reference = cast.engineer.reference
    first = values_of(fill(client, reference))["held_resume"]
    second = values_of(fill(client, reference, held_resume=first))["held_resume"]
    assert second != first
    assert list(db.session.scalars(select(HeldUpload.token))) == [second]


def test_busy_readers_cost_nobody_the_file(sqlite_app, cast, client, monkeypatch):
    def busy(*_, **__):
        raise isolated.ReaderBusy

    monkeypatch.setattr(isolated, "read_resume", busy)
    answer = fill(client, cast.engineer.reference)
    assert answer.status_code == 200
    assert values_of(answer)["held_resume"]
    assert sqlite_app.extensions["ats_early_readings"].acquire(blocking=False)


def test_a_picture_and_a_locked_file_are_said_to_be_such(sqlite_app, cast, client):
    picture, shut = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(picture, "PNG")
    page = FPDF()
    page.add_page()
    page.set_encryption(owner_password="a", user_password="b")
    page.output(shut)
    reference = cast.engineer.reference
    answer = fill(client, reference, resume=file(picture.getvalue(), "mira.png"))
    assert "It is a picture, and is read once you have sent" in answer.get_data(as_text=True)
    answer = fill(client, reference, resume=file(shut.getvalue(), "mira.pdf"))
    assert "A password keeps us from reading it" in answer.get_data(as_text=True)
