"""Bringing people onto an opening: a table with a preview, or files and zips of résumés."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.documents.queries import find_held
from ats.imports.rows import find_mapping_problem
from ats.imports.sheets import ENCODINGS, FIELDS, UnreadableSheet
from ats.openings.models import State
from ats.openings.queries import get_opening
from ats.platform.errors import Conflict, NotFound
from ats.platform.web_form import set_error
from ats.workspace import bringing_in
from ats.workspace.bringing_in import Preview, Refused
from ats.workspace.forms import BringInForm, RowsForm
from ats.workspace.views import blueprint


@blueprint.route("/openings/<reference>/bring-in", methods=["GET", "POST"])
@requires(Permission.ADD_CANDIDATE, load=get_opening)
def bring_in(opening):
    """Take a table, a zip or files; nothing of a table is stored before its preview was seen."""
    _refuse_closed(opening)
    form = BringInForm()
    if request.method == "GET" or not form.validate():
        return _ask(opening, form)
    opening_id, reference, source = opening.id, opening.reference, form.source.data
    try:
        sent = bringing_in.take_apart(request.files.getlist("files"))
        if sent.table is None:
            public_id = bringing_in.begin_files(opening_id, sent.files, source, by=actor())
            return redirect(url_for("workspace.batch", public_id=public_id), 303)
        token = bringing_in.hold_table(sent.table)
        bringing_in.preview_table(find_held(token), get_opening(reference), None)
    except (Refused, UnreadableSheet) as why:
        set_error(form.files, str(why))
        return _ask(get_opening(reference), form)
    address = url_for("workspace.bring_in_rows", reference=reference, token=token, source=source)
    return redirect(address, 303)


@blueprint.route("/openings/<reference>/bring-in/<token>", methods=["GET", "POST"])
@requires(Permission.ADD_CANDIDATE, load=lambda reference, token: get_opening(reference))
def bring_in_rows(opening):
    """Show what a table would become, and bring its rows in."""
    _refuse_closed(opening)
    held = find_held(request.view_args["token"])
    if held is None:
        raise NotFound("This table is not kept any more. Send it again.")
    asked = request.values.getlist("column")
    preview, unfit = _preview(held, opening, [each if each in FIELDS else "" for each in asked])
    form = RowsForm(source=request.args.get("source", "import")[:40])
    problem = unfit or find_mapping_problem(preview.mapping)
    if request.method == "GET":
        return _show(opening, preview, form, problem, 422 if problem and (asked or unfit) else 200)
    if not form.validate() or problem:
        return _show(opening, preview, form, problem, 422)
    if preview.checked.problems and not form.leave_out.data:
        set_error(
            form.leave_out, "Correct the bad rows and send the table again, or tick that they are left out"
        )
        return _show(opening, preview, form, problem, 422)
    if not preview.checked.people:
        return _show(opening, preview, form, "There is nobody to bring in", 422)
    public_id = bringing_in.begin_rows(opening.id, preview, form.source.data, by=actor())
    return redirect(url_for("workspace.batch", public_id=public_id), 303)


def _preview(held, opening, columns: list[str]) -> tuple[Preview, str | None]:
    """Return a table as it would be brought in, and why it is not read in the encoding that was chosen."""
    chosen = request.values.get("encoding", "")
    if chosen in ENCODINGS:
        try:
            return bringing_in.preview_table(held, opening, columns, chosen), None
        except UnreadableSheet as why:
            unfit = f"{why}. It is shown as it was told by its bytes again."
            return bringing_in.preview_table(held, opening, None), unfit
    return bringing_in.preview_table(held, opening, columns), None


def _refuse_closed(opening) -> None:
    if opening.state == State.CLOSED:
        raise Conflict("This opening is closed. Open it again before you bring somebody in.")


def _ask(opening, form: BringInForm):
    page = render_template("workspace/bringing_in/ask.html", opening=opening, form=form)
    return page, 422 if form.errors else 200


def _show(opening, preview, form: RowsForm, problem: str | None, status: int):
    page = render_template(
        "workspace/bringing_in/preview.html",
        opening=opening,
        preview=preview,
        form=form,
        problem=problem,
        fields={"": "Leave out", **FIELDS},
        encodings=ENCODINGS,
        here=request.path,
    )
    return page, status
