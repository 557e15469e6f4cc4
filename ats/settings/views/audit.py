"""The audit log: everything that was done, by whom, to what; searchable."""

from urllib.parse import urlencode

from flask import current_app, render_template, request, url_for

from ats.accounts.guards import requires
from ats.accounts.permissions import Permission
from ats.accounts.queries import list_users
from ats.activity.queries import page_of_events
from ats.platform.dates import end_of_day, parse_day, start_of_day
from ats.platform.pagination import Page
from ats.settings import audit_words, queries
from ats.settings.views import blueprint

_FILTERS = ("kind", "person", "find", "since", "until")


@blueprint.get("/audit")
@requires(Permission.MANAGE_SYSTEM)
def audit():
    """List events that fit the filters in the address."""
    asked = {name: request.args.get(name, "").strip()[:254] for name in _FILTERS}
    users = list_users()
    page = _page_of(asked, users)
    return render_template(
        "settings/audit.html",
        page=page,
        names=queries.names_behind(page.rows),
        asked=asked,
        users=users,
        chips=_chips(asked, users),
        words=audit_words,
        older_url=_address(asked, after=page.next_cursor) if page.next_cursor else None,
        newest_url=_address(asked) if request.args.get("after") else None,
    )


def _page_of(asked: dict[str, str], users) -> Page:
    """Return the page; empty when a filter names nothing that exists, rather than everything."""
    kind = (
        asked["kind"] if asked["kind"] in audit_words.WORDS or asked["kind"] in audit_words.GROUPS else None
    )
    wanted = {"kind": kind, **_days(asked)}
    if asked["person"]:
        person = next((user for user in users if user.public_id == asked["person"]), None)
        if person is None:
            return Page([], None)
        wanted["actor_id"] = person.id
    if asked["find"]:
        found = queries.find_subject(asked["find"])
        if found is None:
            return Page([], None)
        wanted |= found
    return page_of_events(**wanted, cursor=request.args.get("after"))


def _days(asked: dict[str, str]) -> dict:
    zone, days = current_app.config["ZONE"], {}
    if since := parse_day(asked["since"]):
        days["since"] = start_of_day(since, zone)
    if until := parse_day(asked["until"]):
        days["until"] = end_of_day(until, zone)
    return days


def _chips(asked: dict[str, str], users) -> list[dict[str, str]]:
    people = {user.public_id: user.name for user in users}
    kinds = {**audit_words.GROUPS, **audit_words.WORDS}
    said = {
        "kind": ("What", kinds.get(asked["kind"], asked["kind"])),
        "person": ("Who", people.get(asked["person"], "nobody here")),
        "find": ("About", asked["find"]),
        "since": ("From", asked["since"]),
        "until": ("To", asked["until"]),
    }
    return [
        {"label": label, "value": value, "remove_url": _address({**asked, name: ""})}
        for name, (label, value) in said.items()
        if asked[name]
    ]


def _address(asked: dict[str, str], **more: str) -> str:
    query = urlencode({name: value for name, value in {**asked, **more}.items() if value})
    return url_for("settings.audit") + ("?" + query if query else "")
