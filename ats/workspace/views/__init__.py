"""The blueprint of the dashboard; each module adds the views of one subject."""

from flask import Blueprint

from ats.workspace.reviewing import carry_on

blueprint = Blueprint("workspace", __name__)
blueprint.url_defaults(carry_on)

from ats.workspace.views import (  # noqa: E402, F401
    adding,
    application,
    applications,
    batches,
    board,
    bringing_in,
    confirming,
    conversation,
    decisions,
    documents,
    duplicates,
    home,
    importing,
    messages,
    opening_editor,
    opening_process,
    openings,
    palette,
    profile,
    profile_files,
    programs,
    received,
    review,
    saved_views,
    search,
    shortlist,
    tags,
    together,
    tray,
)
