"""Applying with files: what is judged, what is refused, and what is kept beside an error elsewhere."""

from pathlib import Path

import pytest

from ats.applications.models import Application
from ats.applications.queries import get_whole_application
from ats.documents.models import HeldUpload
from ats.platform.database import db
from tests.integration.careers.applied import add_question, count, newest
from tests.integration.careers.forms import file, load_form, send
from tests.integration.careers.openings import text_of
from tests.page import Page

FILES = Path(__file__).resolve().parents[2] / "files" / "documents"


@pytest.mark.parametrize("name", ["one_page.pdf", "plain.docx", "plain.odt", "plain.rtf", "plain.txt"])
def test_each_kind_of_file_is_taken_by_its_content(sqlite_app, cast, client, name):
    data = (FILES / name).read_bytes()
    assert (
        send(
            client, cast.engineer.reference, resume=file(data, "résumé.exe" if name != "plain.txt" else name)
        ).status_code
        == 303
    )


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "cv.pdf", "is empty"),
        (b"MZ\x90\x00" + b"\x00" * 100, "cv.pdf", "must be a PDF"),
        (b"<svg onload=alert(1)>", "cv.pdf", "must be a PDF"),
        (b"x " * 600_000, "cv.txt", "must be smaller than"),
    ],
)
def test_a_file_that_is_not_accepted_is_named_and_the_rest_is_kept(
    sqlite_app, cast, client, data, name, words
):
    sqlite_app.config["MAX_UPLOAD_BYTES"] = 1_000_000
    response = send(client, cast.engineer.reference, resume=file(data, name), cover_letter="My letter")
    assert response.status_code == 422
    page = text_of(response)
    assert words in page
    assert '<a href="#resume">' in page
    assert "<title>Error: " in page
    assert "My letter" in page
    assert count(Application) == 1


def test_a_chosen_file_survives_an_error_in_another_field(app, cast, client):
    reference = cast.engineer.reference
    sample = add_question(cast.engineer, kind="file", is_required=True, label="A sample")
    hidden = load_form(client, reference)
    response = send(
        client,
        reference,
        hidden,
        name="",
        cover_letter_file=file(b"A letter.", "letter.txt"),
        **{sample: file(b"Work.", "w.txt")},
    )
    assert response.status_code == 422
    page = text_of(response)
    for name in ("cv.txt", "letter.txt", "w.txt"):
        assert f"{name} <span" in page
    kept = {
        name: value for name, value in Page(page).form_values("/apply").items() if name.startswith("held_")
    }
    assert len(kept) == 3
    # Without a file: the kept ones count, and a second error does not lose them.
    again = send(client, reference, hidden, resume=None, email="x", **kept)
    assert again.status_code == 422
    assert "cv.txt <span" in text_of(again)
    assert count(HeldUpload) == 3
    done = send(client, reference, hidden, resume=None, **kept)
    assert done.status_code == 303
    application = newest()
    assert {each.document.name for each in application.attachments} == {"cv.txt", "letter.txt"}
    assert [each.document.name for each in application.answers] == ["w.txt"]
    assert db.session.query(HeldUpload).filter_by(used_key=None).count() == 0


def test_a_new_file_takes_the_place_of_a_kept_one(sqlite_app, cast, client):
    reference, hidden = cast.engineer.reference, None
    hidden = load_form(client, reference)
    kept = Page(text_of(send(client, reference, hidden, name=""))).form_values("/apply")
    send(
        client, reference, hidden, resume=file(b"Newer words.", "newer.txt"), held_resume=kept["held_resume"]
    )
    assert [each.document.name for each in newest().attachments] == ["newer.txt"]
    assert count(HeldUpload) == 0


def test_somebody_elses_token_of_a_kept_file_is_as_good_as_none(sqlite_app, cast, client):
    response = send(client, cast.engineer.reference, resume=None, held_resume="0" * 26 + "\0' OR 1=1")
    assert response.status_code == 422


def test_too_much_at_once_is_413(sqlite_app, cast, client):
    sqlite_app.config["MAX_CONTENT_LENGTH"] = 1000
    assert send(client, cast.engineer.reference).status_code == 413
    sqlite_app.config["MAX_CONTENT_LENGTH"] = 50_000_000
    assert send(client, cast.engineer.reference, cover_letter="x" * 3_000_000).status_code == 413


def test_a_stranger_cannot_pile_up_files_on_somebodys_application(sqlite_app, cast, client):
    for number in range(8):
        send(client, cast.engineer.reference, email="ada@example.com", resume=file(b"Words %d." % number))
    attachments = get_whole_application(cast.application.public_id).attachments
    assert [each.is_confirmed for each in attachments] == [False] * 5
