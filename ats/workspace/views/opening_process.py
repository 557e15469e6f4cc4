"""How an opening runs: its stages and its hiring team."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.accounts.queries import get_user, list_users
from ats.company.queries import get_template, list_templates
from ats.openings import actions, queries
from ats.openings.models import Opening
from ats.platform.database import transaction
from ats.platform.errors import Conflict, Invalid
from ats.platform.form_rows import press_row_button
from ats.platform.toasts import toast
from ats.platform.whole_numbers import read_whole_number
from ats.workspace.opening_forms import StagesForm, TeamForm, TemplateForm
from ats.workspace.views import blueprint


@blueprint.route("/openings/<reference>/stages", methods=["GET", "POST"])
@requires(Permission.EDIT_OPENING, load=queries.get_opening)
def opening_stages(opening: Opening):
    """Rename, add, order and remove stages."""
    given, row = press_row_button(request.form, StagesForm.BLANKS)
    form = StagesForm(given if request.method == "POST" else None, data=_shown(opening))
    if request.method == "GET" or row:
        return _stages_page(form, opening, row=row)
    if not form.validate():
        return _stages_page(form, opening, status=422)
    seen = read_whole_number(form.version.data) or 0
    try:
        with transaction():
            actions.change_stages(opening, form.rows(), by=actor(), seen_version=seen)
    except (Conflict, Invalid) as error:
        return _refused(form, opening, error)
    toast("The stages are saved.")
    return redirect(url_for("workspace.opening", reference=opening.reference), 303)


@blueprint.post("/openings/<reference>/stages/template")
@requires(Permission.EDIT_OPENING, load=queries.get_opening)
def apply_template(opening: Opening):
    """Start again from a stage template, while nobody has applied."""
    form = TemplateForm(templates=list_templates())
    if not form.validate():
        return _stages_page(
            StagesForm(formdata=None, data=_shown(opening)), opening, template_form=form, status=422
        )
    with transaction():
        actions.apply_template(opening, get_template(form.template.data), by=actor())
    toast("The stages are those of the template now.")
    return redirect(url_for("workspace.opening_stages", reference=opening.reference), 303)


@blueprint.route("/openings/<reference>/team", methods=["GET", "POST"])
@requires(Permission.EDIT_OPENING, load=queries.get_opening)
def opening_team(opening: Opening):
    """Put people on the hiring team."""
    team = queries.list_team(opening)
    on_it = {user.id for user in team}
    people = [user for user in list_users(only_active=True) if user.id not in on_it]
    form = TeamForm(people=people)
    if request.method == "POST" and form.validate():
        chosen = [user for user in people if user.public_id in form.add.data]
        with transaction():
            actions.add_to_team(opening, chosen, by=actor())
        toast(f"{' and '.join(user.name for user in chosen)} can see this opening now.")
        return redirect(url_for("workspace.opening_team", reference=opening.reference), 303)
    page = render_template(
        "workspace/openings/team.html", opening=opening, team=team, people=people, form=form
    )
    return page, 422 if form.errors else 200


@blueprint.post("/openings/<reference>/team/remove")
@requires(Permission.EDIT_OPENING, load=queries.get_opening)
def remove_from_team(opening: Opening):
    """Take somebody off the hiring team, with effect from their next request."""
    user = get_user(request.form.get("user", ""))
    with transaction():
        actions.remove_from_team(opening, user, by=actor())
    page = url_for("workspace.opening_team", reference=opening.reference)
    toast(f"{user.name} is no longer on the team.", undo_url=page, undo_fields={"add": user.public_id})
    return redirect(page, 303)


def _refused(form: StagesForm, opening: Opening, error: Conflict | Invalid):
    """Show what was typed once more; with the newest version, so that sending it again is then meant."""
    form.version.data = str(opening.version)
    return _stages_page(form, opening, problem=error.message, status=error.status)


def _stages_page(
    form: StagesForm,
    opening: Opening,
    *,
    row: str | None = None,
    problem: str | None = None,
    template_form: TemplateForm | None = None,
    status: int = 200,
):
    used = queries.used_stage_ids(opening)
    context = {
        "form": form,
        "opening": opening,
        "row": row,
        "problem": problem,
        "active": {stage.public_id: stage.active_count for stage in opening.stages},
        "used": {stage.public_id for stage in opening.stages if stage.id in used},
        "template_form": template_form or TemplateForm(formdata=None, templates=list_templates()),
    }
    return render_template("workspace/openings/stages.html", **context), status


def _shown(opening: Opening) -> dict:
    rows = [
        {"public_id": stage.public_id, "name": stage.name, "kind": stage.kind} for stage in opening.stages
    ]
    return {"stages": rows, "version": str(opening.version)}
