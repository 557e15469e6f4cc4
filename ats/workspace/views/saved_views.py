"""Keeping the list as it is under a name, and looking after the names."""

from flask import current_app, redirect, render_template, url_for

from ats.accounts.guards import get_viewer, requires
from ats.accounts.permissions import Permission
from ats.platform.database import transaction
from ats.platform.errors import Forbidden, Invalid
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.search.queries import count
from ats.workspace.list_filter import ALL, Asked
from ats.workspace.queries.conditions import narrowing
from ats.workspace.saved_views import actions, queries
from ats.workspace.saved_views.forms import DefaultViewForm, MoveViewForm, SaveViewForm, ViewForm
from ats.workspace.saved_views.tabs import BUILT_IN
from ats.workspace.views import blueprint
from ats.workspace.views.applications import render_list


@blueprint.get("/views")
@requires(Permission.VIEW_APPLICATION)
def saved_views():
    """Show the views that somebody has."""
    return _page()


# At the list's own address, whose links are relative to it.
@blueprint.post("/applications")
@requires(Permission.VIEW_APPLICATION)
def save_view():
    """Keep the list as it is on the screen."""
    form, user = SaveViewForm(), get_viewer()
    asked = Asked.read_back(form.query.data or "", current_app.config["ZONE"])
    _check_sharing(form)
    if not form.validate():
        return render_list(asked, form), 422
    if Asked.is_too_long(form.query.data or ""):
        set_error(form.name, "This search is too long to be kept as a view. Shorten it first.")
        return render_list(asked, form), 422
    if asked["q"] and count(user, asked["q"], narrowing(user, asked.wanted())) is None:
        set_error(form.name, "This search does not run, as it says above, so it cannot be kept as a view.")
        return render_list(asked, form), 422
    try:
        with transaction():
            actions.save_view(user, form.name.data, asked.query, is_shared=form.is_shared.data)
    except Invalid as error:
        set_error(form.name, error.message)
        return render_list(asked, form), 422
    toast(
        f"“{form.name.data}” is now a tab above the list" + (" of everybody" if form.is_shared.data else "")
    )
    return redirect(f"{url_for('workspace.applications')}{asked.address()}", 303)


@blueprint.post("/views/<public_id>")
@requires(Permission.VIEW_APPLICATION)
def change_view(public_id):
    """Rename a view, give it to the team or take it back."""
    form, user = ViewForm(), get_viewer()
    view = queries.get_to_change(user, public_id)
    if view.is_shared != form.is_shared.data:
        _check_sharing(form)
    if not form.validate():
        return _page(public_id, form), 422
    try:
        with transaction():
            view = queries.get_to_change(user, public_id)
            actions.change_view(user, view, form.name.data, is_shared=form.is_shared.data)
    except Invalid as error:
        set_error(form.name, error.message)
        return _page(public_id, form), 422
    toast("Saved")
    return redirect(url_for("workspace.saved_views"), 303)


@blueprint.post("/views/<public_id>/move")
@requires(Permission.VIEW_APPLICATION)
def move_view(public_id):
    """Move a view one place up or down."""
    form, user = MoveViewForm(), get_viewer()
    queries.get_to_change(user, public_id)
    if not form.validate():
        raise Invalid("The form was incomplete. Please load the page again.")
    with transaction():
        actions.move_view(queries.get_to_change(user, public_id), -1 if form.to.data == "up" else 1)
    return redirect(url_for("workspace.saved_views", _anchor=f"view-{public_id}"), 303)


@blueprint.post("/views/<public_id>/default")
@requires(Permission.VIEW_APPLICATION)
def choose_default_view(public_id):
    """Have one's own list open with a view, or with everything again."""
    form, user = DefaultViewForm(), get_viewer()
    queries.get_seen(user, public_id)
    if not form.validate():
        raise Invalid("The form was incomplete. Please load the page again.")
    is_default = form.is_default.data == "yes"
    with transaction():
        view = queries.get_seen(user, public_id)
        actions.set_default(user, view, is_default=is_default)
        name = view.name
    toast(f"Your list opens with “{name}”" if is_default else "Your list opens with all applications")
    return redirect(url_for("workspace.saved_views", _anchor=f"view-{public_id}"), 303)


@blueprint.post("/views/<public_id>/remove")
@requires(Permission.VIEW_APPLICATION)
def remove_view(public_id):
    """Delete a view."""
    user = get_viewer()
    with transaction():
        view = queries.get_to_change(user, public_id)
        actions.remove_view(view)
        name = view.name
    toast(f"“{name}” was deleted", undo_url=url_for("workspace.bring_view_back", public_id=public_id))
    return redirect(url_for("workspace.saved_views"), 303)


@blueprint.post("/views/<public_id>/bring-back")
@requires(Permission.VIEW_APPLICATION)
def bring_view_back(public_id):
    """Take the deletion of a view back."""
    user = get_viewer()
    with transaction():
        actions.bring_view_back(queries.get_to_change(user, public_id, is_removed=True))
    toast("The view is back")
    return redirect(url_for("workspace.saved_views"), 303)


def _check_sharing(form: ViewForm) -> None:
    if form.is_shared.data and not get_viewer().can(Permission.SHARE_VIEW):
        raise Forbidden("Your role does not allow saving views for the whole team.")


def _page(public_id: str | None = None, form: ViewForm | None = None) -> str:
    """Return the page of views, one of them with the form that came back with errors."""
    user, zone = get_viewer(), current_app.config["ZONE"]
    views = queries.list_views(user)
    return render_template(
        "workspace/views/list.html",
        groups=[
            (label, is_shared, [view for view in views if view.is_shared == is_shared])
            for label, is_shared in (("For the whole team", True), ("For you alone", False))
        ],
        built_in=[(name, Asked.read_back(query, zone).query) for name, query in BUILT_IN],
        forms={view.public_id: ViewForm(formdata=None, obj=view, prefix="") for view in views}
        | ({public_id: form} if public_id and form else {}),
        refused=public_id if form else None,
        list_url=url_for("workspace.applications"),
        all=ALL,
    )
