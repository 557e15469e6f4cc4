"""What can be done to programs and openings: write, copy, staff, publish, close, bring in a page."""

from ats.openings.actions.bringing_in import (
    UNNAMED_PROGRAM,
    BroughtIn,
    ImportedBefore,
    bring_in,
    bring_in_once,
    key_of,
    nearest_employment_type,
    uses_introduction,
)
from ats.openings.actions.content import (
    TEXT_FIELDS,
    OpeningContent,
    StaleOpening,
    change_opening,
    copy_opening,
    create_opening,
    remove_draft,
    remove_opening,
)
from ats.openings.actions.ordering import move_opening
from ats.openings.actions.process import (
    StaleState,
    add_to_team,
    apply_template,
    change_stages,
    change_state,
    change_team,
    count_stage_change,
    remove_from_team,
)
from ats.openings.actions.programs import move_program, remove_program, save_program

__all__ = [
    "UNNAMED_PROGRAM",
    "TEXT_FIELDS",
    "BroughtIn",
    "ImportedBefore",
    "OpeningContent",
    "StaleOpening",
    "StaleState",
    "add_to_team",
    "apply_template",
    "bring_in",
    "bring_in_once",
    "change_opening",
    "change_stages",
    "change_state",
    "change_team",
    "copy_opening",
    "count_stage_change",
    "create_opening",
    "key_of",
    "move_opening",
    "move_program",
    "nearest_employment_type",
    "remove_draft",
    "remove_from_team",
    "remove_opening",
    "remove_program",
    "save_program",
    "uses_introduction",
]
