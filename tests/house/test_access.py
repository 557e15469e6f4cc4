"""The access walk: every route with every role, against the expected table."""

import pytest

from ats.applications.models import Attachment
from ats.applications.queries import get_application
from ats.batches import actions as batches
from ats.company.queries import list_reasons, list_templates
from ats.documents import actions as documents
from ats.documents.models import Document
from ats.inbox.models import ReceivedMail
from ats.messages.receiving import Incoming, receive
from ats.openings.queries import get_opening
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import Actor
from ats.platform.storage import storage
from ats.reviews.actions import write_note
from ats.workspace.saved_views.actions import save_view
from tests.cast import Cast
from tests.house.access import ROLES
from tests.house.matrix import accounts, careers, settings, workspace_applications, workspace_openings
from tests.page import session_of

TABLES = (accounts, careers, settings, workspace_applications, workspace_openings)
UNOWNED = {"static", "health.healthz"}
ROWS = [(endpoint, row) for table in TABLES for endpoint, rows in table.ROWS.items() for row in rows]


def test_every_route_stands_in_the_table(sqlite_app):
    walked = {(endpoint, row.method) for endpoint, row in ROWS}
    routes = {
        (rule.endpoint, method)
        for rule in sqlite_app.url_map.iter_rules()
        if rule.endpoint not in UNOWNED
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert routes - walked == set(), "routes without a row"
    assert {endpoint for endpoint, _ in walked} - {endpoint for endpoint, _ in routes} == set(), (
        "rows without a route"
    )


def test_every_view_carries_its_rule(sqlite_app):
    bare = [
        name
        for name, view in sqlite_app.view_functions.items()
        if name not in UNOWNED and not hasattr(view, "access")
    ]
    assert bare == []


@pytest.fixture
def arranged(once) -> tuple[dict[str, str], dict[str, str]]:
    """What the placeholders of the rows stand for, and a session of each role by its token."""
    return once(one_of_each)


def one_of_each() -> tuple[dict[str, str], dict[str, str]]:
    """Make what the rows ask about, and sign everybody in."""
    cast = Cast()
    recruiter = Actor.user(cast.user("recruiter").id)
    file = documents.store(b"A short life in plain words.\n" * 20, "cv.txt", 10_000_000)
    with transaction():
        application = get_application(cast.application.public_id)
        document_id = documents.attach(application.candidate_id, file)
        db.session.add(Attachment(application_id=application.id, document_id=document_id, role="resume"))
        note = write_note(application, "Read with interest.", by=recruiter)
        received = ReceivedMail(
            digest="0" * 64, sha256=storage().put(b"Subject: x\n\n"), size=12, via="pipe", state="tray"
        )
        wrote = Incoming(from_address="ada@example.com", subject="x", text="x", received_at=utc_now())
        message = receive(application, wrote, is_confirmed=True, document_ids=[document_id])
        received.thread_message_id = message.id
        db.session.add(received)
        view = save_view(cast.user("recruiter"), "The team's", "status=active", is_shared=True)
        batch = batches.draft("tag", [application.id], by=recruiter, parameters={"tag": "Later"})
        batches.start(batch, seen=1, by=recruiter)
        batches.undo(batch, by=recruiter)
    engineer = get_opening(cast.engineer.reference)
    places = {
        "engineer": engineer.reference,
        "editor": cast.editor.reference,
        "program": engineer.program.slug,
        "application": application.public_id,
        "candidate": application.candidate.public_id,
        "document": db.session.get_one(Document, document_id).public_id,
        "note": note.public_id,
        "stage": engineer.stages[1].public_id,
        "reason": list_reasons()[0].public_id,
        "template": list_templates()[0].public_id,
        "user": cast.user("interviewer").public_id,
        "version": str(application.version),
        "opening_version": str(engineer.version),
        "received": received.public_id,
        "view": view.public_id,
        "batch": batch.public_id,
        "message": message.public_id,
        "nothing": "0" * 26,
    }
    return places, {role: session_of(f"{role}@example.com") for role in ROLES if role != "anonymous"}


@pytest.mark.parametrize(
    ("endpoint", "row"), ROWS, ids=[f"{row.method} {endpoint} {row.path}" for endpoint, row in ROWS]
)
def test_each_role_gets_what_the_table_says(sqlite_app, arranged, endpoint, row):
    places, sessions = arranged
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    path = row.path.format(**places)
    data = {name: value.format(**places) for name, value in row.data.items()}
    got = {}
    # Those without the right come first, so that nobody finds the work already done by an admin.
    for role in sorted(ROLES, key=lambda name: getattr(row, name), reverse=True):
        client = sqlite_app.test_client()
        if role in sessions:
            client.go_on_with(sessions[role])
        client.checks_pages = False
        got[role] = client.open(path, method=row.method, data=data or None).status_code
    assert got == {role: getattr(row, role) for role in ROLES}
