"""Going through applications one by one: sessions, what they lead to, and that nobody decides twice."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import func, select, update

from ats.applications import actions
from ats.applications.models import Application
from ats.applications.queries import get_for_decision
from ats.company.queries import list_reasons
from ats.messages.actions import add_usual_templates
from ats.messages.models import Message
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import Actor
from ats.search.rebuilding import rebuild
from ats.workspace.actions.reviewing import purge_sessions
from ats.workspace.models import Claim, ReadMark, ReviewItem, ReviewSession, Snooze
from ats.workspace.queries import review as queries
from tests.cast import Cast
from tests.integration.workspace.conftest import file_application, post, reload, text_of

NEW = "/dashboard/review"
NAMES = ("Ada Fern", "Bela Moss", "Cleo Reed", "Dara Sedge")


@pytest.fixture
def people(app, once):
    """Four new applications, Ada's among them, the one who waited longest first."""
    return once(four_who_wait)


def four_who_wait() -> dict[str, str]:
    """File the applications of all but Ada, and return the public ids by name."""
    cast = Cast()
    for days, name in enumerate(reversed(NAMES[1:]), start=1):
        file_application(cast.engineer, name, days_ago=days)
    with transaction():
        oldest = utc_now() - timedelta(days=9)
        db.session.execute(
            update(Application).where(Application.id == cast.application.id).values(received_at=oldest)
        )
    return {each.typed_name: each.public_id for each in db.session.scalars(select(Application))}


def begin(client, address=NEW) -> str:
    """Begin a session; return the address of its first page."""
    answer = post(client, address)
    assert answer.status_code == 303, text_of(answer)
    return answer.location


def heading(client, path) -> str:
    return client.page(path).headings[0]


def decide(client, path, verb, data=None, **headers):
    """Post a form of a page of a session."""
    address, query = path.split("?")
    seen = client.page(path).form_values("/skip") if not data else {}
    return client.submit(f"{address}/{verb}?{query}", {**seen, **(data or {})}, form_at=path, headers=headers)


def advance(client, path):
    page = client.page(path)
    return client.post(page_form(page, "/move"), data=page.form_values("/move"))


def page_form(page, part) -> str:
    return next(form["action"] for form in page.forms if part in form["action"])


