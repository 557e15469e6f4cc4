"""Coming through a mailed link: which application it is for, and what to say when it no longer works."""

from collections.abc import Callable

from ats.applications.links import read_status_token
from ats.applications.models import Application
from ats.applications.queries import get_application
from ats.platform.errors import Gone, NotFound
from ats.platform.tokens import ExpiredToken, InvalidToken


class LinkExpired(Gone):
    """This link has run out. You can have a new one sent to you."""


class LinkBroken(NotFound):
    """This link is not complete. Please copy all of it from the mail, or have a new one sent to you."""


class NothingThere(Gone):
    """What this link was for is no longer here: the application has been erased."""


def read_link(read: Callable, token: str):
    """Return what a token says; raise LinkExpired or LinkBroken."""
    try:
        return read(token)
    except ExpiredToken:
        raise LinkExpired from None
    except InvalidToken:
        raise LinkBroken from None


def application_of(public_id: str) -> Application:
    """Return the application that a link is for; raise NothingThere once it is erased."""
    try:
        return get_application(public_id)
    except NotFound:
        raise NothingThere from None


def application_behind(token: str) -> Application:
    """Return the application of a status link; raise what says why it no longer works."""
    return application_of(read_link(read_status_token, token))
