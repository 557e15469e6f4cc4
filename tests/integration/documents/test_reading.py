"""Reading in the background: what is kept, that corrections outlive it, passes over everything, and the scanner."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ats.applications.actions import erase_person
from ats.applications.models import Application, Attachment
from ats.applications.queries import find_candidate_of
from ats.documents import actions, jobs, reader, scan_jobs
from ats.documents.models import Correction, Document, Profile, Reading, ReadingState, Reread, RereadChange
from ats.documents.queries import ReaderCounts, count_readings, count_unscanned, get_read
from ats.platform import outbox, queue
from ats.platform.database import db, transaction
from ats.platform.errors import Conflict
from ats.platform.events import SYSTEM, Actor
from ats.platform.outbox import OutboxRow
from ats.platform.storage import storage
from ats.platform.virus_scan import Scan

RESUME = b"""Mira Sandvik
mira.sandvik@example.com

Experience

Software engineer
Fjord Systems Ltd, Bergen
2019 - today
- Wrote nine services in Go
"""


@pytest.fixture
def document(request, cast) -> SimpleNamespace:
    """Ada Fern's résumé, not read yet: what tells it from others, outside of any session."""
    file = actions.store(RESUME, "mira.txt", 1_000_000)
    with transaction():
        application = cast.application
        document_id = actions.attach(application.candidate_id, file)
        db.session.add(Attachment(application_id=application.id, document_id=document_id, role="resume"))
    found = db.session.get_one(Document, document_id)
    return SimpleNamespace(id=found.id, public_id=found.public_id, sha256=found.sha256)


def by(cast) -> Actor:
    return Actor.user(cast.user("recruiter").id)


def again(document: SimpleNamespace) -> Document:
    return db.session.get_one(Document, document.id, populate_existing=True)


def test_works(app, cast, document):
    queue.run_until_empty()
    read = get_read(again(document))
    assert read.document.reading_state == ReadingState.READ
    assert read.resume["basics"]["email"] == "mira.sandvik@example.com"
    assert (read.reading.reader_version, read.reading.kind) == (reader.READER_VERSION, "txt")
    source = read.sources["/basics/email"]
    assert read.document.text[source.start : source.end] == "mira.sandvik@example.com"
    assert "Software engineer" in db.session.query(Application).one().summary


def test_a_missing_file_is_said_and_the_application_stays(sqlite_app, cast, document):
    storage().delete(document.sha256)
    queue.run_until_empty()
    found = again(document)
    assert (found.reading_state, found.reading_why) == (ReadingState.UNREAD, "is missing from the store")


def test_corrections_outlive_another_reading(app, cast, document):
    queue.run_until_empty()
    work = get_read(again(document)).resume["work"][0]
    with transaction():
        assert actions.correct(again(document), "/work/0", {**work, "position": "Shipwright"}, by=by(cast))
        assert actions.correct(again(document), "/basics/label", "Builder", by=by(cast))
        assert not actions.correct(again(document), "/basics/label", "Builder", by=by(cast))
    assert "Shipwright" in db.session.query(Application).one().summary
    with transaction():
        actions.ask_again(again(document), with_ocr=False, by=by(cast))
    queue.run_until_empty()
    found = get_read(again(document))
    assert found.corrected["work"][0]["position"] == "Shipwright"
    assert found.resume["work"][0] == work
    assert found.corrections[0].user.name == "Recruiter Example"
    with transaction():
        actions.set_back(again(document), "/work/0", by=by(cast))
    assert get_read(again(document)).corrected["work"][0] == work


def test_saying_what_was_read_takes_the_correction_away(sqlite_app, cast, document):
    queue.run_until_empty()
    email = get_read(again(document)).resume["basics"]["email"]
    with transaction():
        actions.correct(again(document), "/basics/email", "other@example.com", by=by(cast))
        actions.correct(again(document), "/basics/email", email, by=by(cast))
    assert db.session.query(Correction).count() == 0


def test_an_import_counts_instead_of_what_was_read_and_adds_what_is_new(app, cast, document):
    queue.run_until_empty()
    given = {
        "basics": {"label": "Shipwright"},
        "work": [
            {"name": "Quay Works", "position": "Rigger"},
            {"name": "Sail Loft", "position": "Sailmaker"},
        ],
    }
    with transaction():
        assert actions.import_profile(again(document), given, by=by(cast)) == 3
    result = get_read(again(document)).corrected
    names = [each["name"] for each in result["work"]]
    assert names == ["Fjord Systems Ltd", "Quay Works", "Sail Loft"], "another job is not written over"
    assert result["basics"]["label"] == "Shipwright"
    assert result["basics"]["email"] == "mira.sandvik@example.com"
    with transaction():
        assert actions.import_profile(again(document), given, by=by(cast)) == 0


