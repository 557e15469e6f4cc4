"""One's own account: name, mails, password and sessions."""

from flask import redirect, render_template, url_for

from ats.accounts import actions, guards, queries, signing_in
from ats.accounts.forms import ChangePasswordForm, ProfileForm
from ats.accounts.guards import get_viewer, signed_in
from ats.accounts.views import blueprint
from ats.platform.database import transaction
from ats.platform.errors import Invalid, TooMany
from ats.platform.toasts import toast
from ats.platform.web_form import set_error


@blueprint.get("/account")
@signed_in
def account():
    """Show one's own account."""
    return _page()


@blueprint.post("/account")
@signed_in
def change_profile():
    """Change one's own name and mails."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _page(profile=form), 422
    user = get_viewer()
    with transaction():
        actions.change_own_account(
            user, name=form.name.data, notify=form.notify.data, signature=form.signature.data or ""
        )
    toast("Saved.")
    return _back()


@blueprint.post("/account/password")
@signed_in
def change_password():
    """Set a new password for those who know the present one; other devices are signed out."""
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return _page(password=form), 422
    user, session_id = get_viewer(), guards.session_id()
    email = user.email
    try:
        if not signing_in.check_own_password(user, form.present.data):
            set_error(form.present, "This is not your present password")
            return _page(password=form), 422
        password_hash = actions.hash_for(form.password.data, email)
    except TooMany as error:
        set_error(form.present, error.message)
        return _page(password=form), 429, {"Retry-After": str(error.retry_after)}
    except Invalid as error:
        set_error(form.password, error.message)
        return _page(password=form), 422
    with transaction():
        actions.change_password(user, password_hash, keep_session_id=session_id)
    toast("Your password is changed. Other devices were signed out.")
    return _back()


@blueprint.post("/account/sessions/<public_id>/end")
@signed_in
def end_session(public_id):
    """Sign one device out."""
    with transaction():
        actions.revoke_session(get_viewer(), public_id)
    toast("That device is signed out.")
    return _back()


@blueprint.post("/account/sessions/end-others")
@signed_in
def end_other_sessions():
    """Sign out everywhere but here."""
    user, session_id = get_viewer(), guards.session_id()
    with transaction():
        count = actions.revoke_other_sessions(user, keep_session_id=session_id)
    toast("No other device was signed in." if not count else "All other devices are signed out.")
    return _back()


def _back():
    return redirect(url_for("accounts.account"), 303)


def _page(profile: ProfileForm | None = None, password: ChangePasswordForm | None = None) -> str:
    user = get_viewer()
    return render_template(
        "accounts/account.html",
        user=user,
        profile=profile or ProfileForm(formdata=None, obj=user),
        password=password or ChangePasswordForm(formdata=None),
        sessions=queries.list_sessions(user),
        session_id=guards.session_id(),
    )
