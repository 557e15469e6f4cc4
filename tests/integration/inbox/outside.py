"""The mailbox of those who apply, on a server of its own."""

import email
import email.policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from tests.server import free_port


class Mailbox:
    """Keeps what comes by SMTP, and refuses what goes to ``unknown`` addresses; use as a context manager."""

    def __init__(self, *unknown: str):
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.unknown = unknown
        self.controller = Controller(self, "127.0.0.1", free_port(), enable_SMTPUTF8=True)
        self.port = self.controller.port

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        """Refuse those who are gone."""
        if address in self.unknown:
            return "550 5.1.1 Nobody lives here any more"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        """Keep a mail."""
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.recipients += envelope.rcpt_tos
        return "250 2.0.0 OK"

    def __enter__(self) -> "Mailbox":
        self.controller.start()
        return self

    def __exit__(self, *_) -> None:
        self.controller.stop()
