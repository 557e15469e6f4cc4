"""The tray: applications suspected of being spam, to be let in or binned by somebody who looks."""

from flask import render_template, request, url_for

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.applications import actions
from ats.applications.queries import get_for_decision
from ats.inbox.queries import count_waiting
from ats.platform.database import transaction
from ats.platform.toasts import toast
from ats.workspace import rules
from ats.workspace.access import load_application
from ats.workspace.answers import answering, back_to
from ats.workspace.forms import SortForm
from ats.workspace.queries import listing as queries
from ats.workspace.views import blueprint


@blueprint.get("/tray")
@requires(Permission.SORT_TRAY)
def tray():
    """Show what waits, or with show=spam what was binned."""
    shown = "binned" if request.args.get("show") == "spam" else "waiting"
    after, before = request.args.get("after"), request.args.get("before")
    wanted = queries.ListFilter(tray=shown, sort="" if shown == "binned" else "oldest")
    page = queries.page_of_list(get_viewer(), wanted, after=after, before=before)
    keep = {"show": "spam"} if shown == "binned" else {}
    return render_template(
        "workspace/tray.html",
        shown=shown,
        page=page,
        total=rules.capped(page.total),
        waiting_mails=count_waiting(),
        older_url=url_for("workspace.tray", after=page.older, **keep) if page.older else None,
        newer_url=url_for("workspace.tray", before=page.newer, **keep) if page.newer else None,
    )


@blueprint.post("/applications/<public_id>/sort")
@requires(Permission.SORT_TRAY, load=load_application)
@answering
def sort(public_id):
    """Let a suspected application in, or mark it as spam."""
    form = SortForm().checked()
    is_spam, by = form.verdict.data == "spam", actor()
    with transaction():
        application = get_for_decision(public_id)
        actions.sort_tray(application, is_spam=is_spam, by=by)
    toast(f"{application.candidate.name} " + ("marked as spam" if is_spam else "let in"))
    return back_to(application, form.next.data)
