"""Searching in everything: a page for a query, and its results alone while somebody types."""

from urllib.parse import urlencode

from flask import render_template, request, url_for

from ats.accounts.guards import get_viewer, requires
from ats.accounts.permissions import Permission
from ats.platform.clock import utc_now
from ats.search.queries import find
from ats.search.query_language import LENGTH
from ats.workspace import rules
from ats.workspace.queries.keyset import read_key
from ats.workspace.views import blueprint

_SHORTEST = 2


@blueprint.get("/search")
@requires(Permission.VIEW_APPLICATION)
def search():
    """Show what fits a query, newest first."""
    text = _asked()
    found = find(get_viewer(), text, before_key=read_key(request.args.get("before"))) if text else None
    return render_template("workspace/search/page.html", q=text, **_shown(text, found))


@blueprint.get("/search/results")
@requires(Permission.VIEW_APPLICATION)
def search_results():
    """Show the results alone, with the last word left open: what the page asks for while somebody types."""
    text = _asked()
    is_long_enough = len(text.strip()) >= _SHORTEST
    found = find(get_viewer(), text, is_typing=True) if is_long_enough else None
    return render_template("workspace/search/results_only.html", q=text, **_shown(text, found))


def _asked() -> str:
    return request.args.get("q", "")[: LENGTH + 1].replace("\0", "")


def _shown(text: str, found) -> dict:
    if found is None:
        return {"found": None, "total": "", "more_url": None, "lateness": {}}
    now, total = utc_now(), rules.counted(found.total, found.is_more)
    lateness = {hit.application_id: rules.lateness(hit, now) for hit in found.hits if hit.status == "active"}
    more_url = None
    if found.next_key is not None:
        more_url = f"{url_for('workspace.search')}?{urlencode({'q': text, 'before': found.next_key})}"
    return {"found": found, "total": total, "more_url": more_url, "lateness": lateness}
