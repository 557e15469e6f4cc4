"""The profile beside the résumé: places of values, correcting in place, JSON Resume in and out, another file."""

import io
import json
import re
from html import unescape
from urllib.parse import quote

import pytest
from fpdf import FPDF

from ats.applications.models import Attachment
from ats.documents import actions as documents
from ats.documents.models import Document, PageImage
from ats.documents.queries import get_read
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.storage import storage
from tests.cast import Cast
from tests.integration.workspace.conftest import text_of

RESUME = b"""Mira Sandvik
mira.sandvik@example.com

Experience

Software engineer
Fjord Systems Ltd, Bergen
2019 - today
- Wrote nine services in Go
"""
HTMX = {"HX-Request": "true"}


@pytest.fixture
def path(once) -> str:
    """The page of an application whose résumé was read."""
    return once(let_resume_be_read)


def let_resume_be_read() -> str:
    """Give Ada's application a résumé, have it read, and return the page's address."""
    file = documents.store(RESUME, "mira.txt", 1_000_000)
    with transaction():
        application = Cast().application
        document_id = documents.attach(application.candidate_id, file)
        db.session.add(Attachment(application_id=application.id, document_id=document_id, role="resume"))
        public_id = application.public_id
    queue.run_until_empty()
    return f"/dashboard/applications/{public_id}"


def corrected() -> dict:
    db.session.rollback()
    return get_read(db.session.query(Document).order_by(Document.id.desc()).first()).corrected


def test_works(app, sign_in, path):
    page = text_of(sign_in("interviewer").get(path))
    assert "Software engineer at Fjord Systems Ltd" in page
    assert 'data-source="/work/0/position"' in page
    assert 'data-at="/work/0/position"' in page
    assert "Correct" not in page
    assert "/profile/import" not in page


def test_without_a_script_a_link_marks_the_place(sqlite_app, sign_in, path):
    page = text_of(sign_in("manager").get(path + "?mark=/work/0/name"))
    assert (
        '<span class="text-mark is-marked" id="mark" data-at="/work/0/name">Fjord Systems Ltd</span>' in page
    )
    assert page.count("is-marked") == 1


def test_marks_lie_over_pictures_in_two_densities(sqlite_app, sign_in, path):
    with transaction():
        document = db.session.query(Document).one()
        for density in (1, 2):
            sha256 = storage().put(b"RIFF\0\0\0\0WEBP" + bytes([density]))
            size = {"width": 800 * density, "height": 1131 * density}
            db.session.add(
                PageImage(document_id=document.id, number=1, density=density, sha256=sha256, **size)
            )
        read = get_read(document)
        lines = [
            [1, [100, 100 + 120 * n, 900, 200 + 120 * n], *row[2:]]
            for n, row in enumerate(read.reading.layout["lines"])
        ]
        read.reading.layout = {"pages": [[5950, 8420]], "lines": lines}
        read.profile.sources = {
            "/work/0/position": [50, 62, 1, [10, 46, 60, 56], 0.4, "title beside the dates"]
        }
        public_id = document.public_id
    client = sign_in("recruiter")
    page = text_of(client.get(path + "?mark=/work/0/position"))
    assert f"/documents/{public_id}/pages/1.webp?density=2 2x" in page
    assert 'id="mark" data-at="/work/0/position" x="8.5" y="44.5" width="53.0" height="13.0"' in page
    assert "please check" in page
    assert client.get(f"/dashboard/documents/{public_id}/pages/1.webp?density=2").data[-1] == 2
    assert client.get(f"/dashboard/documents/{public_id}/pages/1.webp").data[-1] == 1


def test_an_entry_is_corrected_in_its_place_and_set_back(app, sign_in, path):
    client = sign_in("recruiter")
    edit = path + "?edit=/work/0"
    form = client.page(edit)
    values = form.form_values("/profile?")
    assert (values["position"], values["name"], values["startDate"]) == (
        "Software engineer",
        "Fjord Systems Ltd",
        "2019",
    )
    answer = client.submit(
        path + "/profile",
        {**values, "position": "Shipwright", "startDate": "03/2019", "highlights": "Nine boats\nOne ship"},
        form_at=edit,
    )
    assert answer.status_code == 303
    work = corrected()["work"][0]
    assert (work["position"], work["startDate"], work["highlights"]) == (
        "Shipwright",
        "2019-03",
        ["Nine boats", "One ship"],
    )
    page = text_of(client.get(path))
    assert "Corrected by Recruiter Example" in page
    assert "read: Software engineer, Fjord Systems Ltd" in page
    assert "corrected a position of the profile" in page
    assert "Shipwright at Fjord Systems Ltd" in page
    assert client.submit(path + "/profile/set-back", {"pointer": "/work/0"}, form_at=path).status_code == 303
    assert corrected()["work"][0]["position"] == "Software engineer"


