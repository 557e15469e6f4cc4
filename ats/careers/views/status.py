"""The candidate's own page behind the mailed link: where the application stands, and what to do about it.

Opening the page writes nothing: programs that look into mails open links too.
"""

from contextlib import suppress

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import public
from ats.applications import actions
from ats.applications.models import Application, Status
from ats.applications.unfinished import find_unfinished
from ats.careers.forms import AddressForm, ContactForm, LinkForm, ResumeForm
from ats.careers.mailed_links import (
    LinkBroken,
    LinkExpired,
    LinkOfAnother,
    NothingThere,
    application_behind,
    application_to_change,
)
from ats.careers.process import standing
from ats.careers.uncached import uncached
from ats.careers.uploads import take_files
from ats.careers.views import blueprint
from ats.documents import actions as documents
from ats.messages import confirming
from ats.messages.actions import call_back_untold
from ats.messages.queries import get_message, status_as_told
from ats.openings.queries import lock_all_stages
from ats.platform import rate_limit
from ats.platform.database import transaction
from ats.platform.errors import Conflict, TooMany
from ats.platform.events import CANDIDATE, SYSTEM, VISITOR
from ats.platform.rate_limit import network_of
from ats.platform.seen_values import ChangedMeanwhile
from ats.resumes.kinds import ACCEPT, ACCEPTED

HOUR, DAY = 3600, 86400
LINKS_PER_ADDRESS, LINKS_PER_NETWORK = 3, 30
MAILS_A_DAY, FILES_A_DAY = 5, 10
# Whoever floods an application with mail fills no page of its candidate's.
MESSAGES_ASKED_ABOUT = 5
DONE = {
    "contact": "Your details are saved.",
    "address": "We have sent a mail to the new address. Open the link in it to confirm the change.",
    "resume": "We have your newer résumé. The earlier one stays beside it.",
    "details": "Thank you, that is settled.",
    "document": "Thank you. We use this résumé from now on.",
    "message": "Thank you. We know now that you wrote it.",
    "finished": "Thank you. Your application is complete.",
    "finished-address": "Thank you. Your application is complete. "
    "We use the new address once you have opened the link that we have sent to it.",
    "withdrawn": "Your application is withdrawn. We confirm it by mail.",
    "erasure": "We have sent you a mail. Open the link in it to have everything erased.",
}


class AlreadyEnded(Conflict):
    """This application has already ended. Nothing was changed."""


@blueprint.get("/status")
@public
def ask_for_link():
    """Offer to send a new link."""
    return uncached(
        render_template("careers/ask_for_link.html", form=LinkForm(), is_asked="asked" in request.args)
    )


@blueprint.post("/status")
@public
def send_link():
    """Have new links mailed; the answer is the same whether or not an address is known."""
    form = LinkForm()
    if not form.validate():
        return uncached(render_template("careers/ask_for_link.html", form=form, is_asked=False), 422)
    with transaction():
        of_address = rate_limit.hit("status_link", form.email.data, window_seconds=HOUR)
        of_network = rate_limit.hit("status_links", network_of(request.remote_addr), window_seconds=HOUR)
        if of_address <= LINKS_PER_ADDRESS and of_network <= LINKS_PER_NETWORK:
            actions.ask_for_links(form.email.data, by=VISITOR)
    return redirect(url_for("careers.ask_for_link", asked=1), 303)


@blueprint.get("/status/<token>")
@public
def status(token: str):
    """Show where an application stands."""
    return _show(token, application_behind(token))


@blueprint.post("/status/<token>/contact")
@public
def change_contact(token: str):
    """Take corrected contact details."""
    application = application_behind(token)
    form = ContactForm(data={"phone": application.candidate.phone})
    if not form.validate():
        return _show(token, application, 422, contact=form)
    try:
        with transaction():
            changing = application_to_change(token)
            actions.confirm_by_candidate(changing, form.values(), seen=form.as_seen, by=CANDIDATE)
    except ChangedMeanwhile as error:
        return _ask_again(token, form, error)
    return _done(token, "contact")


def _ask_again(token: str, form: ContactForm, error: ChangedMeanwhile):
    application = application_behind(token)
    known = {name: getattr(application.candidate, name) for name in form.values()}
    # Who of the company it was is nobody's outside it.
    form.ask_again(error, known, who=lambda _name: "Somebody else")
    return _show(token, application, 409, contact=form)


@blueprint.post("/status/<token>/address")
@public
def ask_for_address(token: str):
    """Have a link mailed to a new address, which takes effect once that link is used."""
    application, form = application_behind(token), AddressForm()
    if not form.validate():
        return _show(token, application, 422, address=form)
    with transaction():
        application = application_to_change(token)
        _limit("new_address", application, MAILS_A_DAY)
        actions.confirm_address(application, by=CANDIDATE)
        actions.ask_for_address(application, form.email.data)
    return _done(token, "address")


@blueprint.post("/status/<token>/resume")
@public
def add_resume(token: str):
    """Take a newer résumé; the earlier one stays beside it."""
    application, form = application_behind(token), ResumeForm()
    # Before the file is stored: what is refused leaves nothing behind.
    _check_active(application)
    form.resume.flags.required, form.resume.missing = True, "Choose your résumé"
    is_valid = form.validate()
    if not (take_files(form) and is_valid):
        return _show(token, application_behind(token), 422, resume=form)
    with documents.dropping_homeless([form.resume.stored]), transaction():
        application = application_to_change(token)
        _check_active(application)
        if not _is_there(application, form.resume.stored.sha256):
            _limit("newer_resume", application, FILES_A_DAY)
            actions.confirm_address(application, by=CANDIDATE)
            actions.add_document(application, form.resume.stored, "resume", by=CANDIDATE)
    return _done(token, "resume")


