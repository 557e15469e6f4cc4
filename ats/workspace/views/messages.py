"""Writing to a candidate from the application: the composer, its templates, calling a message back."""

from datetime import timedelta

from flask import current_app, redirect, render_template, request, session, url_for

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.applications.queries import get_for_decision
from ats.company.queries import list_reasons
from ats.documents import actions as documents
from ats.messages import actions, placeholders, queries
from ats.messages.drafting import AddressBounces, AddressUnusable, Draft, NoAddress, draft
from ats.messages.models import MessageTemplate, Purpose
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.resumes.kinds import ACCEPT, ACCEPTED
from ats.workspace.access import load_application, load_message, load_whole_application
from ats.workspace.enclosures import MOST_FILES, Enclosures, forget, take_enclosures
from ats.workspace.message_forms import MessageForm, RejectForm
from ats.workspace.tongue import in_tongue_first, label_of, tongue_of
from ats.workspace.views import blueprint

_SOON = timedelta(minutes=2)


@blueprint.get("/applications/<public_id>/message")
@requires(Permission.DECIDE_APPLICATION, load=load_whole_application)
def compose(application):
    """Show the composer, with the text of the template that the address names."""
    chosen = _chosen(queries.list_templates(only_active=True))
    data = {}
    if chosen is not None:
        values = queries.placeholder_values(application, get_viewer())
        data = {name: placeholders.preview(getattr(chosen, name), values) for name in ("subject", "text")}
    return _composer(application, MessageForm(formdata=None, data=data))


@blueprint.post("/applications/<public_id>/message")
@requires(Permission.DECIDE_APPLICATION, load=load_whole_application)
def send_message(application):
    """Write to the candidate, at once or at a time of one's choosing; or show what they would get."""
    form, by, public_id = MessageForm(), actor(), application.public_id
    taken = take_enclosures(form)
    refused = list(form.files.errors)
    is_valid = form.validate()
    for words in refused:
        set_error(form.files, words)
    application = load_whole_application(public_id)
    if not is_valid or refused:
        return _composer(application, form, taken), 422
    given = (form.subject.data, form.text.data)
    try:
        if form.is_preview:
            ready = draft(application, *given, user_id=by.user_id, is_signed=form.is_signed.data)
            return _composer(application, form, taken, ready)
        send_at = form.send_at_in(current_app.config["ZONE"])
        key = form.key_of(taken.files)
        with documents.dropping_homeless(taken.files), transaction():
            application = get_for_decision(public_id)
            message = queries.find_by_form(application.id, key) or actions.write(
                application,
                *given,
                by=by,
                send_at=send_at,
                files=taken.files,
                is_signed=form.is_signed.data,
                form_key=key,
            )
            forget(taken)
            message_id = message.public_id
    except placeholders.PlaceholderProblem as error:
        set_error(form[error.part], str(error))
    except (NoAddress, AddressUnusable, AddressBounces) as error:
        set_error(form.text, error.message)
    else:
        return _sent(public_id, message_id, send_at)
    db.session.rollback()
    return _composer(load_whole_application(public_id), form, taken), 422


@blueprint.post("/applications/<public_id>/messages/<message_id>/call-back")
@requires(Permission.DECIDE_APPLICATION, load=load_message)
def call_back(seen):
    """Stop a message that has not gone out yet."""
    by, public_id, message_id = actor(), seen.application.public_id, seen.message.public_id
    with transaction():
        application = get_for_decision(public_id)
        message = queries.get_message(application.id, message_id)
        is_stopped = actions.call_back(message, application, by=by)
    if is_stopped:
        toast("The message was called back and does not go out")
    else:
        toast("The message has gone out already", "warn")
    return redirect(url_for("workspace.application", public_id=public_id, _anchor="conversation"), 303)


@blueprint.post("/applications/<public_id>/lift-stop")
@requires(Permission.DECIDE_APPLICATION, load=load_application)
def lift_stop(application):
    """Let mail go out again to an address from which some came back."""
    by, public_id = actor(), application.public_id
    with transaction():
        actions.lift_stop(get_for_decision(public_id), by=by)
    toast("Mail goes out to this address again")
    return redirect(url_for("workspace.application", public_id=public_id, _anchor="conversation"), 303)


@blueprint.get("/applications/<public_id>/rejection-message")
@requires(Permission.DECIDE_APPLICATION, load=load_application)
def rejection_message(application):
    """Show the chosen message of a rejection, filled in: what the dialog asks for when the choice changes."""
    templates = queries.list_templates(only_active=True, purpose=Purpose.REJECTION)
    chosen = _chosen(templates)
    last = session.get("last_rejection") or {}
    data = {"template": chosen.public_id if chosen else ""}
    data["delay"] = request.args.get("delay", last.get("delay", ""))
    if chosen is not None:
        values = queries.placeholder_values(application, get_viewer())
        data |= {name: placeholders.preview(getattr(chosen, name), values) for name in ("subject", "text")}
    form = RejectForm(formdata=None, data=data).offer(list_reasons(only_active=True), templates)
    return render_template("workspace/application/reject_message.html", application=application, form=form)


def _chosen(templates: list[MessageTemplate]) -> MessageTemplate | None:
    wanted = request.args.get("template", "")
    return next((each for each in templates if each.public_id == wanted), None)


def _composer(
    application, form: MessageForm, taken: Enclosures | None = None, ready: Draft | None = None
) -> str:
    """Show the composer with all that was typed and chosen; ``ready`` is what the candidate would get."""
    templates = queries.list_templates(only_active=True)
    tongue = tongue_of(application, queries.list_received_texts(application.id, limit=1))
    offered = in_tongue_first(templates, tongue)
    chosen = _chosen(templates)
    context = {
        "application": application,
        "form": form,
        "ready": ready,
        "choices": [
            ("", "Start from nothing"),
            *((each.public_id, label_of(each, offered)) for each in offered),
        ],
        "chosen": chosen,
        "known": placeholders.PLACEHOLDERS,
        "zone": current_app.config["ZONE"].key,
        "signature": get_viewer().signature,
        "accept": ACCEPT,
        "accepted_words": ACCEPTED,
        "most_files": MOST_FILES,
        "most_bytes": current_app.config["MAX_UPLOAD_BYTES"],
    }
    held = taken.hold() if taken else []
    return render_template("workspace/application/compose.html", held=held, **context)


def _sent(public_id: str, message_id: str, send_at):
    """Say when the message goes out, and offer to call it back."""
    undo = url_for("workspace.call_back", public_id=public_id, message_id=message_id)
    is_later = send_at is not None and send_at > utc_now() + _SOON
    told = "The message waits until its time" if is_later else "The message goes out in 20 seconds"
    toast(told, undo_url=undo)
    return redirect(url_for("workspace.application", public_id=public_id, _anchor="conversation"), 303)
