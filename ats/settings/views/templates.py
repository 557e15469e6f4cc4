"""Stage templates: the rows of stages that new openings start from."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.company import actions, queries
from ats.company.events import StageTemplateChanged
from ats.company.models import StageKind, StageTemplate
from ats.platform.database import transaction
from ats.platform.errors import Invalid
from ats.platform.form_rows import press_row_button
from ats.platform.seen_values import ChangedMeanwhile
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.settings.forms import BLANK_STAGE, KIND_LABELS, StageForm, TemplateForm
from ats.settings.views import blueprint
from ats.settings.who import who_changed


@blueprint.get("/templates")
@requires(Permission.MANAGE_TEMPLATES)
def templates():
    """List the templates."""
    return render_template("settings/templates.html", templates=queries.list_templates())


@blueprint.get("/templates/new")
@requires(Permission.MANAGE_TEMPLATES)
def new_template():
    """Show the form for a template, begun with the usual stages."""
    stages = [{"name": name, "kind": kind.value} for name, kind in actions.DEFAULT_STAGES]
    return _page(None, TemplateForm(formdata=None, data={"stages": stages}))


@blueprint.post("/templates/new")
@requires(Permission.MANAGE_TEMPLATES)
def add_template():
    """Save a new template, or do what a row's button says."""
    return _save(None)


@blueprint.get("/templates/<public_id>")
@requires(Permission.MANAGE_TEMPLATES)
def template(public_id):
    """Show one template."""
    found = queries.get_template(public_id)
    return _page(found, TemplateForm(formdata=None, obj=found))


@blueprint.post("/templates/<public_id>")
@requires(Permission.MANAGE_TEMPLATES)
def change_template(public_id):
    """Save a template, or do what a row's button says."""
    return _save(queries.get_template(public_id))


@blueprint.post("/templates/<public_id>/default")
@requires(Permission.MANAGE_TEMPLATES)
def make_template_default(public_id):
    """Let new openings start from this template."""
    found = queries.get_template(public_id)
    with transaction():
        stages = [(stage.name, StageKind(stage.kind)) for stage in found.stages]
        actions.save_template(found, found.name, stages, is_default=True, by=actor())
    toast(f"New openings start from “{found.name}”.")
    return _back()


@blueprint.post("/templates/<public_id>/remove")
@requires(Permission.MANAGE_TEMPLATES)
def remove_template(public_id):
    """Remove a template; openings made from it keep their stages."""
    found = queries.get_template(public_id)
    name = found.name
    with transaction():
        actions.remove_template(found, by=actor())
    toast(f"The template “{name}” is removed.")
    return _back()


def _save(found: StageTemplate | None):
    given, pressed = press_row_button(request.form, {"stages": BLANK_STAGE})
    form = TemplateForm(formdata=given)
    if pressed is not None:
        return _page(found, form)
    if not form.validate_on_submit():
        return _page(found, form), 422
    stages = [(row["name"], StageKind(row["kind"])) for row in form.stages.data]
    try:
        with transaction():
            actions.save_template(found, form.name.data, stages, by=actor(), seen=form.as_seen)
    except actions.NameTaken as error:
        set_error(form.name, error.message)
        return _page(found, form), 422
    except Invalid as error:
        form.stages.errors = [error.message]
        return _page(found, form), 422
    except ChangedMeanwhile as error:
        who = who_changed(StageTemplateChanged, template_id=found.id)
        form.ask_again(error, actions.template_values(found), who=who)
        return _page(found, form), 409
    toast(f"The template “{form.name.data}” is saved. Openings that exist keep their stages.")
    return _back()


def _back():
    return redirect(url_for("settings.templates"), 303)


def _page(found: StageTemplate | None, form: TemplateForm) -> str:
    return render_template(
        "settings/template.html",
        template=found,
        form=form,
        blank=StageForm(formdata=None, prefix="stages-new", data=BLANK_STAGE),
        kinds=KIND_LABELS,
    )
