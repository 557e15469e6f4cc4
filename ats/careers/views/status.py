"""stub while it is being written"""

from ats.accounts.guards import public
from ats.careers.views import blueprint


@blueprint.get("/status/<token>")
@public
def status(token):
    return ""


@blueprint.get("/status")
@public
def ask_for_link():
    return ""


@blueprint.get("/erase/<token>")
@public
def erase(token):
    return ""
