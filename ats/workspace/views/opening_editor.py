"""Writing an opening, and seeing it as candidates will."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.company.queries import default_template, get_template, list_templates
from ats.openings import actions, queries, rules
from ats.openings.actions import OpeningContent, StaleOpening
from ats.openings.models import Opening
from ats.platform.addresses import public_address
from ats.platform.database import transaction
from ats.platform.form_rows import press_row_button
from ats.platform.markup import markdown_to_html
from ats.platform.toasts import toast
from ats.platform.whole_numbers import read_whole_number
from ats.workspace.address_fields import address_hint
from ats.workspace.opening_forms import PLAIN, NewOpeningForm, OpeningForm, question_row, requirement_row
from ats.workspace.views import blueprint


@blueprint.route("/openings/new", methods=["GET", "POST"])
@requires(Permission.EDIT_OPENING)
def new_opening():
    """Write a new opening; it is a draft until it is published."""
    programs, templates = queries.list_programs(), list_templates()
    if not programs:
        return render_template("workspace/openings/no_program.html")
    given, row = press_row_button(request.form, OpeningForm.BLANKS)
    form = NewOpeningForm(
        given if request.method == "POST" else None, data=_defaults(), programs=programs, templates=templates
    )
    if request.method == "GET" or row:
        return _page(form, None, row=row)
    if not form.validate():
        return _page(form, None, status=422)
    with transaction():
        opening = actions.create_opening(
            _content(form), template=get_template(form.template.data), by=actor()
        )
    toast("The draft is saved. Look at its stages and team, then publish it.")
    return redirect(url_for("workspace.opening", reference=opening.reference), 303)


@blueprint.route("/openings/<reference>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_OPENING, load=queries.get_opening)
def edit_opening(opening: Opening):
    """Change an opening; what a colleague saved in between is never overwritten unasked."""
    given, row = press_row_button(request.form, OpeningForm.BLANKS)
    form = OpeningForm(
        given if request.method == "POST" else None,
        data=_shown(opening),
        programs=queries.list_programs(),
        state=opening.state,
        saved_deadline=opening.deadline_on,
        owner=opening,
    )
    if request.method == "GET" or row:
        return _page(form, opening, row=row)
    if not form.validate():
        return _page(form, opening, status=422)
    seen = read_whole_number(form.version.data) or 0
    try:
        with transaction():
            actions.change_opening(opening, _content(form), seen_version=seen, by=actor())
    except StaleOpening:
        return _stale(form, opening)
    toast("Saved.")
    return redirect(url_for("workspace.opening", reference=opening.reference), 303)


@blueprint.get("/openings/<reference>/preview")
@requires(Permission.VIEW_OPENING, load=queries.get_opening)
def preview_opening(opening: Opening):
    """Show an opening in any state as candidates see it once it is published."""
    # The public site's own page, so that the two never differ.
    return render_template(
        "careers/opening.html",
        opening=opening,
        is_open=True,
        is_preview=True,
        address=public_address("careers.opening", reference=opening.reference),
        posting=None,
        source={},
    )


@blueprint.post("/markdown-preview")
@requires(Permission.EDIT_OPENING)
def markdown_preview():
    """Answer with a Markdown text as the safe HTML that a page would show."""
    return str(markdown_to_html(request.form.get("text", "")))


def _page(
    form: OpeningForm, opening: Opening | None, *, row: str | None = None, status: int = 200, is_stale=False
):
    missing = rules.missing_for_job_posting(opening) if opening is not None else []
    hint = address_hint(opening.reference if opening else "")
    context = {"form": form, "opening": opening, "row": row, "missing": missing, "is_stale": is_stale}
    context |= {"address_hint": hint}
    return render_template("workspace/openings/edit.html", **context), status


def _stale(form: OpeningForm, opening: Opening):
    """Show what was typed once more; sending it again is then meant to replace what the colleague saved."""
    form.version.data = str(opening.version)
    return _page(form, opening, status=409, is_stale=True)


def _content(form: OpeningForm) -> OpeningContent:
    return OpeningContent(
        fields=form.fields(),
        program_id=form.program_id.data,
        requirements=[row.values() for row in form.requirements],
        responsibilities=[row.text.data for row in form.responsibilities],
        questions=[row.values() for row in form.questions],
    )


def _shown(opening: Opening) -> dict:
    return {
        **{name: getattr(opening, name) for name in PLAIN},
        "program_id": opening.program_id,
        "requirements": [requirement_row(each) for each in opening.requirements],
        "responsibilities": [{"text": each.text} for each in opening.responsibilities],
        "questions": [question_row(each) for each in opening.questions],
        "version": str(opening.version),
    }


def _defaults() -> dict:
    """Start with the program that the link came from and the company's own stages."""
    program = next(
        (each for each in queries.list_programs() if each.slug == request.args.get("program")), None
    )
    return {
        "program_id": program.id if program else None,
        "template": default_template().public_id,
        "headcount": 1,
        "answer_within_days": 14,
        "stale_after_days": 7,
        "pay_period": "year",
    }
