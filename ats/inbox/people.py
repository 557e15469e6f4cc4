"""Who applies by a mail: its sender, the person inside a forwarded mail, or the one a job board writes for. Pure."""

import re
from dataclasses import dataclass

from ats.candidates.rules import holds_address
from ats.inbox.mime.model import Mailbox, ParsedMail
from ats.inbox.mime.quotations import find_forwarded, is_forward_subject
from ats.inbox.nature import is_automatic, is_machine, is_machine_made
from ats.vocabulary.folding import fold

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@])")
_LABELLED = re.compile(
    r"(?:e-?mail(?:[ -]?adress\w*)?|courriel|correo(?: electronico)?|indirizzo e-?mail|adres e-?mail)\s*:\s*(\S+@\S+)"
)
_NAME = re.compile(
    r"^\s*(?:name|full name|candidate|applicant|bewerber(?:in)?|kandidat(?:in)?|nom|candidat|nombre|candidato|nome)\s*:"
    r"\s*([^\n:@]{3,80})$",
    re.IGNORECASE | re.MULTILINE,
)
# What turns the direction of text, takes no room, or controls a terminal.
_DECEPTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# A web address as it is typed, of whatever ending; "Dr.Ann" is none, nor is "Dr.phil.".
_SITE = re.compile(
    r"\b[^\W_][\w-]+\.(?!(?:agr|dent|habil|ing|iur|jur|math|med|mult|nat|oec|phil|pol|rer|soc|techn?|theol|univ|vet)\b)"
    r"(?:[a-z]{2,}\b|[^\W\d_]{2,}/)"
)
_VIA = re.compile(r"\s+(?:via|by|uber|über|par|through)\s+.+$", re.IGNORECASE)
_ON_BEHALF = re.compile(r"\s(?:via|über|par)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Person:
    """Somebody who applies: ``how`` is sender, forwarded or board; ``is_from_body``: a text, or
    another field than From, names the address."""

    name: str
    address: str
    how: str = "sender"
    is_from_body: bool = False


@dataclass(frozen=True)
class Inside:
    """A mail that is inside another one: who wrote it, and its words and files where it came as an attachment."""

    sender: Mailbox
    subject: str
    text: str
    mail: ParsedMail | None = None


def find_inside(mail: ParsedMail) -> Inside | None:
    """Return the mail that another one forwards, as an attachment or in its text, or None."""
    for nested in mail.nested:
        if nested.sender.address and not mail.report:
            return Inside(nested.sender, nested.subject, nested.text, nested)
    found = find_forwarded(mail.subject, mail.text)
    return Inside(found.sender, found.subject, found.text) if found else None


def is_forward(mail: ParsedMail) -> bool:
    """Return whether a mail says that it passes another one on."""
    return is_forward_subject(mail.subject) or (bool(mail.nested) and not mail.report)


def is_board(mail: ParsedMail) -> bool:
    """Return whether a machine writes on behalf of somebody."""
    return is_machine_made(mail) or bool(_ON_BEHALF.search(mail.sender.name))


def find_person_behind(mail: ParsedMail, resume_name: str, resume_address: str) -> Person | None:
    """Return for whom a job board writes, or None where that is not clear.

    The address to answer to is the person's, if it is not the board's own; then that on the résumé; then the only one
    that the text names.
    """
    board = mail.sender.address.rpartition("@")[2].lower()
    answer = next((each for each in mail.reply_to if not is_machine(each.address)), None)
    if answer is not None and answer.address.lower() != mail.sender.address.lower():
        return Person(resume_name or _name(mail, answer.name), answer.address, "board", is_from_body=True)
    if resume_address:
        return Person(resume_name or _name(mail, ""), resume_address, "board", is_from_body=True)
    address = _address_in(mail.text, board)
    if address is None and not is_machine(mail.sender.address) and not is_automatic(mail):
        # "Pat Example via Board" <pat-x1y2@relay.example>: the relay passes answers on.
        return Person(resume_name or _name(mail, ""), mail.sender.address, "board")
    return Person(resume_name or _name(mail, ""), address, "board", is_from_body=True) if address else None


def _address_in(text: str, board: str) -> str | None:
    labelled = [each.strip("<>.,;") for each in _LABELLED.findall(fold(text[:20_000]))]
    shown = labelled or _ADDRESS.findall(text[:20_000])
    theirs = {
        each.lower()
        for each in shown
        if not each.lower().endswith((f"@{board}", f".{board}")) and not is_machine(each)
    }
    return next(iter(theirs)) if len(theirs) == 1 else None


def _name(mail: ParsedMail, given: str) -> str:
    said = _NAME.search(mail.text[:20_000])
    if given:
        return given
    if said:
        return " ".join(said[1].split())
    return _VIA.sub("", mail.sender.name).strip() if _ON_BEHALF.search(mail.sender.name) else ""


def usable_name(name: str) -> str:
    """Return a name that is one, without what deceives the eye, or nothing.

    What holds an address is none: our mail greets by names, and would carry the address to whoever is named.
    """
    name = " ".join(_DECEPTIVE.sub(" ", name).split())
    return "" if holds_address(name) or _SITE.search(name) else name


def shown_name(name: str, address: str) -> str:
    """Return a name to call somebody by: the one given, or what stands before the "@" as words."""
    return (
        usable_name(name) or re.sub(r"[._+-]+", " ", address.partition("@")[0]).strip().title() or address
    )[:200]
