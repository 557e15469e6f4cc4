"""Closing an opening leaves nobody without an answer: the page, the work, what comes in between, and the undo."""

import re

import pytest
from sqlalchemy import func, select

from ats.applications.actions import sort_tray, unsort, withdraw
from ats.batches import jobs, working
from ats.batches.models import Batch
from ats.company.queries import list_reasons
from ats.messages.actions import add_usual_templates
from ats.messages.models import Message
from ats.messages.queries import list_templates
from ats.openings.actions import change_state
from ats.openings.models import State
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.workspace import batch_page
from tests.integration.batches.conftest import again, now
from tests.integration.workspace.conftest import post, text_of


@pytest.fixture
def client(cast, sign_in):
    with transaction():
        add_usual_templates(by=SYSTEM)
    return sign_in("recruiter")


@pytest.fixture
def path(cast, people, client) -> str:
    """The page of a draft that closes the engineer opening: Ada of the cast and four more are in it."""
    place = f"/dashboard/openings/{cast.engineer.reference}"
    assert "Choose an outcome and a message" in text_of(client.get(place + "/state?to=closed"))
    return post(client, place + "/close").location


def send(client, path: str, do: str, **given):
    page = client.get(path).get_data(as_text=True)
    template = next(each for each in list_templates() if each.purpose == "rejection")
    data = {
        "seen": re.search(r'name="seen" value="(\d+)"', page)[1],
        "listed": re.findall(r'name="listed" value="(\d+)"', page),
        "reason": list_reasons()[0].public_id,
        "template": template.public_id,
        "subject": "About {{ opening_title }}",
        "text": "Dear {{ first_name }}, it is closed.",
        "do": do,
        **given,
    }
    return post(client, path, data)


def messages() -> list[str]:
    return sorted(db.session.scalars(select(Message.text)))


def test_everybody_gets_an_answer_and_the_opening_closes(sqlite_app, cast, people, client, path, monkeypatch):
    assert "5 people are still in it" in text_of(client.get(path))
    # The template's words come first, as newly chosen, and are then changed.
    send(client, path, "preview")
    send(client, path, "preview")
    page = text_of(client.get(path))
    assert "<strong>5</strong> will get an answer" in page
    assert "it is closed" in page
    monkeypatch.setattr(jobs, "do_now", lambda batch_id: None)
    assert send(client, path, "start").status_code == 303
    assert cast.engineer.state == "paused"
    queue.run_until_empty()
    report = text_of(client.get(path))
    assert "The opening is closed." in report
    assert cast.engineer.state == "closed"
    assert {again(person).status for person in people} == {"rejected"}
    assert len(messages()) == 5
    undo = post(client, path + "/undo").location
    queue.run_until_empty()
    assert "The opening is published again." in text_of(client.get(undo))
    assert cast.engineer.state == "published"
    assert {again(person).status for person in people} == {"active"}


def test_nobody_is_left_silent_without_a_word_said_about_it(sqlite_app, cast, people, client, path, apply):
    apply(cast.engineer, "Gus Holm", email="")
    send(client, path, "preview")
    send(client, path, "preview")
    page = text_of(client.get(path))
    assert "1 has no e-mail address" in page
    assert "1 person would be left without an answer" in page
    assert 'value="start"' not in page
    assert send(client, path, "start").status_code == 409
    item = re.search(r'name="exempt" value="(\d+)"> <span>Gus Holm', client.get(path).get_data(as_text=True))[
        1
    ]
    send(client, path, "preview", exempt=[item])
    assert 'value="start"' in text_of(client.get(path))
    assert send(client, path, "start", exempt=[item]).status_code == 303
    queue.run_until_empty()
    assert cast.engineer.state == "closed"
    assert len(messages()) == 5


