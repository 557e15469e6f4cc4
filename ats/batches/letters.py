"""The message of a batch: one text with placeholders, written to each person on their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ats.accounts.models import User
from ats.batches.models import Batch
from ats.batches.targets import Target
from ats.company.queries import find_company
from ats.messages import placeholders
from ats.messages.drafting import signed
from ats.messages.models import Message
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.recipients import find_address_problem

_GONE = ("sent", "kept", "sending", "bounced")


@dataclass(frozen=True)
class Letter:
    """What is written, and by whom for whom; ``company`` and ``sender`` are the same for everybody."""

    subject: str
    text: str
    company: str
    sender: str
    signature: str = ""
    delay: timedelta = timedelta()

    @property
    def send_at(self) -> datetime:
        """When it goes out, if it is written now."""
        return utc_now() + self.delay

    def obstacle(self, target: Target) -> str:
        """Return why somebody cannot be written to, or an empty string."""
        if not target.email:
            return "has no e-mail address"
        if find_address_problem(target.email):
            return f"has an address to which no mail can be sent, {target.email}"
        if target.has_bounced:
            return "has an e-mail address from which mail came back"
        try:
            placeholders.fill(f"{self.subject}\n{self.text}", self.values(target))
        except placeholders.PlaceholderProblem as problem:
            return f"cannot be written to: {problem}"
        return ""

    def values(self, target: Target) -> dict[str, str]:
        """Return what the placeholders stand for; the personal link is not made before the mail goes out."""
        words = target.name.split()
        return {
            "candidate_name": target.name,
            "first_name": words[0] if words else "",
            "opening_title": target.opening_title,
            "program": target.program,
            "reference": target.reference,
            "company": self.company,
            "sender_name": self.sender,
            "status_link": "(their personal link)",
        }

    def preview(self, target: Target) -> tuple[str, str]:
        """Return subject and text as this person reads them; what is unknown or empty stays as a placeholder."""
        values = self.values(target)
        return placeholders.preview(self.subject, values), signed(
            placeholders.preview(self.text, values), self.signature
        )


def has_letter(batch: Batch) -> bool:
    """Return whether a batch writes to people: only a subject and a text together are a message."""
    return bool(batch.parameters.get("subject") and batch.parameters.get("text"))


def letter_of(batch: Batch) -> Letter | None:
    """Return the message of a batch, or None where nobody is written to."""
    if not has_letter(batch):
        return None
    subject, text = batch.parameters["subject"], batch.parameters["text"]
    company, sender = find_company(), db.session.get(User, batch.user_id) if batch.user_id else None
    return Letter(
        subject,
        text,
        company=company.name if company else "",
        sender=sender.name if sender else "",
        signature=sender.signature if sender else "",
        delay=timedelta(hours=int(batch.parameters.get("delay") or 0)),
    )


def told_of(message_id: int | None) -> str:
    """Return what is to be said of a message about something that was taken back."""
    message = db.session.get(Message, message_id) if message_id else None
    if message is None:
        return ""
    if message.state in _GONE:
        return "The message had gone out already"
    return "The message was called back"
