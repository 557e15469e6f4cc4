"""Rejection reasons: why an application may end, and whose decision that was."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.company import actions, queries
from ats.company.events import ReasonChanged
from ats.company.models import ReasonSide, RejectionReason
from ats.platform.database import transaction
from ats.platform.errors import Invalid
from ats.platform.seen_values import ChangedMeanwhile
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.settings.forms import SIDE_LABELS, ReasonForm
from ats.settings.views import blueprint
from ats.settings.who import who_changed


@blueprint.get("/reasons")
@requires(Permission.MANAGE_TEMPLATES)
def reasons():
    """List the reasons."""
    return render_template("settings/reasons.html", reasons=queries.list_reasons(), sides=SIDE_LABELS)


@blueprint.get("/reasons/new")
@requires(Permission.MANAGE_TEMPLATES)
def new_reason():
    """Show the form for a reason."""
    return _page(None, ReasonForm(formdata=None))


@blueprint.post("/reasons/new")
@requires(Permission.MANAGE_TEMPLATES)
def add_reason():
    """Add a reason."""
    return _save(None)


@blueprint.get("/reasons/<public_id>")
@requires(Permission.MANAGE_TEMPLATES)
def reason(public_id):
    """Show one reason."""
    found = queries.get_reason(public_id)
    return _page(found, ReasonForm(formdata=None, obj=found))


@blueprint.post("/reasons/<public_id>")
@requires(Permission.MANAGE_TEMPLATES)
def change_reason(public_id):
    """Save a reason."""
    return _save(queries.get_reason(public_id))


@blueprint.post("/reasons/<public_id>/move")
@requires(Permission.MANAGE_TEMPLATES)
def move_reason(public_id):
    """Move a reason up or down by one."""
    found = queries.get_reason(public_id)
    is_up = request.form.get("direction") == "up"
    with transaction():
        actions.move_reason(found, is_up=is_up, by=actor())
    return redirect(url_for("settings.reasons") + f"#reason-{public_id}", 303)


def _save(found: RejectionReason | None):
    form = ReasonForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    side = ReasonSide(form.side.data)
    try:
        with transaction():
            actions.save_reason(
                found,
                form.label.data,
                side,
                is_active=form.is_active.data,
                by=actor(),
                seen=form.as_seen,
            )
    except Invalid as error:
        set_error(form.label, error.message)
        return _page(found, form), 422
    except ChangedMeanwhile as error:
        form.ask_again(
            error, actions.reason_values(found), who=who_changed(ReasonChanged, reason_id=found.id)
        )
        return _page(found, form), 409
    toast("The reason is saved.")
    return redirect(url_for("settings.reasons"), 303)


def _page(found: RejectionReason | None, form: ReasonForm) -> str:
    return render_template("settings/reason.html", reason=found, form=form)
