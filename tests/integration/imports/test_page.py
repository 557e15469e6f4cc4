"""Bringing people in from the dashboard: a table by way of its preview, files and zips with a report of each."""

import io
import re
import zipfile

import pytest
from sqlalchemy import select

from ats.applications import actions
from ats.applications.models import Application
from ats.batches.kinds import importing
from ats.batches.models import Batch, BatchItem
from ats.candidates import actions as candidates
from ats.candidates.models import Candidate
from ats.documents.models import HeldUpload
from ats.messages.actions import write
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, Actor
from ats.reviews.actions import write_note
from ats.reviews.models import Note
from tests.integration.imports.test_command import RESUME, names_on_engineer
from tests.integration.workspace.conftest import text_of

TABLE = b"Name;Mail;Phone\nBo Moss;bo@example.com;+31 6 12345678\nAda F.;ada@example.com;\nCy Reed;nowhere;\n"


@pytest.fixture
def client(app, cast, sign_in):
    """The recruiter's browser, and where people are brought onto ``engineer``."""
    browser = sign_in("recruiter")
    browser.here = f"/dashboard/openings/{cast.engineer.reference}/bring-in"
    return browser


def send(client, *files: tuple[str, bytes], source: str = "a fair"):
    given = [(io.BytesIO(data), name) for name, data in files]
    data = {"source": source, "files": given}
    return client.submit(client.here, data, form_at=client.here, content_type="multipart/form-data")


def begin(client, address: str, **more):
    page = client.get(address).get_data(as_text=True)
    columns = re.findall(r'type="hidden" name="column" value="(\w*)"', page)
    return client.submit(address, {"column": columns, "source": "a fair", **more}, form_at=address)


def items() -> list[tuple[str, str]]:
    db.session.rollback()
    return [(each.state, each.words) for each in db.session.scalars(select(BatchItem).order_by(BatchItem.id))]


def test_a_table_is_previewed_and_its_good_rows_are_brought_in(client):
    answer = send(client, ("people.csv", TABLE))
    assert answer.status_code == 303
    page = text_of(client.get(answer.location))
    assert "<strong>1</strong> will get an application" in page
    assert "<strong>1</strong> on this opening already" in page
    assert "Line 4, Mail: “nowhere” is no e-mail address" in page
    assert names_on_engineer() == ["Ada Fern"]
    refused = begin(client, answer.location)
    assert refused.status_code == 422
    assert "Correct the bad rows" in text_of(refused)
    begun = begin(client, answer.location, leave_out="y")
    assert begun.status_code == 303
    queue.run_until_empty()
    assert names_on_engineer() == ["Ada Fern", "Bo Moss"]
    assert items() == [("done", ""), ("skipped", "is on this opening already, and was left as it is")]
    report = text_of(client.get(begun.location))
    assert "Brought in 1 of 2 people" in report
    made = db.session.scalar(select(Application).where(Application.typed_name == "Bo Moss"))
    assert made.source == "a fair"
    # With the candidates now, and no longer in the batch.
    assert [each.data for each in db.session.scalars(select(BatchItem))] == [{}, {}]


def test_rows_are_told_of_once_it_is_known_which_column_holds_the_name(client):
    answer = send(client, ("people.csv", b"Who;Where\nBo Moss;bo\nCy Reed;cy\n"))
    page = text_of(client.get(f"{answer.location}&column=&column=link"))
    assert "Say which column holds the name" in page
    for words in ("What will happen", "the name is missing", "Bring in</span>"):
        assert words not in page
    page = text_of(client.get(f"{answer.location}&column=name&column="))
    assert "<strong>2</strong> will get an application" in page
    assert "Bring in</span>" in page


