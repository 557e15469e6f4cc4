"""Coming through a mailed link: which application it is for, and what to say when it no longer works."""

from collections.abc import Callable
from contextlib import suppress

from ats.applications.links import LinkedTo, is_still_theirs, read_status_token
from ats.applications.models import Application
from ats.applications.queries import get_application, get_for_decision
from ats.platform.errors import Gone, NotFound
from ats.platform.tokens import ExpiredToken, InvalidToken


class LinkExpired(Gone):
    """This link has run out. You can have a new one sent to you."""


class LinkBroken(NotFound):
    """This link is not complete. Please copy all of it from the mail, or have a new one sent to you."""


class NothingThere(Gone):
    """What this link was for is no longer here: the application has been erased."""


class LinkOfAnother(Gone):
    """This link no longer leads to an application of yours. You can have new ones sent to you."""


def read_link(read: Callable, token: str):
    """Return what a token says; raise LinkExpired or LinkBroken."""
    try:
        return read(token)
    except ExpiredToken:
        raise LinkExpired from None
    except InvalidToken:
        raise LinkBroken from None


def application_of(link: LinkedTo) -> Application:
    """Return the application that a link is for.

    Raises NothingThere once it is erased, and LinkOfAnother where the link was mailed to somebody who is not its
    candidate, as turned out since.
    """
    try:
        application = get_application(link.public_id)
    except NotFound:
        raise NothingThere from None
    if not is_still_theirs(application, link):
        raise LinkOfAnother
    return application


def application_behind(token: str) -> Application:
    """Return the application of a status link; raise what says why it no longer works."""
    return application_of(read_link(read_status_token, token))


def application_to_change(token: str) -> Application:
    """Return the same inside a transaction, and keep it from others until its end."""
    return to_change(read_link(read_status_token, token))


def to_change(link: LinkedTo) -> Application:
    """Return what a link is for and keep it from others until the end; raises as ``application_of`` does.

    Whoever decides about it or erases it is waited for. Only then is it looked whether the link still leads there.
    """
    with suppress(NotFound):
        get_for_decision(link.public_id)
    return application_of(link)