def test_everybody_of_a_long_closing_can_be_ticked(app, cast, people, client, path, monkeypatch):
    monkeypatch.setattr(batch_page, "PEOPLE_A_PAGE", 2)
    send(client, path, "preview")
    ticked, address, lines = [], path, []
    while address:
        page = client.get(address).get_data(as_text=True)
        lines.append(re.search(r"[\d,]+–[\d,]+ of 5, \d+ ticked in all", page)[0])
        items = re.findall(r'name="listed" value="(\d+)"', page)
        ticked += items
        following = re.search(r'formaction="([^"]+people=[^"]+)"', page)
        answer = send(client, address, "preview", listed=items, exempt=items[:1])
        assert answer.location == address
        address = following and following[1]
    assert lines == ["1–2 of 5, 0 ticked in all", "3–4 of 5, 1 ticked in all", "5–5 of 5, 2 ticked in all"]
    assert len(ticked) == len(set(ticked)) == 5
    assert "1–2 of 5, 3 ticked in all" in text_of(client.get(path))
    assert "1–2 of 5, 3 ticked in all" in text_of(client.get(path + "?people=9-9"))


def test_whoever_waits_in_the_tray_is_sorted_before_anybody_is_rejected(
    sqlite_app, cast, people, client, path, apply
):
    assert "in the tray" not in text_of(client.get(path))
    zed = apply(cast.engineer, "Zed Bot", suspicion="Too quick")
    page = text_of(client.get(path))
    assert "1 application of this opening waits in the tray. Sort it first" in page
    assert 'href="/dashboard/tray">Open the tray' in page
    send(client, path, "preview")
    send(client, path, "preview")
    assert 'value="start"' not in text_of(client.get(path))
    answer = send(client, path, "start")
    assert answer.status_code == 409
    assert "waits in the tray" in text_of(answer)
    queue.run_until_empty()
    assert cast.engineer.state == "published"
    assert {again(person).status for person in people} == {"active"}
    with transaction():
        sort_tray(now(zed), is_spam=True, by=SYSTEM)
    assert send(client, path, "start").status_code == 303
    queue.run_until_empty()
    assert cast.engineer.state == "closed"


def test_an_opening_that_emptied_meanwhile_is_closed_and_a_draft_cannot_be(app, cast, client):
    place = f"/dashboard/openings/{cast.engineer.reference}"
    with transaction():
        withdraw(cast.application, seen=cast.application.version, by=SYSTEM)
    assert post(client, place + "/close").location == place
    assert cast.engineer.state == "closed"
    answer = post(client, place + "/close")
    assert answer.status_code == 409
    assert "This opening is closed; it cannot be closed now." in text_of(answer)


def test_what_is_said_of_an_opening_in_the_wrong_state_leads_to_no_tray(
    sqlite_app, cast, people, client, path
):
    with transaction():
        cast.engineer.state = State.DRAFT
    send(client, path, "preview")
    send(client, path, "preview")
    page = text_of(client.get(path))
    assert "This opening is draft; it cannot be closed now." in page
    assert "Open the tray" not in page
    answer = send(client, path, "start")
    assert answer.status_code == 409
    assert text_of(answer).count("it cannot be closed now") == 1


def test_a_forged_number_is_nobodys(app, cast, people, client, path):
    send(client, path, "preview")
    assert send(client, path, "preview", exempt=["9" * 5000], listed=["9" * 5000]).status_code == 303


def test_who_applies_while_somebody_looks_is_shown_first(sqlite_app, cast, people, client, path, apply):
    send(client, path, "preview")
    send(client, path, "preview")
    client.get(path)
    apply(cast.engineer, "Gus Holm")
    assert send(client, path, "start").status_code == 303
    page = text_of(client.get(path))
    assert "Something changed since the preview" in page
    assert "6 people are still in it" in page


def test_without_a_message_it_cannot_begin(app, cast, people, client, path):
    send(client, path, "preview", template="")
    page = text_of(client.get(path))
    assert "5 get no message" in page
    assert 'value="start"' not in page
    assert send(client, path, "start", template="").status_code == 409
    assert cast.engineer.state == "published"


