"""One-time links: joining by invitation, choosing a new password, and making the first admin."""

from flask import redirect, render_template, request, url_for

from ats.accounts import actions, guards, queries, signing_in
from ats.accounts.actions import EmailTaken, LinkUsed
from ats.accounts.browsers import describe_browser
from ats.accounts.forms import NewPasswordForm, SetUpForm
from ats.accounts.guards import public
from ats.accounts.models import User
from ats.accounts.views import blueprint
from ats.accounts.views.signing_in import remember_device
from ats.platform.database import db, transaction
from ats.platform.errors import Invalid
from ats.platform.toasts import toast
from ats.platform.web_form import set_error


@blueprint.get("/accept/<token>")
@public
def accept(token):
    """Show the form for a password; the link stays unused."""
    user = _invited(token)
    return _accept_page(NewPasswordForm(), user) if user else _link_used()


@blueprint.post("/accept/<token>")
@public
def choose_password(token):
    """Set the password, and sign in."""
    user = _invited(token)
    if user is None:
        return _link_used()
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return _accept_page(form, user), 422
    email = user.email
    db.session.rollback()
    try:
        password_hash = actions.hash_for(form.password.data, email)
        with transaction():
            user = actions.accept_link(token, password_hash)
            session_token = actions.open_session(user, describe_browser(request.user_agent.string))
    except Invalid as error:
        set_error(form.password, error.message)
        return _accept_page(form, user), 422
    except LinkUsed:
        return _link_used()
    return _welcome(user, session_token, "Your password is set.")


@blueprint.get("/setup/<token>")
@public
def setup(token):
    """Show the form for the company and its first admin; the link stays unused."""
    if not _may_set_up(token):
        return _link_used(is_setup=True)
    return render_template("accounts/setup.html", form=SetUpForm())


@blueprint.post("/setup/<token>")
@public
def make_first_admin(token):
    """Name the company, make its first admin, and sign them in."""
    if not _may_set_up(token):
        return _link_used(is_setup=True)
    form = SetUpForm()
    if not form.validate_on_submit():
        return render_template("accounts/setup.html", form=form), 422
    db.session.rollback()
    try:
        password_hash = actions.hash_for(form.password.data, form.email.data)
        with transaction():
            user = actions.set_up_first_admin(
                token, form.email.data, form.name.data, password_hash, company_name=form.company.data
            )
            session_token = actions.open_session(user, describe_browser(request.user_agent.string))
    except LinkUsed:
        return _link_used(is_setup=True)
    except (Invalid, EmailTaken) as error:
        set_error(form.email if isinstance(error, EmailTaken) else form.password, error.message)
        return render_template("accounts/setup.html", form=form), 422
    return _welcome(
        user, session_token, "Everything is set up. Write your first opening, or import your jobs page."
    )


def _invited(token: str) -> User | None:
    link = queries.find_link(token, "invite", "reset")
    user = queries.find_user_by_id(link.user_id) if link is not None else None
    return user if user is not None and user.is_active else None


def _may_set_up(token: str) -> bool:
    return queries.find_link(token, "setup") is not None and not queries.count_active_admins()


def _accept_page(form: NewPasswordForm, user: User) -> str:
    return render_template("accounts/accept.html", form=form, user=user)


def _link_used(*, is_setup: bool = False):
    return render_template("accounts/link_used.html", is_setup=is_setup), LinkUsed.status


def _welcome(user: User, session_token: str, message: str):
    guards.start_session(session_token)
    toast(message)
    response = redirect(url_for("workspace.home"), 303)
    remember_device(response, signing_in.device_mark(user.email))
    return response
