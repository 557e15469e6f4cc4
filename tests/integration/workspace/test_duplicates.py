"""The screens about people known twice: suggestions, the comparison, merging, taking it back, telling apart."""

import re
from datetime import timedelta

import pytest

from ats.applications.actions import erase_application
from ats.applications.models import Application
from ats.applications.queries import get_application
from ats.candidates import merging
from ats.candidates.models import Candidate
from ats.messages.actions import write
from ats.messages.models import Message
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.cast import Cast
from tests.integration.workspace.conftest import file_application, post, text_of

NUMBER = "+31 6 12345678"


@pytest.fixture
def pair(app, once):
    """Public ids of two applications by somebody who seems to be one person."""
    return once(apply_twice)


def apply_twice() -> list[str]:
    engineer, link = Cast().engineer, "https://moss.example.com"
    ids = [
        file_application(engineer, "Bela Moss", phone=NUMBER).public_id,
        file_application(engineer, "B. Moss", "moss@example.com", phone=NUMBER, link=link).public_id,
    ]
    queue.run_until_empty()
    return ids


def candidate_of(public_id: str) -> Candidate:
    db.session.rollback()
    query = db.select(Candidate).join(Application, Application.candidate_id == Candidate.id)
    return db.session.scalar(query.where(Application.public_id == public_id))


def merge_form(client, one: str, other: str, **choices):
    address = f"/dashboard/applications/{one}/merge?with={other}"
    digest = re.search(r'name="digest"[^>]*value="(\w+)"', client.get(address).get_data(as_text=True))[1]
    chosen = {"name": "one", "email": "one", "phone": "one", "link": "one", **choices}
    return client.submit(address, {**chosen, "digest": digest}, form_at="/dashboard/")


def test_the_application_and_the_list_say_why_two_may_be_one(sign_in, pair):
    client = sign_in("recruiter")
    page = text_of(client.get(f"/dashboard/applications/{pair[0]}"))
    assert "Possibly the same person" in page
    assert "The same phone number: +31 6 12345678" in page
    listed = text_of(client.get("/dashboard/duplicates"))
    assert "Bela Moss" in listed
    assert "B. Moss" in listed
    assert "The same phone number" in listed


@pytest.mark.parametrize("role", ["manager", "interviewer"])
def test_those_who_cannot_edit_see_no_suggestion(sign_in, pair, role):
    page = text_of(sign_in(role).get(f"/dashboard/applications/{pair[0]}"))
    assert "Possibly the same person" not in page


def test_two_are_merged_with_what_was_chosen_and_separated_again(sign_in, pair):
    client = sign_in("recruiter")
    page = text_of(client.get(f"/dashboard/applications/{pair[0]}/merge?with={pair[1]}"))
    assert "Both have an application on its way to “Software Engineer”" in page
    answer = merge_form(client, *pair, email="other", link="other")
    assert answer.status_code == 303
    shown = client.get(f"/dashboard/applications/{pair[0]}")
    assert "Merged into one person" in text_of(shown)
    shown = text_of(client.get(f"/dashboard/applications/{pair[1]}"))
    assert "Merged from 2 candidates" in shown
    assert "merged this person with another candidate" in shown
    assert shown.count("merged this person with another candidate") == 1
    assert "Possibly the same person" not in shown
    for public_id in pair:
        row = candidate_of(public_id)
        assert (row.name, row.email, row.link) == (
            "Bela Moss",
            "moss@example.com",
            "https://moss.example.com",
        )
    under = candidate_of(pair[1]).public_id
    answer = post(client, f"/dashboard/applications/{pair[0]}/unmerge", {"row": under})
    assert answer.status_code == 303
    assert (candidate_of(pair[1]).name, candidate_of(pair[0]).link) == ("B. Moss", "")
    # Whoever took it back has looked.
    assert "Possibly the same person" not in text_of(client.get(f"/dashboard/applications/{pair[0]}"))


def test_a_message_that_waits_under_the_others_address_is_called_back(sign_in, pair):
    client = sign_in("recruiter")
    merge_form(client, *pair, email="other")
    tomorrow = utc_now() + timedelta(days=1)
    with transaction():
        for public_id in pair:
            write(get_application(public_id), "Hello", "Only for you.", by=SYSTEM, send_at=tomorrow)
    under = candidate_of(pair[1]).public_id
    post(client, f"/dashboard/applications/{pair[0]}/unmerge", {"row": under})
    shown = text_of(client.get(f"/dashboard/applications/{pair[0]}"))
    assert "A message that waited was addressed to the other and called back" in shown
    states = {message.candidate_id: message.state for message in db.session.scalars(db.select(Message))}
    assert states == {candidate_of(pair[0]).id: "cancelled", candidate_of(pair[1]).id: "queued"}


