"""Signed addresses that replies come to: each belongs to one application, and nobody else can make one.

``jobs@example.com`` becomes ``jobs+r<token>@example.com``: base 32 in lower case, since some servers change the case
(RFC 5321, 2.4, allows it to matter; RFC 5233 describes the "+"). The token is the application's id and 128 bits
of HMAC-SHA256 over it.
"""

import base64
import hashlib
import hmac
import re

from flask import current_app

_MAC_BYTES = 16
_ID_BYTES = 5
_TOKEN = re.compile(r"(?P<local>.+)\+(?P<kind>[rbp])(?P<token>[a-z2-7]{34})@(?P<domain>.+)", re.IGNORECASE)
REPLY, BOUNCE, PROBE = "r", "b", "p"


def signed_address(base_address: str, kind: str, number: int) -> str:
    """Return the address for replies to an application (REPLY), bounces of a mail (BOUNCE), by its id, or a PROBE."""
    local, _, domain = base_address.rpartition("@")
    return f"{local}+{kind}{_token(kind, number, current_app.config['SECRET_KEY'])}@{domain}"


def has_form(address: str) -> bool:
    """Return whether an address looks like a signed one, whoever made it."""
    return _TOKEN.fullmatch(address) is not None


def read_address(address: str) -> tuple[str, int] | None:
    """Return kind and number of an address of ours that nobody has altered, or None."""
    match = _TOKEN.fullmatch(address.strip().strip("<>"))
    if match is None:
        return None
    kind, token = match["kind"].lower(), match["token"].lower()
    number = int.from_bytes(base64.b32decode(token.upper() + "=" * 6)[:_ID_BYTES], "big")
    for key in (current_app.config["SECRET_KEY"], *current_app.config.get("SECRET_KEY_FALLBACKS", [])):
        if hmac.compare_digest(_token(kind, number, key), token):
            return kind, number
    return None


def _token(kind: str, number: int, key: str) -> str:
    packed = number.to_bytes(_ID_BYTES, "big")
    mac = hmac.new(key.encode(), f"mail-address:{kind}".encode() + packed, hashlib.sha256).digest()
    return base64.b32encode(packed + mac[:_MAC_BYTES]).decode().rstrip("=").lower()
