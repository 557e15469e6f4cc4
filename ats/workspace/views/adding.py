"""By hand: a candidate with a file onto an opening, and a known one onto another opening too."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.applications import actions
from ats.documents import actions as documents
from ats.documents.actions import StoredFile
from ats.documents.queries import find_held
from ats.documents.rules.typed import contact_of
from ats.openings.models import State
from ats.openings.queries import get_opening, list_for
from ats.openings.words import told_apart
from ats.platform.columns import new_public_id
from ats.platform.database import db, transaction
from ats.platform.toasts import toast
from ats.platform.web_form import as_choices, set_error
from ats.resumes.checking import RefusedFile
from ats.resumes.json_resume import InvalidDocument
from ats.resumes.kinds import ACCEPT, ACCEPTED
from ats.workspace.access import load_whole_application
from ats.workspace.forms import AddForm, OtherOpeningForm
from ats.workspace.json_upload import looks_like_json, not_taken, profile_in, sentence_of
from ats.workspace.views import blueprint

_OPEN = (State.DRAFT, State.PUBLISHED, State.PAUSED)


@blueprint.route("/openings/<reference>/add", methods=["GET", "POST"])
@requires(Permission.ADD_CANDIDATE, load=get_opening)
def add_candidate(opening):
    """Add somebody to an opening by hand."""
    if opening.state == State.CLOSED:
        raise actions.OpeningClosed
    form = AddForm()
    if request.method == "GET":
        form.key.data = new_public_id()
        return _show_form(opening, form, None, 200)
    file, profile = _chosen_file(form)
    _fill_in(form, profile or {})
    refused = list(form.resume.errors)
    is_valid = form.validate()
    for words in refused:
        set_error(form.resume, words)
    if not is_valid or refused:
        return _show_form(opening, form, file, 422)
    by = actor()
    try:
        with transaction():
            application = actions.add_by_hand(opening, _submission(form, file, profile), by=by)
    except actions.AlreadyThere as error:
        return _show_form(opening, form, file, 409, already=error)
    toast(f"{application.typed_name} added")
    return redirect(url_for("workspace.application", public_id=application.public_id), 303)


@blueprint.route("/applications/<public_id>/other-opening", methods=["GET", "POST"])
@requires(Permission.ADD_CANDIDATE, load=load_whole_application)
def other_opening(application):
    """Put somebody onto another opening too."""
    openings = [each for each in list_for(get_viewer(), states=_OPEN) if each.id != application.opening_id]
    form, status, already = OtherOpeningForm(), 200, None
    offered = told_apart((each.reference, each.title) for each in openings)
    form.opening.choices = as_choices([("", "Select an opening"), *offered])
    if form.validate_on_submit():
        by = actor()
        try:
            with transaction():
                second = actions.put_onto(application, get_opening(form.opening.data), by=by)
        except actions.AlreadyThere as error:
            already, status = error, 409
            set_error(form.opening, error.message)
            db.session.rollback()
        else:
            toast(f"{application.candidate.name} is on this opening too now")
            return redirect(url_for("workspace.application", public_id=second.public_id), 303)
    elif form.errors:
        status = 422
    page = render_template(
        "workspace/adding/other_opening.html",
        form=form,
        application=application,
        openings=openings,
        already=already,
    )
    return page, status


def _chosen_file(form: AddForm) -> tuple[StoredFile | None, dict[str, Any] | None]:
    """Return the file that was chosen now, or else the one kept from an earlier attempt; and its profile, if any."""
    if form.resume.data:
        try:
            return _stored(form.resume.data)
        except RefusedFile as error:
            set_error(form.resume, str(error))
        except InvalidDocument as error:
            set_error(form.resume, sentence_of(error))
        return None, None
    held = find_held(form.resume_kept.data or "")
    file = documents.held_file(held) if held is not None else None
    is_profile = file is not None and file.media_type == documents.MEDIA_TYPE
    return file, documents.read_typed(file) if is_profile else None


def _stored(upload) -> tuple[StoredFile, dict[str, Any] | None]:
    """Write an upload durably; raise RefusedFile, or InvalidDocument for JSON that is no JSON Resume."""
    limit, name = current_app.config["MAX_UPLOAD_BYTES"], upload.filename or ""
    data = upload.read(limit + 1)
    if not looks_like_json(data, name):
        return documents.store(data, name, limit), None
    taken = profile_in(data)
    if taken.problems:
        toast(f"{name or 'The file'} was read{not_taken(taken)}", "warn")
    return documents.store_typed(taken.resume, name), taken.resume


def _fill_in(form: AddForm, profile: Mapping[str, Any]) -> None:
    """Put what a JSON Resume says into the fields that nobody filled in; it is judged as if it had been typed."""
    for name, value in contact_of(profile).items():
        if value and not (form[name].data or "").strip():
            form[name].process_data(value)
            form[name].raw_data = [value]


def _submission(form: AddForm, file: StoredFile | None, profile: dict | None) -> actions.Submission:
    return actions.Submission(
        name=form.name.data,
        email=form.email.data or "",
        phone=form.phone.data or "",
        link=form.link.data or "",
        resume=file,
        profile=profile,
        held_tokens=[form.resume_kept.data] if form.resume_kept.data else [],
        source=form.source.data,
        key=form.key.data,
        wants_receipt=form.wants_receipt.data,
    )


def _show_form(opening, form: AddForm, file: StoredFile | None, status: int, *, already=None):
    """Show the form with everything typed; a chosen file is held, so that it need not be chosen again."""
    kept = None
    if file is not None:
        with transaction():
            token = documents.hold(file).token
        kept = {"name": file.name, "size": file.size, "field": "resume_kept", "token": token}
    page = render_template(
        "workspace/adding/add.html",
        form=form,
        opening=opening,
        kept=kept,
        already=already,
        accept=f"{ACCEPT},.json",
        accepted_words=ACCEPTED,
    )
    return page, status
