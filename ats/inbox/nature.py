"""What kind of mail this is: a bounce, an automatic answer, a list's, somebody's own words. Pure.

Sources: RFC 3464 (delivery reports), RFC 3834 (automatic answers), RFC 2369 and 2919 (lists), RFC 8098 (receipts),
[MS-OXCMAIL] (X-Auto-Response-Suppress).
"""

import re
from dataclasses import dataclass

from ats.inbox.mime.model import ParsedMail
from ats.vocabulary.folding import fold

_AWAY = re.compile(
    r"\s*(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response)|autoreply|abwesenheit\w*|"
    r"automatische antwort|reponse automatique|absence du bureau|respuesta automatica|fuera de la oficina|"
    r"risposta automatica|automatisch antwoord|autoodpowiedz|automatyczna odpowiedz|resposta automatica)\b"
)
_MACHINE = re.compile(
    r"(?:no|do[-_.]?not|dont)[-_.]?reply|mailer[-_.]?daemon|postmaster|noreply|bounces?|notifications?|alerts?|"
    r"nepasrepondre|noresponder|nicht[-_.]?antworten",
    re.IGNORECASE,
)
_WORDS_OF_SERVER = ("diagnostic-code", "status")
_LISTS = ("list-id", "list-post", "list-unsubscribe")


@dataclass(frozen=True)
class Bounce:
    """A mail of ours that came back: to whom it went, what the server said, the Message-IDs that it returned."""

    recipient: str
    words: str
    message_ids: tuple[str, ...]


def find_bounce(mail: ParsedMail) -> Bounce | None:
    """Return what a delivery report says that did not arrive for good, or None; a delay is none."""
    for block in mail.report:
        if block.get("action", "").strip().lower() == "failed":
            recipient = (block.get("final-recipient") or block.get("original-recipient", "")).rpartition(";")[
                2
            ]
            words = next((block[name] for name in _WORDS_OF_SERVER if block.get(name)), "")
            return Bounce(
                recipient.strip().strip("<>"), words.partition(";")[2].strip() or words, _returned(mail)
            )
    return None


def _returned(mail: ParsedMail) -> tuple[str, ...]:
    inside = tuple(each.message_id for each in mail.nested if each.message_id)
    return inside + mail.references


def is_report(mail: ParsedMail) -> bool:
    """Return whether a mail tells of the fate of another one: of its delivery, or that it was shown."""
    return mail.content_type == "multipart/report" or bool(mail.report)


def is_from_server(mail: ParsedMail, envelope_from: str) -> bool:
    """Return whether nobody but a mail server wrote: no envelope sender, or mailer-daemon."""
    local = mail.sender.address.partition("@")[0].lower()
    return envelope_from.strip() in ("", "<>") and (not local or bool(_MACHINE.fullmatch(local)))


def is_automatic_answer(mail: ParsedMail) -> bool:
    """Return whether a machine answered, as for somebody who is away."""
    submitted = mail.header("auto-submitted").partition(";")[0].strip().lower()
    if submitted == "auto-replied" or mail.header("x-autoreply") or mail.header("x-autorespond"):
        return True
    return mail.header("precedence").lower() == "auto_reply" or bool(_AWAY.match(fold(mail.subject)))


def is_automatic(mail: ParsedMail) -> bool:
    """Return whether a machine wrote of itself: a list, a notice, a mass mail."""
    submitted = mail.header("auto-submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no") or mail.header("precedence").lower() in ("bulk", "list", "junk"):
        return True
    return any(mail.header(name) for name in _LISTS) or is_machine(mail.sender.address)


def wants_no_answer(mail: ParsedMail) -> bool:
    """Return whether an automatic answer would be wrong: to a machine, or to whoever says so."""
    suppressed = {each.strip().lower() for each in mail.header("x-auto-response-suppress").split(",")}
    return is_automatic(mail) or bool(suppressed & {"all", "autoreply"})


def is_machine(address: str) -> bool:
    """Return whether an address is one that nobody reads."""
    return bool(_MACHINE.match(address.partition("@")[0].partition("+")[0]))


def is_marked_spam(mail: ParsedMail) -> bool:
    """Return whether the mail server that took it in marked it as spam."""
    return mail.header("x-spam-flag").strip().lower() in ("yes", "true") or mail.header(
        "x-spam-status"
    ).lower().startswith("yes")
