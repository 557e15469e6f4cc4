"""Finishing an application that came by mail: what is asked for, what is kept on an error, links that ran out."""

import re

import pytest
import time_machine
from sqlalchemy import select

from ats.activity.models import EventRow
from ats.applications.links import finish_link
from ats.applications.models import Application
from ats.applications.queries import get_whole_application
from ats.openings.models import Question, QuestionKind
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.mailbox import list_mails
from tests.cast import Cast
from tests.integration.careers.applied import add_question
from tests.integration.careers.forms import file
from tests.integration.careers.openings import text_of
from tests.statements import counted_statements
from tests.unit.inbox.mails import RESUME, mail


@pytest.fixture
def questions(once) -> dict[str, str]:
    """One question of each kind at the opening of the software engineer; the names of their fields."""
    return once(one_of_each_kind)


def one_of_each_kind() -> dict[str, str]:
    kinds = {
        "short": {"label": "Notice period?", "kind": QuestionKind.SHORT, "is_required": True},
        "long": {"label": "Why us?", "kind": QuestionKind.LONG},
        "yes": {"label": "May you work here?", "kind": QuestionKind.YES_NO, "is_required": True},
        "choice": {"label": "Which office?", "kind": QuestionKind.CHOICE, "choices": ["Leeds", "York"]},
        "file": {"label": "A sample", "kind": QuestionKind.FILE},
    }
    return {name: add_question(Cast().engineer, **values) for name, values in kinds.items()}


@pytest.fixture
def applied(once, questions, arrive, cast) -> Application:
    """Pat's application, which came by mail."""
    return whole(once(lambda: apply_by_mail(arrive, cast)))


def apply_by_mail(arrive, cast) -> str:
    arrive(
        mail(
            subject=f"Application {cast.engineer.reference}",
            files=[("cv.txt", RESUME.encode(), "text/plain")],
        )
    )
    return db.session.scalar(select(Application.public_id).order_by(Application.id.desc()).limit(1))


def whole(public_id: str) -> Application:
    db.session.rollback()
    return get_whole_application(public_id)


def path_of(application: Application) -> str:
    return finish_link(application).removeprefix("http://jobs.example.com")


def post(client, path: str, **data):
    values = {
        "csrf_token": client.csrf(path),
        "name": "Pat Example",
        "email": "pat@example.com",
        "consent": "y",
    }
    return client.post(path, data={**values, **data}, content_type="multipart/form-data")


def test_the_acknowledgement_names_what_is_missing_and_leads_there(sqlite_app, applied, client):
    receipt = next(each for each in list_mails() if each.purpose == "receipt")
    assert "- Notice period?\n- May you work here?\n" in receipt.text
    assert "Why us?" not in receipt.text
    assert receipt.headers["Reply-To"].startswith("jobs+r")
    path = re.search(r"http://jobs.example.com(/status/\S+/finish)", receipt.text)[1]
    with counted_statements() as statements:
        page = text_of(client.get(path))
    assert not [each for each in statements if not each.startswith("SELECT")]
    for words in ("Notice period?", "Why us?", "Which office?", "A sample", "may keep what I send", "cv.txt"):
        assert words in page
    assert 'value="+44 20 7946 0000"' in page


def test_everything_is_taken_at_once_and_only_once(app, applied, questions, client):
    given = {
        questions["short"]: "A month", questions["yes"]: "yes", questions["choice"]: "York",
        questions["file"]: file(b"Some lines of work.", "sample.txt"), "name": "Patricia Example", "phone": "0123",
    }  # fmt: skip
    path = path_of(applied)
    response = post(client, path, **given)
    assert (response.status_code, response.headers["Location"].partition("?")[2]) == (303, "done=finished")
    found = whole(applied.public_id)
    assert [(each.question, each.value) for each in found.answers] == [
        ("Notice period?", "A month"), ("May you work here?", "yes"), ("Which office?", "York"), ("A sample", ""),
    ]  # fmt: skip
    assert found.answers[3].document.name == "sample.txt"
    assert (found.candidate.name, found.candidate.phone) == ("Patricia Example", "0123")
    assert (found.consent_days, found.candidate.addresses[0].confirmed_at is not None) == (365, True)
    kinds = list(db.session.scalars(select(EventRow.kind).order_by(EventRow.id)))
    assert "application.finished" in kinds
    assert (
        response.status_code
        == post(client, f"{path}", **{questions["short"]: "Two", questions["yes"]: "no"}).status_code
    )
    assert [each.value for each in whole(applied.public_id).answers][:2] == ["A month", "yes"]


def test_an_error_keeps_what_was_typed_and_chosen(app, applied, questions, client):
    path = path_of(applied)
    sample = file(b"Some lines of work.", "sample.txt")
    response = post(client, path, consent="", **{questions["short"]: "A month", questions["file"]: sample})
    page = text_of(response)
    assert response.status_code == 422
    for words in ("Answer “May you work here?”", "Tick the box", 'value="A month"', "sample.txt"):
        assert words in page
    held = dict(re.findall(r'name="(held_\w+)" value="(\w+)"', page))
    assert (
        post(client, path, **held, **{questions["short"]: "A month", questions["yes"]: "no"}).status_code
        == 303
    )
    assert whole(applied.public_id).answers[-1].document.name == "sample.txt"


