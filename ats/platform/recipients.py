"""Which addresses mail can be sent to. One rule for forms that ask for one, for writing, and for what is sent."""

import re
from email.errors import MessageError
from email.headerregistry import Address

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def find_address_problem(address: str) -> str:
    """Return why no mail can be sent to an address, in a sentence that names it; an empty string where it can.

    A domain in any script is sent as IDNA; what stands before the "@" may be in any script too (RFC 6532, 3.2), if the
    mail server takes such addresses (``needs_utf8``).
    """
    local, at, domain = address.rpartition("@")
    try:
        Address(addr_spec=_BEYOND_ASCII.sub("x", local) + at + domain).domain.encode("idna")
    except (MessageError, ValueError, IndexError):
        return f"No mail can be sent to “{address}”: mail servers do not take it for an address"
    if not names_one(address):
        return f"No mail can be sent to “{address}”: it holds signs that cannot be seen"
    return ""


def needs_utf8(address: str) -> bool:
    """Return whether a server must offer SMTPUTF8 (RFC 6531) to take an address."""
    return not address.rpartition("@")[0].isascii()


def names_one(address: str) -> bool:
    """Return whether a text that is no sendable address at least adds neither a recipient nor a header field."""
    return address.isprintable() and not any(sign.isspace() or sign in ",;<>" for sign in address)
