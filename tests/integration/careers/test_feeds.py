"""Feeds, sitemap, robots.txt, and what search engines are told."""

import json
import re
from datetime import date, datetime
from xml.etree import ElementTree

import pytest

from ats.openings.actions import change_state
from ats.openings.models import State
from ats.openings.rules import missing_for_job_posting
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from tests.integration.careers.openings import change, drafted, set_state, text_of

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITE = "http://jobs.example.com"


def posting_of(client, opening) -> dict | None:
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>',
        text_of(client.get(f"/openings/{opening.reference}")),
        re.DOTALL,
    )
    return json.loads(found.group(1)) if found else None


def test_the_atom_feed_is_complete_and_well_formed(app, cast, client):
    response = client.get("/feed.atom")
    assert response.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(response.data)
    assert feed.find("a:id", ATOM).text == f"{SITE}/feed.atom"
    assert feed.find("a:link[@rel='self']", ATOM).get("href") == f"{SITE}/feed.atom"
    datetime.fromisoformat(feed.find("a:updated", ATOM).text)
    entries = feed.findall("a:entry", ATOM)
    assert [entry.find("a:title", ATOM).text for entry in entries] == ["Software Engineer", "Editor"]
    for entry in entries:
        assert entry.find("a:id", ATOM).text.startswith(f"{SITE}/openings/R")
        assert entry.find("a:content", ATOM).get("type") == "html"
        for name in ("published", "updated"):
            assert datetime.fromisoformat(entry.find(f"a:{name}", ATOM).text).tzinfo
    assert "5+ years of building software" in entries[0].find("a:content", ATOM).text
    part = ElementTree.fromstring(client.get("/programs/words/feed.atom").data)
    assert [each.text for each in part.findall("a:entry/a:title", ATOM)] == ["Editor"]


def test_the_json_feed_says_the_same(app, cast, client):
    response = client.get("/feed.json")
    assert response.mimetype == "application/feed+json"
    feed = json.loads(response.data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["title"] for item in feed["items"]] == ["Software Engineer", "Editor"]
    assert feed["items"][0]["tags"] == ["Platform", "Utrecht, Netherlands", "Hybrid", "Full time"]
    assert (
        json.loads(client.get("/programs/words/feed.json").data)["home_page_url"] == f"{SITE}/programs/words"
    )


def test_feeds_survive_characters_that_xml_cannot_hold(sqlite_app, cast, client):
    change(cast.editor, title="Ed\x0bitor \ufffe & <sons> \U0001f600")
    feed = ElementTree.fromstring(client.get("/feed.atom").data)
    assert feed.findall("a:entry/a:title", ATOM)[1].text == "Editor  & <sons> \U0001f600"
    json.loads(client.get("/feed.json").data)


def test_an_empty_feed_is_still_a_feed(sqlite_app, cast, client):
    for opening in (cast.engineer, cast.editor):
        set_state(opening, State.CLOSED)
    feed = ElementTree.fromstring(client.get("/feed.atom").data)
    assert feed.findall("a:entry", ATOM) == []
    assert feed.find("a:updated", ATOM).text


def test_pages_name_their_feeds(sqlite_app, cast, client):
    for path in ("/", f"/openings/{cast.engineer.reference}", "/programs/platform"):
        page = text_of(client.get(path))
        assert '<link rel="alternate" type="application/atom+xml"' in page
        assert '<link rel="alternate" type="application/feed+json"' in page
        assert f'<link rel="canonical" href="{SITE}{path}">' in page
        assert f'<meta property="og:url" content="{SITE}{path}">' in page


def test_the_sitemap_says_when_each_page_last_changed(app, cast, client):
    site = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}

    def times() -> dict[str, str]:
        urls = ElementTree.fromstring(client.get("/sitemap.xml").data).findall("s:url", site)
        return {url.find("s:loc", site).text: url.find("s:lastmod", site).text for url in urls}

    before = times()
    reference = cast.engineer.reference
    opening = f"{SITE}/openings/{reference}"
    assert set(before) == {
        f"{SITE}/", f"{SITE}/programs/platform", f"{SITE}/programs/words", opening,
        f"{SITE}/openings/{cast.editor.reference}",
    }  # fmt: skip
    with transaction():
        engineer = cast.engineer
        engineer.updated_at = datetime.fromisoformat("2090-01-02T03:04:05+00:00")
        change_state(engineer, State.PAUSED, by=SYSTEM)
        engineer.updated_at = datetime.fromisoformat("2090-01-02T03:04:05+00:00")
    after = times()
    assert opening not in after
    assert after[f"{SITE}/"] == "2090-01-02T03:04:05Z"
    assert (
        after[f"{SITE}/openings/{cast.editor.reference}"]
        == before[f"{SITE}/openings/{cast.editor.reference}"]
    )


