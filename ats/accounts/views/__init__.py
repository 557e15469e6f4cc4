"""The blueprint of the accounts; each module adds the views of one subject."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

from ats.accounts.views import account, joining, signing_in  # noqa: E402, F401
