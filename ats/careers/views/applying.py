"""Applying: the form, what becomes of it, and the page that says thank you."""

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import public
from ats.applications.actions import KeyUsedForAnother
from ats.applications.queries import find_key
from ats.careers.audience import check_may_see, is_open, source_of
from ats.careers.forms import ApplyForm, apply_form, field_name
from ats.careers.gone import GONE, gone_answers
from ats.careers.prefilling import TOO_MANY, Filled, count_early_file, fill_in, is_early_file_welcome
from ats.careers.submission import (
    ClosedMeanwhile,
    check_flood,
    count_refused,
    file_once,
    get_opening_to_apply_to,
    new_key,
    opening_token,
    read_submission,
)
from ats.careers.uncached import uncached
from ats.careers.uploads import forget_missing, hold_files, kept_files, take_files
from ats.careers.views import blueprint
from ats.company.queries import get_company
from ats.openings import queries
from ats.openings.models import Opening, State
from ats.platform import tokens
from ats.platform.database import db, transaction
from ats.platform.errors import NotFound
from ats.platform.web_form import set_error
from ats.resumes.kinds import ACCEPT, ACCEPTED

STALE_FORM = (
    "The form was open for very long, or your browser keeps no cookies. "
    "Nothing is lost: please send it again."
)
SENT_ALREADY = (
    "This form was already sent once with other content. "
    "If you want to apply again with what is below, send it."
)
CONSENT = (
    "{company} may keep what I send until {days} days after the last step of my application, "
    "to decide about it"
)
THANKS_SECONDS = 7 * 86400
# What is given back when it cannot be sent.
_TEXTS = ("StringField", "TextAreaField")


@blueprint.get("/openings/<reference>/apply")
@public
def apply(reference: str):
    """Show the form to apply with."""
    opening, _ = _open_to_visitor(reference)
    form = apply_form(opening.questions)
    if not is_open(opening):
        return _not_taken(opening, form)
    form.key.data, form.opened.data = new_key(), opening_token(opening.reference)
    form.source.data = source_of(request.args)
    return _show(opening, form)


@blueprint.post("/openings/<reference>/apply")
@public
def send(reference: str):
    """Take an application; whatever is wrong, everything that was typed and chosen is kept.

    The view checks the CSRF token itself, so that a stale one costs nobody what they typed.
    """
    # The whole body first: a slow upload must not keep a connection of the database waiting.
    request.form  # noqa: B018
    opening, sent_this_hour = _open_to_visitor(reference)
    form = apply_form(opening.questions)
    form.source.data = source_of(request.form)
    if not is_open(opening) and find_key(form.key.data or "") is None:
        return _not_taken(opening, form)
    check_flood(sent_this_hour)
    if "fill" in request.form:
        return _fill_in(opening, form)
    is_valid, has_files = form.validate(), take_files(form)
    if "csrf_token" in form.errors:
        form.csrf_token.errors = []
        form.form_errors = [STALE_FORM]
        return _show_again(opening, form, 400)
    if gone_answers(form):
        form.form_errors = [GONE]
        return _show_again(opening, form, 422)
    if not (is_valid and has_files):
        return _show_again(opening, form, 422)
    return _file(opening, form)


@blueprint.get("/openings/<reference>/thanks/<token>")
@public
def thanks(reference: str, token: str):
    """Say thank you, with the reference of the application and what happens next."""
    try:
        opening_reference, application_reference = tokens.read("thanks", token, THANKS_SECONDS)
    except tokens.InvalidToken:
        raise NotFound from None
    if opening_reference != reference:
        raise NotFound
    opening = queries.get_opening_with_content(reference)
    return uncached(render_template("careers/thanks.html", opening=opening, reference=application_reference))


def _open_to_visitor(reference: str) -> tuple[Opening, int | None]:
    """Return an opening with its questions, and how often this network address sent its form in this hour."""
    opening, sent_this_hour = get_opening_to_apply_to(reference)
    check_may_see(opening)
    if opening.state == State.DRAFT:
        raise NotFound
    return opening, sent_this_hour


def _file(opening: Opening, form: ApplyForm):
    given = read_submission(form, opening.questions, opening.reference)
    try:
        submitted = file_once(opening, given, form)
    except KeyUsedForAnother:
        form.form_errors = [SENT_ALREADY]
        form.key.data = new_key()
        return _show_again(opening, form, 409)
    except ClosedMeanwhile:
        db.session.rollback()
        return _not_taken(queries.get_opening(opening.reference), form)
    token = tokens.sign("thanks", [opening.reference, submitted.reference])
    return redirect(url_for("careers.thanks", reference=opening.reference, token=token), 303)


def _fill_in(opening: Opening, form: ApplyForm):
    """Show the form again with the chosen files kept, and what the résumé says in the fields that were empty."""
    if not is_early_file_welcome():
        # Nothing is stored either: else anybody could fill the disk without ever applying.
        return _show(opening, form, 429, filled=Filled(TOO_MANY))
    take_files(form)
    forget_missing(form)
    with transaction():
        hold_files(form)
        count_early_file()
    file = form.resume.stored
    filled = None
    if file is not None:
        filled = fill_in(form, file)
    elif not form.resume.errors:
        set_error(form.resume, "Choose your résumé first, then have the form filled in")
    return _show(opening, form, 422 if form.resume.errors else 200, filled=filled)


def _show_again(opening: Opening, form: ApplyForm, status: int):
    with transaction():
        hold_files(form)
        count_refused(opening.reference)
    return _show(opening, form, status)


def _show(opening: Opening, form: ApplyForm, status: int = 200, *, filled: Filled | None = None):
    company, days = get_company(), current_app.config["RETENTION_DAYS"]
    form.consent.label.text = CONSENT.format(company=company.name, days=days)
    page = render_template(
        "careers/apply.html",
        opening=opening,
        form=form,
        filled=filled,
        own_fields=[(question, form[field_name(question)]) for question in opening.questions],
        gone=gone_answers(form) if request.method == "POST" else [],
        kept=kept_files(form),
        accept=ACCEPT,
        accepted_words=ACCEPTED,
        max_bytes=current_app.config["MAX_UPLOAD_BYTES"],
    )
    return uncached(page, status)


def _not_taken(opening: Opening, form: ApplyForm):
    """Say why an opening takes no applications, and give back what was typed."""
    typed = [
        (field.label.text, field.data)
        for field in form
        if request.method == "POST"
        and isinstance(field.data, str)
        and field.data.strip()
        and field.type in _TEXTS
    ]
    is_closed = opening.state == State.CLOSED
    page = render_template(
        "careers/not_taken.html",
        opening=opening,
        typed=[pair for pair in typed if pair[0] != form.subject.label.text],
        similar=queries.list_similar(opening) if is_closed else [],
    )
    return uncached(page, 410 if is_closed else 409)
