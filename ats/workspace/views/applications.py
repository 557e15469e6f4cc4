"""The list across openings: filters, a search and saved views, all of them an address."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import get_viewer, requires
from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.platform.addresses import many_urls
from ats.platform.clock import utc_now
from ats.search.queries import Found, find
from ats.workspace import rules
from ats.workspace.list_filter import ALL, STATUS_LABELS, WAITS_LABELS, Asked, Choices
from ats.workspace.queries import listing as queries
from ats.workspace.queries.conditions import narrowing
from ats.workspace.queries.keyset import read_key
from ats.workspace.saved_views.forms import SaveViewForm
from ats.workspace.saved_views.tabs import list_tabs
from ats.workspace.views import blueprint


@blueprint.get("/applications")
@requires(Permission.VIEW_APPLICATION)
def applications():
    """Show one page of the applications that fit the address; one that asks for nothing leads to the default view."""
    values = queries.list_values(get_viewer())
    default = next((view for view in values.views if view.is_default), None)
    if default and not request.args:
        return redirect(f"{url_for('workspace.applications')}?{default.query or ALL}", 302)
    return render_list(Asked.read(request.args, current_app.config["ZONE"]), values=values)


def render_list(
    asked: Asked, form: SaveViewForm | None = None, *, values: queries.Values | None = None
) -> str:
    """Return the list's page; ``form`` is one for a new view that came back with errors."""
    user, now = get_viewer(), utc_now()
    values = values or queries.list_values(user)
    found = _search(user, asked) if asked["q"] else None
    page = _found_page(user, found) if found else _plain_page(user, asked)
    late = {each.id: rules.lateness(each, now) for each in page.rows if each.status == "active"}
    total = rules.counted(found.total, found.is_more) if found else rules.capped(page.total)
    choices = Choices(queries.list_choices(user, asked["opening"]), asked)
    return render_template(
        "workspace/applications/list.html",
        asked=asked,
        all=ALL,
        page=page,
        found=found,
        snippets=defaultdict(list, {hit.application_id: hit.snippets for hit in found.hits} if found else {}),
        lateness=defaultdict(str, late),
        page_urls=many_urls("workspace.application", "public_id", (row.public_id for row in page.rows)),
        board_urls=many_urls("workspace.board", "reference", (row.opening_reference for row in page.rows)),
        shared_titles=_shared_titles(page.rows),
        choices=choices,
        sources=[("", "Any"), *((source, source) for source in values.sources)],
        tags=values.tags,
        statuses=[("", "Any"), *STATUS_LABELS.items()],
        waits=[("", "Any"), *WAITS_LABELS.items()],
        chips=asked.chips(choices),
        total=total,
        tabs=list_tabs(user, values.views, asked.zone, current=asked.query, total=total),
        view_form=form or SaveViewForm(formdata=None, data={"query": asked.query}),
        older_url=asked.address(after=page.older) if page.older else None,
        newer_url=asked.address(before=page.newer) if page.newer else None,
    )


def _shared_titles(rows: Sequence[Any]) -> set[str]:
    """Return the titles that several openings of a page have, which their references tell apart."""
    titles = Counter(title for _, title in {(row.opening_reference, row.title) for row in rows})
    return {title for title, openings in titles.items() if openings > 1}


def _plain_page(user: User, asked: Asked) -> queries.ListPage:
    after, before = request.args.get("after"), request.args.get("before")
    return queries.page_of_list(user, asked.wanted(), after=after, before=before)


def _search(user: User, asked: Asked) -> Found:
    beside, before = narrowing(user, asked.wanted()), read_key(request.args.get("after"))
    return find(user, asked["q"], before_key=before, size=queries.PAGE_SIZE, beside=beside)


def _found_page(user: User, found: Found) -> queries.ListPage:
    rows = queries.rows_of(user, [hit.application_id for hit in found.hits])
    older = str(found.next_key) if found.next_key is not None else None
    return queries.ListPage(rows, older, None, found.total)
