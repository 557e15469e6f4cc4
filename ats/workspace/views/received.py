"""Received mail in the tray: the list, one mail with what it may be for, and what a person makes of it."""

from io import BytesIO

from flask import redirect, render_template, request, send_file, url_for
from sqlalchemy import select

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.applications.queries import count_tray
from ats.inbox import sorting
from ats.inbox.jobs import lock_received
from ats.inbox.mime import ParsedMail, parse_mail
from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.nature import is_machine
from ats.inbox.people import shown_name
from ats.inbox.queries import count_waiting, find_neighbours, get_received, list_in_states, raw_of
from ats.inbox.taking_out import may_be_taken_out
from ats.openings.models import State
from ats.openings.queries import get_opening, list_for
from ats.platform.columns import is_storable_id
from ats.platform.database import db, transaction
from ats.platform.errors import NotFound
from ats.platform.mail_html import mail_html
from ats.platform.toasts import toast
from ats.platform.web_form import as_choices, set_error
from ats.workspace.received_forms import AssignForm, AttachForm
from ats.workspace.views import blueprint

_PAGE = 50
_OPEN = (State.PUBLISHED, State.PAUSED, State.DRAFT)
SHOWN = {
    "waiting": (MailState.TRAY, MailState.ASSIGNED),
    "aside": (MailState.DISMISSED, MailState.IGNORED),
    "filed": (MailState.ROUTED,),
}


@blueprint.get("/tray/mail")
@requires(Permission.SORT_TRAY)
def received_mails():
    """Show the mails that wait, were set aside, or found their place."""
    shown = request.args.get("show") if request.args.get("show") in SHOWN else "waiting"
    before = request.args.get("before", type=int)
    rows = list_in_states(SHOWN[shown], limit=_PAGE + 1, before_id=before if is_storable_id(before) else None)
    older = url_for(".received_mails", show=shown, before=rows[_PAGE - 1].id) if len(rows) > _PAGE else None
    return render_template(
        "workspace/tray/mails.html",
        shown=shown,
        rows=rows[:_PAGE],
        older_url=older,
        waiting=count_waiting(),
        suspected=count_tray(),
    )


@blueprint.get("/tray/mail/<public_id>")
@requires(Permission.SORT_TRAY, load=get_received)
def received_mail(row):
    """Show one mail and what it may be for."""
    return _show(row, *_forms(row))


@blueprint.get("/tray/mail/<public_id>/original")
@requires(Permission.SORT_TRAY, load=get_received)
def received_original(row):
    """Answer with the mail byte for byte as it came, as a file."""
    name = f"mail-{row.received_at:%Y-%m-%d}-{row.public_id[:6]}.eml"
    try:
        raw = raw_of(row)
    except FileNotFoundError:
        raise NotFound("This mail is missing from the store.") from None
    answer = send_file(
        BytesIO(raw), mimetype="message/rfc822", as_attachment=True, download_name=name, max_age=0
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.post("/tray/mail/<public_id>/assign")
@requires(Permission.SORT_TRAY, load=get_received)
def assign_mail(row):
    """Say for which opening a mail is."""
    assigning, attaching = _forms(row, is_sent=True)
    if not assigning.validate():
        return _show(row, assigning, AttachForm(formdata=None)), 422
    by, row_id = actor(), row.id
    with transaction():
        opening = get_opening(assigning.opening.data)
        name, address = assigning.name.data, assigning.email.data
        sorting.assign(lock_received(row_id), opening, name=name, address=address, by=by)
        title = opening.title
    return _sorted(row, f"Goes to {title}")


@blueprint.post("/tray/mail/<public_id>/attach")
@requires(Permission.SORT_TRAY, load=get_received)
def attach_mail(row):
    """Say to which application a mail belongs."""
    form = AttachForm()
    application = None
    if form.validate():
        query = select(Application).where(Application.reference == form.reference.data.upper())
        application = db.session.scalar(query)
        if application is None:
            set_error(form.reference, "There is no application with this reference")
    if application is None:
        return _show(row, _forms(row)[0], form), 422
    by, row_id, application_id = actor(), row.id, application.id
    with transaction():
        application = db.session.get_one(Application, application_id)
        sorting.attach(lock_received(row_id), application, by=by)
        reference = application.reference
    return _sorted(row, f"Goes to application {reference}")


@blueprint.post("/tray/mail/<public_id>/dismiss")
@requires(Permission.SORT_TRAY, load=get_received)
def dismiss_mail(row):
    """Say that a mail is no application."""
    by, row_id = actor(), row.id
    with transaction():
        sorting.dismiss(lock_received(row_id), by=by)
    return _sorted(row, "Set aside: not an application")


@blueprint.post("/tray/mail/<public_id>/bring-back")
@requires(Permission.SORT_TRAY, load=get_received)
def bring_mail_back(row):
    """Put a mail back into the tray."""
    by, row_id = actor(), row.id
    with transaction():
        sorting.bring_back(lock_received(row_id), by=by)
    toast("The mail is back in the tray")
    return redirect(url_for(".received_mail", public_id=row.public_id), 303)


def _sorted(row: ReceivedMail, message: str):
    """Say what was done, offer to take it back, and go on with the next mail that waits."""
    toast(message, undo_url=url_for(".bring_mail_back", public_id=row.public_id))
    newer, older = find_neighbours(row)
    following = older or newer
    if following is None:
        return redirect(url_for(".received_mails"), 303)
    return redirect(url_for(".received_mail", public_id=following), 303)


def _forms(row: ReceivedMail, *, is_sent: bool = False) -> tuple[AssignForm, AttachForm]:
    address = row.person_address or row.from_address
    known = "" if is_machine(address) else address
    data = {"name": shown_name(row.person_name or row.from_name, address) if known else "", "email": known}
    assigning = AssignForm() if is_sent else AssignForm(formdata=None, data=data)
    offered = ((each.reference, f"{each.title} ({each.reference})") for each in _openings())
    assigning.opening.choices = as_choices([("", "Select an opening"), *offered])
    return assigning, AttachForm(formdata=None)


def _openings() -> list:
    return list_for(get_viewer(), states=_OPEN)


def _show(row: ReceivedMail, assigning: AssignForm, attaching: AttachForm):
    mail = _parsed(row)
    newer, older = find_neighbours(row)
    by_reference = {each.reference: each for each in _openings()}
    suggestions = [
        (by_reference[each["reference"]], each["why"])
        for each in row.suggestions
        if each["reference"] in by_reference
    ]
    return render_template(
        "workspace/tray/mail.html",
        row=row,
        mail=mail,
        body=mail_html(mail.html) if mail.html else None,
        application=db.session.get(Application, row.application_id) if row.application_id else None,
        suggestions=suggestions[:5],
        may_be_taken_out=may_be_taken_out(row),
        assigning=assigning,
        attaching=attaching,
        newer=newer,
        older=older,
    )


def _parsed(row: ReceivedMail) -> ParsedMail:
    try:
        return parse_mail(raw_of(row))
    except FileNotFoundError:
        return ParsedMail(problems=("The mail is missing from the store",))
