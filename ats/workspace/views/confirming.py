"""Confirming what came for an application from a sender whom nobody had verified: a file, a message with its files."""

from flask import request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.applications import actions
from ats.applications.queries import get_for_decision
from ats.messages import confirming
from ats.messages.queries import get_message
from ats.platform.database import transaction
from ats.platform.toasts import toast
from ats.workspace.access import load_application, load_message
from ats.workspace.answers import answering, back_to
from ats.workspace.views import blueprint


@blueprint.post("/applications/<public_id>/documents/confirm")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
@answering
def confirm_document(public_id):
    """Let a file count that came unconfirmed."""
    by, document = actor(), request.form.get("document", "")
    with transaction():
        application = get_for_decision(public_id)
        former = actions.confirm_document(application, document, by=by)
    undo = url_for(".unconfirm_document", public_id=public_id)
    toast("The file is confirmed", undo_url=undo, undo_fields={"document": document, "former": former})
    return back_to(application, f"{_page(public_id)}?document={document}#papers")


@blueprint.post("/applications/<public_id>/documents/unconfirm")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
@answering
def unconfirm_document(public_id):
    """Take the confirmation of a file back."""
    by, document, former = actor(), request.form.get("document", ""), request.form.get("former", "")
    with transaction():
        application = get_for_decision(public_id)
        actions.unconfirm_document(application, document, former=former, by=by)
    toast("The file is not confirmed any more")
    return back_to(application)


@blueprint.post("/applications/<public_id>/messages/<message_id>/confirm")
@requires(Permission.EDIT_CANDIDATE, load=load_message)
def confirm_message(seen):
    """Note that the candidate wrote a message; its files count from now on."""
    by, public_id, message_id = actor(), seen.application.public_id, seen.message.public_id
    with transaction():
        application = get_for_decision(public_id)
        former = confirming.confirm(get_message(application.id, message_id), application, by=by)
    undo = url_for(".unconfirm_message", public_id=public_id, message_id=message_id)
    pairs = " ".join(f"{document}:{before}" for document, before in former.items())
    told = "The message and its files are confirmed" if former else "The message is confirmed"
    toast(told, undo_url=undo, undo_fields={"former": pairs})
    return back_to(application, f"{_page(public_id)}#message-{message_id}")


@blueprint.post("/applications/<public_id>/messages/<message_id>/unconfirm")
@requires(Permission.EDIT_CANDIDATE, load=load_message)
def unconfirm_message(seen):
    """Take the confirmation of a message and of its files back."""
    by, public_id, message_id = actor(), seen.application.public_id, seen.message.public_id
    pairs = [each.partition(":") for each in request.form.get("former", "").split()]
    with transaction():
        application = get_for_decision(public_id)
        former = {document: before for document, _, before in pairs}
        confirming.unconfirm(get_message(application.id, message_id), application, former, by=by)
    toast("The message is not confirmed any more")
    return back_to(application, f"{_page(public_id)}#message-{message_id}")


def _page(public_id: str) -> str:
    return url_for(".application", public_id=public_id)
