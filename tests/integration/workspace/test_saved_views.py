"""Saved views: filters, sorts and searches under a name, for oneself or for the team."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, text

from ats.activity.models import EventRow
from ats.applications import actions
from ats.applications.queries import get_application
from ats.candidates import actions as candidates
from ats.candidates.models import Candidate
from ats.messages.actions import write
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, Actor
from ats.search.actions import index_applications
from ats.workspace.saved_views import tabs
from ats.workspace.saved_views.actions import save_view
from ats.workspace.saved_views.models import SavedView
from ats.workspace.saved_views.queries import MOST, list_views
from tests.integration.workspace.conftest import post, text_of

LIST, VIEWS = "/dashboard/applications", "/dashboard/views"


def keep(cast, who="recruiter", name="Referrals", query="source=referral", *, is_shared=False) -> str:
    with transaction():
        return save_view(cast.user(who), name, query, is_shared=is_shared).public_id


def forget_counts(app) -> None:
    """Have the next page count anew, as it does after some seconds."""
    app.extensions.pop("ats_view_counts", None)


def names_of(cast, who: str) -> list[str]:
    db.session.rollback()
    return [view.name for view in list_views(cast.user(who))]


def test_works(app, cast, apply, sign_in):
    apply(cast.engineer, "Bela Moss", source="referral")
    client = sign_in("recruiter")
    assert "Save as a view" in text_of(client.get(f"{LIST}?source=referral"))
    answer = post(
        client, LIST, {"name": "Referrals", "query": "sort=oldest&source=referral&x=1", "is_shared": "y"}
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{LIST}?source=referral&sort=oldest"
    page = text_of(client.get(answer.headers["Location"]))
    assert 'aria-current="page">Referrals <span class="count">1</span>' in page
    assert "Save as a view" not in page
    assert '>Referrals <span class="count">1</span>' in text_of(sign_in("manager").get(LIST))
    assert '>Referrals <span class="count">0</span>' in text_of(sign_in("outsider").get(LIST))


@pytest.mark.parametrize("letter", ["漢", "ж", "𠮷"])
def test_the_longest_search_that_the_form_takes_is_kept_whole(app, cast, sign_in, letter):
    query = urlencode({"q": f"{letter * 248} {letter * 248}", "source": letter * 60, "tag": letter * 60})
    answer = post(sign_in("recruiter"), LIST, {"name": "Long", "query": query})
    assert answer.status_code == 303
    db.session.rollback()
    assert list_views(cast.user("recruiter"))[0].query == query


@pytest.mark.parametrize("query", ["q=" + "a" * 501, "q=a&source=" + "b" * 61, "q=" + "a" * 30_000])
def test_a_longer_search_is_refused_and_the_name_stays(sqlite_app, cast, sign_in, query):
    answer = post(sign_in("recruiter"), LIST, {"name": "Too long", "query": query})
    assert answer.status_code == 422
    assert "This search is too long to be kept as a view. Shorten it first." in text_of(answer)
    assert 'value="Too long"' in text_of(answer)
    assert names_of(cast, "recruiter") == []


def test_anonymous(sqlite_app, client):
    assert client.get(VIEWS).status_code == 302


def test_outsider(sqlite_app, cast, sign_in):
    mine = keep(cast)
    client = sign_in("outsider")
    for path in ("", "/move", "/remove"):
        assert post(client, f"{VIEWS}/{mine}{path}", {"name": "x", "to": "up"}).status_code == 404
    assert "Referrals" not in text_of(client.get(VIEWS))


def test_wrong_role(sqlite_app, cast, sign_in):
    ours = keep(cast, is_shared=True)
    client = sign_in("manager")
    assert "Referrals" in text_of(client.get(VIEWS))
    for path in ("", "/move", "/remove"):
        assert post(client, f"{VIEWS}/{ours}{path}", {"name": "x", "to": "up"}).status_code == 403
    answer = post(client, LIST, {"name": "x", "query": "status=active", "is_shared": "y"})
    assert answer.status_code == 403
    own = keep(cast, "manager")
    assert post(client, f"{VIEWS}/{own}", {"name": "x", "is_shared": "y"}).status_code == 403


@pytest.mark.parametrize("name", ["", "\u2800\u00ad", "x" * 61])
def test_invalid(sqlite_app, cast, sign_in, name):
    answer = post(sign_in("recruiter"), LIST, {"name": name, "query": "source=referral"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "name" in page
    assert 'value="source=referral"' in page
    assert "field-error" in page
    mine = keep(cast)
    answer = post(sign_in("recruiter"), f"{VIEWS}/{mine}", {"name": name})
    assert answer.status_code == 422
    assert "field-error" in text_of(answer)


def test_there_is_room_for_so_many(sqlite_app, cast, sign_in):
    for number in range(MOST):
        keep(cast, name=f"View {number}")
    answer = post(sign_in("recruiter"), LIST, {"name": "One more", "query": "status=active"})
    assert answer.status_code == 422
    assert "Delete one that nobody needs" in text_of(answer)


def test_renaming_ordering_and_sharing(app, cast, sign_in):
    one, two = keep(cast, name="One"), keep(cast, name="Two")
    client = sign_in("recruiter")
    assert post(client, f"{VIEWS}/{two}/move", {"to": "up"}).status_code == 303
    assert post(client, f"{VIEWS}/{two}/move", {"to": "up"}).status_code == 303
    assert names_of(cast, "recruiter") == ["Two", "One"]
    assert post(client, f"{VIEWS}/{one}", {"name": "First", "is_shared": "y"}).status_code == 303
    assert names_of(cast, "recruiter") == ["First", "Two"]
    assert names_of(cast, "manager") == ["First"]
    assert post(client, f"{VIEWS}/{one}/move", {"to": "sideways"}).status_code == 422


def test_deleting_can_be_taken_back(app, cast, sign_in):
    mine = keep(cast)
    client = sign_in("recruiter")
    assert post(client, f"{VIEWS}/{mine}/remove").status_code == 303
    assert f"{VIEWS}/{mine}/bring-back" in text_of(client.get(VIEWS))
    assert names_of(cast, "recruiter") == []
    assert post(sign_in("manager"), f"{VIEWS}/{mine}/bring-back").status_code == 404
    assert post(client, f"{VIEWS}/{mine}/bring-back").status_code == 303
    assert names_of(cast, "recruiter") == ["Referrals"]


def test_what_was_deleted_long_ago_goes_for_good(sqlite_app, cast, sign_in):
    old, new = keep(cast), keep(cast, name="New one")
    client = sign_in("recruiter")
    post(client, f"{VIEWS}/{old}/remove")
    with transaction():
        view = db.session.query(SavedView).filter_by(public_id=old).one()
        view.removed_at -= timedelta(days=2)
    post(client, f"{VIEWS}/{new}/remove")
    assert db.session.query(SavedView).count() == 1


def test_the_usual_views_count_what_they_show(app, cast, apply, sign_in):
    late = apply(cast.engineer, "Bela Moss", days_ago=20)
    written = apply(cast.engineer, "Cleo Reed", days_ago=20)
    moved = apply(cast.engineer, "Dora Vane", days_ago=20)
    with transaction():
        write(
            get_application(written.public_id), "Soon", "Dear you", by=Actor.user(cast.user("recruiter").id)
        )
        actions.move(get_application(moved.public_id), cast.engineer.stages[1], seen=1, by=SYSTEM)
    assert late.id
    client = sign_in("manager")
    page = text_of(client.get(LIST))
    for label, count in (("New", 3), ("Unanswered", 1), ("Stale", 2), ("Mine", 4)):
        assert f'>{label} <span class="count">{count}</span>' in page
    unanswered = text_of(client.get(f"{LIST}?waits=unanswered&sort=waiting"))
    assert "Bela Moss" in unanswered
    assert "Cleo Reed" not in unanswered
    assert "Ada Fern" not in unanswered
    assert "20 days, overdue" in unanswered
    forget_counts(app)
    outside = text_of(sign_in("outsider").get(LIST))
    assert '>New <span class="count">0</span>' in outside


def test_stale_after_the_opening_s_own_number_of_days(app, cast, apply, sign_in):
    apply(cast.engineer, "Bela Moss", days_ago=9)
    apply(cast.editor, "Cleo Reed", days_ago=9)
    with transaction():
        cast.engineer.stale_after_days = 10
    page = text_of(sign_in("recruiter").get(f"{LIST}?waits=stale&sort=waiting"))
    assert "Cleo Reed" in page
    assert "9 days, stale" in page
    assert "Bela Moss" not in page


def test_a_search_and_a_filter_are_one_view(app, cast, apply, sign_in):
    bela = apply(cast.engineer, "Bela Moss", cover_letter="I restore organs and clocks.")
    cleo = apply(cast.editor, "Cleo Reed", cover_letter="I wind clocks.")
    with transaction():
        index_applications([cast.application.id, bela.id, cleo.id])
    keep(cast, name="Clocks", query="q=clocks", is_shared=True)
    client = sign_in("recruiter")
    page = text_of(client.get(f"{LIST}?q=clocks&opening={cast.engineer.reference}"))
    assert "Bela Moss" in page
    assert "Cleo Reed" not in page
    assert "Cover letter: I restore organs and <mark>clocks</mark>." in page
    assert '>Clocks <span class="count">2</span>' in page
    assert '>Clocks <span class="count">1</span>' in text_of(sign_in("manager").get(LIST))
    assert "No stage is called" in text_of(client.get(f"{LIST}?q=clocks+stage:nowhere"))
    assert "Nothing fits this filter" in text_of(
        client.get(f"{LIST}?q=organs&opening={cast.editor.reference}")
    )


def test_counts_take_one_statement(app, cast, sign_in, statements):
    for number in range(8):
        keep(cast, name=f"View {number}", query=f"source=s{number}")
    client = sign_in("recruiter")
    client.get(LIST)
    with statements() as warm:
        client.get(LIST)
    forget_counts(app)
    with statements() as cold:
        client.get(LIST)
    assert len(cold) == len(warm) + 1
    assert len(warm) <= 6, "\n".join(warm)


FAR_DAYS = ["before:9999", "before:9999-12-31", "after:9999-12-31", "after:0001-01-01"]


@pytest.mark.parametrize("words", FAR_DAYS)
def test_a_search_that_does_not_run_is_not_kept(sqlite_app, cast, apply, sign_in, words):
    client = sign_in("recruiter")
    answer = post(client, LIST, {"name": "Far", "query": f"q={words}", "is_shared": "y"})
    assert answer.status_code == 422
    assert "does not run" in text_of(answer)
    assert "is out of reach: name a day from 1900 to 2999" in text_of(answer)
    assert names_of(cast, "recruiter") == []


def test_a_view_that_cannot_be_counted_takes_no_page_along(app, cast, apply, sign_in, monkeypatch):
    keep(cast, name="Broken", query="q=lamp", is_shared=True)
    keep(cast, name="Far", query="q=before%3A9999", is_shared=True)

    def fail(*_):
        db.session.execute(text("SELECT nothing FROM nowhere"))

    monkeypatch.setattr(tabs.search, "count", fail)
    client = sign_in("manager")
    for path in ("/dashboard/", LIST):
        forget_counts(app)
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Broken" in text_of(answer)
        assert "annot be counted" in text_of(answer)


def test_views_that_search_for_somebody_go_with_them(app, cast, apply, sign_in):
    application = apply(
        cast.engineer, "Orla Quillfeather", phone="+31 6 1234 5678", link="https://quill.example.com"
    )
    with transaction():
        candidates.add_tag(application.candidate_id, "Orla only", by=SYSTEM)
        for each in (application.candidate_id, cast.application.candidate_id):
            candidates.add_tag(each, "later", by=SYSTEM)
    gone = [
        "q=Quillfeather", "q=remote+quillfeather&status=active", "tag=orla+only", "q=31612345678",
        "q=%2B31+6+1234+5678", "q=link:quill.example.com+https",
    ]  # fmt: skip
    stays = ["q=remote", "tag=later", "status=active&source=orla", "tag=never", "q=5678", "q=example.com"]
    with transaction():
        for query in (*gone, *stays):
            save_view(cast.user("recruiter"), "A view", query, is_shared=True)
    with transaction():
        candidates.erase(db.session.get_one(Candidate, application.candidate_id), asked_by="admin", by=SYSTEM)
    assert list(db.session.scalars(select(SavedView.query).order_by(SavedView.id))) == stays
    said = select(EventRow.facts).where(EventRow.kind == "view.erased")
    assert len(list(db.session.scalars(said))) == len(gone)
    page = text_of(sign_in("admin").get("/dashboard/settings/audit"))
    assert page.count("erased a saved view that named an erased candidate") >= len(gone)


def test_a_view_named_by_a_word_of_somebody_goes_unless_it_may_be_anybodys(app, cast, apply):
    apply(cast.editor, "Grace Moss", cover_letter="Glad to join in summer")
    erased_id = apply(cast.engineer, "Grace Summer Quillfeather Recruiter").candidate_id
    queue.run_until_empty()
    titles = ["Quillfeather again", "Grace period", "Summer interns", "The recruiter’s", "Others"]
    with transaction():
        for title in titles:
            save_view(cast.user("recruiter"), title, "status=active", is_shared=True)
    with transaction():
        candidates.erase(db.session.get_one(Candidate, erased_id), asked_by="admin", by=SYSTEM)
    assert list(db.session.scalars(select(SavedView.name).order_by(SavedView.id))) == titles[1:]
