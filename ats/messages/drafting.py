"""What a message will be once it is sent: its words filled in and signed, who it is from and whom it goes to."""

from dataclasses import dataclass

from ats.accounts.models import User
from ats.applications.correspondence import from_line
from ats.applications.models import Application
from ats.applications.queries import find_candidate_of
from ats.messages import placeholders, queries
from ats.platform import mailbox
from ats.platform.database import db
from ats.platform.errors import Conflict, Invalid
from ats.platform.recipients import find_address_problem

SIGNATURE_MARK = "\n\n-- \n"  # RFC 3676, 4.3: readers of mail know what follows for a signature


class NoAddress(Invalid):
    """There is no e-mail address to write to. Add one to the contact details first."""


class AddressUnusable(Invalid):
    """No mail can be sent to the candidate’s address. Correct it before you write."""


class AddressBounces(Conflict):
    """Mail to this address came back. Correct the address before you write again."""


@dataclass(frozen=True)
class Draft:
    """A message as the candidate gets it."""

    sender: str
    to: str
    subject: str
    text: str


def draft(
    application: Application, subject: str, text: str, *, user_id: int | None, is_signed: bool = True
) -> Draft:
    """Return what a message will be. Raises NoAddress, AddressUnusable, AddressBounces and PlaceholderProblem, whose
    ``part`` says where the placeholder stands: ``subject`` or ``text``.
    """
    candidate = find_candidate_of(application)
    if not candidate.email:
        raise NoAddress
    if problem := find_address_problem(candidate.email):
        raise AddressUnusable(f"{problem}. Correct it in the contact details first.")
    if mailbox.find_bounce(candidate.email):
        raise AddressBounces
    user = db.session.get(User, user_id) if user_id else None
    values = queries.placeholder_values(application, user)
    filled = {
        part: placeholders.fill(words, values, part=part)
        for part, words in (("subject", subject), ("text", text))
    }
    signature = user.signature if is_signed and user is not None else ""
    return Draft(
        sender=from_line(application, user.name if user else ""),
        to=candidate.email,
        subject=" ".join(filled["subject"].split())[:300],
        text=signed(filled["text"], signature),
    )


def signed(text: str, signature: str) -> str:
    """Return a text with a signature below it, if there is one."""
    text = text.replace("\r\n", "\n").rstrip()
    return text + SIGNATURE_MARK + signature.replace("\r\n", "\n") if signature else text
