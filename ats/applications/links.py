"""The signed links by which a candidate reaches an application without an account.

Each names the application and, by a digest, the address that it was mailed to: it works as long as that address is one
of the candidate's. A link that went to somebody for whom the candidate was taken dies when the merge is taken back.
"""

import hashlib
from typing import NamedTuple

from flask import current_app

from ats.applications.models import Application
from ats.applications.queries import find_candidate_of
from ats.candidates.queries import list_rows
from ats.candidates.rules import fold_address
from ats.platform import tokens
from ats.platform.addresses import public_address

ERASURE_LINK_SECONDS = 24 * 3600
ADDRESS_LINK_SECONDS = 24 * 3600


class LinkedTo(NamedTuple):
    """What a link is for: an application's public id, and a digest of the address that it was mailed to."""

    public_id: str
    address_digest: str


def is_still_theirs(application: Application, link: LinkedTo) -> bool:
    """Return whether the address that a link was mailed to is one of the candidate's."""
    rows = list_rows(find_candidate_of(application))
    known = [each.address for row in rows for each in row.addresses]
    return link.address_digest in map(_digest, known or [""])


def status_link(application: Application) -> str:
    """Return the full address of an application's status page; it goes by mail only."""
    return public_address("careers.status", token=tokens.sign("status", _linked(application)))


def finish_link(application: Application) -> str:
    """Return the full address of the page on which a candidate finishes an application; it goes by mail only."""
    return public_address("careers.finish", token=tokens.sign("status", _linked(application)))


def read_status_token(token: str) -> LinkedTo:
    """Return what a link is for; raise tokens.ExpiredToken or tokens.InvalidToken."""
    return _read("status", token, current_app.config["STATUS_LINK_DAYS"] * 86400)


def erasure_link(application: Application) -> str:
    """Return the full address of the page that erases the person; it goes by mail only."""
    return public_address("careers.erase", token=tokens.sign("erase", _linked(application)))


def read_erasure_token(token: str) -> LinkedTo:
    """Return what a link is for; raise tokens.ExpiredToken or tokens.InvalidToken."""
    return _read("erase", token, ERASURE_LINK_SECONDS)


def address_link(application: Application, email: str) -> str:
    """Return the address of the page that takes a new e-mail address; it goes to that e-mail address only."""
    return public_address("careers.new_address", token=tokens.sign("address", [*_linked(application), email]))


def read_address_token(token: str) -> tuple[LinkedTo, str]:
    """Return what a link is for and the new address; raise ExpiredToken or InvalidToken."""
    public_id, address_digest, email = tokens.read("address", token, ADDRESS_LINK_SECONDS)
    return LinkedTo(public_id, address_digest), email


def _linked(application: Application) -> LinkedTo:
    return LinkedTo(application.public_id, _digest(find_candidate_of(application).email))


def _read(purpose: str, token: str, seconds: int) -> LinkedTo:
    return LinkedTo(*tokens.read(purpose, token, seconds))


def _digest(address: str) -> str:
    return hashlib.sha256(fold_address(address).encode()).hexdigest()[:16]
