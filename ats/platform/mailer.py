"""Outgoing mail by SMTP: Flask-Mail with time-outs, behind one function."""

import os
import smtplib
import ssl
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import Message as MimeMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app
from flask_mail import BadHeaderError, Connection, Mail, Message, sanitize_address

from ats.platform.header_folding import fold_field, fold_fields
from ats.platform.recipients import needs_utf8

TIMEOUT_SECONDS = 20
# A server may filter before it answers the end of a mail (RFC 5321, 4.5.3.2.6); who hangs up before sends it twice.
ANSWER_SECONDS = 600
SENDING_SECONDS = ANSWER_SECONDS + 5 * TIMEOUT_SECONDS
_SLOW = "The mail server has not answered to another mail for long"
_NO_UTF8 = "The mail server takes no address with other letters than a to z before the @ (it does not offer SMTPUTF8)"


@dataclass(frozen=True)
class AttachedFile:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Email:
    """One message to one recipient; ``sender`` and ``envelope_sender`` (for bounces) default to our own address."""

    to: str
    subject: str
    text: str
    html: str | None = None
    message_id: str
    headers: dict[str, str] = field(default_factory=dict)
    sender: str | None = None
    envelope_sender: str | None = None
    files: tuple[AttachedFile, ...] = ()


class MailRefused(Exception):
    """The server will not take this message, now or later; the message holds its words."""


class MailServerDown(Exception):
    """The server cannot be reached or asks to try later; the message holds its words."""


class FoldedMessage(Message):
    """A message whose header fields are folded by us; ``utf8_address`` is its recipient beyond ASCII (RFC 6532)."""

    utf8_address = ""

    def _message(self):
        subject, self.subject = self.subject, None
        message = super()._message()
        _unwrap(message)
        self.subject = subject
        message.policy = policy.compat32
        if subject:
            message["Subject"] = fold_field("Subject", subject)
        fold_fields(message)
        if self.utf8_address:
            message.replace_header("To", self.utf8_address)
        message.policy = policy.SMTP.clone(refold_source="none", utf8=bool(self.utf8_address))
        return message


def _unwrap(message: MimeMessage) -> None:
    """Give a mixed message that holds one part only the content of that part: mixed is for files (RFC 2046, 5.1.3)."""
    parts = message.get_payload() if message.get_content_type() == "multipart/mixed" else []
    if len(parts) == 1:
        message.set_type(parts[0].get_content_type())
        message.set_payload(parts[0].get_payload())


class _Patient:
    """Waits longer for the answer to a mail's end than for any other."""

    def data(self, msg):
        self.sock.settimeout(max(ANSWER_SECONDS, TIMEOUT_SECONDS))
        try:
            return super().data(msg)
        finally:
            if self.sock is not None:
                self.sock.settimeout(TIMEOUT_SECONDS)


class PatientSMTP(_Patient, smtplib.SMTP):
    """Over a plain connection, to be encrypted or not."""


class PatientSMTPS(_Patient, smtplib.SMTP_SSL):
    """Over an encrypted one."""


class _Turn:
    """Lets one mail of a process out at a time: a slow server may hold one thread of the worker, never all."""

    def __init__(self) -> None:
        self._lock, self._begun = threading.Lock(), 0.0

    @contextmanager
    def taken(self):
        """Wait for the turn; raise MailServerDown where another mail has had it for long."""
        wait = TIMEOUT_SECONDS - (time.monotonic() - self._begun) if self._lock.locked() else TIMEOUT_SECONDS
        if not self._lock.acquire(timeout=max(wait, 0)):
            raise MailServerDown(_SLOW)
        self._begun = time.monotonic()
        try:
            yield
        finally:
            self._lock.release()


_turn = _Turn()
os.register_at_fork(after_in_child=_turn.__init__)


