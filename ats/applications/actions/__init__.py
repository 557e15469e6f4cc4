"""What can be done to applications, by what it is about."""

from ats.applications.actions.asking import ask_for_address, ask_for_erasure, ask_for_links
from ats.applications.actions.by_hand import AlreadyThere, OpeningClosed, add_by_hand, bring_in, put_onto
from ats.applications.actions.confirming import AlreadyConfirmed, confirm_document, unconfirm_document
from ats.applications.actions.correcting import (
    add_document,
    add_typed,
    change_address,
    confirm_address,
    confirm_by_candidate,
    settle_typed_details,
    typed_differences,
)
from ats.applications.actions.deciding import (
    NoWayBack,
    StaleDecision,
    hire,
    last_step_in_words,
    move,
    reject,
    reopen,
    undo,
    withdraw,
)
from ats.applications.actions.erasing import (
    erase_application,
    erase_for_candidate,
    erase_person,
    erase_without_application,
    keep_from_others,
)
from ats.applications.actions.finishing import finish
from ats.applications.actions.noting import note_message
from ats.applications.actions.sorting import sort_tray, unsort
from ats.applications.actions.submitting import (
    GivenAnswer,
    KeyUsedForAnother,
    Submission,
    Submitted,
    file_anew,
    submit,
)
from ats.applications.actions.summarising import summarise

__all__ = [
    "AlreadyConfirmed",
    "AlreadyThere",
    "GivenAnswer",
    "KeyUsedForAnother",
    "NoWayBack",
    "OpeningClosed",
    "StaleDecision",
    "Submission",
    "Submitted",
    "add_by_hand",
    "add_document",
    "add_typed",
    "ask_for_address",
    "ask_for_erasure",
    "ask_for_links",
    "bring_in",
    "change_address",
    "confirm_address",
    "confirm_by_candidate",
    "confirm_document",
    "erase_application",
    "erase_for_candidate",
    "erase_person",
    "erase_without_application",
    "file_anew",
    "finish",
    "hire",
    "keep_from_others",
    "last_step_in_words",
    "move",
    "note_message",
    "put_onto",
    "reject",
    "reopen",
    "settle_typed_details",
    "sort_tray",
    "submit",
    "summarise",
    "typed_differences",
    "unconfirm_document",
    "undo",
    "unsort",
    "withdraw",
]
