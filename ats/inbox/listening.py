"""Listening for mail by SMTP and LMTP: a server is told that we have a mail once it is on disk and committed.

Sources: RFC 5321 (SMTP), RFC 2033 (LMTP, one answer for each recipient), RFC 3463 (enhanced status codes).
"""

import asyncio
import errno
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, syntax
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from ats.company.queries import inbox_address
from ats.inbox.models import Via
from ats.inbox.recipients import is_ours
from ats.inbox.taking_in import TooLarge, take_in
from ats.platform.database import db

log = logging.getLogger(__name__)

_THREADS = 4
_SECONDS_IDLE = 60
_RECIPIENTS = 100
# Of a command; a line of a mail may be as long as the mail itself.
_COMMAND_BYTES = 64 * 1024
_UNKNOWN = "550 5.1.1 No such address here"
_TOO_LARGE = "552 5.3.4 {words}"
_DISK_FULL = "452 4.3.1 No room at the moment, please try again later"
_LATER = "451 4.3.0 Not kept at the moment, please try again later"


def _refusal(address: str) -> str:
    """Return why nothing is taken for an address, with the one to write to instead; an empty string for one of ours."""
    if is_ours(address):
        return ""
    published = inbox_address()
    return f"{_UNKNOWN}: applications by mail come to {published}" if published else _UNKNOWN


class LongLines:
    """Takes lines of any length within a mail, and refuses what is too large in our own words (RFC 3463)."""

    line_length_limit = _COMMAND_BYTES

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Read a mail: within it a line is too long only where the mail is too large."""
        # asyncio has no public way to change how much a stream holds.
        short, long = self.line_length_limit, self.data_size_limit + _COMMAND_BYTES
        self.line_length_limit = self._reader._limit = long
        try:
            await super().smtp_DATA(arg)
        finally:
            self.line_length_limit = self._reader._limit = short

    async def push(self, status) -> None:
        """Answer; that a mail is too large is said in words that its sender can use."""
        words = status.decode("ascii", "replace") if isinstance(status, bytes) else status
        if words.startswith("552 Error: message size"):
            status = self._too_large
        elif words.startswith(("552 Error: Too much", "500 Line too long")):
            # LMTP answers a mail once for each recipient (RFC 2033, 4.2).
            count = len(self.envelope.rcpt_tos) if isinstance(self, LMTP) else 1
            status = "\r\n".join([self._too_large] * count)
        await super().push(status)

    @property
    def _too_large(self) -> str:
        return _TOO_LARGE.format(words=TooLarge(self.data_size_limit - 1).message)


class LongLineSMTP(LongLines, SMTP):
    """SMTP that takes long lines."""


class LongLineLMTP(LongLines, LMTP):
    """LMTP that takes long lines."""


class Intake:
    """What aiosmtpd asks: whether a recipient is ours, and to keep a message. Threads do the waiting for the disk."""

    def __init__(self, app: Flask, via: Via, threads: ThreadPoolExecutor):
        self.app, self.via, self.threads = app, via, threads

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        """Take a recipient that is ours; refuse others, so that the sender learns of a wrong address."""
        if len(envelope.rcpt_tos) >= _RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            refused = await self._in_thread(_refusal, address)
        except SQLAlchemyError:
            log.exception("A recipient could not be looked up.")
            return _LATER
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        """Keep the message; LMTP answers once for each recipient."""
        answer = await self._keep(envelope)
        count = len(envelope.rcpt_tos) if self.via == Via.LMTP else 1
        return "\r\n".join([answer] * count)

    async def _keep(self, envelope) -> str:
        keep = partial(
            take_in,
            envelope.original_content,
            envelope_from=envelope.mail_from or "",
            envelope_to=envelope.rcpt_tos,
            via=self.via,
            must_be_message=False,
        )
        try:
            taken = await self._in_thread(keep)
        except TooLarge as error:
            return _TOO_LARGE.format(words=error.message)
        except OSError as error:
            log.exception("A mail could not be kept.")
            return _DISK_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else _LATER
        except SQLAlchemyError as error:
            log.exception("A mail could not be kept.")
            return _DISK_FULL if "disk is full" in str(error) else _LATER
        return f"250 2.0.0 Kept as {taken.public_id}"

    async def _in_thread(self, function, *args):
        return await asyncio.get_running_loop().run_in_executor(
            self.threads, self._with_context, function, args
        )

    def _with_context(self, function, args):
        with self.app.app_context():
            try:
                return function(*args)
            finally:
                db.session.remove()


def listen(app: Flask, *, smtp: str, lmtp: str) -> None:
    """Listen on ``host:port`` for each protocol that is not empty, until SIGTERM or SIGINT."""

    async def until_signal() -> None:
        stopping = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
        await serve(app, smtp=smtp, lmtp=lmtp, stopping=stopping)

    asyncio.run(until_signal())


async def serve(app: Flask, *, smtp: str, lmtp: str, stopping: asyncio.Event) -> None:
    """Listen until the event is set."""
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="intake") as threads:
        servers = [
            await _server(app, kind, via, address, threads)
            for kind, via, address in ((LongLineSMTP, Via.SMTP, smtp), (LongLineLMTP, Via.LMTP, lmtp))
            if address
        ]
        await stopping.wait()
        for server in servers:
            server.close()
            await server.wait_closed()


async def _server(app: Flask, kind: type[SMTP], via: Via, address: str, threads: ThreadPoolExecutor):
    loop = asyncio.get_running_loop()
    host, _, port = address.rpartition(":")
    make = partial(
        kind,
        Intake(app, via, threads),
        # One byte more, so that what is too large is refused by our own words and not by the library's.
        data_size_limit=app.config["INBOX_MAX_BYTES"] + 1,
        enable_SMTPUTF8=True,
        ident="Requisite",
        timeout=_SECONDS_IDLE,
        loop=loop,
    )
    return await loop.create_server(make, host=host.strip("[]"), port=int(port))
