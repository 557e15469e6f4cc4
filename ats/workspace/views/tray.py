"""The tray: suspected applications and unsorted mails in one line, and one application of it."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.applications import actions
from ats.applications.models import Application
from ats.applications.queries import find_opening_of, get_for_step
from ats.inbox.queries import count_to_sort
from ats.platform.database import transaction
from ats.platform.toasts import toast
from ats.platform.web_form import clean_text
from ats.workspace.access import load_application, load_whole_application
from ats.workspace.answers import answering
from ats.workspace.forms import SortForm, UnsortForm
from ats.workspace.page import choose_papers
from ats.workspace.queries import tray as queries
from ats.workspace.queries.application import list_attachments
from ats.workspace.tray_line import go_on, neighbours, place_of_application
from ats.workspace.views import blueprint


@blueprint.get("/tray")
@requires(Permission.SORT_TRAY)
def tray():
    """Show what waits, what was set aside, or what found its place."""
    shown = request.args.get("show", "")
    shown = shown if shown in queries.SHOWN else "waiting"
    words = clean_text(request.args.get("q", ""))[:100]
    page = queries.page_of_tray(shown, cursor=request.args.get("after"), words=words)
    keep = {
        key: value for key, value in (("show", shown if shown != "waiting" else ""), ("q", words)) if value
    }
    return render_template(
        "workspace/tray/list.html",
        shown=shown,
        words=words,
        rows=page.rows,
        suggestions=queries.suggestions_of(page.rows) if shown == "waiting" else {},
        waiting=count_to_sort(),
        here=url_for(".tray", **keep),
        older_url=url_for(".tray", after=page.older, **keep) if page.older else None,
    )


@blueprint.get("/tray/applications/<public_id>")
@requires(Permission.SORT_TRAY, load=load_whole_application)
def tray_application(application):
    """Show one suspected application and why it is here."""
    if application.tray is None:
        return redirect(url_for(".application", public_id=application.public_id))
    papers = choose_papers(list_attachments(application.id))
    newer, older = neighbours(place_of_application(application))
    return render_template(
        "workspace/tray/application.html",
        application=application,
        candidate=application.candidate,
        opening=application.opening,
        files=[*papers.resumes, *papers.others],
        newer=newer,
        older=older,
    )


@blueprint.post("/applications/<public_id>/sort")
@requires(Permission.SORT_TRAY, load=load_application)
@answering
def sort(public_id):
    """Let a suspected application in, or say that it is none."""
    form = SortForm().checked()
    is_spam, by = form.verdict.data == "spam", actor()
    with transaction():
        application = get_for_step(public_id)
        actions.sort_tray(application, is_spam=is_spam, by=by)
        title = find_opening_of(application).title
    told = "set aside: not an application" if is_spam else f"let in to {title}"
    undo = url_for("workspace.unsort", public_id=public_id)
    toast(f"{application.candidate.name} {told}", undo_url=undo, undo_fields={"seen": application.version})
    return go_on(place_of_application(application), form.next.data)


@blueprint.post("/applications/<public_id>/unsort")
@requires(Permission.SORT_TRAY, load=load_application)
@answering
def unsort(public_id):
    """Put an application back into the tray that was let in or set aside a moment ago."""
    form, by = UnsortForm().checked(), actor()
    with transaction():
        application: Application = get_for_step(public_id)
        actions.unsort(application, seen=form.seen.data, by=by)
    toast(f"{application.candidate.name} is back in the tray")
    return redirect(url_for("workspace.tray_application", public_id=public_id), 303)
