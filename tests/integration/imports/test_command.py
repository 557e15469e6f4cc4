"""``candidates import``: tables, files, folders and zips onto an opening, each once, with a report of what failed."""

import json
import zipfile

import pytest
from sqlalchemy import select

from ats.applications.models import Application, Attachment
from ats.candidates.models import Candidate, CandidateTag
from ats.openings.models import Opening
from ats.platform import queue
from ats.platform.database import db
from ats.platform.mailbox import Mail

RESUME = "Ada Quill\nada.quill@example.com\n+31 6 12345678\n\nExperience\nEngineer, Acme BV\n2019 - 2023\n"


@pytest.fixture
def bring_in(app, cast):
    """Return a function that runs the command onto ``engineer`` and gives its exit code and report."""
    reference = cast.engineer.reference

    def run(*arguments) -> tuple[int, dict]:
        given = ["candidates", "import", *map(str, arguments), "--opening", reference, "--json"]
        result = app.test_cli_runner().invoke(args=given)
        return result.exit_code, json.loads(result.stdout)

    return run


def names_on_engineer() -> list[str]:
    query = select(Application.typed_name).join(Opening, Opening.id == Application.opening_id)
    return sorted(db.session.scalars(query.where(Opening.title == "Software Engineer")))


def test_a_table_becomes_candidates_with_applications_once(bring_in, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("Name;Mail;Tags;Applied on\nBo Moss;bo@example.com;warm, later;2026-01-05\nCy Reed;;;\n")
    code, report = bring_in(table, "--source", "old system")
    assert (code, [each["name"] for each in report["added"]]) == (0, ["Bo Moss", "Cy Reed"])
    assert names_on_engineer() == ["Ada Fern", "Bo Moss", "Cy Reed"]
    made = db.session.scalar(select(Application).where(Application.typed_name == "Bo Moss"))
    assert (made.source, made.received_at.date().isoformat()) == ("old system", "2026-01-05")
    tags = select(CandidateTag.label).where(CandidateTag.candidate_id == made.candidate_id)
    assert set(db.session.scalars(tags)) == {"warm", "later"}
    code, report = bring_in(table)
    assert (code, report["added"], len(report["skipped"])) == (0, [], 2)
    assert report["skipped"][0]["why"].startswith("It was brought in before (A")
    queue.run_until_empty()
    assert not {"bo@example.com"} & set(db.session.scalars(select(Mail.to_address)))


def test_of_a_table_with_a_bad_row_nothing_is_stored_unless_it_may_be_left_out(bring_in, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("Name,E-mail\nBo Moss,bo@example.com\nCy Reed,nowhere\n")
    code, report = bring_in(table)
    assert (code, report["added"]) == (1, [])
    assert {"line": 3, "column": "E-mail", "why": "“nowhere” is no e-mail address"}.items() <= report[
        "failed"
    ][0].items()
    assert names_on_engineer() == ["Ada Fern"]
    code, report = bring_in(table, "--leave-out-bad-rows")
    assert (code, [each["name"] for each in report["added"]]) == (1, ["Bo Moss"])


def test_a_name_of_which_nothing_is_seen_is_named_by_its_line_and_such_a_tag_is_none(bring_in, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("Name,E-mail,Tags\n\u3164 \u200b,bo@example.com,\nCy Reed,cy@example.com,later;\u2800\n")
    code, report = bring_in(table, "--leave-out-bad-rows")
    assert (code, [each["name"] for each in report["added"]]) == (1, ["Cy Reed"])
    (failed,) = report["failed"]
    assert (failed["line"], failed["column"], failed["why"]) == (2, "Name", "the name is missing")
    assert db.session.scalars(select(CandidateTag.label)).all() == ["later"]


def test_a_json_resume_with_a_name_of_which_nothing_is_seen_goes_by_its_file(bring_in, tmp_path):
    file = tmp_path / "cy_reed.json"
    file.write_text(json.dumps({"basics": {"name": "\u3164", "email": "cy@example.com"}}))
    bring_in(file)
    assert names_on_engineer() == ["Ada Fern", "Cy Reed"]


def test_a_table_is_only_checked_on_demand_and_columns_may_be_named(bring_in, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("Who,Where\nBo Moss,bo@example.com\n")
    code, report = bring_in(table)
    assert "Say which column holds the name" in report["failed"][0]["why"]
    code, report = bring_in(table, "--column", "name=Who", "--column", "email=Where", "--check")
    assert (code, report["added"], report["failed"]) == (0, [], [])
    code, report = bring_in(table, "--column", "name=Who", "--column", "email=Where")
    assert report["added"][0]["email"] == "bo@example.com"
    code, report = bring_in(table, "--column", "name=Nobody")
    assert "the headings are “Who”, “Where”" in report["failed"][0]["why"]


def test_somebody_who_is_known_keeps_the_details_and_is_not_put_there_twice(bring_in, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("Name,E-mail\nSomebody Else,ADA@example.com\n")
    code, report = bring_in(table)
    assert (code, report["added"]) == (0, [])
    assert report["skipped"][0]["why"] == "Ada Fern already has an application to this opening."
    assert [each.name for each in db.session.scalars(select(Candidate))] == ["Ada Fern"]


def test_a_folder_with_a_zip_becomes_people_and_says_what_failed(bring_in, tmp_path):
    people = tmp_path / "people"
    people.mkdir()
    (people / "ada.txt").write_text(RESUME)
    profile = {
        "basics": {"name": "Bo Json", "email": "bo.json@example.com"},
        "work": [{"name": "Mill", "startDate": 7}],
    }
    (people / "bo.json").write_text(json.dumps(profile))
    (people / "broken.json").write_text('{"basics": []}')
    (people / "cv-cy-reed.txt").write_text("A few words that name nobody at all, in a line.\n")
    (people / "photo.exe").write_bytes(b"MZ\x90")
    with zipfile.ZipFile(people / "more.zip", "w") as archive:
        archive.writestr("again/ada.txt", RESUME)
        archive.writestr("di.txt", RESUME.replace("Ada Quill", "Di Quill").replace("ada.quill", "di.quill"))
    code, report = bring_in(people)
    assert code == 1
    assert {each["name"]: each["email"] for each in report["added"]} == {
        "Ada Quill": "ada.quill@example.com",
        "Bo Json": "bo.json@example.com",
        "Cy Reed": "",
        "Di Quill": "di.quill@example.com",
    }
    assert [each["not_taken"] for each in report["added"] if "not_taken" in each] == [
        ["work/0/startDate: must be a date as YYYY, YYYY-MM or YYYY-MM-DD"]
    ]
    assert [each["file"].rpartition("/")[2] for each in report["failed"]] == ["broken.json", "photo.exe"]
    assert report["failed"][0]["why"].startswith("it is no JSON Resume: ")
    assert [each["file"].rpartition("/")[2] for each in report["skipped"]] == ["ada.txt"]
    assert db.session.scalar(select(db.func.count()).select_from(Attachment)) == 4


def test_an_opening_that_is_not_there_is_named(sqlite_app, cast, tmp_path):
    (tmp_path / "ada.txt").write_text(RESUME)
    given = ["candidates", "import", str(tmp_path), "--opening", "RNOWHERE"]
    result = sqlite_app.test_cli_runner().invoke(args=given)
    assert result.exit_code == 2
    assert "there is no opening RNOWHERE" in result.output


def test_the_encoding_of_a_table_can_be_said(bring_in, tmp_path):
    table = tmp_path / "people.csv"
    table.write_bytes("Name;E-mail\nИван Петров;ivan@example.com\n".encode("koi8-r"))
    code, report = bring_in(table, "--encoding", "koi8-r")
    assert (code, report["added"][0]["name"]) == (0, "Иван Петров")
    code, report = bring_in(table, "--encoding", "utf-8")
    assert (code, report["failed"][0]["why"]) == (1, "Line 2 cannot be read: it is not written in UTF-8")
