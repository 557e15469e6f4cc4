"""People: who signs in, with which role; inviting, changing, switching off."""

from flask import redirect, render_template, url_for

from ats.accounts import actions, queries
from ats.accounts.actions import EmailTaken, LastAdmin
from ats.accounts.events import UserChanged
from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.accounts.policy import Role
from ats.openings.queries import list_for
from ats.platform.database import transaction
from ats.platform.seen_values import ChangedMeanwhile
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.settings.forms import InviteForm, PersonForm
from ats.settings.views import blueprint
from ats.settings.who import who_changed

ROLE_HINTS = {
    "admin": "Everything, including people, settings, erasing candidates and the audit log",
    "recruiter": "All openings and applications, stage templates and rejection reasons",
    "hiring_manager": "Reads and decides on applications for openings whose hiring team they are on",
    "interviewer": "Reads applications and writes notes on openings whose hiring team they are on",
}


@blueprint.get("/people")
@requires(Permission.MANAGE_PEOPLE)
def people():
    """List everybody."""
    return render_template("settings/people.html", users=queries.list_users())


@blueprint.get("/people/new")
@requires(Permission.MANAGE_PEOPLE)
def new_person():
    """Show the form for an invitation."""
    return _invite_page(InviteForm())


@blueprint.post("/people/new")
@requires(Permission.MANAGE_PEOPLE)
def invite():
    """Give somebody an account; the invitation follows by mail."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _invite_page(form), 422
    try:
        with transaction():
            user = actions.create_user(form.email.data, form.name.data, Role(form.role.data), by=actor())
    except EmailTaken as error:
        set_error(form.email, error.message)
        return _invite_page(form), 422
    toast(f"{user.name} is invited. A mail with a link is on its way.")
    return redirect(url_for("settings.people"), 303)


@blueprint.get("/people/<public_id>")
@requires(Permission.MANAGE_PEOPLE)
def person(public_id):
    """Show one person."""
    user = queries.get_user(public_id)
    return _person_page(user, PersonForm(formdata=None, obj=user))


@blueprint.post("/people/<public_id>")
@requires(Permission.MANAGE_PEOPLE)
def change_person(public_id):
    """Change somebody's name or role, or switch them off or on."""
    user, form = queries.get_user(public_id), PersonForm()
    if not form.validate_on_submit():
        return _person_page(user, form), 422
    try:
        with transaction():
            actions.change_user(user, **form.values(), by=actor(), seen=form.as_seen)
    except LastAdmin as error:
        set_error(form.role, error.message)
        return _person_page(user, form), 422
    except ChangedMeanwhile as error:
        known = {name: getattr(user, name) for name in form.values()}
        form.ask_again(error, known, who=who_changed(UserChanged, user_id=user.id))
        return _person_page(user, form), 409
    toast(
        f"{user.name} is saved."
        if user.is_active
        else f"{user.name} is switched off and signed out everywhere."
    )
    # Those who took their own right to be here away go where they still may be.
    may_stay = get_viewer().can(Permission.MANAGE_PEOPLE) and get_viewer().is_active
    return redirect(url_for("settings.people" if may_stay else "workspace.home"), 303)


@blueprint.post("/people/<public_id>/invite-again")
@requires(Permission.MANAGE_PEOPLE)
def invite_again(public_id):
    """Send the invitation again; the link in the earlier one stops working."""
    user = queries.get_user(public_id)
    with transaction():
        actions.invite_again(user, by=actor())
    toast(f"A new invitation is on its way to {user.email}.")
    return redirect(url_for("settings.people"), 303)


def _invite_page(form: InviteForm) -> str:
    return render_template("settings/invite.html", form=form, role_hints=ROLE_HINTS)


def _person_page(user: User, form: PersonForm) -> str:
    openings = [] if user.can(Permission.SEE_ALL_OPENINGS) else list_for(user)
    return render_template(
        "settings/person.html", user=user, form=form, openings=openings, role_hints=ROLE_HINTS
    )
