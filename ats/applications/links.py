"""The signed links by which a candidate reaches an application without an account."""

from flask import current_app

from ats.applications.models import Application
from ats.platform import tokens
from ats.platform.addresses import public_address

ERASURE_LINK_SECONDS = 24 * 3600
ADDRESS_LINK_SECONDS = 24 * 3600


def status_link(application: Application) -> str:
    """Return the full address of an application's status page; it goes by mail only."""
    return public_address("careers.status", token=tokens.sign("status", application.public_id))


def finish_link(application: Application) -> str:
    """Return the full address of the page on which a candidate finishes an application; it goes by mail only."""
    return public_address("careers.finish", token=tokens.sign("status", application.public_id))


def read_status_token(token: str) -> str:
    """Return the application's public id; raise tokens.ExpiredToken or tokens.InvalidToken."""
    return tokens.read("status", token, current_app.config["STATUS_LINK_DAYS"] * 86400)


def erasure_link(application: Application) -> str:
    """Return the full address of the page that erases the person; it goes by mail only."""
    return public_address("careers.erase", token=tokens.sign("erase", application.public_id))


def read_erasure_token(token: str) -> str:
    """Return the application's public id; raise tokens.ExpiredToken or tokens.InvalidToken."""
    return tokens.read("erase", token, ERASURE_LINK_SECONDS)


def address_link(application: Application, email: str) -> str:
    """Return the address of the page that takes a new e-mail address; it goes to that e-mail address only."""
    return public_address("careers.new_address", token=tokens.sign("address", [application.public_id, email]))


def read_address_token(token: str) -> tuple[str, str]:
    """Return the application's public id and the new address; raise ExpiredToken or InvalidToken."""
    public_id, email = tokens.read("address", token, ADDRESS_LINK_SECONDS)
    return public_id, email
