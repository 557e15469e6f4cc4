"""A reading of a résumé beside an erasure of whose it is: both take the application before the file."""

import logging

import pytest

from ats.applications.actions import summarising
from ats.documents import jobs
from ats.documents.models import Document
from ats.platform import queue
from ats.platform.database import db
from tests.integration.workspace.test_at_once import Person, assert_no_trace, eraser, person
from tests.interleaving import side_by_side

__all__ = ["person"]


def current(person: Person) -> int:
    """Return the id of the current résumé."""
    found = [each for each in person.application().attachments if each.is_current and each.is_confirmed]
    document_id = found[0].document_id
    db.session.rollback()
    return document_id


@pytest.mark.parametrize("is_read", [True, False], ids=["read", "let go"])
def test_an_erasure_waits_for_a_reading_and_takes_it_along(
    app, person, sign_in, caplog, monkeypatch, is_read
):
    queue.run_until_empty()
    document_id = current(person)
    monkeypatch.setattr(summarising, "one_line", lambda *_: "Sailor")

    def read() -> None:
        if is_read:
            jobs.read_one(db.session.get_one(Document, document_id), with_ocr=False)
        else:
            jobs._let_go(document_id)

    with caplog.at_level(logging.WARNING, "ats.platform.conflicts"):
        answers = side_by_side(app, read, eraser(sign_in, person), before="UPDATE applications SET summary")
    assert answers == (None, 303)
    assert caplog.messages == []
    assert_no_trace(app, person)


def test_a_reading_of_what_was_just_erased_writes_nothing(app, person, sign_in):
    queue.run_until_empty()
    document_id = current(person)

    def read() -> None:
        document = db.session.get(Document, document_id)
        if document is not None:
            jobs.read_one(document, with_ocr=False)

    answers = side_by_side(app, eraser(sign_in, person), read, before="DELETE FROM applications")
    assert answers == (303, None)
    assert_no_trace(app, person)
