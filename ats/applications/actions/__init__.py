"""What can be done to applications, by what it is about."""

from ats.applications.actions.by_hand import AlreadyThere, add_by_hand, put_onto
from ats.applications.actions.correcting import add_document, confirm_by_candidate, settle_typed_details
from ats.applications.actions.deciding import StaleDecision, hire, move, reject, reopen, undo, withdraw
from ats.applications.actions.erasing import erase_application, erase_for_candidate
from ats.applications.actions.submitting import (
    GivenAnswer,
    KeyUsedForAnother,
    Submission,
    Submitted,
    file_anew,
    sort_tray,
    submit,
)

__all__ = [
    "AlreadyThere",
    "GivenAnswer",
    "KeyUsedForAnother",
    "StaleDecision",
    "Submission",
    "Submitted",
    "add_by_hand",
    "add_document",
    "confirm_by_candidate",
    "erase_application",
    "erase_for_candidate",
    "file_anew",
    "hire",
    "move",
    "put_onto",
    "reject",
    "reopen",
    "settle_typed_details",
    "sort_tray",
    "submit",
    "undo",
    "withdraw",
]
