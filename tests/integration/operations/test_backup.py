"""Backup and restore: everything comes back, on the other engine too, and a broken archive changes nothing."""

import json
import zipfile

import pytest
from sqlalchemy import select

from ats.applications import actions
from ats.applications.queries import get_application
from ats.company.queries import public_revision
from ats.documents import actions as documents
from ats.operations.backup import BackupFailed, restore_backup, write_backup
from ats.platform import outbox, queue
from ats.platform.database import Model, db, transaction
from ats.platform.events import SYSTEM, VISITOR
from ats.platform.storage import storage
from ats.search.jobs import index_missing
from ats.search.rebuilding import compare

INDEX_AGAIN = outbox.job_name(index_missing)
TEXT = b"Ada Fern has built storage engines for eight years.\n"


def everything() -> dict[str, list]:
    """Every row that a backup holds, the revision of public pages and the row that has the index made again aside."""
    rows = {}
    for table in Model.metadata.sorted_tables:
        if table.info.get("is_derived"):
            continue
        columns = [column for column in table.columns if (table.name, column.name) != ("company", "revision")]
        rows[table.name] = sorted(
            repr(tuple(row)) for row in db.session.execute(select(*columns)) if INDEX_AGAIN not in tuple(row)
        )
    db.session.rollback()
    return rows


def add_document(cast) -> str:
    file = documents.store(TEXT, "cv.txt", 1_000_000)
    with transaction():
        application = get_application(cast.application.public_id)
        actions.add_document(application, file, "resume", by=SYSTEM)
    return file.sha256


def test_everything_comes_back(app, cast, tmp_path):
    sha256 = add_document(cast)
    before, revision = everything(), public_revision()
    write_backup(tmp_path / "copy.zip")
    storage().delete(sha256)
    with transaction() as session:
        session.execute(Model.metadata.tables["notes"].delete())
        actions.withdraw(get_application(cast.application.public_id), seen=1, by=SYSTEM)
    assert everything() != before
    counts = restore_backup(tmp_path / "copy.zip")
    assert everything() == before
    assert storage().read(sha256) == TEXT
    assert counts["files"] == 1
    assert public_revision() > revision


def test_line_ends_of_all_kinds_in_a_text_come_back(app, cast, tmp_path):
    text = "one\u2028two\u2029three\x85four\x0bfive\x1csix\r\nseven"
    with transaction():
        get_application(cast.application.public_id).cover_letter = text
    before = everything()
    write_backup(tmp_path / "copy.zip")
    with transaction():
        get_application(cast.application.public_id).cover_letter = ""
    restore_backup(tmp_path / "copy.zip")
    assert everything() == before
    db.session.expire_all()
    assert get_application(cast.application.public_id).cover_letter == text


def test_what_no_backup_holds_is_made_again(app, cast, tmp_path):
    add_document(cast)
    queue.run_until_empty()
    write_backup(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert "tables/search_entries.jsonl" not in archive.namelist()
    restore_backup(tmp_path / "copy.zip")
    assert compare().missing == 1
    queue.run_until_empty()
    assert compare().is_whole


def test_new_rows_get_new_ids_after_a_restore(app, cast, tmp_path):
    write_backup(tmp_path / "copy.zip")
    restore_backup(tmp_path / "copy.zip")
    add_document(cast)


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_no_id_is_given_again_elsewhere(app, cast, tmp_path, engine, request):
    from tests.conftest import open_app

    given = _file_and_erase(cast)
    write_backup(tmp_path / "copy.zip")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with open_app(request, engine, folder):
        restore_backup(tmp_path / "copy.zip")
        assert _file_and_erase(cast) == given + 1


def _file_and_erase(cast) -> int:
    """File an application, forget it again and return the id that it had."""
    given = actions.Submission(name="Victor Oak", email="victor.oak@example.com")
    with transaction() as session:
        submitted = actions.submit(cast.engineer, given, by=VISITOR, reapply_days=90)
        session.delete(submitted.application)
    return submitted.application_id


@pytest.mark.postgresql
def test_a_backup_from_sqlite_restores_into_postgresql(
    sqlite_app, cast, tmp_path, postgresql_template, request
):
    from tests.conftest import open_app

    sha256 = add_document(cast)
    before = everything()
    write_backup(tmp_path / "copy.zip")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with open_app(request, "postgresql", folder):
        restore_backup(tmp_path / "copy.zip")
        assert everything() == before
        assert storage().read(sha256) == TEXT


def test_a_damaged_archive_changes_nothing(sqlite_app, cast, tmp_path):
    add_document(cast)
    path = tmp_path / "copy.zip"
    write_backup(path)
    before = everything()
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(damaged, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, whole.read(name) + (b"[1]\n" if name == "tables/users.jsonl" else b""))
    with pytest.raises(BackupFailed, match=r"tables/users\.jsonl"):
        restore_backup(damaged)
    (tmp_path / "cut.zip").write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BackupFailed, match="not a whole backup"):
        restore_backup(tmp_path / "cut.zip")
    assert everything() == before


def test_a_backup_of_another_schema_is_refused(sqlite_app, cast, tmp_path):
    path = tmp_path / "copy.zip"
    write_backup(path)
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(other, "w") as copy:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "manifest.json":
                data = json.dumps({**json.loads(data), "revision": "9999"}).encode()
            copy.writestr(name, data)
    with pytest.raises(BackupFailed, match="schema 9999"):
        restore_backup(other)


def test_only_the_owner_can_read_a_backup(sqlite_app, cast, tmp_path):
    write_backup(tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").stat().st_mode & 0o077 == 0
