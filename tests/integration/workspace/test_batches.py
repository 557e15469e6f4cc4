"""Acting on many from a list: choosing, the preview, starting, the report, the undo; rights; the export."""

import csv
import io
import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from ats.activity.models import EventRow
from ats.applications import actions
from ats.applications.queries import get_application
from ats.batches import actions as batch_actions
from ats.batches import jobs
from ats.batches.models import Batch, BatchItem
from ats.candidates import merging
from ats.candidates.actions import erase
from ats.company.queries import list_reasons
from ats.messages.actions import add_usual_templates
from ats.messages.models import Message
from ats.messages.queries import list_templates
from ats.openings.actions import change_team
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, Actor
from ats.reviews.models import ShortlistEntry
from tests.cast import Cast
from tests.integration.workspace.conftest import file_application, post, reload, text_of

MANY, BATCHES = "/dashboard/applications/many", "/dashboard/batches"
NAMES = ("Bela Moss", "Cleo Reed", "Dora Vane")


@pytest.fixture
def people(once):
    """The public ids of Ada of the cast and three more on the engineer opening, the last of them rejected."""
    return once(three_more)


def three_more() -> list[str]:
    """File the applications of all but Ada, and return the public ids of all."""
    cast = Cast()
    found = [cast.application, *(file_application(cast.engineer, name) for name in NAMES)]
    with transaction():
        actions.reject(get_application(found[-1].public_id), list_reasons()[0], seen=1, by=SYSTEM)
    return [person.public_id for person in found]


def choose(client, act: str, *, scope: str = "these", chosen=(), shown=(), query: str = "") -> str:
    """Post the form of a list; return the path of the draft."""
    data = {"act": act, "scope": scope, "chosen": list(chosen), "shown": list(shown), "query": query}
    answer = post(client, MANY, data)
    assert answer.status_code == 303, text_of(answer)
    return answer.location


def version_of(page: str) -> str:
    return re.search(r'name="seen" value="(\d+)"', page)[1]


def change(client, path: str, do: str = "preview", **given):
    """Send the form of a draft as its page shows it."""
    seen = version_of(client.get(path).get_data(as_text=True))
    return post(client, path, {"seen": seen, "do": do, **given})


def do_it(client, path: str, **given) -> str:
    """Preview, start and finish a batch; return the text of its report."""
    assert change(client, path, **given).status_code == 303
    assert change(client, path, "start", **given).status_code == 303
    queue.run_until_empty()
    return text_of(client.get(path))


def test_move_works_from_the_ticks_to_the_undo(app, cast, people, sign_in):
    client = sign_in("recruiter")
    path = choose(client, "move", chosen=people, shown=people)
    assert "Move 4 applications" in text_of(client.get(path))
    assert change(client, path, stage="name:Interview").status_code == 303
    page = text_of(client.get(path))
    assert "<strong>3</strong> will move to Interview" in page
    assert "<strong>1</strong> is skipped" in page
    assert "1 is rejected already" in page
    assert "Dora Vane</a>" in page.split("1 is rejected already")[1][:300]
    assert change(client, path, "start", stage="name:Interview").status_code == 303
    queue.run_until_empty()
    report = text_of(client.get(path))
    assert "Moved 3 of 4 applications to Interview" in report
    assert "1 is rejected already" in report
    undo = post(client, path + "/undo")
    queue.run_until_empty()
    report = text_of(client.get(undo.location))
    assert "Take back: move 3 applications" in report
    assert "<strong>3</strong> done" in report
    assert "Was taken back" in text_of(client.get(path))
    assert get_application(people[0]).stage.kind == "applied"
    assert "Moved 3 of 4 applications" in text_of(client.get(BATCHES))


def test_all_that_match_is_the_list_as_it_is_now_without_what_was_unticked(app, cast, people, sign_in, apply):
    apply(cast.editor, "Gus Holm")
    client = sign_in("recruiter")
    query = f"?opening={cast.engineer.reference}&status=active&tag="
    path = choose(client, "shortlist", scope="all", query=query, chosen=people[:2], shown=people[:3])
    page = text_of(client.get(path))
    assert "Shortlist 2 applications" in page
    assert "All that match: Opening Software Engineer, Status Active, without 1" in page
    assert change(client, path, "start").status_code == 303
    queue.run_until_empty()
    assert db.session.scalar(select(func.count()).select_from(ShortlistEntry)) == 2
    shown = text_of(client.get(f"/dashboard/openings/{cast.engineer.reference}/shortlist"))
    assert "Ada Fern" in shown
    assert "Cleo Reed" not in shown


