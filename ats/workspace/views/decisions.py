"""Decisions about one application. Each names what the person saw, so that a stale click changes nothing."""

from flask import session

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.accounts.queries import name_actor
from ats.activity.models import EventRow
from ats.activity.queries import find_last
from ats.applications import actions
from ats.applications.models import Application, Status
from ats.applications.queries import find_last_change, find_opening_of, get_for_step
from ats.company.models import StageKind
from ats.company.queries import get_reason, list_reasons
from ats.messages.actions import write
from ats.messages.drafting import AddressBounces, AddressUnusable, NoAddress
from ats.messages.models import Purpose
from ats.messages.placeholders import PlaceholderProblem
from ats.messages.queries import list_about_change, list_templates, list_waiting
from ats.openings.events import OpeningChanged
from ats.openings.models import Stage, State
from ats.openings.queries import get_stage_of
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.dates import age_in_words
from ats.platform.error_pages import wants_json
from ats.platform.errors import Conflict, NotFound
from ats.platform.events import Actor
from ats.platform.web_form import set_error
from ats.reviews.actions import write_note
from ats.workspace.access import load_application
from ats.workspace.answers import answering, decided
from ats.workspace.forms import DecisionForm, MoveForm, UndoForm
from ats.workspace.kept_words import give_back
from ats.workspace.message_forms import DELAYS, RejectForm, as_delay
from ats.workspace.page import PageForms, show_again
from ats.workspace.views import blueprint

# What no version is: an action that is given it says who decided in the meantime.
_NEVER = 0


@blueprint.post("/applications/<public_id>/move")
@requires(Permission.DECIDE_APPLICATION, load=load_application)
@answering
def move(public_id):
    """Put an application into another stage."""
    form = MoveForm().checked()
    by = actor()
    with transaction():
        application = get_for_step(public_id)
        stage = _get_stage(application, form.stage.data)
        change_id = actions.move(application, stage, seen=_seen(form, application), by=by)
    name = application.candidate.name
    done = f"{name} hired" if stage.kind == StageKind.HIRED else f"{name} moved to {stage.name}"
    return decided(application, done, change_id, form.next.data)


@blueprint.post("/applications/<public_id>/reject")
@requires(Permission.DECIDE_APPLICATION, load=load_application)
@answering
def reject(public_id):
    """End an application with a reason."""
    templates = list_templates(only_active=True, purpose=Purpose.REJECTION)
    form = RejectForm().offer(list_reasons(only_active=True), templates)
    if not form.validate():
        return show_again(public_id, PageForms(reject=form), status=422)
    by, message = actor(), form.message(templates)
    try:
        with transaction():
            application = get_for_step(public_id)
            reason = get_reason(form.reason.data)
            change_id = actions.reject(application, reason, seen=form.seen.data, by=by)
            if form.note.data:
                write_note(application, form.note.data, by=by)
            if message:
                send_at = utc_now() + as_delay(form.delay.data)
                write(application, *message, by=by, change_id=change_id, send_at=send_at)
    except (PlaceholderProblem, NoAddress, AddressUnusable, AddressBounces) as error:
        set_error(form.template, str(error))
        db.session.rollback()
        return show_again(public_id, PageForms(reject=form), status=422)
    except Conflict as error:
        db.session.rollback()
        given_back = None if wants_json() else give_back(public_id, form, templates, error)
        if given_back is None:
            raise
        return given_back
    session["last_rejection"] = {
        "reason": form.reason.data,
        "template": form.template.data,
        "delay": form.delay.data,
    }
    goes_out = f"goes out {DELAYS[form.delay.data].lower()}" if form.delay.data else "goes out in 20 seconds"
    told = f"; the message {goes_out}" if message else ", without a message"
    return decided(application, f"{application.candidate.name} rejected{told}", change_id, form.next.data)


@blueprint.post("/applications/<public_id>/withdraw")
@requires(Permission.DECIDE_APPLICATION, load=load_application)
@answering
def withdraw(public_id):
    """Note that the candidate stepped back."""
    return _decide(public_id, actions.withdraw, "withdrawn on the candidate’s behalf")


@blueprint.post("/applications/<public_id>/reopen")
@requires(Permission.DECIDE_APPLICATION, load=load_application)
@answering
def reopen(public_id):
    """Put an ended application back on its way."""
    form = DecisionForm().checked()
    by = actor()
    with transaction():
        application = get_for_step(public_id)
        waited = len(list_waiting(application.id))
        change_id = actions.reopen(application, seen=form.seen.data, by=by)
    words = [f"{application.candidate.name} reopened"]
    words += ["the message that waited was called back"] * bool(waited)
    words += ["the opening is closed"] * (find_opening_of(application).state == State.CLOSED)
    return decided(application, "; ".join(words), change_id, form.next.data)


@blueprint.post("/applications/<public_id>/hire")
@requires(Permission.DECIDE_APPLICATION, load=load_application)
@answering
def hire(public_id):
    """Note that the candidate was hired."""
    return _decide(public_id, actions.hire, "hired")


@blueprint.post("/applications/<public_id>/undo")
@requires(Permission.DECIDE_APPLICATION, load=load_application)
@answering
def undo(public_id):
    """Take back the latest decision, while its result still stands."""
    form = UndoForm().checked()
    by = actor()
    with transaction():
        application = get_for_step(public_id)
        actions.undo(application, form.change.data, by=by)
    words = [f"Taken back: {application.candidate.name}", *_after_undo(application, form.change.data)]
    return decided(application, ". ".join(words), None, form.next.data)


def _after_undo(application: Application, change_id: int) -> list[str]:
    """Return sentences about what taking a decision back leaves behind."""
    said = []
    if any(each.state in ("sent", "kept", "sending") for each in list_about_change(change_id)):
        said.append("The message about it has gone out already")
    if application.status == Status.ACTIVE and find_opening_of(application).state == State.CLOSED:
        said.append("The opening is closed")
    ended = find_last_change(application.id, "rejected") if application.status == Status.REJECTED else None
    if ended and any(each.state == "cancelled" for each in list_about_change(ended)):
        said.append("The message about the rejection was called back: nobody has told the candidate")
    return said


def _decide(public_id: str, action, done: str):
    form = DecisionForm().checked()
    by = actor()
    with transaction():
        application = get_for_step(public_id)
        change_id = action(application, seen=form.seen.data, by=by)
    return decided(application, f"{application.candidate.name} {done}", change_id, form.next.data)


def _get_stage(application: Application, public_id: str) -> Stage:
    """Return a stage of the application's opening; for one that was removed meanwhile, say who changed the stages."""
    try:
        return get_stage_of(application.opening_id, public_id)
    except NotFound:
        change = find_last(
            EventRow.opening_id == application.opening_id, kind=OpeningChanged.kind, changed="stages"
        )
        if change is None:
            raise
    who = name_actor(Actor(change.actor_kind, change.actor_id), viewer=get_viewer())
    age = age_in_words(change.at)
    when = age if age == "just now" else f"{age} ago"
    words = f"{who} changed the stages {when}. Nothing was changed by your click."
    raise Conflict(f"This stage is not there any more. {words}")


def _seen(form: MoveForm, application: Application) -> int:
    """Return the version that was on the screen; a card on the board shows its column instead."""
    if form.seen.data is not None:
        return form.seen.data
    still_there = application.stage.public_id == form.seen_stage.data and application.status == Status.ACTIVE
    return application.version if still_there else _NEVER
