"""The list across openings."""

from flask import current_app, render_template, request

from ats.accounts.guards import get_viewer, requires
from ats.accounts.permissions import Permission
from ats.platform.clock import utc_now
from ats.workspace import rules
from ats.workspace.list_filter import STATUS_LABELS, Asked, Choices
from ats.workspace.queries import listing as queries
from ats.workspace.views import blueprint


@blueprint.get("/applications")
@requires(Permission.VIEW_APPLICATION)
def applications():
    """Show one page of the applications that fit the address."""
    user, asked = get_viewer(), Asked.read(request.args, current_app.config["ZONE"])
    page = queries.page_of_list(
        user, asked.wanted(), after=request.args.get("after"), before=request.args.get("before")
    )
    choices = Choices(queries.list_choices(user, asked["opening"]), asked)
    values = queries.list_values(user)
    sources = [("", "Any source"), *((source, source) for source in values.sources)]
    late = {row.id for row in page.rows if _is_late(row)}
    return render_template(
        "workspace/applications/list.html",
        asked=asked,
        page=page,
        late=late,
        choices=choices,
        sources=sources,
        tags=values.tags,
        statuses=[("", "Any status"), *STATUS_LABELS.items()],
        chips=asked.chips(choices),
        total=rules.capped(page.total),
        older_url=asked.address(after=page.older) if page.older else None,
        newer_url=asked.address(before=page.newer) if page.newer else None,
    )


def _is_late(row) -> bool:
    if row.status != "active":
        return False
    return rules.is_overdue(row.stage_kind, row.stage_entered_at, row.answer_within_days, utc_now())
