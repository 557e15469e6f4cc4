"""Profiles that come and go as files (JSON Resume), and further files for an application."""

import json

from flask import Response, current_app, redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.applications import actions as applications
from ats.applications.models import Application
from ats.applications.queries import get_for_decision
from ats.documents import actions
from ats.documents.models import Document
from ats.documents.queries import get_document, get_read
from ats.documents.rules.entries import ENTRIES
from ats.platform.database import db, transaction
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.resumes.checking import RefusedFile
from ats.resumes.file_names import safe_name
from ats.resumes.json_resume import InvalidDocument, to_document
from ats.resumes.kinds import ACCEPT, ACCEPTED
from ats.resumes.profile import Profile
from ats.workspace.access import load_application, load_whole_application
from ats.workspace.forms import FileForm
from ats.workspace.json_upload import MOST_BYTES, not_taken, profile_in, sentence_of
from ats.workspace.profile_lookup import has_resume, resume_of, where
from ats.workspace.views import blueprint

_SECTIONS = ("basics", "skills", "languages", *ENTRIES)
_TYPED = "typed facts.json"


@blueprint.get("/applications/<public_id>/profile.json")
@requires(Permission.VIEW_APPLICATION, load=load_application)
def export_profile(application):
    """Answer with the profile as it counts, in the shape of JSON Resume, as an attachment."""
    document = resume_of(application).document
    resume = to_document(Profile(get_read(document).corrected))
    body = json.dumps(resume, ensure_ascii=False, indent=2) + "\n"
    response = Response(body, mimetype="application/json")
    name = safe_name(document.name.rpartition(".")[0] or document.name)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.json")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.route("/applications/<public_id>/profile/import", methods=["GET", "POST"])
@requires(Permission.EDIT_CANDIDATE, load=load_whole_application)
def import_profile(application):
    """Take a profile over from a JSON Resume; it counts instead of what was read, or stands alone without a file."""
    document = resume_of(application).document if has_resume(application) else None
    form = FileForm()
    if request.method == "POST" and form.validate():
        try:
            taken = profile_in(_bytes_of(form, MOST_BYTES))
        except InvalidDocument as error:
            set_error(form.file, sentence_of(error))
        else:
            try:
                name = form.file.data.filename or "profile.json"
                words = _take_over(application, document, taken.resume, name)
                toast(words + not_taken(taken), "warn" if taken.problems else "ok")
            except actions.TooManyCorrections as error:
                set_error(form.file, error.message)
                db.session.rollback()
                return _show_import(load_whole_application(application.public_id), form)
            return _to_profile(application)
    return _show_import(application, form)


@blueprint.post("/applications/<public_id>/profile/type")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def type_profile(application):
    """Let the facts of an application without a résumé be typed, beginning with the latest position."""
    if not has_resume(application):
        file, by = actions.store_typed({}, _TYPED), actor()
        with transaction():
            applications.add_typed(get_for_decision(application.public_id), file, {}, by=by)
    place = url_for("workspace.application", public_id=application.public_id, edit="/work/+")
    return redirect(f"{place}#profile-form", 303)


@blueprint.route("/applications/<public_id>/files", methods=["GET", "POST"])
@requires(Permission.EDIT_CANDIDATE, load=load_whole_application)
def add_file(application):
    """Add another résumé to an application; the earlier ones stay beside it."""
    form, most = FileForm(), current_app.config["MAX_UPLOAD_BYTES"]
    if request.method == "POST" and form.validate():
        try:
            file = actions.store(_bytes_of(form, most), form.file.data.filename or "", most)
        except RefusedFile as error:
            set_error(form.file, str(error))
        else:
            by, public_id = actor(), application.public_id
            with actions.dropping_homeless([file]), transaction():
                applications.add_document(get_for_decision(public_id), file, "resume", by=by)
            toast("The file is added and being read")
            return redirect(url_for("workspace.application", public_id=public_id, _anchor="papers"), 303)
    page = render_template(
        "workspace/application/add_file.html",
        form=form,
        application=application,
        accept=ACCEPT,
        accepted_words=ACCEPTED,
        max_bytes=most,
    )
    return page, 422 if form.errors else 200


def _show_import(application: Application, form: FileForm):
    page = render_template("workspace/application/import_profile.html", form=form, application=application)
    return page, 422 if form.errors else 200


def _take_over(application: Application, document: Document | None, resume: dict, name: str) -> str:
    """Take a profile over and return what to say of it."""
    by = actor()
    if document is None:
        file = actions.store_typed(resume, name)
        with transaction():
            applications.add_typed(get_for_decision(application.public_id), file, resume, by=by)
        return "The profile was taken over"
    with transaction():
        get_for_decision(application.public_id)
        changed = actions.import_profile(
            get_document(document.public_id), resume, by=by, **where(application)
        )
    words = f"{changed} parts of the profile were taken over" if changed else "Nothing was different"
    beside = [section for section in resume if section not in _SECTIONS]
    return (
        f"{words}. Left out, as a profile read from a file has no place for it: {', '.join(beside)}"
        if beside
        else words
    )


def _bytes_of(form: FileForm, most: int) -> bytes:
    return form.file.data.stream.read(most + 1)


def _to_profile(application):
    return redirect(url_for("workspace.application", public_id=application.public_id, _anchor="profile"), 303)
