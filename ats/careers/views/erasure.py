"""What only the owner of an address can do, by a link mailed to it: erase everything, use a new address."""

from contextlib import suppress

from flask import redirect, render_template, url_for

from ats.accounts.guards import public
from ats.applications import actions
from ats.applications.links import read_address_token, read_erasure_token, status_link
from ats.applications.models import Application
from ats.applications.queries import find_candidate_of, list_of_candidate
from ats.candidates.rules import fold_address
from ats.careers.mailed_links import NothingThere, application_of, read_link, to_change
from ats.careers.uncached import uncached
from ats.careers.views import blueprint
from ats.messages.queries import status_as_told
from ats.platform.database import transaction
from ats.platform.errors import NotFound
from ats.platform.events import CANDIDATE


@blueprint.get("/erase/<token>")
@public
def erase(token: str):
    """Show what the erasure would take away; opening the page does nothing."""
    link = read_link(read_erasure_token, token)
    try:
        candidate = find_candidate_of(application_of(link))
    except NothingThere:
        return uncached(render_template("careers/erased.html"), 410)
    applications = list_of_candidate(candidate.id)
    page = render_template(
        "careers/erase.html",
        token=token,
        candidate=candidate,
        applications=[(each, status_as_told(each)) for each in applications],
    )
    return uncached(page)


@blueprint.post("/erase/<token>")
@public
def confirm_erasure(token: str):
    """Erase the person with everything that belongs to them."""
    link = read_link(read_erasure_token, token)
    # Whoever was faster has done what is asked for.
    with suppress(NothingThere, NotFound), transaction():
        actions.erase_person(find_candidate_of(application_of(link)), asked_by="candidate", by=CANDIDATE)
    return redirect(url_for("careers.erase", token=token), 303)


@blueprint.get("/address/<token>")
@public
def new_address(token: str):
    """Ask whether a new address shall be used from now on."""
    link, email = read_link(read_address_token, token)
    application = application_of(link)
    page = render_template(
        "careers/new_address.html",
        token=token,
        application=application,
        email=email,
        is_done=_is_in_use(application, email),
    )
    return uncached(page)


@blueprint.post("/address/<token>")
@public
def confirm_new_address(token: str):
    """Use a new address from now on."""
    link, email = read_link(read_address_token, token)
    with transaction():
        application = to_change(link)
        actions.change_address(application, email, by=CANDIDATE)
    return redirect(status_link(application), 303)


def _is_in_use(application: Application, email: str) -> bool:
    return fold_address(find_candidate_of(application).email or "") == fold_address(email)
