"""What a mail consists of once it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mailbox:
    """Somebody's name, which may be empty, and address."""

    name: str
    address: str


@dataclass(frozen=True)
class MailFile:
    """A file that came with a mail; ``origin`` is the archive or mail that it was in, empty for one of its own.

    ``content_id`` is the name by which the mail's HTML shows it (RFC 2392), without its angle brackets.
    """

    name: str
    media_type: str
    content: bytes
    is_inline: bool = False
    origin: str = ""
    content_id: str = ""


@dataclass(frozen=True)
class ParsedMail:
    """One mail. ``text`` is its words, from the HTML where there are no others; ``html`` is unsanitised.

    ``headers`` holds the decoded values of every field, the topmost first, by name in lower case. ``nested`` are mails
    that came as attachments, ``report`` the fields of a delivery report (RFC 3464). ``problems`` are sentences about
    what could not be read or opened; ``is_beyond_limits`` says that not all of it was looked at.
    """

    subject: str = ""
    sender: Mailbox = Mailbox("", "")
    reply_to: tuple[Mailbox, ...] = ()
    recipients: tuple[Mailbox, ...] = ()
    message_id: str = ""
    references: tuple[str, ...] = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    authentication_results: tuple[str, ...] = ()
    """The Authentication-Results fields as they stand there, not decoded, the topmost first."""
    received_above: Mapping[int, int] = field(default_factory=dict)
    """For each Authentication-Results field by number: how many Received fields stand above it."""
    content_type: str = "text/plain"
    text: str = ""
    html: str = ""
    files: tuple[MailFile, ...] = ()
    nested: tuple["ParsedMail", ...] = ()
    report: tuple[Mapping[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    is_beyond_limits: bool = False

    def header(self, name: str) -> str:
        """Return the topmost field of a name, decoded, or nothing."""
        values = self.headers.get(name.lower(), ())
        return values[0] if values else ""
