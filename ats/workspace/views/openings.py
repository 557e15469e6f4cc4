"""The list of openings, the overview of one, and its way from draft to closed."""

from flask import abort, current_app, redirect, render_template, request, url_for

from ats.accounts.guards import actor, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.openings import actions, queries, rules, words
from ats.openings.models import Opening, State
from ats.platform.database import transaction
from ats.platform.toasts import toast
from ats.workspace.openings_page import STATE_STEPS, list_page, states_shown
from ats.workspace.views import blueprint


@blueprint.get("/openings")
@requires(Permission.VIEW_OPENING)
def openings():
    """Show the openings that the viewer may see, by program."""
    return render_template(
        "workspace/openings/list.html", page=list_page(get_viewer(), request.args.get("state"))
    )


@blueprint.get("/openings/<reference>")
@requires(Permission.VIEW_OPENING, load=queries.get_opening)
def opening(opening: Opening):
    """Show what an opening is, who works on it and what is left to do before it can be published."""
    return render_template(
        "workspace/openings/overview.html",
        opening=opening,
        place=words.place_text(opening),
        workplace=words.WORKPLACES[opening.workplace],
        employment=words.EMPLOYMENT_TYPES[opening.employment_type],
        pay=words.pay_text(opening),
        team=queries.list_team(opening),
        steps=_steps(opening),
        obstacles=rules.obstacles_to_publishing(opening, current_app.config["ZONE"]),
        missing=rules.missing_for_job_posting(opening),
        is_removable=opening.state == State.DRAFT and not queries.used_stage_ids(opening),
    )


@blueprint.route("/openings/<reference>/state", methods=["GET", "POST"])
@requires(Permission.EDIT_OPENING, load=queries.get_opening)
def change_state(opening: Opening):
    """Publish, pause or close; the page in between says what follows, or what stands in the way."""
    wanted = request.values.get("to", "")
    if wanted not in STATE_STEPS:
        abort(404)
    before, obstacles = request.form.get("seen") or opening.state, _obstacles(opening, wanted)
    if request.method == "GET":
        return _state_page(opening, wanted, obstacles)
    if obstacles and before == opening.state:
        return _state_page(opening, wanted, obstacles), 422
    try:
        with transaction():
            actions.change_state(opening, State(wanted), by=actor(), seen=before)
    except actions.StaleState as error:
        return _state_page(opening, wanted, _obstacles(opening, wanted), problem=error.message), 409
    is_undoable = before in rules.NEXT_STATES[wanted]
    undo_url = url_for("workspace.change_state", reference=opening.reference) if is_undoable else None
    toast(STATE_STEPS[wanted].done, undo_url=undo_url, undo_fields={"to": before, "seen": wanted})
    return redirect(url_for("workspace.opening", reference=opening.reference), 303)


@blueprint.post("/openings/<reference>/move")
@requires(Permission.EDIT_OPENING, load=queries.get_opening)
def move_opening(opening: Opening):
    """Move an opening up or down among those of its program that the list shows."""
    state = request.form.get("state")
    direction = 1 if request.form.get("to") == "down" else -1
    with transaction():
        actions.move_opening(opening, direction, among=states_shown(state), by=actor())
    address = url_for("workspace.openings", state=state or None, _anchor=f"opening-{opening.reference}")
    return redirect(address, 303)


@blueprint.post("/openings/<reference>/copy")
@requires(Permission.EDIT_OPENING, load=queries.get_opening)
def copy_opening(opening: Opening):
    """Draft the same opening once more and go on writing there."""
    with transaction():
        copied = actions.copy_opening(opening, by=actor())
    toast(f"This is a copy, {copied.reference}. It has no deadline and is not published yet.", "info")
    return redirect(url_for("workspace.edit_opening", reference=copied.reference), 303)


@blueprint.post("/openings/<reference>/remove")
@requires(Permission.EDIT_OPENING, load=queries.get_opening)
def remove_opening(opening: Opening):
    """Remove a draft."""
    title = opening.title
    with transaction():
        actions.remove_draft(opening, by=actor())
    toast(f"The draft “{title}” has been removed.")
    return redirect(url_for("workspace.openings"), 303)


def _obstacles(opening: Opening, wanted: str) -> list[str]:
    is_publishing = wanted == State.PUBLISHED
    return rules.obstacles_to_publishing(opening, current_app.config["ZONE"]) if is_publishing else []


def _state_page(opening: Opening, wanted: str, obstacles: list[str], *, problem: str | None = None) -> str:
    return render_template(
        "workspace/openings/state.html",
        opening=opening,
        wanted=wanted,
        step=STATE_STEPS[wanted],
        is_possible=wanted in rules.NEXT_STATES[opening.state] and not obstacles,
        obstacles=obstacles,
        problem=problem,
        active=sum(stage.active_count for stage in opening.stages),
    )


def _steps(opening: Opening) -> list[tuple[str, str]]:
    return [(state, STATE_STEPS[state].verb(opening.state)) for state in rules.NEXT_STATES[opening.state]]
