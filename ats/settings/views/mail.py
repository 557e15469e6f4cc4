"""Mail: where it goes, a test, and every message with what became of it."""

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import get_viewer, requires
from ats.accounts.permissions import Permission
from ats.platform import mailer
from ats.platform.database import transaction
from ats.platform.toasts import toast
from ats.settings import actions, queries
from ats.settings.forms import TestMailForm
from ats.settings.views import blueprint

STATES = {
    "queued": "Waiting",
    "sending": "Sending",
    "sent": "Sent",
    "kept": "Kept here",
    "refused": "Refused",
    "bounced": "Came back",
    "stopped": "Not sent",
    "cancelled": "Called back",
}


@blueprint.get("/mail")
@requires(Permission.MANAGE_SYSTEM)
def mail():
    """List the mails, the latest first."""
    return _page(TestMailForm(formdata=None, data={"to": get_viewer().email}))


@blueprint.post("/mail/test")
@requires(Permission.MANAGE_SYSTEM)
def send_test_mail():
    """Send a test mail to an address of one's choice."""
    form = TestMailForm()
    if not form.validate_on_submit():
        return _page(form), 422
    user = get_viewer()
    with transaction():
        sent = actions.send_test_mail(form.to.data, user)
    toast(f"A test mail to {sent.to_address} is on its way. What becomes of it stands on this page.")
    return redirect(url_for("settings.one_mail", public_id=sent.public_id), 303)


@blueprint.get("/mail/<public_id>")
@requires(Permission.MANAGE_SYSTEM)
def one_mail(public_id):
    """Show one mail: its text, and the source of its HTML part as text."""
    found = queries.get_mail(public_id)
    return render_template("settings/one_mail.html", mail=found, states=STATES)


def _page(form: TestMailForm) -> str:
    state = request.args.get("state")
    state = state if state in STATES else None
    page = queries.page_of_mails(state=state, cursor=request.args.get("after"))
    return render_template(
        "settings/mail.html",
        page=page,
        state=state,
        states=STATES,
        counts=queries.count_mails(),
        form=form,
        server=_server(),
        sender=current_app.config["MAIL_DEFAULT_SENDER"],
        is_first=not request.args.get("after"),
    )


def _server() -> str | None:
    """Return the mail server as HOST:PORT, without its password, or None."""
    config = current_app.config
    return f"{config['MAIL_SERVER']}:{config['MAIL_PORT']}" if mailer.has_server() else None