def test_a_pass_reads_everything_again_and_says_what_changed(app, cast, document):
    queue.run_until_empty()
    with transaction():
        db.session.get_one(Reading, document.id).reader_version = 0
        profile = db.session.get_one(Profile, document.id)
        profile.resume = {**profile.resume, "basics": {"name": "Somebody Else"}}
    with transaction():
        reread_id = actions.start(reader.READER_VERSION, only_older=True, by=by(cast)).id
    with pytest.raises(Conflict), transaction():
        actions.start(reader.READER_VERSION, only_older=True, by=SYSTEM)
    queue.run_until_empty()
    reread = db.session.get_one(Reread, reread_id, populate_existing=True)
    assert (reread.state, reread.done, reread.changed, reread.failed) == ("done", 1, 1, 0)
    changes = db.session.query(RereadChange).one().changes
    assert ["/basics/name", "Somebody Else", "Mira Sandvik"] in [list(each) for each in changes]
    # Everything is of this version now.
    with pytest.raises(Conflict), transaction():
        actions.start(reader.READER_VERSION, only_older=True, by=SYSTEM)


def test_a_paused_pass_goes_on_where_it_was(sqlite_app, cast, document):
    queue.run_until_empty()
    with transaction():
        reread = actions.start(reader.READER_VERSION, only_older=False, by=by(cast))
        actions.change_state(reread, "paused", by=by(cast))
        reread_id = reread.id
    queue.run_until_empty()
    assert db.session.get_one(Reread, reread_id, populate_existing=True).done == 0
    with transaction():
        actions.change_state(db.session.get_one(Reread, reread_id), "running", by=by(cast))
    queue.run_until_empty()
    found = db.session.get_one(Reread, reread_id, populate_existing=True)
    assert (found.state, found.done) == ("done", 1)


def test_a_pass_draws_only_the_pages_that_were_never_drawn(sqlite_app, cast, document, monkeypatch):
    data = (Path(__file__).parents[2] / "files" / "documents" / "one_page.pdf").read_bytes()
    with transaction():
        again(document).sha256 = storage().put(data)
    queue.run_until_empty()
    drawn = [page.sha256 for page in again(document).pages]
    assert drawn
    asked = []
    draw = reader.draw
    monkeypatch.setattr(reader, "draw", lambda *about: asked.append(about) or draw(*about))
    _pass_over_all(cast)
    assert [page.sha256 for page in again(document).pages] == drawn
    assert not asked
    with transaction():
        actions.note_pictures(again(document), [])
    _pass_over_all(cast)
    assert [page.sha256 for page in again(document).pages] == drawn


def test_nothing_is_left_of_whom_somebody_erased_while_they_were_read(app, cast, document, monkeypatch):
    data = (Path(__file__).parents[2] / "files" / "documents" / "one_page.pdf").read_bytes()
    with transaction():
        again(document).sha256 = storage().put(data)
    draw = jobs.draw

    def erase_and_draw(*about):
        pictures = draw(*about)
        assert pictures
        with transaction():
            erase_person(find_candidate_of(cast.application), asked_by="admin", by=SYSTEM)
        return pictures

    monkeypatch.setattr(jobs, "draw", erase_and_draw)
    queue.run_until_empty()
    left = {sha256 for sha256, _ in storage().every()}
    assert left <= {document.sha256}, "what the fixture stored is no document's any more"


def _pass_over_all(cast):
    with transaction():
        actions.start(reader.READER_VERSION, only_older=False, by=by(cast))
    queue.run_until_empty()


def test_documents_are_counted_by_version_and_state(app, cast, document):
    queue.run_until_empty()
    version = reader.READER_VERSION
    assert count_readings() == ReaderCounts({version: 1}, {"read": 1})
    with transaction():
        older = actions.attach(cast.application.candidate_id, actions.store(b"Ada Fern", "ada.txt", 1000))
        actions.note_unread(db.session.get_one(Document, older), ReadingState.UNREAD, "is empty")
    assert count_readings() == ReaderCounts({version: 1, 0: 1}, {"read": 1, "unread": 1})
    with transaction():
        again(document).reading_state = ReadingState.WAITING
    assert count_readings() == ReaderCounts({0: 1}, {"waiting": 1, "unread": 1})


def test_reading_again_by_command(sqlite_app, cast, document):
    queue.run_until_empty()
    result = sqlite_app.test_cli_runner().invoke(args=["resumes", "reread", "--all"])
    assert result.exit_code == 0, result.output
    # Not on a terminal: whole lines, the first one before anything is read.
    assert result.output.splitlines() == ["0 of 1 files, 0 changed", "1 of 1 files, 0 changed: done"]


def test_worker_and_command_never_read_the_same_document(sqlite_app, cast, document, monkeypatch):
    queue.run_until_empty()
    with transaction():
        reread_id = actions.start(reader.READER_VERSION, only_older=False, by=by(cast)).id
    asked, read = [], reader.read

    def read_while_somebody_else_goes_on(*given, **how):
        asked.append(given[1])
        if len(asked) == 1:
            jobs.read_next(reread_id)
        return read(*given, **how)

    monkeypatch.setattr(reader, "read", read_while_somebody_else_goes_on)
    assert jobs.read_next(reread_id)
    assert asked == ["mira.txt"]
    assert db.session.get_one(Reread, reread_id, populate_existing=True).done == 1


