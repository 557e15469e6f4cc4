"""Signing in and out, and asking for a new password."""

from flask import Response, current_app, redirect, render_template, request, url_for

from ats.accounts import actions, guards, signing_in
from ats.accounts.browsers import describe_browser
from ats.accounts.forms import ForgotForm, SignInForm
from ats.accounts.guards import public
from ats.accounts.queries import fold_email
from ats.accounts.views import blueprint
from ats.platform import rate_limit
from ats.platform.database import transaction
from ats.platform.errors import TooMany
from ats.platform.toasts import toast
from ats.platform.web_form import set_error

WRONG = "The e-mail address or the password is not right"
# Mails asked for within an hour: by one network address, and for one account.
FORGOT_NETWORK_LIMIT = 30
FORGOT_ACCOUNT_LIMIT = 4


@blueprint.get("/sign-in")
@public
def sign_in():
    """Show the sign-in form, or go on for those who are signed in."""
    if guards.viewer() is not None:
        return redirect(_target())
    return _sign_in_page(SignInForm())


@blueprint.post("/sign-in")
@public
def start_session():
    """Check a password and start a session of its own."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form), 422
    try:
        found = signing_in.sign_in(
            form.email.data,
            form.password.data,
            network=rate_limit.network_of(request.remote_addr),
            device=request.cookies.get(device_cookie()),
            browser=describe_browser(request.user_agent.string),
        )
    except TooMany as error:
        set_error(form.email, error.message)
        return _sign_in_page(form), 429, {"Retry-After": str(error.retry_after)}
    if found is None:
        set_error(form.email, WRONG)
        return _sign_in_page(form), 422
    guards.start_session(found.token)
    response = redirect(_target(), 303)
    remember_device(response, found.device)
    return response


@blueprint.post("/sign-out")
@public
def sign_out():
    """End the session here and on the server."""
    token = guards.end_session()
    if token:
        with transaction():
            actions.close_session(token)
    toast("You are signed out.")
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/forgot")
@public
def forgot():
    """Ask where the link for a new password goes."""
    return render_template("accounts/forgot.html", form=ForgotForm(), asked_for=None)


@blueprint.post("/forgot")
@public
def ask_reset():
    """Send the link if there is such an account; the answer is the same if there is none."""
    form = ForgotForm()
    if not form.validate_on_submit():
        return render_template("accounts/forgot.html", form=form, asked_for=None), 422
    email = fold_email(form.email.data)
    with transaction():
        network = rate_limit.network_of(request.remote_addr)
        rate_limit.hit_within("forgot network", network, limit=FORGOT_NETWORK_LIMIT, steps=60)
        if rate_limit.hit("forgot account", email, window_seconds=3600) <= FORGOT_ACCOUNT_LIMIT:
            actions.ask_password_reset(email)
    return render_template("accounts/forgot.html", form=form, asked_for=form.email.data)


def device_cookie() -> str:
    """Return the name of the cookie by which a browser is known to an account."""
    return "__Secure-requisite-device" if current_app.config["SESSION_COOKIE_SECURE"] else "requisite-device"


def remember_device(response: Response, mark: str) -> None:
    """Let the browser be known the next time; the cookie goes to the sign-in page alone."""
    response.set_cookie(
        device_cookie(),
        mark,
        max_age=signing_in.DEVICE_LIFE_SECONDS,
        path=url_for("accounts.sign_in"),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _target() -> str:
    """Return where to go after signing in: back to a page of this site, or home."""
    wanted = request.args.get("next")
    return wanted if guards.is_local_path(wanted) else url_for("workspace.home")


def _sign_in_page(form: SignInForm) -> str:
    wanted = request.args.get("next")
    action = url_for("accounts.sign_in", next=wanted if guards.is_local_path(wanted) else None)
    return render_template("accounts/sign_in.html", form=form, action=action)