def test_without_a_script_ticks_mean_nothing_when_all_are_chosen(sqlite_app, cast, people, sign_in):
    client = sign_in("recruiter")
    path = choose(client, "tag", scope="everything", query="", chosen=people[:1], shown=people)
    assert "Tag 4 applications" in text_of(client.get(path))


def test_all_that_a_search_found_can_be_chosen(app, cast, people, sign_in):
    queue.run_until_empty()
    client = sign_in("recruiter")
    page = text_of(client.get("/dashboard/search?q=cleo"))
    assert 'name="chosen"' in page
    path = choose(client, "tag", scope="all", query="q=cleo")
    assert "Tag 1 application" in text_of(client.get(path))
    assert "cleo" not in db.session.scalars(select(Batch)).one().chosen.lower()


def test_a_long_search_keeps_its_filters(app, cast, people, sign_in):
    """In an address each letter of other scripts is six characters; what follows must not be cut off."""
    queue.run_until_empty()
    client = sign_in("recruiter")
    search = {"q": f"dora OR {'ж' * 450}", "status": "active"}
    data = {"act": "tag", "scope": "all", "query": urlencode(search)}
    answer = post(client, MANY, data)
    assert answer.status_code == 422
    assert "Nothing is chosen" in text_of(answer)
    path = choose(client, "tag", scope="all", query=urlencode({**search, "status": "rejected"}))
    assert "Tag 1 application" in text_of(client.get(path))
    answer = post(client, MANY, {**data, "query": "q=" + "a" * 20_000})
    assert answer.status_code == 422
    assert "This search is too long" in text_of(answer)


def test_reject_shows_each_message_and_sends_one_to_each(sqlite_app, cast, people, sign_in):
    with transaction():
        add_usual_templates(by=SYSTEM)
    client = sign_in("manager")
    path = choose(client, "reject", chosen=people[:3])
    template = next(each for each in list_templates() if each.purpose == "rejection")
    given = {"reason": list_reasons()[0].public_id, "template": template.public_id}
    assert change(client, path, **given).status_code == 303
    page = client.get(path).get_data(as_text=True)
    assert "Hello {{ first_name }}" in page.replace("&#123;", "{")
    words = {"subject": "About {{ opening_title }}", "text": "Dear {{ first_name }}, we are sorry."}
    assert change(client, path, **given, **words).status_code == 303
    first = text_of(client.get(path))
    assert "Dear Cleo, we are sorry." in first
    assert "1 of 3" in first
    letter = text_of(client.get(f"{path}/letter?at=1"))
    assert "Dear Bela, we are sorry." in letter
    assert "<html" not in letter
    later = {**words, "delay": "72"}
    assert change(client, path, **given, **later).status_code == 303
    assert '<option selected value="72">In 3 days' in text_of(client.get(path))
    assert change(client, path, "start", **given, **later).status_code == 303
    queue.run_until_empty()
    texts = sorted(db.session.scalars(select(Message.text)))
    assert texts == [f"Dear {name}, we are sorry." for name in ("Ada", "Bela", "Cleo")]
    assert "Rejected 3 applications with a message to each" in text_of(client.get(path))


def test_half_a_message_is_refused_and_named(sqlite_app, cast, people, sign_in):
    with transaction():
        add_usual_templates(by=SYSTEM)
    client = sign_in("recruiter")
    path = choose(client, "reject", chosen=people[:3])
    template = next(each for each in list_templates() if each.purpose == "rejection")
    given = {"reason": list_reasons()[0].public_id, "template": template.public_id}
    # The words of a template that is newly chosen come instead of what stands in the fields.
    assert change(client, path, **given, subject="", text="").status_code == 303
    for subject, text, words in (
        ("", "We are sorry.", "Enter a subject"),
        (" ", "We are sorry.", "Enter a subject"),
        ("News", "", "Enter a message"),
    ):
        answer = change(client, path, "start", **given, subject=subject, text=text)
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert (text or subject) in text_of(answer)
    assert get_application(people[0]).status == "active"
    # Without a template nobody is written to, and preview and report say so.
    change(client, path, **{**given, "template": ""})
    assert "will be rejected without a message" in text_of(client.get(path))
    assert "without a message" in do_it(client, path, **{**given, "template": ""})
    path = choose(client, "message", chosen=people[:2])
    assert change(client, path, subject="", text="Hello").status_code == 422
    assert change(client, path, subject="Hello", text="").status_code == 422


