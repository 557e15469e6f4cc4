"""The blueprint of the dashboard; each module adds the views of one subject."""

from flask import Blueprint

blueprint = Blueprint("workspace", __name__)

from ats.workspace.views import (  # noqa: E402, F401
    adding,
    application,
    applications,
    batches,
    board,
    confirming,
    decisions,
    documents,
    duplicates,
    home,
    importing,
    messages,
    opening_editor,
    opening_process,
    openings,
    profile,
    profile_files,
    programs,
    received,
    saved_views,
    search,
    shortlist,
    tags,
    tray,
)
