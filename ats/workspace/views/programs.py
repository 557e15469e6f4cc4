"""The programs: listing, writing, ordering and removing them."""

from functools import partial

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.accounts.queries import name_actor
from ats.activity.queries import find_last_actor
from ats.openings import actions, queries
from ats.openings.events import ProgramSaved
from ats.openings.models import Program
from ats.platform.database import transaction
from ats.platform.errors import Conflict
from ats.platform.seen_values import ChangedMeanwhile
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.workspace.address_fields import address_hint
from ats.workspace.opening_forms import ProgramForm
from ats.workspace.views import blueprint


@blueprint.get("/programs")
@requires(Permission.EDIT_OPENING)
def programs():
    """List the programs in the order of the public page."""
    counts = queries.count_openings_by_program()
    return render_template("workspace/programs/list.html", programs=queries.list_programs(), counts=counts)


@blueprint.route("/programs/new", methods=["GET", "POST"])
@requires(Permission.EDIT_OPENING)
def new_program():
    """Add a program."""
    return _edit(None)


@blueprint.route("/programs/<slug>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_OPENING)
def edit_program(slug: str):
    """Change a program's name or introduction; its address stays."""
    return _edit(queries.get_program(slug))


@blueprint.post("/programs/<slug>/move")
@requires(Permission.EDIT_OPENING)
def move_program(slug: str):
    """Move a program one place up or down."""
    program = queries.get_program(slug)
    with transaction():
        actions.move_program(program, 1 if request.form.get("to") == "down" else -1, by=actor())
    return redirect(url_for("workspace.programs"), 303)


@blueprint.post("/programs/<slug>/remove")
@requires(Permission.EDIT_OPENING)
def remove_program(slug: str):
    """Remove a program without openings."""
    program = queries.get_program(slug)
    with transaction():
        actions.remove_program(program, by=actor())
    toast(f"The program “{program.name}” has been removed.")
    return redirect(url_for("workspace.programs"), 303)


def _edit(program: Program | None):
    form = ProgramForm(obj=program)
    form.owner = program
    if form.validate_on_submit() and (saved := _save(form, program)) is not None:
        toast("Saved." if program else f"The program “{saved.name}” has been added.")
        return redirect(url_for("workspace.programs"), 303)
    hint = address_hint(program.slug if program else "")
    page = render_template("workspace/programs/edit.html", form=form, program=program, address_hint=hint)
    return page, 409 if form.meanwhile else 422 if form.errors else 200


def _save(form: ProgramForm, program: Program | None) -> Program | None:
    try:
        with transaction():
            return actions.save_program(program, **form.values(), by=actor(), seen=form.as_seen)
    except ChangedMeanwhile as error:
        known = {name: getattr(program, name) for name in form.values()}
        form.ask_again(error, known, who=partial(_who_changed, program))
        return None
    except Conflict as error:
        set_error(form.name, error.message)
        return None


def _who_changed(program: Program, field: str) -> str:
    by = find_last_actor(kind=ProgramSaved.kind, changed=field, program_id=program.id)
    return name_actor(by, viewer=get_viewer())