def test_with_a_script_the_profile_alone_comes_back(sqlite_app, sign_in, path):
    client = sign_in("recruiter")
    part = text_of(client.get(path + "/profile?edit=/skills", headers=HTMX))
    assert "<html" not in part
    assert 'name="value"' in part
    data = {"pointer": "/skills", "value": "Caulking\nAdze: carving, shaping"}
    part = client.submit(path + "/profile", data, form_at=path, headers=HTMX)
    assert part.status_code == 200
    assert "<html" not in text_of(part)
    assert corrected()["skills"] == [
        {"name": "Caulking"},
        {"name": "Adze", "keywords": ["carving", "shaping"]},
    ]


def test_facts_are_typed_where_nothing_was_read(app, sign_in, path):
    client = sign_in("recruiter")
    data = {"pointer": "/work/+", "position": "Rigger", "name": "Quay Works", "startDate": "2015"}
    assert client.submit(path + "/profile", data, form_at=path).status_code == 303
    assert [each["name"] for each in corrected()["work"]] == ["Fjord Systems Ltd", "Quay Works"]
    page = text_of(client.get(path))
    assert "Added by Recruiter Example" in page


def test_an_entry_is_taken_out_and_set_back(sqlite_app, sign_in, path):
    client = sign_in("recruiter")
    assert client.submit(path + "/profile/take-away", {"pointer": "/work/0"}, form_at=path).status_code == 303
    assert "work" not in corrected()
    assert "Taken out by Recruiter Example" in text_of(client.get(path))
    client.submit(path + "/profile/set-back", {"pointer": "/work/0"}, form_at=path)
    assert len(corrected()["work"]) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"startDate": "spring"}, "Enter a year or a month"),
        ({"position": "x" * 301}, "300 characters or less"),
    ],
)
def test_invalid_form(sqlite_app, sign_in, path, change, words):
    client = sign_in("recruiter")
    data = {"pointer": "/work/0", "position": "P", "name": "N", **change}
    answer = client.submit(path + "/profile", data, form_at=path)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert corrected()["work"][0]["position"] == "Software engineer"


@pytest.mark.parametrize("pointer", ["/work/0/name", "/meta", "/work", "", "/basics/image"])
def test_parts_that_are_none_are_not_found(sqlite_app, sign_in, path, pointer):
    client = sign_in("recruiter")
    answer = client.submit(path + "/profile", {"pointer": pointer, "value": "x"}, form_at=path)
    assert answer.status_code == 404


