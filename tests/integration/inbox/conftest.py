"""Mail sent to the inbox, and the work that follows it done."""

import pytest
from sqlalchemy import select

from ats.inbox.models import ReceivedMail, Via
from ats.inbox.taking_in import take_in
from ats.platform import mailer, queue
from ats.platform.database import db
from tests.unit.inbox.mails import mail


@pytest.fixture
def arrive(request, cast):
    """Return a function that takes a mail in, does all work, and returns what became of it: a ReceivedMail."""
    app = request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    app.config["INBOX_ADDRESS"] = "jobs@example.com"

    def send(
        message=None, *, to="jobs@example.com", sender="pat@example.com", via=Via.PIPE, **about
    ) -> ReceivedMail:
        message = message if message is not None else mail(**about)
        raw = message if isinstance(message, bytes) else message.as_bytes()
        taken = take_in(raw, envelope_from=sender, envelope_to=[to], via=via)
        queue.run_until_empty()
        db.session.rollback()
        query = select(ReceivedMail).where(ReceivedMail.id == taken.received_id)
        return db.session.execute(query.execution_options(populate_existing=True)).scalar_one()

    return send


@pytest.fixture
def send_through(sqlite_app):
    """Return a function that lets our mail go out through a port."""
    before = sqlite_app.config["MAIL_DEFAULT_SENDER"]
    yield lambda port: mailer.init_app(
        sqlite_app, smtp_url=f"smtp://127.0.0.1:{port}", mail_from="Example <jobs@example.com>"
    )
    mailer.init_app(sqlite_app, smtp_url="", mail_from=before)
