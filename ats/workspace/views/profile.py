"""The profile beside a résumé: correcting it, setting it back, having the file read again, quarantine."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.applications.queries import get_for_decision
from ats.documents import actions
from ats.documents.models import Document
from ats.documents.queries import get_document, get_read
from ats.documents.rules.corrections import parts_of
from ats.documents.rules.entries import is_pointer
from ats.platform.database import transaction
from ats.platform.errors import NotFound
from ats.platform.toasts import toast
from ats.workspace.access import load_application
from ats.workspace.page import PageForms, choose_papers, show_again, shown_profile
from ats.workspace.profile_checks import LONGEST_NOW, note_problems, offer_as_new, offer_over
from ats.workspace.profile_forms import fields_of, hint_of, part_form, value_of
from ats.workspace.profile_lookup import file_of, resume_of, where
from ats.workspace.profile_view import plain_text
from ats.workspace.queries.application import list_attachments
from ats.workspace.views import blueprint


@blueprint.get("/applications/<public_id>/profile")
@requires(Permission.VIEW_APPLICATION, load=load_application)
def profile(application):
    """Show the profile alone, with the form of one part if the address asks for one."""
    found = choose_papers(list_attachments(application.id))
    return _profile_alone(application, shown_profile(found, get_viewer()))


@blueprint.post("/applications/<public_id>/profile")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def correct_profile(application):
    """Take a colleague's word for a part of the profile."""
    pointer = request.form.get("pointer", "")
    document = resume_of(application).document
    form = part_form(pointer, is_new=False)
    if not form.validate():
        return _form_again(application, form)
    read = get_read(document)
    parts = parts_of(read.resume, read.corrections)
    known = {each.pointer: each.value for some in parts.values() for each in some}
    if pointer not in known and not pointer.endswith("/+"):
        offer_as_new(form, pointer)
        return _form_again(application, form)
    by, value = actor(), value_of(form, pointer, known.get(pointer))
    if note_problems(form, pointer, value):
        return _form_again(application, form)
    about, seen = where(application), form.seen.data or ""
    try:
        with transaction():
            changed = actions.correct(
                _again(application, document), pointer, value, by=by, seen=seen, **about
            )
    except actions.ChangedMeanwhile as error:
        offer_over(form, pointer, error.part)
        return _form_again(application, form, 409)
    return _back(application, document, "Saved" if changed else "Nothing was changed")


@blueprint.post("/applications/<public_id>/profile/set-back")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def set_profile_back(application):
    """Let what was read count again."""
    pointer = request.form.get("pointer", "")
    document, by, about = resume_of(application).document, actor(), where(application)
    try:
        with transaction():
            actions.set_back(_again(application, document), pointer, by=by, seen=_seen(), **about)
    except actions.ChangedMeanwhile as error:
        return _changed_meanwhile(application, error)
    return _back(application, document, "Set back to what was read")


@blueprint.post("/applications/<public_id>/profile/take-away")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def take_from_profile(application):
    """Take a value or an entry out of the profile."""
    pointer = request.form.get("pointer", "")
    if not is_pointer(pointer):
        raise NotFound
    document, by, about = resume_of(application).document, actor(), where(application)
    try:
        with transaction():
            actions.correct(_again(application, document), pointer, None, by=by, seen=_seen(), **about)
    except actions.ChangedMeanwhile as error:
        return _changed_meanwhile(application, error)
    return _back(application, document, "Taken out of the profile")


@blueprint.post("/applications/<public_id>/read-again")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def read_again(application):
    """Have a file read again in the background."""
    document, by = file_of(application), actor()
    with_ocr = request.form.get("ocr") == "yes"
    with transaction():
        actions.ask_again(_again(application, document), with_ocr=with_ocr, by=by, **where(application))
    return _back(application, document, "It is being read")


@blueprint.post("/applications/<public_id>/release")
@requires(Permission.MANAGE_SYSTEM, load=load_application)
def release_document(application):
    """Let a file out of quarantine."""
    document, by = file_of(application), actor()
    with transaction():
        actions.release_from_quarantine(_again(application, document), by=by, **where(application))
    return _back(application, document, "The file is out of quarantine")


def _seen() -> str:
    return request.form.get("seen", "")


def _changed_meanwhile(application: Application, error: actions.ChangedMeanwhile):
    now = plain_text(error.part.value) or "nothing"
    problem = f"This was changed meanwhile, and is now: {now[:LONGEST_NOW]}. Nothing was changed"
    return show_again(application.public_id, problem=problem, status=409)


def _form_again(application: Application, form, status: int = 422):
    if request.headers.get("HX-Request"):
        found = choose_papers(list_attachments(application.id))
        return _profile_alone(application, shown_profile(found, get_viewer(), form), status)
    return show_again(application.public_id, PageForms(part=form), status=status)


def _profile_alone(application: Application, shown, status: int = 200):
    if shown is None:
        raise NotFound
    page = render_template(
        "workspace/application/profile_only.html",
        application=application,
        profile=shown,
        fields_of=fields_of,
        hint_of=hint_of,
    )
    return page, status


def _back(application: Application, document: Document, words: str):
    if request.headers.get("HX-Request"):
        shown = shown_profile(choose_papers(list_attachments(application.id)), get_viewer())
        if shown is not None:
            shown.changed = request.form.get("pointer")
        return _profile_alone(application, shown)
    toast(words)
    place = {"public_id": application.public_id, "document": document.public_id}
    return redirect(url_for("workspace.application", **place, _anchor="profile"), 303)


def _again(application: Application, document: Document) -> Document:
    # The application first, as whoever erases the person does.
    get_for_decision(application.public_id)
    return get_document(document.public_id)
