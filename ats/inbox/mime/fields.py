"""Header fields read one by one, so that a broken one takes nothing else with it."""

import re
from email.errors import MessageError
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses

from ats.inbox.mime.model import Mailbox
from ats.inbox.mime.words import decode, decode_field, one_line

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,996}>")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,10}")
_NAME_PARAMETER = re.compile(r"(?:file)?name\*?(?:\d\*?)?=\"?([^\";\r\n]{1,500})", re.IGNORECASE)
_MOST_FIELDS = 1000
_MOST_ADDRESSES = 50
_MOST_REFERENCES = 50
# What the standard library raises for fields that it cannot take apart; found by trying.
BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)


def raw_fields(part: Message) -> list[tuple[str, str]]:
    """Return name in lower case and raw value of each field, in their order."""
    return [(str(name).lower(), str(value)) for name, value in list(part.raw_items())[:_MOST_FIELDS]]


def decoded_fields(fields: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the decoded values by name, the topmost first."""
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(decode_field(value))
    return {name: tuple(values) for name, values in found.items()}


def received_above(fields: list[tuple[str, str]]) -> dict[int, int]:
    """Return for each Authentication-Results field how many Received fields stand above it (RFC 8601, 5)."""
    found: dict[int, int] = {}
    above = 0
    for name, _ in fields:
        if name == "received":
            above += 1
        elif name == "authentication-results":
            found[len(found)] = above
    return found


def mailboxes(fields: list[tuple[str, str]], *names: str) -> tuple[Mailbox, ...]:
    """Return who stands in some address fields; where a field is broken, the addresses that it shows."""
    found: list[Mailbox] = []
    for name, value in fields:
        if name in names:
            found += _mailboxes_of(value)
    return tuple(found[:_MOST_ADDRESSES])


def _mailboxes_of(value: str) -> list[Mailbox]:
    value = value[:10_000]
    try:
        pairs = getaddresses([value.replace("\r", " ").replace("\n", " ")])
    except BROKEN:
        pairs = []
    found = [Mailbox(decode_field(name)[:200], decode_field(address)) for name, address in pairs]
    if found and all(_ADDRESS.fullmatch(each.address) for each in found):
        return found
    shown = decode_field(value)
    match = _ADDRESS.search(shown)
    return [Mailbox(shown[: match.start()].strip(" <\"'")[:200], match[0])] if match else []


def message_ids(fields: list[tuple[str, str]], *names: str) -> tuple[str, ...]:
    """Return the message identifiers in some fields, each once, the nearest last."""
    found: dict[str, None] = {}
    for wanted in names:
        for name, value in fields:
            if name == wanted:
                found.update(dict.fromkeys(_MESSAGE_ID.findall(value)))
    return tuple(one_line(each) for each in list(found)[-_MOST_REFERENCES:])


def content_type(part: Message) -> str:
    """Return the media type of a part, in lower case."""
    try:
        return part.get_content_type()
    except BROKEN:
        return "application/octet-stream"


def charset(part: Message) -> str:
    """Return the charset that a part claims, or nothing."""
    try:
        return str(part.get_param("charset", "") or "")
    except BROKEN:
        return ""


def disposition(part: Message) -> str:
    """Return "attachment", "inline", or nothing."""
    try:
        return part.get_content_disposition() or ""
    except BROKEN:
        return ""


def content_id(part: Message) -> str:
    """Return a part's Content-ID without its angle brackets, or nothing (RFC 2392)."""
    try:
        return str(part.get("Content-ID", "")).strip().strip("<>").strip()[:250]
    except BROKEN:
        return ""


def file_name(part: Message) -> str:
    """Return the name that a part gives for its file as it stands there, decoded, or nothing (RFC 2231, RFC 2183)."""
    for field, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = part.get_param(parameter, None, field)
            if value is not None:
                return decode_field(_collapsed(value))
        except BROKEN:
            match = _NAME_PARAMETER.search(str(part.get(field, "")))
            if match:
                return decode_field(match[1])
    return ""


def _collapsed(value) -> str:
    if not isinstance(value, tuple):
        return str(value)
    charset_name, _, text = value
    try:
        return decode(str(text).encode("latin-1"), charset_name or "")
    except UnicodeError:
        return collapse_rfc2231_value(value)
