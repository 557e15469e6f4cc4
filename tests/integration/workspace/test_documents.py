"""Files: who gets them, and how harmlessly."""

import pytest

from ats.applications import actions
from ats.applications.queries import get_application
from ats.documents.models import Document, PageImage
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.storage import storage
from tests.integration.workspace.conftest import RESUME


@pytest.fixture
def bela(cast, apply, resume):
    """An application with a résumé."""
    return apply(cast.engineer, "Bela Moss", resume=resume)


@pytest.fixture
def document(bela):
    """Its document, with one page."""
    with transaction():
        document = db.session.query(Document).one()
        db.session.add(
            PageImage(
                document_id=document.id, number=1, sha256=storage().put(b"a picture"), width=10, height=14
            )
        )
        document.reading_state = "read"
    return document


def page_image(document):
    return f"/dashboard/documents/{document.public_id}/pages/1.webp"


def download(document):
    return f"/dashboard/documents/{document.public_id}/download"


def test_works(app, sign_in, document):
    answer = sign_in("interviewer").get(download(document))
    assert answer.data == RESUME
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "filename*=UTF-8''R%C3%A9sum%C3%A9%20of%20Bela.txt" in disposition
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_pages_are_kept_by_the_browser_alone(app, sign_in, document):
    client = sign_in("interviewer")
    answer = client.get(page_image(document))
    assert (answer.data, answer.mimetype) == (b"a picture", "image/webp")
    assert {"private", "immutable"} <= set(answer.headers["Cache-Control"].split(", "))
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    again = client.get(page_image(document), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(page_image(document).replace("1.webp", "2.webp")).status_code == 404


@pytest.mark.parametrize("address", [page_image, download])
def test_anonymous_and_outsider(sqlite_app, client, sign_in, document, address):
    assert client.get(address(document)).status_code == 302
    assert sign_in("outsider").get(address(document)).status_code == 404


def test_a_document_on_another_opening_too_is_seen_from_there(sqlite_app, cast, sign_in, bela, document):
    with transaction():
        actions.put_onto(get_application(bela.public_id), cast.editor, by=SYSTEM)
    for role in ("manager", "outsider"):
        assert sign_in(role).get(download(document)).status_code == 200


def test_the_file_of_a_suspected_application(sqlite_app, sign_in, bela, document):
    with transaction():
        get_application(bela.public_id).tray = "waiting"
    assert sign_in("recruiter").get(download(document)).status_code == 200
    for role in ("manager", "interviewer", "outsider"):
        assert sign_in(role).get(download(document)).status_code == 404


def test_a_document_that_belongs_to_no_application_is_nobodys(sqlite_app, sign_in, cast, resume):
    from ats.documents.actions import attach

    with transaction():
        document = db.session.get_one(Document, attach(cast.application.candidate_id, resume))
    assert sign_in("admin").get(download(document)).status_code == 404


def test_a_file_that_is_missing_from_the_store_says_so(sqlite_app, sign_in, document):
    storage().delete(document.sha256)
    answer = sign_in("recruiter").get(download(document))
    assert answer.status_code == 404
    assert "missing from the store" in answer.get_data(as_text=True)


def test_no_double_click_runs_what_was_sent(sqlite_app, sign_in, document):
    with transaction():
        document.name, document.media_type = "Resume.pdf.bat", "text/plain"
        public_id = document.public_id
    answer = sign_in("recruiter").get(f"/dashboard/documents/{public_id}/download")
    assert "filename=Resume.pdf.bat.txt" in answer.headers["Content-Disposition"]
