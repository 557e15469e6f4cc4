"""Which addresses are ours: the published one with its extensions, and those that openings and programs own."""

from collections.abc import Iterable
from email.utils import parseaddr

from flask import current_app

from ats.applications.reply_addresses import read_address
from ats.company.queries import find_company
from ats.openings.addresses import is_extension, is_owned

_MOST_DESTINATIONS = 10


def is_ours(address: str) -> bool:
    """Return whether mail to an address is taken in; case does not matter, and what follows a "+" does not either."""
    wanted = without_extension(address)
    if not wanted:
        return False
    if wanted == without_extension(current_app.config["INBOX_ADDRESS"]) or is_owned(wanted):
        return True
    whole = _folded(address)
    return whole != wanted and is_owned(whole)


def without_extension(address: str) -> str:
    """Return an address in lower case without its "+..." part (RFC 5233)."""
    local, at, domain = _folded(address).rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" if at and local else ""


def as_kept(address: str) -> str:
    """Return an address without what no database keeps, NUL and lone surrogates: with these it is nobody's."""
    return address.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _folded(address: str) -> str:
    return parseaddr(as_kept(address))[1].casefold()


def published_addresses() -> set[str]:
    """Return the addresses that are for every opening, in lower case."""
    company = find_company()
    both = (current_app.config["INBOX_ADDRESS"], company.apply_email if company else "")
    return {each.casefold() for each in both if each}


def destinations_of(addresses: Iterable[str]) -> list[str]:
    """Return those addresses of ours that lead to places of their own, folded, each once, the first ten."""
    found = dict.fromkeys(filter(None, map(_destination, addresses)))
    return list(found)[:_MOST_DESTINATIONS]


def _destination(address: str) -> str:
    """Return an address as its owner has it, or an empty string for a published or another one."""
    whole, wanted = _folded(address), without_extension(address)
    published = published_addresses()
    if not whole or len(whole) > 320 or whole in published:
        return ""
    if is_owned(whole):
        return whole
    if wanted in published:
        extension = whole.rpartition("@")[0].partition("+")[2]
        return whole if read_address(whole) is not None or is_extension(extension) else ""
    return wanted if is_owned(wanted) else ""