def test_everything_new_is_gone_through_the_oldest_first(app, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    page = text_of(client.get(path))
    assert "1 of 4" in page
    assert "0 decided" in page
    for number, name in enumerate(NAMES):
        assert heading(client, path) == name
        answer = advance(client, path)
        assert answer.status_code == 303
        path = answer.location
        if number < len(NAMES) - 1:
            assert f"{number + 1} decided" in text_of(client.get(path))
    page = text_of(client.get(path))
    assert "All looked at" in page
    assert "Dara Sedge moved to Review" in page


def test_the_order_stays_and_what_was_decided_shows(app, people, sign_in):
    client = sign_in("recruiter")
    first = begin(client)
    advance(client, first)
    page = text_of(client.get(first))
    assert "1 of 4" in page
    row = re.search(rf'data-session-row="{people["Ada Fern"]}".*?</a>', page)[0]
    assert "is-decided" in page
    assert ">Review<" in row


def test_a_list_with_any_filter_and_an_opening_can_be_gone_through(app, cast, people, apply, sign_in):
    apply(cast.editor, "Eve Writer")
    client = sign_in("recruiter")
    path = begin(client, f"{NEW}?opening={cast.editor.reference}")
    assert heading(client, path) == "Eve Writer"
    assert "1 of 1" in text_of(client.get(path))
    path = begin(client, f"{NEW}?sort=oldest&status=active&unread=yes")
    assert heading(client, path) == "Ada Fern"
    for page in (
        "/dashboard/applications?status=active",
        f"/dashboard/openings/{cast.editor.reference}/board",
    ):
        assert "/dashboard/review?" in client.get(page).get_data(as_text=True)


def test_a_search_is_gone_through_with_its_words_marked(app, cast, apply, sign_in, resume):
    apply(cast.engineer, "Bela Moss", resume=resume)
    with app.app_context():
        list(rebuild())
    client = sign_in("recruiter")
    assert "/dashboard/review?q=moss" in client.get("/dashboard/search?q=moss").get_data(as_text=True)
    path = begin(client, f"{NEW}?q=moss")
    assert heading(client, path) == "Bela Moss"
    assert "Search: moss" in text_of(client.get(path))
    session = db.session.scalars(select(ReviewSession)).one()
    assert [["moss"], False] in session.terms


def test_nothing_to_review_is_said(app, cast, sign_in):
    client = sign_in("recruiter")
    answer = post(client, f"{NEW}?status=hired")
    assert "There is nobody to review here" in text_of(client.get(answer.location))
    assert db.session.scalar(select(ReviewSession)) is None


def test_a_session_begun_again_takes_the_place_of_the_one_before(app, people, sign_in):
    client = sign_in("recruiter")
    advance(client, begin(client))
    begin(client)
    page = text_of(client.get(NEW))
    assert page.count("3 of 3 left") == 1
    assert "of 4 left" not in page
    assert db.session.scalar(select(func.count()).select_from(ReviewSession)) == 1
    begin(sign_in("manager"))
    assert db.session.scalar(select(func.count()).select_from(ReviewSession)) == 2


def test_a_session_can_be_gone_on_with(app, people, sign_in):
    client = sign_in("recruiter")
    advance(client, begin(client))
    page = text_of(client.get(NEW))
    assert "Begun and not through" in page
    assert "3 of 4 left" in page
    session = db.session.scalars(select(ReviewSession)).one()
    page = client.get(f"{NEW}/{session.public_id}").get_data(as_text=True)
    assert people["Bela Moss"] in page


def test_a_session_is_its_owners_alone(app, cast, people, sign_in):
    path = begin(sign_in("recruiter"))
    session = db.session.scalars(select(ReviewSession)).one()
    assert sign_in("admin").get(f"{NEW}/{session.public_id}").status_code == 404
    page = text_of(sign_in("admin").get(path))
    assert "1 of 4" not in page, "a link that was passed on shows the application alone"
    assert sign_in("outsider").get(path).status_code == 404


def test_an_outsider_reviews_their_own_openings_alone(app, cast, people, apply, sign_in):
    apply(cast.editor, "Eve Writer")
    path = begin(sign_in("outsider"))
    page = text_of(sign_in("outsider").get(path))
    assert "Eve Writer" in page
    assert "Ada Fern" not in page


def test_a_rejection_without_a_reason_stays_in_the_session(app, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    answer = decide(client, path, "reject", {"seen": "1"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Select a reason" in page
    assert "1 of 4" in page


def test_undo_brings_the_application_back_and_calls_its_mail_back(app, cast, people, sign_in):
    with transaction():
        add_usual_templates(by=Actor.user(cast.user("admin").id))
    client = sign_in("recruiter")
    path = begin(client)
    page = client.get(path).get_data(as_text=True)
    template = re.search(r'<option[^>]*value="([0-9A-Z]{26})"', page)[1]
    reason = list_reasons(only_active=True)[0].public_id
    answer = decide(client, path, "reject", {"seen": "1", "reason": reason, "template": template})
    assert heading(client, answer.location) == "Bela Moss"
    page = client.get(begin(client)).get_data(as_text=True)
    assert f'value="{reason}" required checked' in page, "the panel remembers the last choice"
    change = reload(cast.application).last_change_id
    back = client.submit(
        f"{path.split('?')[0]}/undo?{path.split('?')[1]}", {"change": change, "next": path}, form_at=path
    )
    assert back.location == path
    assert reload(cast.application).status == "active"
    message = db.session.scalars(select(Message).where(Message.change_id == change)).one()
    assert message.mail.state == "cancelled"


def test_a_stale_decision_is_told_whose_was_first_and_stays_in_the_session(app, cast, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    with transaction():
        stage = cast.engineer.stages[2]
        by = Actor.user(cast.user("admin").id)
        actions.move(get_for_decision(people["Ada Fern"]), stage, seen=1, by=by)
    answer = decide(client, path, "hire", {"seen": "1"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert f"Admin Example moved it to “{stage.name}”" in page
    assert "1 of 4" in page
    answer = decide(client, path, "hire", {"seen": "1"}, **{"X-Requested-With": "fetch"})
    assert answer.status_code == 409
    assert "Ada Fern: Admin Example moved it" in text_of(answer), "the page shows somebody else by then"


def test_two_recruiters_never_get_the_same_one(app, cast, people, sign_in):
    ada, admin = sign_in("recruiter"), sign_in("admin")
    mine, theirs = begin(ada), begin(admin)
    assert heading(ada, mine) == "Ada Fern"
    assert heading(admin, theirs) == "Bela Moss"
    assert "Admin Example is looking" in text_of(ada.get(mine))
    assert heading(ada, advance(ada, mine).location) == "Cleo Reed"
    assert heading(admin, advance(admin, theirs).location) == "Dara Sedge"


def test_two_who_begin_at_the_same_moment_get_different_ones(app, cast, people, sign_in, monkeypatch):
    """The second looks for its first one while the first has found hers and not claimed it yet."""
    browsers = [sign_in("recruiter"), sign_in("admin")]
    found, meeting = queries.find_next, Barrier(2)

    def find_and_dawdle(*args, **kwargs):
        first = found(*args, **kwargs)
        with suppress(BrokenBarrierError):
            meeting.wait(0.5)
        return first

    def begin_apart(browser) -> str:
        with app.app_context():
            return begin(browser)

    monkeypatch.setattr(queries, "find_next", find_and_dawdle)
    with ThreadPoolExecutor(2) as pool:
        paths = list(pool.map(begin_apart, browsers))
    assert len({path.partition("?")[0] for path in paths}) == 2


def test_a_claim_ends_after_two_minutes_unless_it_is_shown_on(app, cast, people, sign_in):
    client, other = sign_in("recruiter"), sign_in("admin")
    path = begin(client)
    claim = db.session.scalars(select(Claim)).one()
    assert timedelta(seconds=110) < claim.until - utc_now() <= timedelta(minutes=2)
    since = claim.since
    assert decide(client, path, "here").status_code == 204
    db.session.rollback()
    assert db.session.scalars(select(Claim)).one().since == since
    with transaction():
        db.session.execute(update(Claim).values(until=utc_now()))
    assert heading(other, begin(other)) == "Ada Fern"


def test_reading_ahead_neither_claims_nor_reads(app, cast, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    following = page_next(client, path)
    with transaction():
        db.session.execute(update(Claim).values(until=utc_now()))
    reads = len(list(db.session.scalars(select(ReadMark))))
    assert client.get(following, headers={"X-Requested-With": "ahead"}).status_code == 200
    db.session.rollback()
    assert len(list(db.session.scalars(select(ReadMark)))) == reads
    assert db.session.scalar(select(Claim).where(Claim.until > utc_now())) is None


def page_next(client, path) -> str:
    return re.search(r'href="([^"]+)"[^>]*rel="next"', client.get(path).get_data(as_text=True))[1].replace(
        "&amp;", "&"
    )


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
def test_a_day_that_is_none_is_refused_at_its_field(app, people, sign_in, until):
    client = sign_in("recruiter")
    answer = decide(client, begin(client), "snooze", {"until": until})
    assert answer.status_code == 422
    assert "Choose a day" in text_of(answer)
    assert db.session.scalar(select(Snooze)) is None


def test_what_one_has_snoozed_says_so_wherever_it_stands(app, cast, people, sign_in):
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


def test_titles_say_how_many_wait(app, cast, people, sign_in):
    client = sign_in("recruiter")
    assert "<title>Home (4 new)" in text_of(client.get("/dashboard/"))
    assert "<title>Ada Fern, 1 of 4" in text_of(client.get(begin(client)))


def test_a_review_offers_what_the_page_of_an_application_does(app, cast, people, sign_in):
    client = sign_in("admin")
    page = text_of(client.get(begin(client)))
    for verb in ("Put onto another opening too", "Put on the shortlist", "Merge with", "Erase this person"):
        assert verb in page


def test_waking_takes_a_snooze_back(app, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    decide(client, path, "snooze", {"days": "3"})
    assert decide(client, path, "wake").status_code == 303
    assert db.session.scalar(select(Snooze)) is None


def test_what_links_to_the_session_keeps_it(app, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    review = path.split("review=")[1]
    page = client.get(path).get_data(as_text=True)
    for part in ("/notes", "/tags", "/message", "/move", "/reject", "/skip", "/snooze"):
        assert re.search(rf"{part}\?review={review}", page), part
    answer = decide(client, path, "notes", {"text": "Call her"})
    assert answer.location == f"{path}#notes"
    answer = decide(client, path, "message", {"subject": "Hello", "text": "You"})
    assert answer.location == f"{path}#conversation"


def test_a_page_of_a_session_takes_at_most_fourteen_statements(app, people, sign_in, statements):
    client = sign_in("recruiter")
    path = begin(client)
    client.get(path)
    with statements() as seen:
        client.get(path)
    assert len(seen) <= 14, "\n".join(seen)


def test_old_sessions_go(app, people, sign_in):
    begin(sign_in("recruiter"))
    purge_sessions(None)
    assert db.session.scalar(select(ReviewSession)) is not None
    with transaction():
        db.session.execute(update(ReviewSession).values(started_at=utc_now() - timedelta(days=15)))
    purge_sessions(None)
    assert db.session.scalar(select(ReviewSession)) is None
    assert db.session.scalar(select(ReviewItem)) is None
