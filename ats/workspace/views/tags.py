"""Putting tags on the candidate of an application, and taking them away."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.applications.tags import list_tags
from ats.candidates import actions as candidates
from ats.candidates import queries
from ats.candidates.rules import clean_tag
from ats.platform.database import transaction
from ats.platform.toasts import toast
from ats.workspace.access import load_application
from ats.workspace.forms import TagForm
from ats.workspace.page import PageForms, show_again
from ats.workspace.views import blueprint


@blueprint.post("/applications/<public_id>/tags")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def add_a_tag(application):
    """Put a tag on the candidate."""
    form = TagForm()
    if not form.validate():
        return _form_again(application, form)
    by = actor()
    with transaction():
        is_new = candidates.add_tag(application.candidate_id, form.tag.data, by=by)
    return _back(application, "Tagged" if is_new else "The candidate has this tag already")


@blueprint.post("/applications/<public_id>/tags/remove")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def remove_a_tag(application):
    """Take a tag away; one that a colleague took a moment ago is gone as was asked."""
    by = actor()
    with transaction():
        candidates.remove_tag(application.candidate_id, clean_tag(request.form.get("tag", "")), by=by)
    return _back(application, "Tag removed")


def _back(application: Application, words: str):
    if request.headers.get("HX-Request"):
        return _tags_alone(application, TagForm(formdata=None))
    toast(words)
    return redirect(url_for("workspace.application", public_id=application.public_id, _anchor="tags"), 303)


def _form_again(application: Application, form: TagForm):
    if request.headers.get("HX-Request"):
        return _tags_alone(application, form), 422
    return show_again(application.public_id, PageForms(tag=form), status=422)


def _tags_alone(application: Application, form: TagForm) -> str:
    return render_template(
        "workspace/application/tags_only.html",
        application=application,
        tags=queries.list_tags(application.candidate_id),
        known_tags=list_tags(get_viewer()),
        tag_form=form,
    )
