"""Which addresses mail can be sent to. One rule for forms that ask for one, for writing, and for what is sent."""

from email.errors import MessageError, NonASCIILocalPartDefect
from email.headerregistry import Address


def find_address_problem(address: str) -> str:
    """Return why no mail can be sent to an address, in a sentence that names it; an empty string where it can.

    What stands before the "@" must be ASCII: servers on the way need not know any other (RFC 6531 is an extension),
    and a mail that the first one takes would come back from the next. A domain in any script is sent as IDNA.
    """
    try:
        Address(addr_spec=address).domain.encode("idna")
    except NonASCIILocalPartDefect:
        return f"No mail can be sent to “{address}”: it has other letters than a to z before the @"
    except (MessageError, ValueError, IndexError):
        return f"No mail can be sent to “{address}”: mail servers do not take it for an address"
    return ""


def names_one(address: str) -> bool:
    """Return whether a text that is no sendable address at least adds neither a recipient nor a header field."""
    return address.isprintable() and not any(sign.isspace() or sign in ",;<>" for sign in address)