def test_what_a_table_says_where_a_phone_number_should_be_is_kept(client):
    answer = send(client, ("people.csv", b"Name;Mail;Phone\nBo Moss;bo@example.com;ask <Ada>, #5\n"))
    assert begin(client, answer.location).status_code == 303
    queue.run_until_empty()
    page = f"/dashboard/applications/{made_of('Bo Moss').public_id}"
    assert "ask &lt;Ada&gt;, #5" in text_of(client.get(page))
    given = {"name": "Bo M. Moss", "email": "bo@example.com", "phone": "ask <Ada>, #5", "link": ""}
    assert client.submit(f"{page}/contact", given, form_at=page).status_code == 303
    changed = client.submit(f"{page}/contact", {**given, "phone": "ask <Bo>"}, form_at=page)
    assert changed.status_code == 422
    page = text_of(client.get(page))
    assert "Bo M. Moss" in page
    assert "ask &lt;Ada&gt;, #5" in page


def test_the_columns_are_chosen_anew_and_a_choice_that_cannot_be_is_said(client):
    answer = send(client, ("people.csv", b"Who,Where\nBo Moss,bo@example.com\n"))
    assert "Say which column holds the name" in text_of(client.get(answer.location))
    path = answer.location.partition("?")[0]
    chosen = client.get(path, query_string=[("column", "name"), ("column", "email"), ("source", "x")])
    assert "<strong>1</strong> will get an application" in text_of(chosen)
    twice = client.get(path, query_string=[("column", "name"), ("column", "name"), ("source", "x")])
    assert twice.status_code == 422
    assert "Two columns are said to hold the same" in text_of(twice)


def test_what_the_table_is_written_in_is_told_and_can_be_chosen(client):
    table = "Name;E-mail\nИван Петров;ivan@example.com\n".encode("koi8-r")
    answer = send(client, ("people.csv", table))
    page = client.get(answer.location).get_data(as_text=True)
    told = re.search(r'<option value="([\w-]+)" selected', page)[1]
    assert told != "koi8-r"
    assert "Иван Петров" not in page
    path = answer.location.partition("?")[0]
    address = f"{path}?source=x&encoding=koi8-r&column=name&column=email"
    chosen = text_of(client.get(address))
    assert '<option value="koi8-r" selected>Cyrillic (KOI8-R)' in chosen
    assert "Иван Петров" in chosen
    assert '<input type="hidden" name="encoding" value="koi8-r">' in chosen
    wrong = client.get(f"{path}?source=x&encoding=utf-8&column=name&column=email")
    assert wrong.status_code == 422
    assert "Line 2 cannot be read: it is not written in UTF-8" in text_of(wrong)
    assert begin(client, address, encoding="koi8-r").status_code == 303
    queue.run_until_empty()
    assert "Иван Петров" in names_on_engineer()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("people.csv", b"")], "It is empty"),
        ([("people.csv", b'Name\n"Bo\n')], "Line 2 cannot be read"),
        ([("people.csv", TABLE), ("cv.txt", b"x")], "A table is brought in alone"),
        ([("cv.txt", b"x"), ("more.zip", b"no zip")], "“more.zip” is no zip, or it is damaged"),
        ([("", b"")], "Choose a table, a zip, or one or more files"),
    ],
)
def test_what_cannot_be_brought_in_says_why(client, files, words):
    answer = send(client, *files)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_files_and_a_zip_become_people_and_the_report_says_which_failed(client):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("di.txt", RESUME.replace("Ada Quill", "Di Quill").replace("ada.quill", "di.quill"))
        archive.writestr("tool.exe", b"MZ")
    files = [("ada.txt", RESUME.encode()), ("again.txt", RESUME.encode()), ("more.zip", buffer.getvalue())]
    answer = send(client, *files)
    assert answer.status_code == 303
    queue.run_until_empty()
    assert names_on_engineer() == ["Ada Fern", "Ada Quill", "Di Quill"]
    report = text_of(client.get(answer.location))
    assert "Brought in 2 of 4 files" in report
    assert "was not taken: files that end in .exe are not taken" in report
    assert "It was brought in before (A" in report
    left = db.session.scalars(select(HeldUpload.name)).all()
    assert left == ["again.txt"]


