"""Sessions: what they go through, in which order, and whose they are."""

import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import delete, func, select, update

from ats.accounts.models import User
from ats.openings.models import TeamMember
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.search.rebuilding import rebuild
from ats.workspace.actions.reviewing import purge_sessions, start
from ats.workspace.models import ReviewItem, ReviewSession
from tests.integration.workspace.conftest import post, text_of
from tests.integration.workspace.review.conftest import (
    NAMES,
    NEW,
    advance,
    begin,
    decide,
    heading,
)


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


def test_reviews_of_one_long_search_in_two_openings_stay_apart(app, cast, people, apply, sign_in):
    eve = apply(cast.editor, "Eve Writer")
    with app.app_context():
        list(rebuild())
    client = sign_in("recruiter")
    search = f"eve OR ada OR {'ж' * 400}"
    for opening in (cast.editor, cast.engineer):
        begin(client, f"{NEW}?{urlencode({'q': search, 'opening': opening.reference})}")
    kept = db.session.scalars(select(ReviewSession).order_by(ReviewSession.id)).all()
    assert [cast.editor.reference in each.query for each in kept] == [True, False]
    page = client.get(f"/dashboard/applications?{kept[0].query}").get_data(as_text=True)
    assert eve.public_id in page
    assert cast.application.public_id not in page


def test_signs_within_a_search_keep_reviews_apart(app, cast):
    asked = ({"q": "ada&status=active"}, {"q": "ada", "status": "active"}, {"q": "ada+OR"}, {"q": "ada OR"})
    user_id = db.session.scalar(select(User.id).limit(1))
    queries = [
        start(user_id, title="", query=urlencode(each), terms=[], places=[], is_cut=False).query
        for each in asked
    ]
    assert [dict(parse_qsl(each)) for each in queries] == list(asked)
    assert len(set(queries)) == len(asked)


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


def test_who_left_a_team_is_told_nothing_of_its_people_any_more(app, cast, people, apply, sign_in):
    manager = cast.user("manager")
    with transaction():
        db.session.add(TeamMember(opening_id=cast.editor.id, user_id=manager.id))
    eve = apply(cast.editor, "Eve Writer")
    client = sign_in("manager")
    path = begin(client)
    assert "5 of 5 left" in text_of(client.get(NEW))
    advance(client, path)
    leave(cast.engineer, manager)
    assert "1 of 1 left" in text_of(client.get(NEW))
    session = db.session.scalars(select(ReviewSession)).one().public_id
    page = text_of(client.get(f"/dashboard/applications/{eve.public_id}?review={session}"))
    assert "1 of 1" in page
    assert "0 decided" in page
    assert "of 1" in text_of(client.get(f"{NEW}/{session}"))
    leave(cast.editor, manager)
    assert "Begun and not through" not in text_of(client.get(NEW))
    assert client.get(f"{NEW}/{session}").status_code == 404


def leave(opening, user) -> None:
    """Take somebody off an opening's team."""
    with transaction():
        theirs = TeamMember.opening_id == opening.id, TeamMember.user_id == user.id
        db.session.execute(delete(TeamMember).where(*theirs))


def test_titles_say_how_many_wait(app, cast, people, sign_in):
    client = sign_in("recruiter")
    assert "<title>Home (4 new)" in text_of(client.get("/dashboard/"))
    assert "<title>Ada Fern, 1 of 4" in text_of(client.get(begin(client)))


def test_a_review_offers_what_the_page_of_an_application_does(app, cast, people, sign_in):
    client = sign_in("admin")
    page = text_of(client.get(begin(client)))
    for verb in ("Put onto another opening too", "Put on the shortlist", "Merge with", "Erase this person"):
        assert verb in page


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