def test_what_comes_back_to_the_tray_meanwhile_keeps_it_open_and_is_said(
    sqlite_app, cast, people, client, path, apply, monkeypatch
):
    monkeypatch.setattr(jobs, "do_now", lambda batch_id: None)
    zed = apply(cast.engineer, "Zed Bot", suspicion="Too quick")
    with transaction():
        sort_tray(now(zed), is_spam=True, by=SYSTEM)
    send(client, path, "preview")
    send(client, path, "preview")
    send(client, path, "start")
    with transaction():
        unsort(now(zed), seen=now(zed).version, by=SYSTEM)
    queue.run_until_empty()
    assert "The opening is not closed. 1 application waits in the tray" in text_of(client.get(path))
    assert cast.engineer.state == "paused"


def test_an_empty_opening_closes_at_once_and_a_full_one_does_not(app, cast, client, people):
    place = f"/dashboard/openings/{cast.engineer.reference}"
    assert post(client, place + "/state", {"to": "closed"}).status_code == 409
    assert (
        post(client, f"/dashboard/openings/{cast.editor.reference}/state", {"to": "closed"}).status_code
        == 303
    )
    assert cast.editor.state == "closed"
    assert post(client, f"/dashboard/openings/{cast.editor.reference}/close").status_code == 409


def test_a_paused_opening_is_paused_again_after_the_undo(sqlite_app, cast, people, client, path):
    with transaction():
        change_state(cast.engineer, State.PAUSED, by=SYSTEM)
    for do in ("preview", "preview", "start"):
        send(client, path, do)
    queue.run_until_empty()
    assert cast.engineer.state == "closed"
    post(client, path + "/undo")
    queue.run_until_empty()
    assert cast.engineer.state == "paused"


def test_an_undo_that_was_stopped_is_gone_on_with_and_opens_it_again(
    app, cast, people, client, path, monkeypatch
):
    for do in ("preview", "preview", "start"):
        send(client, path, do)
    queue.run_until_empty()
    assert cast.engineer.state == "closed"
    monkeypatch.setattr(jobs, "do_now", lambda batch_id: None)
    monkeypatch.setattr(working, "_LEAST_AT_ONCE", 1)
    stopped = post(client, path + "/undo").location
    with transaction():
        working.do_some(db.session.scalar(select(func.max(Batch.id))), seconds=0)
    assert post(client, path + "/undo").status_code == 409
    post(client, stopped + "/stop")
    page = text_of(client.get(path))
    assert "Taking this back was stopped. 4 are still as this left them." in page
    assert "Was taken back in part" in page
    rest = post(client, path + "/undo").location
    queue.run_until_empty()
    page = text_of(client.get(rest))
    assert "Take back: close the opening 4 applications" in page
    assert "The opening is published again." in page
    assert cast.engineer.state == "published"
    assert {again(person).status for person in people} == {"active"}
    page = text_of(client.get(path))
    assert "Was taken back" in page
    assert "Was taken back in part" not in page
    assert "Undo the rest" not in page
    assert post(client, path + "/undo").status_code == 409


def test_an_opening_that_is_being_closed_is_not_closed_by_a_second(
    sqlite_app, cast, people, client, path, monkeypatch
):
    second = post(client, f"/dashboard/openings/{cast.engineer.reference}/close").location
    for each in (path, second):
        send(client, each, "preview")
        send(client, each, "preview")
    monkeypatch.setattr(jobs, "do_now", lambda batch_id: None)
    assert send(client, path, "start").status_code == 303
    refused = send(client, second, "start")
    assert refused.status_code == 409
    assert "This opening is being closed already, by another batch." in text_of(refused)
    queue.run_until_empty()
    assert cast.engineer.state == "closed"
    assert len(messages()) == 5
    assert "This opening is closed" in text_of(client.get(second))


def test_an_opening_that_somebody_closed_meanwhile_is_closed(
    sqlite_app, cast, people, client, path, monkeypatch
):
    for do in ("preview", "preview"):
        send(client, path, do)
    monkeypatch.setattr(jobs, "do_now", lambda batch_id: None)
    send(client, path, "start")
    with transaction():
        for person in map(now, [cast.application, *people]):
            withdraw(person, seen=person.version, by=SYSTEM)
        change_state(cast.engineer, State.CLOSED, by=SYSTEM)
    queue.run_until_empty()
    assert "The opening is closed." in text_of(client.get(path))
