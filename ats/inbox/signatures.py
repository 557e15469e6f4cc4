"""Signatures of mails that are posted to us: HMAC-SHA256 over time, envelope and body, good for five minutes. Pure.

X-Requisite-Timestamp: 1764093000
X-Requisite-Signature: v1=<hex of HMAC-SHA256(secret, "<timestamp>." + body)>

Where the envelope is given in the address, it is signed too, as "<timestamp>?from=...&to=..." and a line feed in front
of the body: otherwise whoever catches a request could send it on to another address of ours.
"""

import hashlib
import hmac

TOLERANCE_SECONDS = 300


def sign(secret: str, timestamp: int, body: bytes, *, envelope: bytes = b"") -> str:
    """Return the signature of a body, and of what follows the "?" of the address, at a time (seconds since 1970)."""
    said = b"?" + envelope + b"\n" if envelope else b"."
    mac = hmac.new(secret.encode(), str(timestamp).encode() + said + body, hashlib.sha256)
    return f"v1={mac.hexdigest()}"


def is_signed(
    secret: str, timestamp: str, signature: str, body: bytes, *, envelope: bytes = b"", now: float
) -> bool:
    """Return whether a signature is ours and fresh; several, separated by blanks, allow a change of secret."""
    if not (secret and timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 13):
        return False
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    expected = sign(secret, int(timestamp), body, envelope=envelope).encode()
    given = signature.encode("utf-8", "replace").split()
    return any(hmac.compare_digest(expected, each) for each in given)
