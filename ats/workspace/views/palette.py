"""What the palette asks for: all pages when it opens, openings and people when something is typed."""

from flask import request

from ats.accounts.guards import get_viewer, signed_in
from ats.workspace import palette as ways
from ats.workspace.views import blueprint


@blueprint.get("/palette")
@signed_in
def palette():
    """Answer with the pages that the viewer may open, or with what is found by name."""
    user, text = get_viewer(), request.args.get("q")
    found = ways.list_pages(user) if text is None else ways.find(user, text)
    return {"ways": [each.as_json() for each in found]}
