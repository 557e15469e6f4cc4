"""What a delivery report holds: its blocks of fields, and the header of the mail that it returns.

Sources: RFC 3464 (message/delivery-status), RFC 6522, 4 (text/rfc822-headers), RFC 6533 (their kinds for UTF-8).
"""

import email
import re
from email.message import Message
from email.policy import compat32

from ats.inbox.mime import fields

STATUS = ("message/delivery-status", "message/global-delivery-status")
HEADERS = ("text/rfc822-headers", "message/global-headers")
WHOLE = ("message/rfc822", "message/global")
_MOST_BLOCKS = 20
_LONGEST_HEAD = 200_000
_BETWEEN = re.compile(r"\r?\n(?:\r?\n)+")


def blocks_of(payload: list) -> list[dict[str, str]]:
    """Return the fields of each block of a delivery report: of its server first, then of each recipient."""
    parts = [each for each in payload[:_MOST_BLOCKS] if isinstance(each, Message)]
    if len(parts) == 1 and isinstance(parts[0].get_payload(), str):
        # The standard library takes the kind for UTF-8 for a mail: what follows its first block is its body.
        rest = _BETWEEN.split(parts[0].get_payload()[:_LONGEST_HEAD].strip())
        parts += [
            email.message_from_string(each, policy=compat32) for each in rest[: _MOST_BLOCKS - 1] if each
        ]
    return [_fields_of(each) for each in parts]


def returned_header(part: Message) -> list[tuple[str, str]]:
    """Return the fields of a mail of which a report returns no more than the header."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return fields.raw_fields(payload[0]) if payload and isinstance(payload[0], Message) else []
    content = part.get_payload(decode=True)
    head = content[:_LONGEST_HEAD] if isinstance(content, bytes) else b""
    return fields.raw_fields(email.message_from_bytes(head.rstrip() + b"\n\n", policy=compat32))


def _fields_of(block: Message) -> dict[str, str]:
    decoded = fields.decoded_fields(fields.raw_fields(block))
    return {name: values[0][:2000] for name, values in decoded.items()}
