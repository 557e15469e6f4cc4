"""The home page: what waits for the one who is signed in."""

from flask import current_app, render_template

from ats.accounts.guards import get_viewer, signed_in
from ats.accounts.permissions import Permission
from ats.applications.queries import count_tray
from ats.platform.clock import today, utc_now
from ats.platform.dates import start_of_day
from ats.workspace.queries import home as queries
from ats.workspace.rules import is_overdue
from ats.workspace.views import blueprint


@blueprint.get("/")
@signed_in
def home():
    """Show who waits longest, and the numbers of today."""
    now, zone, user = utc_now(), current_app.config["ZONE"], get_viewer()
    figures = queries.list_figures(user)
    queries.add_todays_numbers(figures, start_of_day(today(zone), zone), now)
    by_id = {each.id: each for each in figures}
    waiting = [
        {
            "row": row,
            "opening": by_id[row.opening_id],
            "is_late": is_overdue(
                "applied", row.stage_entered_at, by_id[row.opening_id].answer_within_days, now
            ),
        }
        for row in queries.list_oldest_unanswered(figures)
    ]
    totals = {
        name: sum(getattr(each, name) for each in figures)
        for name in ("new", "overdue", "received_today", "decided_today", "active")
    }
    in_tray = count_tray() if user.can(Permission.SORT_TRAY) else 0
    return render_template(
        "workspace/home.html", figures=figures, waiting=waiting, totals=totals, in_tray=in_tray
    )
