"""The shortlist of an opening, which its hiring team sees, and putting one application on it or taking it off."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.applications.queries import get_for_decision
from ats.openings.models import Opening
from ats.openings.queries import get_opening
from ats.platform.database import transaction
from ats.platform.toasts import toast
from ats.reviews import actions, queries
from ats.workspace.access import load_application
from ats.workspace.answers import back_to
from ats.workspace.views import blueprint


@blueprint.get("/openings/<reference>/shortlist")
@requires(Permission.VIEW_APPLICATION, load=get_opening)
def shortlist(opening: Opening):
    """Show who is on the shortlist of an opening."""
    return render_template(
        "workspace/shortlist.html", opening=opening, rows=queries.list_shortlist(opening.id)
    )


@blueprint.post("/applications/<public_id>/shortlist")
@requires(Permission.DECIDE_APPLICATION, load=load_application)
def change_shortlist(application):
    """Put an application on the shortlist of its opening, or take it off."""
    public_id, by, takes_off = application.public_id, actor(), request.form.get("to") == "off"
    with transaction():
        application = get_for_decision(public_id)
        change = actions.take_off_shortlist if takes_off else actions.shortlist
        is_new = change(application, by=by)
    there = "is off the shortlist" if takes_off else "is on the shortlist"
    toast(f"{application.candidate.name} {there}" + ("" if is_new else " already"))
    if request.form.get("next") == "shortlist":
        return redirect(url_for("workspace.shortlist", reference=request.form.get("opening", "")), 303)
    return back_to(application)
