"""Tells what somebody wrote from what is quoted below it and from mails that are forwarded in the text. Nothing is cut
from what is stored: these are readings of it.
"""

import re
from dataclasses import dataclass

from ats.inbox.mime.model import Mailbox
from ats.inbox.mime.words import one_line
from ats.vocabulary.folding import fold

_LONGEST = 100_000
_ATTRIBUTION = re.compile(
    r"(?:on|am|le|el|il|op|w dniu|em|den|dnia)\b.{4,200}?\b(?:wrote|schrieb|a ecrit|escribio|ha scritto|schreef|"
    r"napisal(?:\(a\)|a)?|escreveu|skrev|pisze)\b.{0,120}:\s*",
)
_SEPARATOR = re.compile(
    r"[-_*\s]{2,}(?:original(?: message|nachricht)|ursprungliche nachricht|message d'origine|mensaje original|"
    r"messaggio originale|oorspronkelijk bericht|wiadomosc oryginalna|mensagem original)[-_*\s]{2,}"
)
_FORWARD = re.compile(
    r"[-_*>\s]*(?:begin(?: of)? forwarded message|forwarded message|weitergeleitete nachricht|"
    r"anfang der weitergeleiteten (?:nachricht|e-mail)|message transfere|debut du message (?:reexpedie|transfere)|"
    r"mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|"
    r"begin doorgestuurd bericht|wiadomosc przekazana|przekazana wiadomosc|mensagem encaminhada|vidarebefordrat "
    r"meddelande)[-_*:\s]*"
)
_FROM = re.compile(r"[>*\s]*(?:from|von|de|da|van|od|fra|fran)\s?\*?:\*?\s*(.+)", re.IGNORECASE)
_FIELD = re.compile(
    r"[>*\s]*(from|von|de|da|van|od|fra|sent|gesendet|envoye|enviado|inviato|verzonden|wyslano|date|datum|fecha|data|"
    r"to|an|a|para|aan|do|cc|subject|betreff|objet|asunto|oggetto|onderwerp|temat|assunto|reply-to)\s?\*?:\*?\s*(.*)"
)
_SUBJECTS = frozenset({"subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "temat", "assunto"})
_ADDRESS = re.compile(r"[\w.+!#$%&'*/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}")
_FORWARD_SUBJECT = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|i|doorst|pd|vb)\s*:", re.IGNORECASE)
_MOST_FIELD_LINES = 12


@dataclass(frozen=True)
class Forwarded:
    """A mail that stands in the text of another one."""

    sender: Mailbox
    subject: str
    text: str


def written_anew(text: str) -> str:
    """Return what somebody wrote, without the quotations below or between and without what follows a "-- "."""
    kept: list[str] = []
    lines = text[:_LONGEST].split("\n")
    for number, line in enumerate(lines):
        if line.startswith(">"):
            continue
        if line in ("-- ", "--") or _begins_quotation(lines, number):
            break
        kept.append(line)
    return "\n".join(kept).strip()


@dataclass(frozen=True)
class Passage:
    """A stretch of a text: written anew, or quoted from an earlier mail."""

    text: str
    is_quoted: bool


def passages(text: str) -> list[Passage]:
    """Return a text in stretches, in their order; together they are the whole of it, line by line."""
    lines = text.split("\n")
    quoted = [line.startswith(">") for line in lines]
    read = 0
    for number, line in enumerate(lines):
        read += len(line)
        if read > _LONGEST:
            break
        if not quoted[number] and _begins_quotation(lines, number):
            # Above marked lines it is the line that says who wrote them; what is not marked is all quoted.
            end = next(
                (each for each in range(number + 1, number + 4) if quoted[each : each + 1] == [True]), None
            )
            quoted[number:end] = [True] * len(quoted[number:end])
    # An empty line between two quoted ones is part of what is quoted.
    for number in range(1, len(lines) - 1):
        if not lines[number].strip() and quoted[number - 1] and quoted[number + 1]:
            quoted[number] = True
    found: list[Passage] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or quoted[end] != quoted[start]:
            found.append(Passage("\n".join(lines[start:end]), quoted[start]))
            start = end
    return [each for each in found if each.text.strip()]


def _begins_quotation(lines: list[str], number: int) -> bool:
    folded = fold(lines[number].strip()[:300])
    if not folded:
        return False
    if _SEPARATOR.fullmatch(folded) or _FORWARD.fullmatch(folded) or _ATTRIBUTION.fullmatch(folded):
        return True
    joined = fold(" ".join(each.strip() for each in lines[number : number + 2])[:400])
    if not lines[number].startswith(" ") and folded[-1] != ":" and _ATTRIBUTION.fullmatch(joined):
        return True
    # Outlook sets a block of fields above what it quotes.
    return bool(_FROM.fullmatch(folded)) and _count_fields(lines[number : number + 5]) >= 3


def _count_fields(lines: list[str]) -> int:
    return sum(bool(_FIELD.fullmatch(fold(line.strip()[:300]))) for line in lines)


def is_forward_subject(subject: str) -> bool:
    """Return whether a subject begins like that of a forwarded mail."""
    return bool(_FORWARD_SUBJECT.match(subject))


def find_forwarded(subject: str, text: str) -> Forwarded | None:
    """Return the mail that is forwarded in a text, or None: below a line that says so, or below a block of fields."""
    lines = text[:_LONGEST].split("\n")
    for number, line in enumerate(lines):
        folded = fold(line.strip()[:300])
        if not folded:
            continue
        if _FORWARD.fullmatch(folded):
            return _read(lines, number + 1)
        is_block = _FROM.fullmatch(folded) and _count_fields(lines[number : number + 5]) >= 3
        if is_block and (is_forward_subject(subject)):
            return _read(lines, number)
    return None


def _read(lines: list[str], at: int) -> Forwarded | None:
    sender, subject = None, ""
    end = at
    for end in range(at, min(at + _MOST_FIELD_LINES, len(lines))):  # noqa: B007 - where the fields end
        line = lines[end].strip("> *\t")
        field = _FIELD.fullmatch(fold(line[:300]))
        if field is None:
            if sender is not None and not line:
                break
            continue
        if sender is None and _FROM.fullmatch(line):
            sender = _mailbox(line.partition(":")[2])
        elif field[1] in _SUBJECTS:
            subject = one_line(line.partition(":")[2])
    if sender is None:
        return None
    quoted = (line[1:].removeprefix(" ") if line.startswith(">") else line for line in lines[end:])
    return Forwarded(sender, subject, "\n".join(quoted).strip())


def _mailbox(value: str) -> Mailbox | None:
    match = _ADDRESS.search(value)
    if match is None:
        return None
    name = value[: match.start()].strip(" <>\"'*[(").removesuffix("mailto:").strip(" <>\"'*[(")
    return Mailbox(one_line(name)[:200], match[0])
