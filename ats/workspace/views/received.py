"""A received mail in the tray: what it may be for, and what a person makes of it."""

from functools import partial

from flask import redirect, render_template, request, url_for
from sqlalchemy import select

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.applications.queries import get_for_decision
from ats.inbox import sorting
from ats.inbox.jobs import lock_received
from ats.inbox.mime import ParsedMail, parse_mail
from ats.inbox.mime.quotations import passages
from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.nature import is_machine
from ats.inbox.people import shown_name
from ats.inbox.queries import get_received, raw_of
from ats.inbox.taking_out import may_be_taken_out
from ats.openings.models import State
from ats.openings.queries import get_opening, list_for
from ats.platform.database import db, transaction
from ats.platform.mail_html import LONGEST_SHOWN, mail_page
from ats.platform.toasts import toast
from ats.platform.web_form import as_choices, clean_text, set_error
from ats.workspace.mail_answers import answer_original, answer_picture, load_received_picture
from ats.workspace.queries import tray as queries
from ats.workspace.received_forms import AssignForm, AttachForm
from ats.workspace.tray_line import go_on, neighbours, place_of_mail
from ats.workspace.views import blueprint

_OPEN = (State.PUBLISHED, State.PAUSED, State.DRAFT)


@blueprint.get("/tray/mail/<public_id>")
@requires(Permission.SORT_TRAY, load=get_received)
def received_mail(row):
    """Show one mail and what it may be for."""
    return _show(row, *_forms(row))


@blueprint.get("/tray/mail/<public_id>/original")
@requires(Permission.SORT_TRAY, load=get_received)
def received_original(row):
    """Answer with the mail byte for byte as it came, as a file."""
    return answer_original(row)


@blueprint.get("/tray/mail/<public_id>/pictures/<content_id>")
@requires(Permission.SORT_TRAY, load=load_received_picture)
def received_picture(seen):
    """Answer with a picture that the mail brought along."""
    return answer_picture(seen.received, seen.content_id)


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
    by, row_id, public_id = actor(), row.id, application.public_id
    with transaction():
        # Before the mail, as whoever erases the person does.
        application = get_for_decision(public_id)
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
        row = lock_received(row_id)
        sorting.bring_back(row, is_in_use=queries.is_in_use(row.application_id), by=by)
    toast("The mail is back in the tray")
    return redirect(url_for(".received_mail", public_id=row.public_id), 303)


def _sorted(row: ReceivedMail, message: str):
    """Say what was done, offer to take it back, and go on."""
    toast(message, undo_url=url_for(".bring_mail_back", public_id=row.public_id))
    return go_on(place_of_mail(row), request.form.get("next"))


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
    newer, older = neighbours(place_of_mail(row))
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
        body=mail_page(mail.html, partial(_picture_url, row))
        if 0 < len(mail.html) <= LONGEST_SHOWN
        else None,
        passages=passages(mail.text),
        application=db.session.get(Application, row.application_id) if row.application_id else None,
        suggestions=suggestions[:5],
        may_be_taken_out=may_be_taken_out(row) and not queries.is_in_use(row.application_id),
        is_clear=queries.is_clear(row.suggestions),
        person_words=(words := clean_text(request.args.get("person", ""))[:100]),
        people=queries.find_people(
            words, row.person_address or row.from_address, row.person_name or row.from_name
        )
        if row.state == MailState.TRAY
        else [],
        assigning=assigning,
        attaching=attaching,
        newer=newer,
        older=older,
    )


def _picture_url(row: ReceivedMail, content_id: str) -> str:
    return url_for(".received_picture", public_id=row.public_id, content_id=content_id)


def _parsed(row: ReceivedMail) -> ParsedMail:
    try:
        return parse_mail(raw_of(row))
    except FileNotFoundError:
        return ParsedMail(problems=("The mail is missing from the store",))
