"""By hand: a candidate with a file onto an opening, and a known one onto another opening too."""

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.applications import actions
from ats.documents import actions as documents
from ats.documents.actions import StoredFile
from ats.documents.queries import find_held
from ats.openings.models import State
from ats.openings.queries import get_opening, list_for
from ats.platform.columns import new_public_id
from ats.platform.database import db, transaction
from ats.platform.errors import Conflict
from ats.platform.toasts import toast
from ats.platform.web_form import as_choices, set_error
from ats.resumes.checking import RefusedFile
from ats.resumes.kinds import ACCEPT, ACCEPTED
from ats.workspace.access import load_whole_application
from ats.workspace.forms import AddForm, OtherOpeningForm
from ats.workspace.views import blueprint

_OPEN = (State.DRAFT, State.PUBLISHED, State.PAUSED)


@blueprint.route("/openings/<reference>/add", methods=["GET", "POST"])
@requires(Permission.ADD_CANDIDATE, load=get_opening)
def add_candidate(opening):
    """Add somebody to an opening by hand."""
    if opening.state == State.CLOSED:
        raise Conflict("This opening is closed. Open it again before you add somebody.")
    form = AddForm()
    if request.method == "GET":
        form.key.data = new_public_id()
        return _show_form(opening, form, None, 200)
    is_valid = form.validate()
    file = _chosen_file(form)
    if not is_valid or form.resume.errors:
        return _show_form(opening, form, file, 422)
    by = actor()
    try:
        with transaction():
            application = actions.add_by_hand(opening, _submission(form, file), by=by)
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
    offered = ((each.reference, each.title) for each in openings)
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


def _chosen_file(form: AddForm) -> StoredFile | None:
    """Return the file that was chosen now, or else the one that was kept from an earlier attempt."""
    upload = form.resume.data
    if upload:
        limit = current_app.config["MAX_UPLOAD_BYTES"]
        try:
            return documents.store(upload.read(limit + 1), upload.filename or "", limit)
        except RefusedFile as error:
            set_error(form.resume, str(error))
            return None
    held = find_held(form.resume_kept.data or "")
    return documents.held_file(held) if held is not None else None


def _submission(form: AddForm, file: StoredFile | None) -> actions.Submission:
    return actions.Submission(
        name=form.name.data,
        email=form.email.data or "",
        phone=form.phone.data or "",
        link=form.link.data or "",
        resume=file,
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
        accept=ACCEPT,
        accepted_words=ACCEPTED,
    )
    return page, status
