"""Jobs and mail servers made for a test."""

import socket
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from ats.platform import mailer, outbox
from ats.platform.database import db, transaction
from ats.platform.outbox import OutboxRow


@pytest.fixture
def add_job(request) -> Callable:
    """Return a function that makes a job known to the application and forgets all other work."""
    app = request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    with transaction() as session:
        session.execute(OutboxRow.__table__.delete())
    app.extensions["ats_queue"].flush()

    def add(job: Callable) -> Callable:
        app.extensions["ats_jobs"][outbox.job_name(job)] = job
        return job

    return add


def only_row() -> OutboxRow:
    """Return the one row of the outbox, read anew."""
    db.session.rollback()
    return db.session.query(OutboxRow).one()


class Postbox:
    """A mail server's handler: it takes mails, refuses some, or hangs up at the worst moment."""

    def __init__(self):
        self.mails: list[Message] = []
        self.raw: list[bytes] = []
        self.recipients: list[list[str]] = []
        self.refuses_recipient: str | None = None
        self.answers_data: str | None = None
        self.hangs_up_after_data = False
        self.hangs_up_on_quit = False

    async def handle_RCPT(self, server: SMTP, session, envelope, address: str, options) -> str:  # noqa: N802
        """Take a recipient or refuse it."""
        if self.refuses_recipient:
            return self.refuses_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session, envelope) -> str:  # noqa: N802
        """Say goodbye, or hang up."""
        if self.hangs_up_on_quit:
            server.transport.abort()
        return "221 Bye"

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:  # noqa: N802
        """Take a mail; say so, say something else, or say nothing."""
        self.raw.append(envelope.content)
        self.mails.append(message_from_bytes(envelope.content))
        self.recipients.append(envelope.rcpt_tos)
        if self.hangs_up_after_data:
            server.transport.abort()
        return self.answers_data or "250 Taken"


@pytest.fixture
def postbox(request):
    """A real SMTP server to which the application's mail goes, in a thread of its own."""
    app = request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    handler = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    mailer.init_app(app, smtp_url=f"smtp://127.0.0.1:{port}", mail_from="Fernwood <jobs@example.com>")
    yield handler
    controller.stop()