def test_a_file_that_fails_fails_alone(client, monkeypatch):
    look_at = importing.actions.look_at

    def look(file):
        if file.name == "bad.txt":
            raise KeyError("nobody foresaw this")
        return look_at(file)

    monkeypatch.setattr(importing.actions, "look_at", look)
    nothing = b'{"basics": {"name": "Di Quill"}, "work": [{"name": "x", "highlights": [null]}]}'
    answer = send(client, ("bad.txt", RESUME.encode()), ("ada.txt", RESUME.encode()), ("di.json", nothing))
    queue.run_until_empty()
    assert names_on_engineer() == ["Ada Fern", "Ada Quill", "Di Quill"]
    report = text_of(client.get(answer.location))
    assert "Brought in 2 of 3 files" in report
    assert "Something went wrong here (KeyError)" in report


def test_one_file_is_one_and_json_that_is_nested_without_end_is_said(client):
    answer = send(client, ("deep.json", b"[" * 100_000 + b"]" * 100_000))
    queue.run_until_empty()
    report = text_of(client.get(answer.location))
    assert "1 file" in report
    assert "1 files" not in report
    assert "lie too deep within each other" in report
    assert "recursion" not in report


def test_an_import_is_taken_back_but_for_those_somebody_decided_about(client):
    answer = send(client, ("people.csv", b"Name,Mail\nBo Moss,bo@example.com\nCy Reed,cy@example.com\n"))
    begun = begin(client, answer.location)
    queue.run_until_empty()
    with transaction():
        kept = db.session.scalar(select(Application).where(Application.typed_name == "Cy Reed"))
        actions.withdraw(kept, seen=kept.version, by=SYSTEM)
    undo = client.submit(f"{begun.location}/undo", {}, form_at=begun.location)
    assert undo.status_code == 303
    queue.run_until_empty()
    assert names_on_engineer() == ["Ada Fern", "Cy Reed"]
    names = db.session.scalars(select(Candidate.name)).all()
    assert sorted(names) == ["Ada Fern", "Cy Reed"]
    assert "has been decided about since, and stays" in text_of(client.get(undo.location))


def test_an_import_is_taken_back_but_for_those_somebody_worked_on(client, cast):
    names = ("Bo Moss", "Cy Reed", "Di Vane", "Ed Kern")
    rows = "".join(f"{name},{name[:2].lower()}@example.com,early\n" for name in names)
    answer = send(client, ("people.csv", b"Name,Mail,Tags\n" + rows.encode()))
    begun = begin(client, answer.location)
    queue.run_until_empty()
    by = Actor.user(cast.user("manager").id)
    with transaction():
        found = {name: made_of(name) for name in names}
        write_note(found["Bo Moss"], "Call her.", by=by)
        candidates.add_tag(found["Cy Reed"].candidate_id, "late", by=by)
        write(found["Di Vane"], "News", "Hello.", by=by)
    undo = client.submit(f"{begun.location}/undo", {}, form_at=begun.location)
    queue.run_until_empty()
    assert names_on_engineer() == ["Ada Fern", "Bo Moss", "Cy Reed", "Di Vane"]
    report = text_of(client.get(undo.location))
    assert "<strong>1</strong> done" in report
    assert "3 have been worked on since, and stay" in report
    assert db.session.scalars(select(Note.text)).all() == ["Call her."]


def made_of(name: str) -> Application:
    return db.session.scalar(select(Application).where(Application.typed_name == name))


def test_an_erased_person_leaves_no_trace_in_the_report(client):
    answer = send(client, ("Quill CV.txt", RESUME.encode()), ("Quill CV.txt", RESUME.encode()))
    queue.run_until_empty()
    assert answer.status_code == 303
    with transaction():
        quill = db.session.scalar(select(Candidate).where(Candidate.name == "Ada Quill"))
        candidates.erase(quill, asked_by="admin", by=SYSTEM)
    assert items() == []
    assert db.session.scalars(select(Batch)).all() == []
