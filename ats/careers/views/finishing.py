"""Finishing an application that came by mail, through the mailed link; opening the page writes nothing."""

from collections.abc import Sequence

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import public
from ats.applications import actions
from ats.applications.models import Application, Status
from ats.applications.queries import find_candidate_of, list_answered
from ats.applications.unfinished import list_unanswered
from ats.careers.finishing import contact_known, file_names
from ats.careers.forms import field_name, finish_form
from ats.careers.gone import GONE_FROM_FINISHING, gone_answers
from ats.careers.mailed_links import application_behind, application_to_change
from ats.careers.submission import given_answer
from ats.careers.uncached import uncached
from ats.careers.uploads import file_fields, held_tokens, hold_files, kept_files, take_files
from ats.careers.views import blueprint
from ats.careers.views.applying import CONSENT, STALE_FORM
from ats.company.queries import get_company
from ats.messages.queries import status_as_told
from ats.openings.models import Question
from ats.platform import rate_limit
from ats.platform.database import transaction
from ats.platform.errors import TooMany
from ats.platform.events import CANDIDATE
from ats.platform.web_form import WebForm, set_error
from ats.resumes.kinds import ACCEPT

DAY = 86400
MAILS_A_DAY = 5
# Each may leave files behind; nobody needs so many.
TRIES_A_DAY = 50


@blueprint.get("/status/<token>/finish")
@public
def finish(token: str):
    """Ask for what is missing; where nothing is, go on to the status page."""
    application = application_behind(token)
    questions = list_unanswered(application)
    if not _has_something_to_do(application, questions):
        return redirect(url_for("careers.status", token=token))
    form = finish_form(
        questions,
        needs_consent=application.consent_at is None,
        formdata=None,
        data=contact_known(application),
    )
    return _show(token, application, questions, form)


@blueprint.post("/status/<token>/finish")
@public
def send_finish(token: str):
    """Take what was missing; whatever is wrong, everything that was typed and chosen is kept.

    The view checks the CSRF token itself, so that a browser without cookies costs nobody what they typed.
    """
    request.form  # noqa: B018 - the whole body first: a slow upload must not keep the database waiting
    application = application_behind(token)
    questions = list_unanswered(application)
    gone = _gone(application, questions)
    if not _has_something_to_do(application, [*questions, *gone]):
        return redirect(url_for("careers.status", token=token, done="finished"), 303)
    if not rate_limit.allow("finish", application.public_id, limit=TRIES_A_DAY, window_seconds=DAY):
        raise TooMany("This was sent many times today. Please try again tomorrow.", retry_after=DAY)
    form = finish_form(questions, needs_consent=application.consent_at is None)
    is_valid, has_files = form.validate(), take_files(form)
    if "csrf_token" in form.errors:
        form.csrf_token.errors = []
        form.form_errors = [STALE_FORM]
        return _show_again(token, questions, form, 400)
    if gone:
        form.form_errors = [GONE_FROM_FINISHING]
        return _show_again(token, questions, form, 422)
    if not (is_valid and has_files):
        return _show_again(token, questions, form, 422)
    if not _finish(token, questions, form):
        set_error(form.email, "A link was sent to several addresses today. Keep this one until tomorrow")
        return _show_again(token, questions, form, 429)
    is_new = form.email.data.casefold() != contact_known(application_behind(token))["email"].casefold()
    return redirect(
        url_for("careers.status", token=token, done="finished-address" if is_new else "finished"), 303
    )


class _TooManyLinks(Exception):
    """No link may go to one more new address today."""


def _finish(token: str, questions: list[Question], form: WebForm) -> bool:
    """Do all of it, or nothing where a link would go to one address too many."""
    days = current_app.config["RETENTION_DAYS"]
    answers = [answer for question in questions if (answer := given_answer(form, question)) is not None]
    values = {"name": form.name.data, "phone": form.phone.data or "", "link": form.link.data or ""}
    try:
        with transaction():
            application = application_to_change(token)
            actions.confirm_by_candidate(application, values, by=CANDIDATE)
            if form.email.data.casefold() != find_candidate_of(application).email.casefold():
                if rate_limit.hit("new_address", application.public_id, window_seconds=DAY) > MAILS_A_DAY:
                    raise _TooManyLinks
                actions.ask_for_address(application, form.email.data)
            tokens = held_tokens(file_fields(form))
            actions.finish(application, answers, consent_days=days, held_tokens=tokens, by=CANDIDATE)
    except _TooManyLinks:
        return False
    return True


def _gone(application: Application, questions: list[Question]) -> list[str]:
    """Return what was answered to questions that are not asked any more; those with an answer are not meant."""
    return gone_answers({field_name(each) for each in questions}, list_answered(application.id))


def _has_something_to_do(application: Application, to_settle: Sequence[Question | str]) -> bool:
    is_unfinished = application.consent_at is None or bool(to_settle)
    return is_unfinished and status_as_told(application) == Status.ACTIVE


def _show_again(token: str, questions: list[Question], form: WebForm, status: int):
    with transaction():
        hold_files(form)
    return _show(token, application_behind(token), questions, form, status)


def _show(token: str, application: Application, questions: list[Question], form: WebForm, status: int = 200):
    if "consent" in form:
        company, days = get_company(), current_app.config["RETENTION_DAYS"]
        form.consent.label.text = CONSENT.format(company=company.name, days=days)
    page = render_template(
        "careers/finish.html",
        token=token,
        application=application,
        form=form,
        own_fields=[(question, form[field_name(question)]) for question in questions],
        gone=_gone(application, questions) if request.method == "POST" else [],
        files=file_names(application),
        kept=kept_files(form),
        accept=ACCEPT,
        max_bytes=current_app.config["MAX_UPLOAD_BYTES"],
    )
    return uncached(page, status)
