"""Working at the same time: what is unread, who looks, and news that cost one statement and a 304."""

import pytest
from sqlalchemy import select, update

from ats.applications import actions
from ats.applications.queries import get_for_decision
from ats.messages.events import MessageReceived
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import CANDIDATE, Actor, publish
from ats.workspace.actions.attention import look_at, snooze
from ats.workspace.models import Claim, ReadMark, Snooze
from tests.integration.workspace.conftest import post, text_of


@pytest.fixture
def path(cast):
    return f"/dashboard/applications/{cast.application.public_id}"


@pytest.fixture
def places(cast, path):
    """The addresses that are asked for news."""
    return (f"{path}/news", f"/dashboard/openings/{cast.engineer.reference}/news", "/dashboard/news")


def test_reading_is_said_by_a_post_and_not_by_looking(app, cast, sign_in, path):
    client, other = sign_in("recruiter"), sign_in("admin")
    unread = "/dashboard/applications?unread=yes"
    client.get(path)
    assert "Unread: " in text_of(client.get("/dashboard/applications"))
    assert "Ada Fern" in text_of(client.get(unread))
    assert post(client, f"{path}/here").status_code == 204
    assert "Unread: " not in text_of(client.get("/dashboard/applications"))
    assert "Ada Fern" not in text_of(client.get(unread))
    assert "Unread: " not in text_of(client.get(f"/dashboard/openings/{cast.engineer.reference}/board"))
    assert "Ada Fern" in text_of(other.get(unread)), "each reads for themselves"


def test_what_the_candidate_adds_makes_it_unread_and_wakes_it(sqlite_app, cast, sign_in):
    application, user = cast.application, cast.user("recruiter")
    about = {
        "application_id": application.id,
        "candidate_id": application.candidate_id,
        "opening_id": application.opening_id,
    }
    with transaction():
        look_at(user.id, application.id)
        snooze(user.id, application.id, utc_now())
    for by, is_read in ((Actor.user(user.id), True), (CANDIDATE, False)):
        with transaction():
            publish(MessageReceived(by=by, message_id=1, is_confirmed=True, **about))
        assert (db.session.scalar(select(ReadMark)) is not None) == is_read
        assert (db.session.scalar(select(Snooze)) is not None) == is_read


def test_nothing_new_is_answered_304_by_few_statements(app, cast, sign_in, places, statements):
    client = sign_in("recruiter")
    for place in places:
        tag = client.get(place).headers["ETag"]
        with statements() as seen:
            answer = client.get(place, headers={"If-None-Match": tag})
        assert answer.status_code == 304
        assert answer.get_data() == b""
        assert len([each for each in seen if "events" in each]) == 1
        # The session, the record, and the news.
        assert len(seen) <= 3, "\n".join(seen)


def test_a_decision_and_a_note_are_news(sqlite_app, cast, sign_in, places, path):
    client = sign_in("recruiter")
    tags = [client.get(place).headers["ETag"] for place in places]
    with transaction():
        by = Actor.user(cast.user("admin").id)
        actions.move(get_for_decision(cast.application.public_id), cast.engineer.stages[1], seen=1, by=by)
    moved = [
        client.get(place, headers={"If-None-Match": tag}) for place, tag in zip(places, tags, strict=True)
    ]
    assert [each.status_code for each in moved] == [200, 200, 200]
    post(sign_in("manager"), f"{path}/notes", {"text": "Ask her"})
    for place, answer in zip(places, moved, strict=True):
        assert client.get(place, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_what_happens_on_other_openings_is_no_news_for_an_outsider(app, cast, sign_in, path):
    outsider = sign_in("outsider")
    tag = outsider.get("/dashboard/news").headers["ETag"]
    post(sign_in("recruiter"), f"{path}/notes", {"text": "Ask her"})
    post(sign_in("recruiter"), f"{path}/here")
    assert outsider.get("/dashboard/news", headers={"If-None-Match": tag}).status_code == 304


def test_who_looks_is_told_to_the_others_until_two_minutes_have_passed(
    sqlite_app, cast, sign_in, places, path
):
    client = sign_in("recruiter")
    post(sign_in("admin"), f"{path}/here")
    post(client, f"{path}/here")
    for place in places:
        assert client.get(place).json["looking"] == {cast.application.public_id: ["Admin Example"]}
    with transaction():
        db.session.execute(update(Claim).values(until=utc_now()))
    assert [client.get(place).json["looking"] for place in places] == [{}, {}, {}]


def test_somebody_looks_at_one_application_at_a_time(sqlite_app, cast, apply, sign_in, path):
    bela = apply(cast.engineer, "Bela Moss")
    client = sign_in("recruiter")
    post(client, f"{path}/here")
    post(client, f"/dashboard/applications/{bela.public_id}/here")
    (claim,) = db.session.scalars(select(Claim))
    assert claim.application_id == bela.id


def test_toasts_wait_for_a_page_that_is_looked_at(sqlite_app, cast, sign_in, path):
    client = sign_in("recruiter")
    post(client, f"{path}/tags", {"tag": "Later"})
    for header in ("ahead", "news"):
        page = client.get(path, headers={"X-Requested-With": header})
        assert '<div class="toasts" id="toasts" role="status"></div>' in page.get_data(as_text=True)
    assert "Tagged" in text_of(client.get(path))