def test_robots_are_told_where_not_to_go(sqlite_app, cast, client):
    text = text_of(client.get("/robots.txt"))
    assert "Disallow: /status\n" in text
    assert f"Sitemap: {SITE}/sitemap.xml" in text


def test_a_job_posting_follows_the_rules(app, cast, client):
    change(
        cast.engineer,
        pay_min=50000,
        pay_max=65000,
        pay_currency="EUR",
        deadline_on=date(2090, 5, 3),
        headcount=2,
    )
    posting = posting_of(client, cast.engineer)
    assert posting["@type"] == "JobPosting"
    assert posting["title"] == "Software Engineer"
    assert "The work of a software engineer here." in posting["description"]
    assert "<li>5+ years of building software</li>" in posting["description"]
    assert posting["datePosted"] == cast.engineer.published_at.date().isoformat()
    assert posting["validThrough"] == "2090-05-03T23:59:59+00:00"
    assert posting["employmentType"] == "FULL_TIME"
    assert posting["hiringOrganization"]["name"] == "Example Systems"
    assert posting["jobLocation"]["address"] == {
        "@type": "PostalAddress", "addressCountry": "NL", "addressLocality": "Utrecht",
    }  # fmt: skip
    assert "jobLocationType" not in posting
    assert posting["baseSalary"] == {
        "@type": "MonetaryAmount", "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "unitText": "YEAR", "minValue": 50000, "maxValue": 65000},
    }  # fmt: skip
    assert posting["identifier"]["value"] == cast.engineer.reference
    assert posting["directApply"] is True
    assert posting["totalJobOpenings"] == 2
    assert posting["experienceRequirements"]["monthsOfExperience"] == 60


def test_an_opening_in_several_towns_names_each(app, cast, client):
    change(cast.engineer, city="Utrecht; Lyon, FR", country="NL")
    towns = [place["address"] for place in posting_of(client, cast.engineer)["jobLocation"]]
    assert [(town["addressLocality"], town["addressCountry"]) for town in towns] == [
        ("Utrecht", "NL"),
        ("Lyon", "FR"),
    ]
    assert "Software Engineer" in text_of(client.get("/?place=lyon"))
    assert "Software Engineer" in text_of(client.get("/?place=utrecht"))
    assert "Software Engineer" not in text_of(client.get("/?place=utrecht-lyon"))


def test_remote_work_says_where_applicants_may_live(sqlite_app, cast, client):
    posting = posting_of(client, cast.editor)
    assert posting["jobLocationType"] == "TELECOMMUTE"
    assert posting["applicantLocationRequirements"] == {"@type": "Country", "name": "Netherlands"}
    assert "jobLocation" not in posting


@pytest.mark.parametrize("fields", [{"country": ""}, {"description": " "}, {"visibility": "unlisted"}])
def test_no_posting_without_what_it_needs(sqlite_app, cast, client, fields):
    change(cast.engineer, **fields)
    assert missing_for_job_posting(cast.engineer)
    assert posting_of(client, cast.engineer) is None


def test_no_posting_for_staff_previews_and_none_on_lists(sqlite_app, cast, client, sign_in):
    draft = drafted(cast, description="Words.", country="NL", city="Utrecht")
    assert posting_of(sign_in("admin"), draft) is None
    for path in ("/", "/programs/platform"):
        assert "ld+json" not in text_of(client.get(path))


def test_addresses_never_follow_the_host_that_a_request_claims(sqlite_app, cast, client):
    for headers in (
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example"},
        {"Forwarded": "host=evil.example"},
    ):
        for path in ("/feed.atom", "/sitemap.xml", "/robots.txt", f"/openings/{cast.engineer.reference}"):
            assert "evil.example" not in text_of(client.get(path, headers=headers))
