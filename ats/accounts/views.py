"""stub"""

from flask import Blueprint

from ats.accounts.guards import public

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@public
def sign_in():
    return ""


@blueprint.get("/accept/<token>")
@public
def accept(token):
    return ""


@blueprint.get("/account")
@public
def account():
    return ""


@blueprint.post("/sign-out")
@public
def sign_out():
    return ""