def test_what_is_no_phone_number_is_shown_again(sqlite_app, applied, questions, client):
    answers = {questions["short"]: "A month", questions["yes"]: "no"}
    response = post(client, path_of(applied), phone="<112>", **answers)
    assert response.status_code == 422
    for words in ("Enter a phone number such as", "&lt;112&gt;", 'value="A month"'):
        assert words in text_of(response)


def test_without_a_token_nothing_typed_is_lost(sqlite_app, applied, questions, client):
    response = post(client, path_of(applied), csrf_token="stale", **{questions["short"]: "A month"})
    assert response.status_code == 400
    assert 'value="A month"' in text_of(response)
    assert whole(applied.public_id).consent_at is None


def test_an_answer_to_a_question_that_was_taken_away_meanwhile_is_not_dropped(
    app, applied, questions, client
):
    path, given = path_of(applied), {questions["yes"]: "no", questions["choice"]: "York"}
    sample = file(b"Some lines of work.", "sample.txt")
    take_away(questions["long"], questions["file"])
    response = post(
        client,
        path,
        phone="0123",
        **given,
        **{questions["short"]: "A month", questions["long"]: "I <like> it.", questions["file"]: sample},
    )
    page = text_of(response)
    assert response.status_code == 422
    for words in ("is not asked any more", "I &lt;like&gt; it.", "sample.txt", 'value="A month"', "0123"):
        assert words in page
    assert whole(applied.public_id).answers == []
    # Sent as it is shown, it goes.
    assert post(client, path, **given, **{questions["short"]: "A month"}).status_code == 303
    assert len(whole(applied.public_id).answers) == 3


def test_the_last_answer_is_not_dropped_either_with_its_question(sqlite_app, applied, questions, client):
    path = path_of(applied)
    required = {questions["short"]: "A month", questions["yes"]: "no"}
    assert post(client, path, **required).status_code == 303
    take_away(questions["long"], questions["file"], questions["choice"])
    response = post(client, path, **required, **{questions["long"]: "I like it."})
    assert response.status_code == 422
    assert "I like it." in text_of(response)
    response = post(client, path, **required)
    assert (response.status_code, response.headers["Location"].partition("?")[2]) == (303, "done=finished")


def take_away(*names: str) -> None:
    with transaction():
        for name in names:
            db.session.delete(db.session.get_one(Question, int(name.removeprefix("question_"))))


def test_a_new_address_is_used_once_its_own_link_was_opened(sqlite_app, applied, questions, client):
    given = {questions["short"]: "A month", questions["yes"]: "no", "email": "pat@example.org"}
    response = post(client, path_of(applied), **given)
    assert "done=finished-address" in response.headers["Location"]
    assert whole(applied.public_id).candidate.email == "pat@example.com"
    assert [each.to_address for each in list_mails() if each.purpose == "new_address"] == ["pat@example.org"]


def test_links_that_ran_out_or_were_used(sqlite_app, applied, questions, client):
    path = path_of(applied)
    with time_machine.travel("2031-01-01"):
        page = client.get(path)
        assert page.status_code == 410
        assert "Have a new link sent" in text_of(page)
        client.submit("/status", {"email": "pat@example.com"}, form_at="/status")
        queue.run_until_empty()
        (letter,) = [each for each in list_mails() if each.purpose == "status_links"]
        assert "Something is still missing" in letter.text
    assert client.get(path[:-12] + "x/finish").status_code == 404
    with transaction():
        db.session.get_one(Application, applied.id).status = "withdrawn"
    assert client.get(path).status_code == 302


def test_the_recruiter_sees_what_is_missing_until_it_is_there(
    sqlite_app, applied, questions, client, sign_in
):
    address = f"/dashboard/applications/{applied.public_id}"
    recruiter = sign_in("recruiter")
    page = text_of(recruiter.get(address))
    assert "Answers are missing" in page
    assert page.count("Not answered yet") == 6
    post(client, path_of(applied), **{questions["short"]: "A month", questions["yes"]: "no"})
    page = text_of(recruiter.get(address))
    assert "Answers are missing" not in page
    assert "answered 2 questions and agreed to the storage" in page


def test_lists_and_search_narrow_to_what_waits_for_the_candidate(app, applied, questions, client, sign_in):
    recruiter = sign_in("recruiter")
    for address in ("/dashboard/applications?waits={}", "/dashboard/search?q=is:{}"):
        for word in ("unfinished", "unconfirmed"):
            page = text_of(recruiter.get(address.format(word)))
            assert applied.public_id in page, (address, word)
    assert "is: knows no “nothing”" in text_of(recruiter.get("/dashboard/search?q=is:nothing"))
    post(client, path_of(applied), **{questions["short"]: "A month", questions["yes"]: "no"})
    for address in ("/dashboard/applications?waits={}", "/dashboard/search?q=is:{}"):
        for word in ("unfinished", "unconfirmed"):
            assert applied.public_id not in text_of(recruiter.get(address.format(word)))
