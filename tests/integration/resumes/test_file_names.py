"""Uploads under hostile names: stored under a key of ours, offered as an attachment under a harmless name."""

import json
import os
from pathlib import Path

import pytest
from werkzeug.http import parse_options_header

from ats.applications.actions import Submission, submit
from ats.documents import actions
from ats.documents.models import Document
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import VISITOR
from ats.platform.storage import storage

SHARED = Path(os.environ.get("ATS_TEST_SHARED") or Path(__file__).parents[4] / "shared")
NAMES = SHARED / "resumes" / "hostile" / "filenames.json"
CONTENT = b"Pat Example\npat@example.com\n"
OWN_NAMES = [
    "../../../etc/passwd.pdf", "..\\..\\x.pdf", "resume.pdf\0.exe", "CON.pdf", ".htaccess", "..", "-rf.pdf",
    "$(touch x).pdf", "a\r\nSet-Cookie: x=1.pdf", "\u202efdp.exe", "\u200b.pdf", '"><script>.pdf', "é" * 300, "",
]  # fmt: skip


@pytest.fixture
def document(sqlite_app, cast):
    """The document of an application."""
    with transaction():
        resume = actions.store(CONTENT, "x.txt", 1_000_000)
        submission = Submission(
            name="Pat Example", email="pat@example.com", received_at=utc_now(), resume=resume
        )
        submit(cast.engineer, submission, by=VISITOR, reapply_days=90)
    return db.session.query(Document).one()


def offered(client, document, name):
    """Store a file under a name as an upload is stored, and fetch it as a recruiter does."""
    stored = actions.store(CONTENT, name, 1_000_000)
    assert stored.sha256 == document.sha256
    with transaction():
        db.session.get(Document, document.id).name = stored.name
    answer = client.get(f"/dashboard/documents/{document.public_id}/download")
    assert answer.data == CONTENT
    return stored.name, answer.headers


def assert_harmless(shown, headers):
    assert shown.isprintable()
    assert 0 < len(shown) <= 120
    assert not set(shown) & set('/\\:\0"<>|\r\n')
    kind, options = parse_options_header(headers["Content-Disposition"])
    # The file is plain text, so that no other extension may tell a computer how to open it.
    offered_as = shown if shown.endswith(".txt") else f"{shown}.txt"
    assert (kind, options["filename"]) == ("attachment", offered_as)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "Set-Cookie" not in headers or "x=1" not in headers["Set-Cookie"]


@pytest.mark.parametrize("name", OWN_NAMES)
def test_hostile_name_is_made_harmless(sign_in, document, name):
    before = {path.name for path in storage().root.rglob("*")}
    assert_harmless(*offered(sign_in("recruiter"), document, name))
    assert {path.name for path in storage().root.rglob("*")} == before


@pytest.mark.skipif(not NAMES.is_file(), reason=f"the shared list of names is not at {NAMES}")
def test_all_shared_names_are_made_harmless(sign_in, document):
    client = sign_in("recruiter")
    cases = json.loads(NAMES.read_text())
    assert len(cases) == 40
    for case in cases:
        assert_harmless(*offered(client, document, case["filename"]))
