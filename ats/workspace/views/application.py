"""The page of one application and what is written on it: notes, contact details, the end of the data."""

from datetime import date
from functools import partial
from types import SimpleNamespace

from flask import redirect, render_template, url_for

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.accounts.queries import name_actor
from ats.applications import actions
from ats.applications.queries import get_for_decision, list_of_candidate
from ats.candidates import actions as candidates
from ats.candidates.models import Candidate
from ats.candidates.queries import find_who_changed
from ats.platform.database import db, transaction
from ats.platform.errors import NotFound
from ats.platform.seen_values import ChangedMeanwhile
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.reviews.actions import remove_note, write_note
from ats.workspace.access import load_application, load_note, load_whole_application
from ats.workspace.answers import answering, back_to
from ats.workspace.forms import EraseForm, NoteForm, SettleForm
from ats.workspace.page import PageForms, choose_papers, contact_form, show_again, show_application
from ats.workspace.queries.application import list_attachments
from ats.workspace.reviewing import find_place, marked_terms
from ats.workspace.views import blueprint


@blueprint.get("/applications/<public_id>")
@requires(Permission.VIEW_APPLICATION, load=load_whole_application)
def application(application):
    """Show one application."""
    return show_application(application)


@blueprint.get("/applications/<public_id>/papers")
@requires(Permission.VIEW_APPLICATION, load=load_application)
def papers(application):
    """Show the résumé alone: what the page asks for again while the pages are being read."""
    found = choose_papers(list_attachments(application.id))
    found.terms = marked_terms(find_place(get_viewer(), application))
    return render_template("workspace/application/papers_only.html", application=application, papers=found)


@blueprint.get("/applications/<public_id>/advert")
@requires(Permission.VIEW_APPLICATION, load=load_whole_application)
def advert(application):
    """Show the advert as it was when the candidate applied."""
    if application.advert is None:
        raise NotFound("The advert of that time was not kept.")
    kept = application.advert.content
    deadline = kept["deadline_on"] and date.fromisoformat(kept["deadline_on"])
    content = SimpleNamespace(**{**kept, "deadline_on": deadline})
    return render_template(
        "workspace/application/advert.html",
        application=application,
        advert=application.advert,
        content=content,
    )


@blueprint.post("/applications/<public_id>/notes")
@requires(Permission.WRITE_NOTE, load=load_application)
def write_a_note(application):
    """Leave a note."""
    form = NoteForm()
    if not form.validate():
        return show_again(application.public_id, PageForms(note=form), status=422)
    by = actor()
    with transaction():
        write_note(application, form.text.data, by=by)
    return redirect(url_for("workspace.application", public_id=application.public_id, _anchor="notes"), 303)


@blueprint.post("/applications/<public_id>/notes/<note_id>/remove")
@requires(Permission.WRITE_NOTE, load=load_note)
def remove_a_note(seen):
    """Take one's own note away."""
    by = actor()
    with transaction():
        remove_note(seen.note, seen.application, by=by)
    toast("Note removed")
    return back_to(seen.application)


@blueprint.post("/applications/<public_id>/contact")
@requires(Permission.EDIT_CANDIDATE, load=load_whole_application)
def change_contact(application):
    """Correct what is known of the candidate."""
    form = contact_form(application)
    if not form.validate():
        return show_again(application.public_id, PageForms(contact=form), status=422)
    by, candidate = actor(), application.candidate
    try:
        with transaction():
            changed = candidates.change_contact(
                candidate,
                form.values(),
                by=by,
                seen=form.as_seen,
                application_id=application.id,
                opening_id=application.opening_id,
            )
    except candidates.AddressTaken as error:
        set_error(form.email, error.message)
        db.session.rollback()
        return show_again(application.public_id, PageForms(contact=form), status=422)
    except ChangedMeanwhile as error:
        known = {name: getattr(candidate, name) for name in form.values()}
        form.ask_again(error, known, who=partial(_who_changed, candidate))
        return show_again(application.public_id, PageForms(contact=form), status=409)
    toast("Contact details saved" if changed else "Nothing was changed", "ok" if changed else "info")
    return back_to(application)


def _who_changed(candidate: Candidate, detail: str) -> str:
    return name_actor(find_who_changed(candidate, detail), viewer=get_viewer())


@blueprint.post("/applications/<public_id>/details")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
@answering
def settle_details(public_id):
    """Take over what the form said about the candidate, or keep what is known."""
    accept = SettleForm().checked().accept.data == "yes"
    by = actor()
    with transaction():
        application = get_for_decision(public_id)
        actions.settle_typed_details(application, accept=accept, by=by)
    toast("The new details were taken over" if accept else "The known details were kept")
    return back_to(application)


@blueprint.route("/applications/<public_id>/erase", methods=["GET", "POST"])
@requires(Permission.ERASE_CANDIDATE, load=load_whole_application)
def erase(application):
    """Erase the person behind an application, after saying what goes with it."""
    form = EraseForm()
    if form.validate_on_submit():
        by = actor()
        with transaction():
            actions.erase_person(application.candidate, asked_by="admin", by=by)
        toast("The person and everything about them is erased. Their files follow within a minute.")
        return redirect(url_for("workspace.applications"), 303)
    others = list_of_candidate(application.candidate_id, seen_by=get_viewer())
    page = render_template(
        "workspace/application/erase.html", form=form, application=application, others=others
    )
    return page, 422 if form.errors else 200