@pytest.fixture
def scanner(sqlite_app, monkeypatch):
    """Set a scanner that says what the test puts into the list."""
    says = [Scan("clean")]
    monkeypatch.setattr("ats.documents.actions.keeping.scanner_address", lambda: "/run/clamd.sock")
    monkeypatch.setattr(jobs, "scan_stored", lambda sha256: says[0])
    return says


def test_nothing_is_shown_before_the_scanner_has_spoken(sqlite_app, scanner, cast, sign_in, document):
    scanner[0] = Scan("pending", "the scanner does not answer")
    queue.run_until_empty(1)
    assert again(document).reading_state == ReadingState.PENDING_SCAN
    client = sign_in("recruiter")
    assert client.get(f"/dashboard/documents/{document.public_id}/download").status_code == 404
    scanner[0] = Scan("clean")
    with transaction():
        db.session.query(OutboxRow).update({"run_at": OutboxRow.created_at, "lease_until": None})
    queue.run_until_empty()
    assert again(document).reading_state == ReadingState.READ
    assert client.get(f"/dashboard/documents/{document.public_id}/download").status_code == 200


def test_what_the_scanner_finds_is_out_of_reach_until_an_admin_releases_it(
    sqlite_app, scanner, cast, sign_in, document
):
    scanner[0] = Scan("infected", "Eicar-Test")
    queue.run_until_empty()
    assert again(document).reading_state == ReadingState.QUARANTINED
    page = f"/dashboard/applications/{cast.application.public_id}"
    recruiter, admin = sign_in("recruiter"), sign_in("admin")
    text = recruiter.get(page).get_data(as_text=True)
    assert "in quarantine" in text
    assert "Release it" not in text
    assert recruiter.get(f"/dashboard/documents/{document.public_id}/download").status_code == 404
    assert "Eicar-Test" in admin.get("/dashboard/settings/reader").get_data(as_text=True)
    assert "Release it" in admin.get(page).get_data(as_text=True)
    answer = admin.submit(page + "/release", {"document": document.public_id}, form_at=page)
    assert answer.status_code == 303
    queue.run_until_empty()
    assert again(document).reading_state == ReadingState.READ
    assert "let a file out of quarantine" in admin.get(page).get_data(as_text=True)


@pytest.fixture
def late_scanner(sqlite_app, cast, document, monkeypatch):
    """A document that was read while there was no scanner, and one that is set now: returns what it says, in turn."""
    queue.run_until_empty()
    says = [Scan("clean")]
    monkeypatch.setattr("ats.documents.scanning.scanner_address", lambda: "/run/clamd.sock")
    monkeypatch.setattr(scan_jobs, "scanner_address", lambda: "/run/clamd.sock")
    monkeypatch.setattr(scan_jobs, "scan_stored", lambda sha256: says[0])
    return says


def scan_now():
    with transaction():
        outbox.enqueue(scan_jobs.scan_stored_files)
    queue.run_until_empty(1)


def test_files_from_before_the_scanner_wait_for_it_and_are_read_still(late_scanner, cast, sign_in, document):
    client, page = sign_in("recruiter"), f"/dashboard/documents/{document.public_id}/download"
    late_scanner[0] = Scan("pending", "the scanner does not answer")
    scan_now()
    assert again(document).scanned_at is None
    assert count_unscanned() == 1
    assert client.get(page).status_code == 404
    assert again(document).reading_state == ReadingState.READ
    late_scanner[0] = Scan("clean")
    scan_now()
    assert again(document).scanned_at is not None
    assert count_unscanned() == 0
    assert client.get(page).status_code == 200


def test_files_from_before_the_scanner_go_into_quarantine(late_scanner, cast, sign_in, document):
    late_scanner[0] = Scan("infected", "Eicar-Test")
    scan_now()
    assert again(document).reading_state == ReadingState.QUARANTINED
    page = f"/dashboard/applications/{cast.application.public_id}"
    sign_in("admin").submit(page + "/release", {"document": document.public_id}, form_at=page)
    queue.run_until_empty()
    scan_now()
    assert again(document).reading_state == ReadingState.READ


def test_many_files_are_scanned_in_chunks(late_scanner, cast, document, monkeypatch):
    file = actions.store(RESUME + b"Another line", "other.txt", 1_000_000)
    with transaction():
        actions.attach(cast.application.candidate_id, file)
    queue.run_until_empty()
    monkeypatch.setattr(scan_jobs, "_CHUNK_SECONDS", -1)
    scan_now()
    assert count_unscanned() == 2
    monkeypatch.setattr(scan_jobs, "_CHUNK_SECONDS", 20)
    queue.run_until_empty()
    assert count_unscanned() == 0


def test_scanner_that_does_not_answer_is_left_alone_for_a_while(late_scanner, cast, document, monkeypatch):
    monkeypatch.setattr(scan_jobs, "_MOST_UNANSWERED", 1)
    late_scanner[0] = Scan("pending", "the scanner does not answer")
    scan_now()
    db.session.rollback()
    job = outbox.job_name(scan_jobs.scan_stored_files)
    row = db.session.scalars(select(OutboxRow).where(OutboxRow.job == job)).one()
    assert (row.done_at, row.attempts) == (None, 1)
    assert "has not answered" in row.last_error
