"""Who is erased and when: what is past its retention, and what will be in the next days."""

from datetime import timedelta

from flask import render_template, request, url_for

from ats.accounts.guards import requires
from ats.accounts.permissions import Permission
from ats.applications import retention as falling
from ats.applications.rules import next_erasing
from ats.platform.clock import utc_now
from ats.settings.views import blueprint

AHEAD_DAYS = 14


@blueprint.get("/retention")
@requires(Permission.MANAGE_SYSTEM)
def retention():
    """List the applications that are past their retention or will be soon, the first to go first."""
    now = utc_now()
    holding, run_at = falling.in_force(), next_erasing(now)
    # While a shorter retention is held back, who will be erased by it is what somebody has to see.
    days = holding.shorter or holding.days
    page = falling.page_of_falling(days, now + timedelta(days=AHEAD_DAYS), request.args.get("after"))
    return render_template(
        "settings/retention.html",
        page=page,
        holding=holding,
        run_at=run_at,
        next_run=falling.count_falling(holding.days, run_at),
        ahead=falling.count_falling(days, now + timedelta(days=AHEAD_DAYS)),
        past=falling.count_falling(days, now),
        first_at=None if page.rows else falling.find_next(days),
        ahead_days=AHEAD_DAYS,
        is_held=lambda each: falling.falls_at(each.application, holding.days) >= run_at,
        older_url=url_for("settings.retention", after=page.next_cursor) if page.next_cursor else None,
        newest_url=url_for("settings.retention") if request.args.get("after") else None,
        now=now,
    )
