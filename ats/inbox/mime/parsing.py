"""Takes a mail apart: which parts are its words, which are files, which are mails of their own."""

import email
import logging
from dataclasses import dataclass, field, replace
from email.message import Message
from email.policy import compat32

from ats.inbox.mime import fields, reports
from ats.inbox.mime.archives import CannotOpen, is_archive, open_archive
from ats.inbox.mime.html_text import words_of_html
from ats.inbox.mime.limits import LONGEST_TEXT, MOST_DEPTH, MOST_FILES, Budget
from ats.inbox.mime.measuring import is_too_much
from ats.inbox.mime.model import Mailbox, MailFile, ParsedMail
from ats.inbox.mime.winmail import unwrap
from ats.inbox.mime.words import decode, storable
from ats.resumes.file_names import safe_name

_log = logging.getLogger(__name__)
_EXTENSIONS = {
    "application/pdf": "pdf", "application/msword": "doc", "image/png": "png", "image/jpeg": "jpg",
    "text/calendar": "ics", "text/vcard": "vcf", "text/x-vcard": "vcf", "text/html": "html", "text/plain": "txt",
    "application/rtf": "rtf", "text/rtf": "rtf", "application/zip": "zip",
}  # fmt: skip
_TOO_MUCH = "It has more parts, files, lines or mails within mails than are looked at"
_LONGEST_HEAD = 200_000


@dataclass
class _Found:
    """What was found so far in one mail and the mails within it."""

    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[MailFile] = field(default_factory=list)
    nested: list[ParsedMail] = field(default_factory=list)
    report: list[dict[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_beyond: bool = False


def parse_mail(raw: bytes) -> ParsedMail:
    """Return what a mail says and holds. Whatever the bytes are, something is returned and nothing raised."""
    if is_too_much(raw):
        return _barely_parsed(raw, _TOO_MUCH)
    try:
        message = email.message_from_bytes(raw, policy=compat32)
        return _parsed(message, Budget(), depth=0)
    except fields.BROKEN as error:
        _log.warning("A mail cannot be taken apart: %s", type(error).__name__)
        return _barely_parsed(raw, "It is put together so that its parts cannot be taken apart")


def _barely_parsed(raw: bytes, problem: str) -> ParsedMail:
    """Return the headers of a mail whose parts cannot be taken apart, as far as they are of a usual length."""
    head = raw[: 2 * _LONGEST_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0][:_LONGEST_HEAD]
    try:
        message = email.message_from_bytes(head + b"\n\n", policy=compat32)
        return replace(_with_headers(fields.raw_fields(message)), problems=(problem,), is_beyond_limits=True)
    except fields.BROKEN:
        return ParsedMail(problems=(problem,), is_beyond_limits=True)


def _parsed(message: Message, budget: Budget, *, depth: int) -> ParsedMail:
    found = _Found()
    _walk(message, found, budget, depth)
    text = storable("\n\n".join(found.texts).strip())
    html = storable("\n".join(found.pages))
    if not text and html:
        text = storable(words_of_html(html))
    return replace(
        _with_headers(fields.raw_fields(message)),
        content_type=fields.content_type(message),
        text=text[:LONGEST_TEXT],
        html=html[:LONGEST_TEXT],
        files=tuple(found.files),
        nested=tuple(found.nested),
        report=tuple(found.report),
        problems=tuple(dict.fromkeys(found.problems)),
        is_beyond_limits=found.is_beyond,
    )


def _with_headers(raw: list[tuple[str, str]]) -> ParsedMail:
    senders = fields.mailboxes(raw, "from") or fields.mailboxes(raw, "sender")
    headers = fields.decoded_fields(raw)
    own_id = fields.message_ids(raw, "message-id")
    return ParsedMail(
        subject=headers.get("subject", ("",))[0],
        sender=senders[0] if senders else Mailbox("", ""),
        reply_to=fields.mailboxes(raw, "reply-to"),
        recipients=fields.mailboxes(raw, "to", "cc", "delivered-to", "x-original-to", "envelope-to"),
        message_id=own_id[0] if own_id else "",
        references=fields.message_ids(raw, "references", "in-reply-to"),
        headers=headers,
        authentication_results=tuple(value for name, value in raw if name == "authentication-results"),
        received_above=fields.received_above(raw),
    )


def _walk(message: Message, found: _Found, budget: Budget, depth: int) -> None:
    """Go through the parts without recursion, but for mails within the mail."""
    waiting = [(message, depth)]
    while waiting:
        part, level = waiting.pop()
        if budget.is_spent or level > MOST_DEPTH:
            found.is_beyond = True
            found.problems.append(_TOO_MUCH)
            return
        budget.parts -= 1
        kind = fields.content_type(part)
        payload = part.get_payload()
        if kind in reports.STATUS and isinstance(payload, list):
            found.report += reports.blocks_of(payload)
        elif kind in reports.HEADERS and found.report:
            found.nested.append(_with_headers(reports.returned_header(part)))
        elif kind in reports.WHOLE and isinstance(payload, list):
            _take_nested(payload, found, budget, level)
        elif isinstance(payload, list):
            waiting += [(each, level + 1) for each in reversed(payload) if isinstance(each, Message)]
        else:
            _take_leaf(part, kind, found, budget)


def _take_nested(payload: list, found: _Found, budget: Budget, level: int) -> None:
    for each in payload[:1]:
        nested = _parsed(each, budget, depth=level + 1)
        found.nested.append(nested)
        found.is_beyond = found.is_beyond or nested.is_beyond_limits
        found.problems += nested.problems


def _take_leaf(part: Message, kind: str, found: _Found, budget: Budget) -> None:
    name, disposition = fields.file_name(part), fields.disposition(part)
    content = _content(part)
    if kind in ("text/plain", "text/html") and disposition != "attachment" and not name:
        words = decode(content, fields.charset(part))
        (found.texts if kind == "text/plain" else found.pages).append(words)
        return
    if not content:
        return
    budget.files -= 1
    is_inline = disposition == "inline" or (
        disposition != "attachment" and part.get("Content-ID") is not None
    )
    shown = safe_name(name) if name else f"attachment.{_EXTENSIONS.get(kind, 'bin')}"
    content_id = fields.content_id(part)
    file = MailFile(shown, kind[:100], content, is_inline=is_inline, content_id=content_id)
    wrapped = unwrap(content)
    if wrapped is not None:
        _take_wrapped(wrapped, file, found, budget)
    elif is_archive(file):
        _take_archive(file, found, budget)
    else:
        found.files.append(file)
    if budget.files < 0:
        found.is_beyond = True
        found.problems.append(_TOO_MUCH)


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except fields.BROKEN:
        content = str(part.get_payload()).encode("utf-8", "surrogateescape")
    return content if isinstance(content, bytes) else b""


def _take_wrapped(wrapped, file: MailFile, found: _Found, budget: Budget) -> None:
    for name, content in wrapped.files[:MOST_FILES]:
        if content:
            budget.files -= 1
            media_type = "application/octet-stream"
            found.files.append(
                MailFile(safe_name(name or "attachment.bin"), media_type, content, origin=file.name)
            )
    if wrapped.text:
        found.texts.append(wrapped.text)
    if wrapped.html:
        found.pages.append(wrapped.html)


def _take_archive(file: MailFile, found: _Found, budget: Budget) -> None:
    try:
        inside, left = open_archive(file, budget)
    except CannotOpen as error:
        found.files.append(file)
        found.problems.append(f"{file.name} {error}")
        return
    found.files += inside
    if left:
        found.files.append(file)
        found.problems.append(f"{file.name} holds files that are not opened: {', '.join(left[:5])}"[:200])