def test_who_is_alone_again_without_an_application_is_erased(sign_in, pair):
    client = sign_in("recruiter")
    merge_form(client, *pair)
    under = candidate_of(pair[1])
    with transaction():
        erase_application(get_application(pair[1]), by=SYSTEM)
    post(client, f"/dashboard/applications/{pair[0]}/unmerge", {"row": under.public_id})
    shown = text_of(client.get(f"/dashboard/applications/{pair[0]}"))
    assert "The other had no application left and is erased" in shown
    assert db.session.scalars(db.select(Candidate.name).where(Candidate.name.contains("Moss"))).all() == [
        "Bela Moss"
    ]


def test_a_comparison_that_is_not_true_any_more_is_shown_anew(sign_in, pair):
    client = sign_in("recruiter")
    address = f"/dashboard/applications/{pair[0]}/merge?with={pair[1]}"
    choices = dict.fromkeys(("name", "email", "phone", "link"), "one")
    answer = client.submit(address, {**choices, "digest": "0" * 32}, form_at="/dashboard/")
    assert answer.status_code == 409
    assert "changed one of the two in the meantime" in text_of(answer)
    assert candidate_of(pair[1]).merged_into_id is None


def test_a_choice_that_was_not_made_is_named(sign_in, pair):
    client = sign_in("recruiter")
    address = f"/dashboard/applications/{pair[0]}/merge?with={pair[1]}"
    answer = client.submit(address, {"name": "one", "phone": "one", "link": "third"}, form_at="/dashboard/")
    assert answer.status_code == 422
    assert "Select an e-mail address" in text_of(answer)


@pytest.mark.parametrize("typed", ["moss@example.com", "reference"])
def test_somebody_who_was_not_suggested_is_named_by_reference_or_address(sign_in, pair, typed):
    client = sign_in("recruiter")
    if typed == "reference":
        query = db.select(Application.reference).where(Application.public_id == pair[1])
        typed = db.session.scalar(query).lower()
    page = client.get(f"/dashboard/applications/{pair[0]}/merge", query_string={"with": typed})
    assert "Are they the same person?" in text_of(page)


def test_nobody_and_oneself_are_refused_with_a_word(sign_in, pair):
    client = sign_in("recruiter")
    for typed, words in (
        ("NOBODY", "Nobody has this reference"),
        ("bela.moss@example.com", "Select somebody else"),
    ):
        page = client.get(f"/dashboard/applications/{pair[0]}/merge", query_string={"with": typed})
        assert page.status_code == 422
        assert words in text_of(page)


def test_two_told_apart_are_listed_as_such_and_suggested_again_on_demand(sign_in, pair):
    client = sign_in("recruiter")
    answer = post(client, f"/dashboard/applications/{pair[0]}/different", {"with": pair[1]})
    assert answer.status_code == 303
    page = text_of(client.get(f"/dashboard/applications/{pair[0]}"))
    assert "Noted: these are two different people" in page
    assert "Possibly the same person" not in page
    assert "Recruiter Example said so" in text_of(client.get("/dashboard/duplicates?show=apart"))
    post(client, f"/dashboard/applications/{pair[0]}/different/undo", {"with": pair[1]})
    assert "Possibly the same person" in text_of(client.get(f"/dashboard/applications/{pair[0]}"))


def test_a_row_of_somebody_else_is_not_separated(sign_in, pair, cast):
    client = sign_in("recruiter")
    with transaction():
        merging.merge(candidate_of_fresh(pair[0]), candidate_of_fresh(pair[1]), [], by=SYSTEM)
    under = candidate_of(pair[1]).public_id
    own = cast.application.public_id
    assert post(client, f"/dashboard/applications/{own}/unmerge", {"row": under}).status_code == 404
    assert candidate_of(pair[1]).merged_into_id is not None


def candidate_of_fresh(public_id: str) -> Candidate:
    query = db.select(Candidate).join(Application, Application.candidate_id == Candidate.id)
    return db.session.scalar(query.where(Application.public_id == public_id))


def test_a_hiring_manager_sees_nothing_of_the_other_opening_of_a_merged_person(sign_in, cast, apply):
    one = apply(cast.engineer, "Bela Moss").public_id
    other = apply(cast.editor, "B. Moss", "elsewhere@example.com").public_id
    with transaction():
        merging.merge(candidate_of_fresh(one), candidate_of_fresh(other), [], by=SYSTEM)
    page = text_of(sign_in("manager").get(f"/dashboard/applications/{one}"))
    assert "Editor" not in page
    for told in ("Merged from", "B. Moss", "elsewhere@example.com"):
        assert told not in page
    assert "Merged from 2 candidates" in text_of(sign_in("recruiter").get(f"/dashboard/applications/{one}"))
    assert sign_in("manager").get(f"/dashboard/applications/{other}").status_code == 404
