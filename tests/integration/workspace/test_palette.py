"""The palette: every page that somebody may open, openings and people by name, nothing of what they may not see."""

import pytest

from ats.platform.database import transaction
from ats.search.actions import index_applications
from ats.workspace.palette import PAGES

# What stands on a page of its own but is only a step of something else, or answers with something else.
LEFT_OUT = {
    *("accounts.sign_in", "accounts.forgot", "settings.index", "workspace.palette", "workspace.news"),
    *("workspace.search_results", "workspace.count_applications", "settings.reader_progress"),
}


def labels(client, query: str = "") -> list[str]:
    return [each["label"] for each in client.get(f"/dashboard/palette{query}").json["ways"]]


def test_every_page_without_a_record_is_reached(sqlite_app):
    pages = {
        rule.endpoint
        for rule in sqlite_app.url_map.iter_rules()
        if "GET" in rule.methods
        and not rule.arguments
        and rule.endpoint.startswith(("workspace.", "settings.", "accounts."))
    }
    reached = {endpoint for _, endpoint, _, _ in PAGES}
    assert pages - reached - LEFT_OUT == set(), "pages that the palette does not reach"


@pytest.mark.parametrize("role", ["admin", "recruiter", "manager", "interviewer"])
def test_everything_it_offers_may_be_opened(sqlite_app, cast, sign_in, role):
    client = sign_in(role)
    client.checks_pages = False
    ways = client.get("/dashboard/palette").json["ways"]
    assert {way["url"]: client.get(way["url"]).status_code for way in ways} == {
        way["url"]: 200 for way in ways
    }
    assert ("People" in labels(client)) == (role == "admin")


@pytest.mark.parametrize("role", ["admin", "recruiter", "manager", "interviewer", "outsider"])
def test_it_offers_every_page_that_a_role_may_open(sqlite_app, cast, sign_in, role):
    client = sign_in(role)
    client.checks_pages = False
    adapter = sqlite_app.url_map.bind("")
    addresses = {
        adapter.build(rule.endpoint)
        for rule in sqlite_app.url_map.iter_rules()
        if "GET" in rule.methods
        and not rule.arguments
        and rule.endpoint.startswith(("workspace.", "settings.", "accounts."))
        and rule.endpoint not in LEFT_OUT
    }
    may_open = {address for address in addresses if client.get(address).status_code == 200}
    offered = {way["url"] for way in client.get("/dashboard/palette").json["ways"]}
    assert may_open - offered == set()
    assert len(may_open) > 5


def test_openings_and_people_are_found_by_name_as_far_as_they_may_be_seen(app, cast, sign_in):
    with transaction():
        index_applications([cast.application.id])
    client = sign_in("recruiter")
    assert labels(client, "?q=engin") == ["Software Engineer"]
    assert labels(client, f"?q={cast.editor.reference[:3].lower()}")
    assert labels(client, "?q=ada fe") == ["Ada Fern"]
    assert labels(sign_in("outsider"), "?q=engin") == []
    assert labels(sign_in("outsider"), "?q=ada fe") == []


@pytest.mark.parametrize("typed", ["", "a", "%", "%25%25", "_ _", "%00%00", '"', "OR (", "x" * 400])
def test_nothing_that_is_typed_breaks_it(sqlite_app, cast, sign_in, typed):
    assert labels(sign_in("recruiter"), f"?q={typed}") == []
