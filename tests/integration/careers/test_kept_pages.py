"""Rendered pages that are kept: for visitors only, true at every moment, and answered with 304."""

import pytest

from ats.careers.kept_pages import KeptPage, Shelf
from ats.company.actions import change_company
from ats.company.queries import get_company
from ats.openings.actions import change_state
from ats.openings.models import State
from ats.platform.clock import today
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from tests.integration.careers.openings import change, drafted, set_state, text_of


@pytest.fixture
def shelf(app) -> Shelf:
    return app.extensions["ats_kept_pages"]


def test_a_visitor_gets_304_until_something_changes(app, cast, client):
    first = client.get("/")
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" in first.headers["Vary"]
    assert "Set-Cookie" not in first.headers
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    weak = client.get("/", headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
    assert weak.status_code == 304
    change(cast.engineer, city="Ghent", country="BE")
    changed = client.get("/", headers=known)
    assert changed.status_code == 200
    assert "Ghent, Belgium" in text_of(changed)


def test_every_change_that_visitors_see_shows_at_once(app, cast, client):
    assert "Example Systems" in text_of(client.get("/"))
    with transaction():
        change_company(get_company(), {"name": "Alder and Finch"}, by=SYSTEM)
    assert "Alder and Finch" in text_of(client.get("/"))
    assert cast.engineer.reference in text_of(client.get("/feed.atom"))
    set_state(cast.engineer, State.PAUSED)
    assert cast.engineer.reference not in text_of(client.get("/feed.atom"))
    assert cast.engineer.reference not in text_of(client.get("/sitemap.xml"))
    opening = drafted(cast, "Brand New")
    with transaction():
        change_state(opening, State.PUBLISHED, by=SYSTEM)
    assert "Brand New" in text_of(client.get("/"))


def test_a_page_for_staff_is_never_kept_and_never_given_to_a_visitor(app, cast, client, sign_in, shelf):
    opening = drafted(cast, "Inner Work", visibility="internal")
    set_state(opening, State.PUBLISHED)
    staff = sign_in("manager")
    seen = staff.get("/")
    assert "Inner Work" in text_of(seen)
    assert seen.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in seen.headers
    assert len(shelf) == 0
    visitor = client.get("/")
    assert "Inner Work" not in text_of(visitor)
    assert len(shelf) == 1
    assert "Inner Work" in text_of(staff.get("/"))
    assert staff.get("/", headers={"If-None-Match": visitor.headers["ETag"]}).status_code == 200
    assert "Inner Work" not in text_of(client.get("/"))


def test_a_visitor_who_opened_a_form_still_gets_the_kept_page(sqlite_app, cast, client):
    page = client.get("/").data
    client.get(f"/openings/{cast.engineer.reference}/apply")
    response = client.get("/")
    assert response.data == page
    assert "Set-Cookie" not in response.headers


def test_a_revoked_session_sees_what_a_visitor_sees(sqlite_app, cast, sign_in):
    browser = sign_in("manager")
    with browser.session_transaction() as session:
        session["_user_id"] = "not a session any more"
    response = browser.get("/")
    assert response.headers["Cache-Control"] == "public, no-cache"


def test_searches_and_unknown_parameters_do_not_fill_the_shelf(sqlite_app, cast, client):
    shelf = sqlite_app.extensions["ats_kept_pages"]
    for number in range(5):
        client.get(f"/?q=word{number}")
        client.get(f"/?utm_campaign={number}&fbclid={number}")
    assert len(shelf) == 1
    client.get("/?workplace=hybrid&program=platform")
    client.get("/?program=platform&workplace=hybrid")
    assert len(shelf) == 2
    assert client.get("/?q=word1").headers["ETag"]


def test_what_does_not_exist_is_not_kept(sqlite_app, cast, client):
    for number in range(3):
        client.get(f"/openings/R000{number}")
        client.get(f"/programs/none-{number}")
    assert len(sqlite_app.extensions["ats_kept_pages"]) == 0


def test_a_gone_page_is_kept_as_gone(sqlite_app, cast, client):
    set_state(cast.engineer, State.CLOSED)
    address = f"/openings/{cast.engineer.reference}"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 410


def test_head_says_what_get_would(sqlite_app, cast, client):
    for path in ("/", f"/openings/{cast.engineer.reference}", "/feed.json", "/sitemap.xml", "/robots.txt"):
        get, head = client.get(path), client.head(path)
        assert (head.status_code, head.data) == (200, b""), path
        assert head.headers["ETag"] == get.headers["ETag"]
        assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_the_shelf_lets_the_least_used_go_when_it_is_full(sqlite_app):
    day = today(sqlite_app.config["ZONE"])
    shelf = Shelf(max_bytes=10_000)

    def page(size: int) -> KeptPage:
        return KeptPage(1, day, 200, b"x" * size, "text/html", "e")

    for name in "abc":
        shelf.put(name, page(2000))
    shelf.find("a", 1, day)
    shelf.put("d", page(2000))
    assert shelf.find("b", 1, day) is None
    assert shelf.find("a", 1, day) is not None
    assert shelf.find("a", 2, day) is None
    shelf.put("a", page(100))
    shelf.put("huge", page(50_000))
    assert (len(shelf), shelf.size) == (0, 0)
