"""The home page: what waits for the one who is signed in, built of views of the list."""

from flask import current_app, render_template, url_for

from ats.accounts.guards import get_viewer, signed_in
from ats.accounts.permissions import Permission
from ats.applications import retention
from ats.inbox.queries import count_to_sort
from ats.platform.clock import today, utc_now
from ats.platform.dates import start_of_day
from ats.workspace import rules
from ats.workspace.list_filter import Asked
from ats.workspace.queries import home as queries
from ats.workspace.queries.listing import list_first
from ats.workspace.saved_views.queries import list_views
from ats.workspace.saved_views.tabs import BUILT_IN, list_tabs
from ats.workspace.views import blueprint

_STALE = 6
_MEANINGS = {
    "New": "nobody has decided yet",
    "Unanswered": "longer than was promised",
    "Stale": "too long in their stage",
    "Mine": "on my openings",
    "Unread": "not opened by you",
}
_TINTS = {"Unanswered": "bad", "Stale": "warn"}


@blueprint.get("/")
@signed_in
def home():
    """Show who waits longest, who stands still, and the numbers of today."""
    now, zone, user = utc_now(), current_app.config["ZONE"], get_viewer()
    figures = queries.list_figures(user)
    queries.add_todays_numbers(figures, start_of_day(today(zone), zone))
    return render_template(
        "workspace/home.html",
        figures=figures,
        tiles=_tiles(list_tabs(user, list_views(user), zone)),
        longest={each.id: _wait(each, now) for each in figures if each.oldest},
        waiting=_waiting(figures, now),
        stale=_stale(user, zone, now),
        totals={
            name: sum(getattr(each, name) for each in figures)
            for name in ("received_today", "decided_today", "active")
        },
        holding=retention.in_force() if user.can(Permission.MANAGE_SYSTEM) else None,
        in_tray=count_to_sort() if user.can(Permission.SORT_TRAY) else 0,
    )


def _tiles(tabs: list) -> list[dict]:
    """Return a tile for each view: those that everybody has, then the saved ones."""
    list_url = url_for("workspace.applications")
    return [
        {
            "label": tab.label,
            "value": tab.count,
            "hint": _MEANINGS.get(tab.label) if tab.public_id is None else _whose(tab),
            "url": list_url + tab.url,
            "tint": _TINTS.get(tab.label) if tab.public_id is None and tab.count != "0" else None,
            "is_saved": tab.public_id is not None,
        }
        for tab in tabs
    ]


def _whose(tab) -> str:
    if tab.is_uncounted:
        return "cannot be counted"
    return "a view of the team" if tab.is_shared else "a view of mine"


def _wait(figures: queries.OpeningFigures, now) -> dict:
    is_late = rules.is_overdue("applied", figures.oldest, figures.answer_within_days, now)
    return {"since": figures.oldest, "is_late": is_late}


def _stale(user, zone, now) -> list[tuple]:
    """Return who stands still, but for those that wait for a first answer: these have a list of their own."""
    wanted = Asked.read_back(dict(BUILT_IN)["Stale"], zone).wanted()
    return [(row, rules.lateness(row, now)) for row in list_first(user, wanted, _STALE, but_kind="applied")]


def _waiting(figures: list, now) -> list[dict]:
    by_id = {each.id: each for each in figures}
    return [
        {
            "row": row,
            "opening": by_id[row.opening_id],
            "is_late": rules.is_overdue(
                "applied", row.stage_entered_at, by_id[row.opening_id].answer_within_days, now
            ),
        }
        for row in queries.list_oldest_unanswered(figures)
    ]
