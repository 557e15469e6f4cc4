"""Whether two deliveries are one mail: by what its writer wrote, not by what servers added on the way. Pure."""

import hashlib
import re

# Trace and delivery fields (RFC 5321, 4.4; RFC 5322, 3.6.7; RFC 8601; RFC 6376), and what filters add.
_ADDED = re.compile(
    rb"(?:received|return-path|delivered-to|x-[\w-]+|authentication-results|arc-[\w-]+|dkim-signature|"
    rb"envelope-to|delivery-date|resent-[\w-]+|status|lines|content-length)\Z",
    re.IGNORECASE,
)
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_DELIVERED = re.compile(rb"(?:x-original-to|delivered-to|envelope-to)[ \t]*:", re.IGNORECASE)
_MOST_DELIVERED = 10
_LONGEST_HEAD = 1024 * 1024


def digest_of(raw: bytes) -> str:
    """Return the sha256, in hex, of a mail without the fields that servers add and with one kind of line break."""
    head, body = _parts(raw)
    digest = hashlib.sha256()
    for field in _fields(head):
        name = _FIELD.match(field)
        if name is None or not _ADDED.match(name[1]):
            digest.update(b" ".join(field.split()) + b"\n")
    digest.update(b"\n")
    digest.update(body.replace(b"\r\n", b"\n").rstrip(b"\n"))
    return digest.hexdigest()


def delivered_to(raw: bytes) -> list[str]:
    """Return the addresses to which servers say that they delivered a mail, for one that came without an envelope."""
    fields = filter(_DELIVERED.match, _fields(_parts(raw)[0]))
    return [each.partition(b":")[2].decode("utf-8", "replace").strip() for each in fields][:_MOST_DELIVERED]


def is_message(raw: bytes) -> bool:
    """Return whether bytes look like a mail at all: they begin with a header field, or a mailbox's From line."""
    start = raw[:1000].lstrip(b"\r\n")
    if start.startswith(b"From "):
        start = start.partition(b"\n")[2]
    return bool(_FIELD.match(start))


def _parts(raw: bytes) -> tuple[bytes, bytes]:
    ends = [at for at in (raw.find(b"\r\n\r\n"), raw.find(b"\n\n")) if at >= 0]
    end = min(ends, default=len(raw))
    return raw[: min(end, _LONGEST_HEAD)], raw[end:].lstrip(b"\r\n")


def _fields(head: bytes) -> list[bytes]:
    """Return the header's fields, each with its folded lines."""
    fields: list[bytes] = []
    for line in head.replace(b"\r\n", b"\n").split(b"\n"):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] += line
        elif line and not (line.startswith(b"From ") and not fields):
            fields.append(line)
    return fields
