"""Scans stand in one line: however many there are, one is recognised at a time and every one of them is."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from ats.applications.models import Attachment
from ats.documents import actions, jobs, reader
from ats.documents.models import Document, ReadingState
from ats.platform import outbox, queue
from ats.platform.database import db, transaction
from ats.platform.outbox import OutboxRow


@pytest.fixture
def scans(cast, monkeypatch) -> list[int]:
    """Three documents whose pages are pictures until they are recognised; returns the ids in the order of recognition."""
    recognised: list[int] = []
    read = reader.read

    def as_scan(data, name, *, received_on, with_ocr):
        reading = read(data, name, received_on=received_on, with_ocr=with_ocr)
        if with_ocr:
            recognised.append(int(name[4]))
            return reading
        return replace(reading, read=replace(reading.read, needs_ocr=(1,)))

    monkeypatch.setattr(reader, "read", as_scan)
    for number in range(3):
        file = actions.store(f"Scan number {number}\n".encode(), f"scan{number}.txt", 1_000_000)
        with transaction():
            document_id = actions.attach(cast.application.candidate_id, file)
            db.session.add(
                Attachment(application_id=cast.application.id, document_id=document_id, role="resume")
            )
    return recognised


def count_waiting() -> int:
    db.session.rollback()
    job = outbox.job_name(jobs.recognise_next)
    query = select(func.count()).select_from(OutboxRow)
    return db.session.scalar(query.where(OutboxRow.job == job, OutboxRow.done_at.is_(None)))


def test_each_is_recognised_once_and_one_at_a_time(app, cast, scans):
    while rows := [
        row.id for row in outbox.list_due() if "recognise" not in db.session.get(OutboxRow, row.id).job
    ]:
        db.session.rollback()
        for row_id in rows:
            queue.run_row(row_id)
    assert scans == []
    assert count_waiting() == 1
    queue.run_until_empty()
    assert scans == [0, 1, 2]
    assert set(db.session.scalars(select(Document.reading_state))) == {ReadingState.READ}
    assert count_waiting() == 0


def test_the_schedule_finds_one_that_was_forgotten(sqlite_app, cast, scans):
    queue.run_until_empty()
    with transaction():
        actions.begin(db.session.scalars(select(Document)).first(), ReadingState.READING)
        outbox.enqueue(jobs.recognise_next)
    queue.run_until_empty()
    assert scans == [0, 1, 2, 0]
