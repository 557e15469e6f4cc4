"""The pages that everybody finds: listing, program, opening, and what they must not show."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
import time_machine

from ats.company.queries import default_template
from ats.openings.actions import OpeningContent, change_state, create_opening
from ats.openings.models import State, Visibility
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.integration.careers.openings import change, drafted, set_state, text_of
from tests.statements import counted_statements


def test_the_listing_groups_by_program_with_counts_and_jumps(app, cast, client):
    page = text_of(client.get("/"))
    assert 'href="#platform">Platform<span class="muted">1' in page
    assert '<section class="program" id="platform">' in page
    assert "What all else <strong>runs on</strong>." in page
    assert page.index("Software Engineer") < page.index("Editor")
    assert f'href="/openings/{cast.engineer.reference}"' in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("program=words", "Editor", "Software Engineer"),
        ("workplace=hybrid", "Software Engineer", ">Editor<"),
        ("type=full_time&place=utrecht", "Software Engineer", "No position fits"),
        ("q=PYTHON+engineer", "Software Engineer", ">Editor<"),
        ("q=p%C3%BDthon+editor", ">Editor<", "Software Engineer"),
        ("q=zebra", "Show all positions", "opening-row"),
        ("place=nowhere", "Clear all", "opening-row"),
        ("workplace=%00&type=../..&page=x&q=%00", "Software Engineer", "Clear all"),
    ],
)
def test_filters_and_search_stand_in_the_address(sqlite_app, cast, client, query, shown, hidden):
    page = text_of(client.get(f"/?{query}"))
    assert shown in page
    assert hidden not in page


def test_places_in_other_scripts_are_filters_of_their_own(sqlite_app, cast, client):
    with transaction():
        cast.engineer.city, cast.editor.city = "東京", "Санкт-Петербург"
    page = text_of(client.get("/"))
    assert all(f'value="{value}"' in page for value in ("東京", "санкт-петербург"))
    tokyo = text_of(client.get("/", query_string={"place": "東京"}))
    assert "Software Engineer" in tokyo
    assert ">Editor<" not in tokyo
    assert ">Editor<" in text_of(client.get("/", query_string={"place": "санкт-петербург"}))


def test_an_empty_site_says_so_and_offers_the_feed(sqlite_app, cast, client):
    for opening in (cast.engineer, cast.editor):
        set_state(opening, State.CLOSED)
    page = text_of(client.get("/"))
    assert "Nothing is open at the moment" in page
    assert "/feed.atom" in page


def test_a_program_has_its_own_page_and_feed(app, cast, client):
    page = text_of(client.get("/programs/platform"))
    assert "Software Engineer" in page
    assert "Editor" not in page
    assert 'href="/programs/platform/feed.atom"' in page
    assert client.get("/programs/PLATFORM").status_code == 301
    assert client.get("/programs/platform?page=2").status_code == 404
    assert client.get("/programs/none").status_code == 404


def test_an_opening_shows_everything_a_candidate_asks(app, cast, client):
    change(
        cast.engineer, pay_min=50000, pay_max=65000, pay_currency="EUR", deadline_on=date(2090, 5, 3),
        apply_email="apply@example.com", what_happens_next="We call you.",
    )  # fmt: skip
    page = text_of(client.get(f"/openings/{cast.engineer.reference}"))
    for words in (
        "Utrecht, Netherlands", "Hybrid", "€50,000 to €65,000 a year", "3 May 2090", "at least 5 years",
        "We call you.", "within 14 days", "Write things down", "mailto:apply@example.com",
        "The work of a software engineer here.",
    ):  # fmt: skip
        assert words in page, words
    assert (
        page.index("Required")
        < page.index("5+ years of building")
        < page.index("Good to have")
        < page.index("Some Python")
    )
    assert page.count(f'href="/openings/{cast.engineer.reference}/apply"') == 2


def test_a_reference_in_small_letters_leads_to_the_one_address(sqlite_app, cast, client):
    response = client.get(f"/openings/{cast.engineer.reference.lower()}?source=Fair+<b>")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/openings/{cast.engineer.reference}?source=Fair+b"


def test_the_source_of_a_visitor_goes_along_to_the_form(sqlite_app, cast, client):
    page = text_of(client.get(f"/openings/{cast.engineer.reference}?source=newsletter"))
    assert f"/openings/{cast.engineer.reference}/apply?source=newsletter" in page


def test_a_closed_opening_is_gone_and_names_similar_ones(app, cast, client):
    set_state(cast.engineer, State.CLOSED)
    response = client.get(f"/openings/{cast.engineer.reference}")
    assert response.status_code == 410
    assert "Editor" in text_of(response)
    assert cast.engineer.reference not in text_of(client.get("/"))


def test_a_paused_opening_keeps_its_page_and_takes_nothing(app, cast, client):
    set_state(cast.engineer, State.PAUSED)
    page = text_of(client.get(f"/openings/{cast.engineer.reference}"))
    assert "not taking applications for this position at the moment" in page
    assert "/apply" not in page
    assert "ld+json" not in page


def test_a_draft_is_seen_by_those_who_work_on_it_only(app, cast, client, sign_in):
    draft = drafted(cast)
    address = f"/openings/{draft.reference}"
    assert client.get(address).status_code == 404
    assert sign_in("outsider").get(address).status_code == 404
    preview = sign_in("recruiter").get(address)
    assert "This is a preview" in text_of(preview)
    assert preview.headers["Cache-Control"] == "private, no-store"
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/apply").status_code == 404


def test_the_preview_has_no_way_to_a_form_that_is_not_there(sqlite_app, cast, sign_in):
    draft = drafted(cast)
    page = text_of(sign_in("recruiter").get(f"/dashboard/openings/{draft.reference}/preview"))
    assert "Apply for this position" in page
    assert f"/openings/{draft.reference}/apply" not in page


def test_what_is_internal_unlisted_closed_or_a_draft_is_found_nowhere(app, cast, client, sign_in):
    hidden = drafted(cast, "Hidden Draft")
    openings = {Visibility.INTERNAL: "Inner Work", Visibility.UNLISTED: "Quiet Work"}
    made = {}
    for visibility, title in openings.items():
        made[visibility] = drafted(cast, title, visibility=visibility.value)
        set_state(made[visibility], State.PUBLISHED)
    closed = drafted(cast, "Closed Work")
    set_state(closed, State.PUBLISHED)
    set_state(closed, State.CLOSED)
    places = (
        "/",
        "/?q=work",
        "/programs/platform",
        "/feed.atom",
        "/feed.json",
        "/sitemap.xml",
        "/programs/platform/feed.json",
    )
    for path in places:
        page = text_of(client.get(path))
        for opening in (hidden, closed, *made.values()):
            assert opening.reference not in page, path
            assert opening.title not in page, path
    assert client.get(f"/openings/{made[Visibility.INTERNAL].reference}").status_code == 404
    assert client.get(f"/openings/{made[Visibility.INTERNAL].reference}/apply").status_code == 404
    unlisted = client.get(f"/openings/{made[Visibility.UNLISTED].reference}")
    assert unlisted.status_code == 200
    assert 'name="robots" content="noindex"' in text_of(unlisted)
    staff = sign_in("interviewer")
    assert "Inner Work" in text_of(staff.get("/"))
    assert staff.get(f"/openings/{made[Visibility.INTERNAL].reference}").status_code == 200
    for path in ("/feed.atom", "/feed.json", "/sitemap.xml"):
        assert "Inner Work" not in text_of(staff.get(path))


def test_markdown_of_an_opening_cannot_bring_script(sqlite_app, cast, client):
    address = f"/openings/{cast.engineer.reference}"
    change(
        cast.engineer,
        description="<script>alert(1)</script> [x](javascript:alert(1)) </script>",
        title="A </script> <b>job",
    )
    page = text_of(client.get(address))
    assert "<script>alert" not in page
    assert "javascript:" not in page.replace("javascript:alert(1))", "")
    assert "<b>job" not in page
    posting = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL).group(1)
    assert json.loads(posting)["title"] == "A </script> <b>job"


def test_a_hundred_openings_stay_below_fifty_kilobytes(sqlite_app, cast, client):
    with transaction():
        content = OpeningContent(
            fields={
                "title": "Senior Engineer for Storage and Replication", "description": "Words. " * 400,
                "city": "Lisbon", "country": "PT", "pay_min": 50000, "pay_max": 65000, "pay_currency": "EUR",
                "deadline_on": date(2090, 9, 30),
            },
            program_id=cast.engineer.program_id,
        )  # fmt: skip
        for number in range(100):
            numbered = replace(
                content, fields={**content.fields, "title": f"{content.fields['title']} {number}"}
            )
            change_state(
                create_opening(numbered, template=default_template(), by=SYSTEM), State.PUBLISHED, by=SYSTEM
            )
    response = client.get("/")
    assert len(response.data) < 50_000
    assert "All 101 positions of Platform" in text_of(response)
    assert text_of(client.get("/programs/platform")).count("opening-row") == 100
    assert text_of(client.get("/programs/platform?page=2")).count("opening-row") == 1
    assert len(client.get(f"/openings/{cast.engineer.reference}").data) < 50_000


def test_pages_ask_little_of_the_database(app, cast, client):
    reference = cast.engineer.reference
    for path, first, again in (
        ("/", 4, 1),
        (f"/openings/{reference}", 6, 1),
        ("/feed.atom", 6, 1),
        ("/sitemap.xml", 4, 1),
    ):
        db.session.remove()
        with counted_statements() as statements:
            client.get(path)
        assert len(statements) <= first, (path, statements)
        with counted_statements() as statements:
            client.get(path)
        assert len(statements) == again, (path, statements)


@pytest.mark.parametrize("app_zone", ["Europe/Lisbon"])
def test_a_deadline_ends_with_its_day_in_the_zone_of_the_site(sqlite_app, cast, client, app_zone):
    from zoneinfo import ZoneInfo

    sqlite_app.config["ZONE"] = ZoneInfo(app_zone)
    # Clocks go back in the night from 24 to 25 October 2026: the 25th has 25 hours, its end is midnight UTC.
    change(cast.engineer, deadline_on=date(2026, 10, 25))
    address = f"/openings/{cast.engineer.reference}"
    with time_machine.travel("2026-10-25T23:59:30+00:00", tick=False):
        page = text_of(client.get(address))
        assert "Apply for this position" in page
        assert '"validThrough": "2026-10-25T23:59:59+00:00"' in page
        assert client.get(f"{address}/apply").status_code == 200
    with time_machine.travel("2026-10-26T00:00:30+00:00", tick=False):
        page = text_of(client.get(address))
        assert "The time to apply ended on 25 October 2026" in page
        assert "ld+json" not in page
        assert client.get(f"{address}/apply").status_code == 409
        assert "Not taking applications now" in text_of(client.get("/"))
    change(cast.engineer, deadline_on=date(2026, 7, 1))
    with time_machine.travel("2026-07-01T22:59:30+00:00", tick=False):
        assert client.get(f"{address}/apply").status_code == 200
    with time_machine.travel("2026-07-01T23:00:30+00:00", tick=False):
        assert client.get(f"{address}/apply").status_code == 409


def test_the_logo_and_the_privacy_page(sqlite_app, cast, client):
    from ats.company.actions import change_company
    from ats.company.queries import get_company
    from ats.platform.storage import storage

    assert client.get("/logo").status_code == 404
    sha256 = storage().put(b"\x89PNG not really")
    with transaction():
        change_company(
            get_company(),
            {"logo_sha256": sha256, "logo_type": "image/png", "contact_email": "ask@example.com"},
            by=SYSTEM,
        )
    logo = client.get(f"/logo?v={sha256[:12]}")
    assert (logo.status_code, logo.mimetype) == (200, "image/png")
    assert "immutable" in logo.headers["Cache-Control"]
    assert "sandbox" in logo.headers["Content-Security-Policy"]
    assert client.get("/logo", headers={"If-None-Match": logo.headers["ETag"]}).status_code == 304
    page = text_of(client.get("/privacy"))
    assert "At most 365 days" in page
    assert "ask@example.com" in page
