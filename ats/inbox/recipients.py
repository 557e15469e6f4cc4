"""Which addresses are ours: the published one with its extensions, and those that openings and programs own."""

from email.utils import parseaddr

from flask import current_app

from ats.openings.addresses import is_owned


def is_ours(address: str) -> bool:
    """Return whether mail to an address is taken in; case does not matter, and what follows a "+" does not either."""
    wanted = without_extension(address)
    if not wanted:
        return False
    if wanted == without_extension(current_app.config["INBOX_ADDRESS"]) or is_owned(wanted):
        return True
    whole = parseaddr(address)[1].casefold()
    return whole != wanted and is_owned(whole)


def without_extension(address: str) -> str:
    """Return an address in lower case without its "+..." part (RFC 5233)."""
    local, at, domain = parseaddr(address)[1].casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" if at and local else ""