def test_what_was_typed_after_the_preview_is_shown_before_it_is_sent(sqlite_app, cast, people, sign_in):
    client = sign_in("recruiter")
    path = choose(client, "message", chosen=people[:2])
    change(client, path, subject="News", text="One")
    assert change(client, path, "start", subject="News", text="Two").status_code == 303
    page = text_of(client.get(path))
    assert "Something changed since the preview" in page
    assert '<div class="letter-text">Two</div>' in page
    # A browser's line ends are no change.
    change(client, path, subject="News", text="Two\r\nlines")
    assert "Wrote to 2 applications" in do_it(client, path, subject="News", text="Two\nlines")


def test_invalid_form(app, cast, people, sign_in):
    client = sign_in("recruiter")
    path = choose(client, "message", chosen=people[:2])
    answer = change(client, path, subject="News", text="Hello {{ nobody }}")
    assert answer.status_code == 422
    assert "There is no placeholder {{ nobody }}" in text_of(answer).replace("&#123;", "{")
    assert "Hello {{ nobody }}" in answer.get_data(as_text=True)
    path = choose(client, "tag", chosen=people[:2])
    answer = change(client, path, tag="x" * 60)
    assert answer.status_code == 422
    assert "Tag must be 40 characters or less" in text_of(answer)
    assert post(client, MANY, {"act": "move", "scope": "these"}).status_code == 422
    assert post(client, MANY, {"act": "nonsense", "chosen": people}).status_code == 404
    assert post(client, MANY, {"act": "close", "chosen": people}).status_code == 404


def test_anonymous_outsider_and_wrong_role(sqlite_app, cast, people, client, sign_in):
    assert client.submit(MANY, {"act": "move", "chosen": people}).status_code == 401
    assert post(sign_in("interviewer"), MANY, {"act": "move", "chosen": people}).status_code == 403
    assert post(sign_in("manager"), MANY, {"act": "tag", "chosen": people}).status_code == 403
    # What somebody does not see is not there for them.
    assert post(sign_in("outsider"), MANY, {"act": "move", "chosen": people}).status_code == 422
    assert 'name="chosen"' not in text_of(sign_in("interviewer").get("/dashboard/applications"))
    recruiter = sign_in("recruiter")
    path = choose(recruiter, "move", chosen=people)
    for other in ("admin", "manager"):
        assert sign_in(other).get(path).status_code == 404
    do_it(recruiter, path, stage="name:Interview")
    assert sign_in("admin").get(path).status_code == 200
    assert sign_in("manager").get(path).status_code == 404
    assert post(sign_in("manager"), path + "/undo").status_code == 404


def test_a_report_outlives_no_right(app, cast, people, sign_in):
    manager = sign_in("manager")
    path = choose(manager, "move", chosen=people)
    do_it(manager, path, stage="name:Interview")
    other = choose(manager, "move", chosen=people)
    change(manager, other, stage="name:Interview")
    assert "Cleo Reed" in text_of(manager.get(other))
    with transaction():
        change_team(cast.engineer, [], by=SYSTEM)
    for page in (path, path + "/progress"):
        report = text_of(manager.get(page))
        assert "<strong>3</strong> done" in report
        assert "3 that you may not see" in report
        assert "1 that you may not see" in report
        assert not [name for name in (*NAMES, "Ada Fern") if name in report]
    shown = text_of(manager.get(other))
    assert "4 are of an opening that you do not see any more" in shown
    assert not [name for name in (*NAMES, "Ada Fern") if name in shown]
    assert "Cleo Reed" in text_of(sign_in("admin").get(path))


def test_a_running_one_asks_for_its_progress_and_can_be_stopped(
    sqlite_app, cast, people, sign_in, monkeypatch
):
    # As if it were too many for anybody to wait for.
    monkeypatch.setattr(jobs, "do_now", lambda batch_id: None)
    client = sign_in("recruiter")
    path = choose(client, "move", chosen=people)
    assert client.get(path + "/progress").status_code == 404
    change(client, path, stage="name:Interview")
    change(client, path, "start", stage="name:Interview")
    assert "Moving 4 applications to Interview" in text_of(client.get(path))
    part = text_of(client.get(path + "/progress"))
    assert 'hx-trigger="every 1s"' in part
    assert post(client, path + "/stop").status_code == 303
    part = text_of(client.get(path + "/progress"))
    assert "hx-trigger" not in part
    assert "not reached" in part
    assert post(client, path + "/stop").status_code == 409
    queue.run_until_empty()
    assert get_application(people[0]).stage.kind == "applied"


def test_more_than_the_most_is_refused_in_words(sqlite_app, cast, people, sign_in, monkeypatch):
    monkeypatch.setattr(batch_actions, "MOST", 3)
    answer = post(sign_in("recruiter"), MANY, {"act": "move", "scope": "all", "query": ""})
    assert answer.status_code == 422
    assert "More than 3 applications fit" in text_of(answer)
    assert db.session.scalar(select(func.count()).select_from(BatchItem)) == 0


