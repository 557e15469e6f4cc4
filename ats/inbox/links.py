"""The signed link by which the sender of a mail chooses the opening that it is for."""

from flask import current_app

from ats.inbox.models import ReceivedMail
from ats.platform import tokens
from ats.platform.addresses import public_address


def choice_link(row: ReceivedMail) -> str:
    """Return the full address of the page on which the sender chooses; it goes by mail only."""
    return public_address("careers.choose", token=tokens.sign("choose", row.public_id))


def read_choice_token(token: str) -> str:
    """Return the mail's public id; raise tokens.ExpiredToken or tokens.InvalidToken."""
    return tokens.read("choose", token, current_app.config["STATUS_LINK_DAYS"] * 86400)
