"""Who gets what from the dashboard's routes about openings."""

from tests.house.access import Row, on_opening, only, staff

TEAM = "admin recruiter manager interviewer"
WRITERS = "admin recruiter"
OPENING = "/dashboard/openings/{engineer}"

ROWS: dict[str, list[Row]] = {
    "workspace.openings": [staff("/dashboard/openings")],
    "workspace.opening": [on_opening(TEAM, OPENING)],
    "workspace.change_state": [
        on_opening(WRITERS, f"{OPENING}/state?to=closed"),
        # It is published already, so that nothing happens to whoever may do it.
        on_opening(WRITERS, f"{OPENING}/state", 409, "POST", to="published"),
    ],
    "workspace.move_opening": [on_opening(WRITERS, f"{OPENING}/move", 303, "POST", to="down")],
    "workspace.copy_opening": [on_opening(WRITERS, f"{OPENING}/copy", 303, "POST")],
    "workspace.remove_opening": [on_opening(WRITERS, f"{OPENING}/remove", 409, "POST")],
    "workspace.new_opening": [
        only(WRITERS, "/dashboard/openings/new"),
        only(WRITERS, "/dashboard/openings/new", 422, "POST", title=""),
    ],
    "workspace.edit_opening": [
        on_opening(WRITERS, f"{OPENING}/edit"),
        on_opening(WRITERS, f"{OPENING}/edit", 422, "POST", title=""),
    ],
    "workspace.preview_opening": [on_opening(TEAM, f"{OPENING}/preview")],
    "workspace.markdown_preview": [
        only(WRITERS, "/dashboard/markdown-preview", 200, "POST", text="**Bold**")
    ],
    "workspace.opening_stages": [
        on_opening(WRITERS, f"{OPENING}/stages"),
        # Its stages hold an application, so that none of them can go.
        on_opening(WRITERS, f"{OPENING}/stages", 409, "POST", version="{opening_version}"),
    ],
    "workspace.apply_template": [
        on_opening(WRITERS, f"{OPENING}/stages/template", 409, "POST", template="{template}")
    ],
    "workspace.opening_team": [
        on_opening(WRITERS, f"{OPENING}/team"),
        on_opening(WRITERS, f"{OPENING}/team", 422, "POST", add=""),
    ],
    "workspace.remove_from_team": [on_opening(WRITERS, f"{OPENING}/team/remove", 303, "POST", user="{user}")],
    "workspace.programs": [only(WRITERS, "/dashboard/programs")],
    "workspace.new_program": [
        only(WRITERS, "/dashboard/programs/new"),
        only(WRITERS, "/dashboard/programs/new", 422, "POST", name=""),
    ],
    "workspace.edit_program": [
        only(WRITERS, "/dashboard/programs/{program}/edit"),
        only(WRITERS, "/dashboard/programs/{program}/edit", 422, "POST", name=""),
    ],
    "workspace.move_program": [only(WRITERS, "/dashboard/programs/{program}/move", 303, "POST", to="down")],
    "workspace.remove_program": [only(WRITERS, "/dashboard/programs/{program}/remove", 409, "POST")],
    "workspace.import_openings": [
        only(WRITERS, "/dashboard/openings/import"),
        only(WRITERS, "/dashboard/openings/import", 422, "POST", text=""),
    ],
    "workspace.save_import": [only(WRITERS, "/dashboard/openings/import/save", 422, "POST", source="[]")],
}