class TimedConnection(Connection):
    """A connection that gives up, and that verifies certificates; Flask-Mail's own waits for ever."""

    def configure_host(self) -> smtplib.SMTP:
        """Return a connected and, where asked for, encrypted and signed-in SMTP client."""
        mail = self.mail
        context = ssl.create_default_context()
        if mail.use_ssl:
            host = PatientSMTPS(mail.server, mail.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            host = PatientSMTP(mail.server, mail.port, timeout=TIMEOUT_SECONDS)
        if mail.use_tls:
            host.starttls(context=context)
        if mail.username and mail.password:
            host.login(mail.username, mail.password)
        return host

    def send_utf8(self, message: FoldedMessage, envelope_from: str) -> None:
        """Send to an address beyond ASCII (RFC 6531); raise MailRefused where the server takes none."""
        if message.has_bad_headers():
            raise BadHeaderError
        options = ["SMTPUTF8", "BODY=8BITMIME"]
        try:
            self.host.sendmail(
                sanitize_address(envelope_from), [message.utf8_address], message.as_bytes(), options
            )
        except smtplib.SMTPNotSupportedError as error:
            raise MailRefused(_NO_UTF8) from error

    def __exit__(self, *_) -> None:
        """Say goodbye; a server that hangs up instead has taken the mail, or refused it, all the same."""
        try:
            self.host.quit()
        except (OSError, smtplib.SMTPException):
            self.host.close()


class TimedMail(Mail):
    """Flask-Mail whose connections have time-outs."""

    @contextmanager
    def connect(self):
        """Open one connection."""
        with TimedConnection(current_app.extensions["mail"]) as connection:
            yield connection


mail = TimedMail()


def init_app(app: Flask, *, smtp_url: str, mail_from: str) -> None:
    """Configure Flask-Mail from one address: smtp://, smtp+starttls:// or smtps://USER:PASSWORD@HOST:PORT."""
    parts = urlsplit(smtp_url)
    app.config.update(
        MAIL_SERVER=parts.hostname or "",
        MAIL_PORT=parts.port or {"smtps": 465, "smtp+starttls": 587}.get(parts.scheme, 25),
        MAIL_USE_TLS=parts.scheme == "smtp+starttls",
        MAIL_USE_SSL=parts.scheme == "smtps",
        MAIL_USERNAME=unquote(parts.username) if parts.username else None,
        MAIL_PASSWORD=unquote(parts.password) if parts.password else None,
        MAIL_DEFAULT_SENDER=mail_from,
        MAIL_SUPPRESS_SEND=False,
    )
    mail.init_app(app)


def has_server() -> bool:
    """Return whether a mail server is configured; without one, mail is kept in the local mailbox."""
    return bool(current_app.config["MAIL_SERVER"])


def sender_domain() -> str:
    """Return the domain of our own address, for Message-IDs."""
    return parseaddr(current_app.config["MAIL_DEFAULT_SENDER"])[1].rpartition("@")[2] or "localhost"


def send(email: Email) -> None:
    """Send one message; raise MailServerDown (try again) or MailRefused (do not)."""
    is_utf8 = needs_utf8(email.to)
    message = FoldedMessage(
        subject=email.subject,
        recipients=[] if is_utf8 else [email.to],
        body=email.text,
        html=email.html,
        sender=email.sender,
    )
    message.msgId = email.message_id
    message.extra_headers = dict(email.headers)
    for file in email.files:
        message.attach(file.name, file.media_type, file.content)
    try:
        with _turn.taken(), mail.connect() as connection:
            if is_utf8:
                local, _, domain = email.to.rpartition("@")
                message.utf8_address = f"{local}@{domain.encode('idna').decode()}"
                connection.send_utf8(message, email.envelope_sender or message.sender)
            else:
                connection.send(message, envelope_from=email.envelope_sender)
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _by_code(code, words) from error
    except smtplib.SMTPResponseException as error:
        raise _by_code(error.smtp_code, error.smtp_error) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailServerDown(f"{type(error).__name__}: {error}") from error


def _by_code(code: int, words: bytes | str) -> Exception:
    """RFC 5321 4.2.1: 4xx asks to try again, 5xx does not; a failed sign-in (535) is ours to repair."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    kind = MailRefused if code >= 500 and code not in (530, 534, 535, 538) else MailServerDown
    return kind(f"{code} {said}")
