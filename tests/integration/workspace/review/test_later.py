"""What is put off: skipped ones come at the end, snoozed ones on their day."""

import pytest
from sqlalchemy import select, update

from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.workspace.models import Claim, ReviewSession, Snooze
from tests.integration.workspace.conftest import post, text_of
from tests.integration.workspace.review.conftest import NAMES, NEW, advance, begin, decide, heading


def test_skipped_ones_come_at_the_end(app, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    path = decide(client, path, "skip").location
    for _ in NAMES[1:]:
        path = advance(client, path).location
    page = text_of(client.get(path))
    assert "Go through those skipped" in page
    session = db.session.scalars(select(ReviewSession)).one()
    again = post(client, f"{NEW}/{session.public_id}/again")
    assert heading(client, again.location) == "Ada Fern"


def test_a_snoozed_one_leaves_ones_own_reviews_until_its_day(app, cast, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    answer = decide(client, path, "snooze", {"days": "1", "until": ""})
    page = text_of(client.get(answer.location))
    assert "<h1>Bela Moss</h1>" in page
    assert "Ada Fern is out of your reviews until" in page
    assert heading(client, begin(client)) == "Bela Moss"
    with transaction():
        db.session.execute(update(Claim).values(until=utc_now()))
    assert heading(sign_in("admin"), begin(sign_in("admin"))) == "Ada Fern"
    with transaction():
        db.session.execute(update(Snooze).values(until=utc_now()))
        db.session.execute(update(Claim).values(until=utc_now()))
    assert heading(client, begin(client)) == "Ada Fern"


@pytest.mark.parametrize("until", ["", "2020-01-01", "2199-01-01", "soon"])
def test_a_day_that_is_none_is_refused_at_its_field(sqlite_app, people, sign_in, until):
    client = sign_in("recruiter")
    answer = decide(client, begin(client), "snooze", {"until": until})
    assert answer.status_code == 422
    assert "Choose a day" in text_of(answer)
    assert db.session.scalar(select(Snooze)) is None


def test_what_one_has_snoozed_says_so_wherever_it_stands(sqlite_app, cast, people, sign_in):
    client, page = sign_in("recruiter"), f"/dashboard/applications/{cast.application.public_id}"
    places = (page, "/dashboard/applications", f"/dashboard/openings/{cast.engineer.reference}/board")
    assert 'data-dialog-open="snooze"' in text_of(client.get(page))
    assert post(client, page + "/snooze", {"days": "3"}).location == page
    for place in places:
        assert "Snoozed until" in text_of(client.get(place))
        assert "Snoozed until" not in text_of(sign_in("admin").get(place))
    client = sign_in("recruiter")
    assert "Wake now" in text_of(client.get(page))
    post(client, page + "/wake")
    for place in places:
        assert "Snoozed until" not in text_of(client.get(place))


def test_a_day_that_cannot_be_is_said_on_the_page_of_an_application(app, cast, sign_in):
    client, page = sign_in("recruiter"), f"/dashboard/applications/{cast.application.public_id}"
    answer = post(client, page + "/snooze", {"until": "2001-01-01"})
    assert answer.status_code == 422
    assert "<title>Error: Ada Fern" in text_of(answer)
    assert "Snooze" in text_of(answer)


def test_waking_takes_a_snooze_back(app, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    decide(client, path, "snooze", {"days": "3"})
    assert decide(client, path, "wake").status_code == 303
    assert db.session.scalar(select(Snooze)) is None
