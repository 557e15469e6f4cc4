"""What kind of mail this is: a bounce, an automatic answer, a list's, somebody's own words. Pure.

Sources: RFC 3464 (delivery reports), RFC 3834 (automatic answers), RFC 2369 and 2919 (lists), RFC 8098 (receipts),
[MS-OXCMAIL] (X-Auto-Response-Suppress).
"""

import re
from collections.abc import Mapping
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
# Who runs a list or a server (RFC 3834, 2; RFC 2142): an answer would go to all of it, or to a program.
_LIST_OR_SERVER = re.compile(
    r"owner-.+|.+-(?:owner|request)|listserv|majordomo|mailman|mailer[-_.]?daemon|postmaster", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_WORDS_OF_SERVER = ("diagnostic-code", "status")
_FAILED_FOR_GOOD = "5."
_MESSAGE_ID = re.compile(r"^message-id:[ \t]*(<[^<>\s]{1,200}>)", re.IGNORECASE | re.MULTILINE)
_READ_FOR_IDS, _MOST_IDS = 100_000, 10


@dataclass(frozen=True)
class Bounce:
    """A mail of ours that came back: to whom it went, what the server said, the Message-IDs that it returned.

    ``recipients`` are whom we wrote to and to whom that was passed on, as far as the server says so.
    """

    recipients: tuple[str, ...]
    words: str
    message_ids: tuple[str, ...]


def find_bounce(mail: ParsedMail) -> Bounce | None:
    """Return what a delivery report says that did not arrive for good, or None; a delay is none."""
    for block in mail.report:
        action = block.get("action", "").strip().lower()
        if action == "failed" or (
            not action and block.get("status", "").strip().startswith(_FAILED_FOR_GOOD)
        ):
            words = next((block[name] for name in _WORDS_OF_SERVER if block.get(name)), "")
            return Bounce(_recipients(block), words.partition(";")[2].strip() or words, _returned(mail))
    return None


def _recipients(block: Mapping[str, str]) -> tuple[str, ...]:
    named = (block.get(name, "") for name in ("original-recipient", "final-recipient"))
    found = (each.rpartition(";")[2].strip().strip("<>") for each in named)
    return tuple(dict.fromkeys(filter(None, found)))


def find_quoted_ids(text: str) -> tuple[str, ...]:
    """Return what may be Message-IDs in a server's plain words, which often end with the mail that came back."""
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(text[:_READ_FOR_IDS])))[:_MOST_IDS]


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
    """Return whether a machine says that it answered, as for somebody who is away."""
    if _submitted(mail) == "auto-replied" or mail.header("x-autoreply") or mail.header("x-autorespond"):
        return True
    return mail.header("precedence").strip().lower() == "auto_reply"


def seems_automatic_answer(mail: ParsedMail) -> bool:
    """Return whether the subject reads like that of an automatic answer; people write such subjects too."""
    return bool(_AWAY.match(fold(mail.subject)))


def has_mark_of_machine(mail: ParsedMail) -> bool:
    """Return whether any field says that no person sent it just so; none of them says so for sure."""
    return is_automatic(mail) or bool(mail.header("x-auto-response-suppress"))


def is_from_group(mail: ParsedMail) -> bool:
    """Return whether a mailing list or a group's address passed on what somebody wrote.

    Whoever offers to unsubscribe by one click (RFC 8058) sends to many, and no group's members write there.
    """
    if mail.header("precedence").strip().lower() == "list" or mail.header("list-post"):
        return True
    return bool(mail.header("list-id")) and not mail.header("list-unsubscribe-post")


def is_machine_made(mail: ParsedMail) -> bool:
    """Return whether a machine wrote of itself: a notice, a mass mail."""
    if _submitted(mail) not in ("", "no") or mail.header("precedence").strip().lower() in ("bulk", "junk"):
        return True
    is_mass = bool(mail.header("list-unsubscribe") or mail.header("list-id")) and not is_from_group(mail)
    return is_mass or is_machine(mail.sender.address)


def is_automatic(mail: ParsedMail) -> bool:
    """Return whether no person wrote just to us: a machine did, or it came through a group."""
    return is_machine_made(mail) or is_from_group(mail)


def _submitted(mail: ParsedMail) -> str:
    return mail.header("auto-submitted").partition(";")[0].strip().lower()


def wants_no_answer(mail: ParsedMail) -> bool:
    """Return whether an automatic answer to its sender would be wrong: to a machine, or to whoever says so."""
    return forbids_answers(mail) or is_automatic(mail)


def forbids_answers(mail: ParsedMail) -> bool:
    """Return whether a mail must have no automatic mail for an answer, to whomever: one of many, or itself an answer.

    A machine may write on behalf of somebody who is then told; whom a list or a mass mail names has asked for nothing.
    """
    if _submitted(mail) not in ("", "no", "auto-generated") or any(
        each.startswith("list-") for each in mail.headers
    ):
        return True
    if mail.header("precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    suppressed = {each.strip().lower() for each in mail.header("x-auto-response-suppress").split(",")}
    is_suppressed = bool(suppressed & {"all", "autoreply"})
    return is_suppressed or is_list_or_server(mail.sender.address) or seems_automatic_answer(mail)


def is_list_or_server(address: str) -> bool:
    """Return whether an address belongs to whoever runs a mailing list or a mail server."""
    return bool(_LIST_OR_SERVER.fullmatch(_local(address)))


def is_read_by_nobody(address: str) -> bool:
    """Return whether no single person reads what goes to an address."""
    return is_machine(address) or is_list_or_server(address)


def is_machine(address: str) -> bool:
    """Return whether an address is one that nobody reads."""
    local = _local(address)
    match = _MACHINE.match(local)
    # "bounce-17" and "alerts.daily" are; somebody called Bouncer or Alertsson is not.
    return match is not None and not _LETTER.match(local, match.end())


def _local(address: str) -> str:
    return address.partition("@")[0].partition("+")[0]


def is_marked_spam(mail: ParsedMail) -> bool:
    """Return whether the mail server that took it in marked it as spam."""
    return mail.header("x-spam-flag").strip().lower() in ("yes", "true") or mail.header(
        "x-spam-status"
    ).lower().startswith("yes")