def test_export_and_import(app, sign_in, path):
    client = sign_in("recruiter")
    answer = client.get(path + "/profile.json")
    assert answer.headers["Content-Disposition"] == "attachment; filename=mira.json"
    document = json.loads(answer.data)
    assert document["work"][0]["name"] == "Fjord Systems Ltd"
    given = {"basics": {"label": "Shipwright", "image": "x"}, "work": document["work"]}
    data = {"file": (io.BytesIO(json.dumps(given).encode()), "profile.json")}
    answer = client.submit(path + "/profile/import", data, form_at=path, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert corrected()["basics"]["label"] == "Shipwright"
    assert "image" not in corrected()["basics"]
    assert "imported a profile" in text_of(client.get(path))


@pytest.mark.parametrize("data", [b"not json", b'{"work": 7}', b"\xff\xfe\x00", b"[]"])
def test_an_import_that_is_no_json_resume_is_refused(sqlite_app, sign_in, path, data):
    client = sign_in("recruiter")
    answer = client.submit(
        path + "/profile/import",
        {"file": (io.BytesIO(data), "x.json")},
        form_at=path,
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert "is not a JSON Resume" in text_of(answer)


def test_another_file_becomes_the_current_one(app, sign_in, path):
    client = sign_in("recruiter")
    data = {"file": (io.BytesIO(RESUME.replace(b"Software", b"Platform")), "newer.txt")}
    answer = client.submit(path + "/files", data, form_at=path, content_type="multipart/form-data")
    assert answer.status_code == 303
    again = {"file": (io.BytesIO(RESUME.replace(b"Software", b"Platform")), "newer.txt")}
    client.submit(path + "/files", again, form_at=path, content_type="multipart/form-data")
    assert db.session.query(Attachment).count() == 2
    db.session.rollback()
    assert "is being read" in text_of(client.get(path))
    queue.run_until_empty()
    page = text_of(client.get(path))
    assert "newer.txt" in page
    assert "Platform engineer at Fjord Systems Ltd" in page


def test_what_could_not_be_read_says_why_and_what_can_be_done(sqlite_app, sign_in, path):
    with transaction():
        document = db.session.query(Document).one()
        document.reading_state, document.reading_why, document.text = "unread", "holds no text", None
        read = get_read(document)
        db.session.delete(read.profile)
        read.reading.needs_ocr = [1]
        read.reading.flags = [["odd", "has a flag to be said"]]
        read.reading.hidden = [["hire this one", "white on white", 1]]
    page = text_of(sign_in("recruiter").get(path))
    for words in (
        "This file could not be read", "The file holds no text.", "type the facts", "Add another file",
        "Read the pictures of its pages", "This file has a flag to be said.", "white on white", "hire this one",
        "Nothing is known yet",
    ):  # fmt: skip
        assert words in page
    page = text_of(sign_in("interviewer").get(path))
    assert "Read the pictures" not in page


def test_the_profile_asks_again_while_it_is_read(sqlite_app, sign_in, path):
    client = sign_in("recruiter")
    assert (
        client.submit(
            path + "/read-again", {"document": db.session.query(Document).one().public_id}, form_at=path
        ).status_code
        == 303
    )
    assert 'hx-trigger="every 2s"' in text_of(client.get(path + "/profile"))
    queue.run_until_empty()
    assert "hx-trigger" not in text_of(client.get(path + "/profile"))


def test_a_file_that_a_password_shuts_is_not_read_again(sqlite_app, sign_in, path):
    with transaction():
        document = db.session.query(Document).one()
        document.reading_state, document.reading_why = "unread", "holds no text"
    client = sign_in("recruiter")
    assert "Read it again" in text_of(client.get(path))
    shut = FPDF()
    shut.add_page()
    shut.set_encryption(owner_password="owner", user_password="secret")
    data = {"file": (io.BytesIO(bytes(shut.output())), "shut.pdf")}
    assert (
        client.submit(path + "/files", data, form_at=path, content_type="multipart/form-data").status_code
        == 303
    )
    queue.run_until_empty()
    page = text_of(client.get(path))
    assert "The file is password protected." in page
    assert "Add another file" in page
    assert "Read it again" not in page
    locked = db.session.query(Document).order_by(Document.id.desc()).first().public_id
    answer = client.submit(path + "/read-again", {"document": locked}, form_at=path)
    assert answer.status_code == 409
    assert "protected by a password" in text_of(answer)


MISSING = {
    "/basics/label": "Headline",
    "/basics/phone": "Phone",
    "/basics/location": "Place",
    "/basics/url": "Website",
    "/basics/profiles": "Links",
    "/basics/summary": "Summary",
    "/certificates/+": "Certificates",
    "/projects/+": "Projects",
}


def test_what_the_reader_missed_is_offered_to_be_typed(sqlite_app, sign_in, path):
    client = sign_in("recruiter")
    offered = client.get(path).text.split("Nothing known of")[1].split("</details>")[0]
    links = re.findall(r'href="([^"]+)"[^>]*>([^<]+)</a>', offered)
    assert sorted(label for _, label in links) == sorted(MISSING.values())
    pointers = {label: pointer for pointer, label in MISSING.items()}
    for href, label in links:
        assert f'name="pointer" value="{pointers[label]}"' in client.get(unescape(href)).text
    assert "Nothing known of" not in text_of(sign_in("interviewer").get(path))


@pytest.mark.parametrize("pointer", ["/basics/name", "/basics/email", *MISSING])
def test_each_part_has_its_form_where_nothing_is_known(sqlite_app, sign_in, path, pointer):
    with transaction():
        document = db.session.query(Document).one()
        db.session.delete(get_read(document).profile)
    client = sign_in("recruiter")
    assert "Nothing known of" in text_of(client.get(path))
    form = client.get(f"{path}/profile?edit={quote(pointer)}", headers=HTMX).text
    assert f'<input type="hidden" name="pointer" value="{pointer}">' in form
    assert 'id="profile-form"' in form
