"""How our mail about an application is addressed: from whom it comes, and where its answers and bounces go."""

from email.utils import formataddr, parseaddr

from flask import current_app

from ats.applications.models import Application
from ats.applications.queries import find_opening_of
from ats.applications.reply_addresses import BOUNCE, REPLY, signed_address
from ats.company.queries import inbox_address
from ats.platform.mailbox import Mail


def from_line(application: Application, name: str = "") -> str:
    """Return the From field: a name, or our own, and the address of the opening, its program or the installation."""
    own_name, own_address = parseaddr(current_app.config["MAIL_DEFAULT_SENDER"])
    opening = find_opening_of(application)
    return formataddr((name or own_name, opening.from_email or opening.program.from_email or own_address))


def answers_to(application: Application) -> dict[str, str]:
    """Return the header field by which an answer comes into the application's own thread, if mail is taken in."""
    inbox = inbox_address()
    if not inbox:
        return {}
    may_plus = current_app.config["INBOX_PLUS"]
    return {"Reply-To": signed_address(inbox, REPLY, application.id) if may_plus else inbox}


def let_bounce(mail: Mail) -> None:
    """Let a mail that cannot be delivered come back to an address of its own, so that its bounce is known for it.

    Without plus-addressing it comes back to the published address, and is known by the Message-ID that it returns.
    """
    inbox = inbox_address()
    if inbox:
        may_plus = current_app.config["INBOX_PLUS"]
        mail.envelope_sender = signed_address(inbox, BOUNCE, mail.id) if may_plus else inbox