@blueprint.post("/status/<token>/details")
@public
def settle_details(token: str):
    """Use, or set aside, what was typed into the form and differs from what was known."""
    with transaction():
        application = application_to_change(token)
        actions.confirm_address(application, by=CANDIDATE)
        if actions.typed_differences(application):
            actions.settle_typed_details(
                application, accept=request.form.get("accept") == "yes", by=CANDIDATE
            )
    return _done(token, "details")


@blueprint.post("/status/<token>/document")
@public
def confirm_document(token: str):
    """Use a file that came through the public form after the application."""
    with transaction():
        application = application_to_change(token)
        actions.confirm_address(application, by=CANDIDATE)
        with suppress(actions.AlreadyConfirmed):
            actions.confirm_document(application, request.form.get("document", ""), by=CANDIDATE)
    return _done(token, "document")


@blueprint.post("/status/<token>/message")
@public
def confirm_message(token: str):
    """Know for sure that the candidate wrote a message; its files count from now on."""
    with transaction():
        application = application_to_change(token)
        actions.confirm_address(application, by=CANDIDATE)
        message = get_message(application.id, request.form.get("message", ""))
        confirming.confirm(message, application, by=CANDIDATE)
    return _done(token, "message")


@blueprint.post("/status/<token>/withdraw")
@public
def withdraw(token: str):
    """Take the application back, as it is by then: whoever moves it at this moment is waited for.

    A rejection that was not told gives way to the candidate's own word, and its message is called back.
    """
    with transaction():
        application = application_to_change(token)
        lock_all_stages([application.opening_id])
        if application.status != Status.WITHDRAWN:
            is_untold = application.status == Status.REJECTED
            if not (call_back_untold(application, by=SYSTEM) if is_untold else _is_active(application)):
                raise AlreadyEnded
            actions.confirm_address(application, by=CANDIDATE)
            actions.withdraw(application, seen=application.version, by=CANDIDATE, is_untold=is_untold)
    return _done(token, "withdrawn")


@blueprint.post("/status/<token>/erasure")
@public
def ask_for_erasure(token: str):
    """Have the link mailed that confirms the erasure of everything."""
    with transaction():
        application = application_to_change(token)
        _limit("erasure", application, MAILS_A_DAY)
        actions.confirm_address(application, by=CANDIDATE)
        actions.ask_for_erasure(application, by=CANDIDATE)
    return _done(token, "erasure")


@blueprint.errorhandler(LinkExpired)
@blueprint.errorhandler(LinkBroken)
@blueprint.errorhandler(LinkOfAnother)
@blueprint.errorhandler(NothingThere)
def dead_link(error):
    """Say what is wrong with a mailed link and how to get a new one."""
    return uncached(render_template("careers/dead_link.html", sentence=error.message), error.status)


def _show(
    token: str, application: Application, status: int = 200, *, contact=None, address=None, resume=None
):
    candidate = application.candidate
    papers = [each for each in application.attachments if each.role != "answer"]
    waiting = confirming.list_unconfirmed(application.id)
    # What came with a message is confirmed with it.
    sent = {file.document_id for message in waiting for file in message.files}
    # Nobody learns of a decision from this page, or from what it offers, before it is said to them.
    standing_at = status_as_told(application)
    page = render_template(
        "careers/status.html",
        standing_at=standing_at,
        token=token,
        application=application,
        candidate=candidate,
        steps=standing(application.opening.stages, application.stage.kind, standing_at),
        unfinished=find_unfinished(application) if standing_at == Status.ACTIVE else None,
        differences=actions.typed_differences(application),
        documents=[each for each in papers if each.is_confirmed],
        messages=confirming.list_to_ask_about(waiting, application)[-MESSAGES_ASKED_ABOUT:],
        unconfirmed=[each for each in papers if not each.is_confirmed and each.document_id not in sent],
        contact=contact or ContactForm(None, obj=candidate),
        address=address or AddressForm(None),
        resume=resume or ResumeForm(None),
        done=DONE.get(request.args.get("done", "")) if request.method == "GET" else None,
        accept=ACCEPT,
        accepted_words=ACCEPTED,
        max_bytes=current_app.config["MAX_UPLOAD_BYTES"],
    )
    return uncached(page, status)


def _done(token: str, what: str):
    return redirect(url_for("careers.status", token=token, done=what), 303)


def _is_active(application: Application) -> bool:
    return status_as_told(application) == Status.ACTIVE


def _check_active(application: Application) -> None:
    if not _is_active(application):
        raise AlreadyEnded


def _is_there(application: Application, sha256: str) -> bool:
    """The same file sent twice, as by a reload, is one file."""
    current = [each for each in application.attachments if each.role == "resume" and each.is_current]
    return any(each.document.sha256 == sha256 for each in current)


def _limit(what: str, application: Application, limit: int) -> None:
    if rate_limit.hit(what, application.public_id, window_seconds=DAY) > limit:
        raise TooMany("That was asked for several times today. Please try again tomorrow.", retry_after=DAY)