def test_the_export_is_safe_logged_and_holds_what_one_may_see(app, cast, people, sign_in, apply):
    apply(cast.editor, "Gus Holm")
    risky = apply(cast.engineer, "=1+1", email="risky@example.com", phone="+31 6 1234")
    client = sign_in("manager")
    answer = post(client, MANY, {"act": "export", "scope": "all", "query": "?status=active"})
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert {row["Name"] for row in rows} == {"Ada Fern", "Bela Moss", "Cleo Reed", "'=1+1"}
    row = next(row for row in rows if row["Reference"] == reload(risky).reference)
    assert (row["Phone"], row["E-mail"], row["Stage"]) == ("'+31 6 1234", "risky@example.com", "New")
    event = db.session.scalars(select(EventRow).where(EventRow.kind == "batch.exported")).one()
    assert event.facts == {"rows": 4, "conditions": ["Status"]}
    assert post(sign_in("interviewer"), MANY, {"act": "export", "scope": "all"}).status_code == 403
    nothing = post(client, MANY, {"act": "export"})
    assert nothing.status_code == 422
    assert "Nothing is chosen" in text_of(nothing)


def test_counts_exactly_when_asked(app, cast, people, sign_in):
    assert sign_in("recruiter").get("/dashboard/applications/count?status=active").json == {"count": 3}
    assert sign_in("outsider").get("/dashboard/applications/count").json == {"count": 0}


def test_one_is_put_on_the_shortlist_and_taken_off(app, cast, sign_in):
    client, path = sign_in("manager"), f"/dashboard/applications/{cast.application.public_id}"
    assert "Put on the shortlist" in text_of(client.get(path))
    assert post(client, path + "/shortlist").status_code == 303
    page = text_of(client.get(path))
    assert "Take off the shortlist" in page
    assert "put it on the shortlist" in page
    assert post(client, path + "/shortlist", {"to": "off"}).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(ShortlistEntry)) == 0
    assert post(sign_in("interviewer"), path + "/shortlist").status_code == 403
    assert (
        sign_in("outsider").get(f"/dashboard/openings/{cast.engineer.reference}/shortlist").status_code == 404
    )


@pytest.mark.parametrize("is_merged_first", [True, False])
def test_who_became_one_or_two_after_the_preview_is_shown_before_anything_goes_out(
    sqlite_app, cast, people, sign_in, is_merged_first
):
    def turn(is_one: bool) -> None:
        one, other = (get_application(each).candidate for each in people[:2])
        with transaction():
            if is_one:
                merging.merge(one, other, [], by=SYSTEM)
            else:
                merging.unmerge(other if other.merged_into_id else one, by=SYSTEM)

    if is_merged_first:
        turn(True)
    client, given = sign_in("recruiter"), {"subject": "News", "text": "Hello"}
    path = choose(client, "message", chosen=people[:2], shown=people[:2])
    change(client, path, **given)
    before, after = ("1", "2") if is_merged_first else ("2", "1")
    assert f"<strong>{before}</strong> will get a message" in text_of(client.get(path))
    seen = version_of(text_of(client.get(path)))
    turn(not is_merged_first)
    assert post(client, path, {"seen": seen, "do": "start", **given}).status_code == 303
    page = text_of(client.get(path))
    assert "Something changed since the preview" in page
    assert f"<strong>{after}</strong> will get a message" in page
    assert post(client, path, {"seen": seen, "do": "start", **given}).status_code == 409
    change(client, path, "start", **given)
    queue.run_until_empty()
    assert str(db.session.scalar(select(func.count()).select_from(Message))) == after


@pytest.mark.parametrize("is_stopped", [True, False])
def test_who_was_erased_before_their_turn_is_counted_as_such(app, cast, people, sign_in, is_stopped):
    by = Actor.user(cast.user("recruiter").id)
    ids = [get_application(each).id for each in people]
    with transaction():
        batch = batch_actions.draft("tag", ids, by=by, parameters={"tag": "Later"})
        batch_actions.start(batch, seen=batch.version, by=by)
        path = f"{BATCHES}/{batch.public_id}"
    with transaction():
        erase(get_application(people[0]).candidate, asked_by="admin", by=SYSTEM)
    client = sign_in("recruiter")
    if is_stopped:
        post(client, path + "/stop")
    queue.run_until_empty()
    page = text_of(client.get(path))
    assert "<strong>1</strong> erased before its turn" in page
    assert ("<strong>3</strong> not reached" in page) == is_stopped
    assert ("not reached" in page) == is_stopped
