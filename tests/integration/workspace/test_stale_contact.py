"""A contact form that is sent after somebody else has changed the same person: nothing of theirs is taken back."""

import pytest

from ats.applications import actions
from ats.applications.queries import get_for_decision
from ats.candidates.models import Candidate
from ats.platform.database import db, transaction
from ats.platform.events import CANDIDATE
from tests.integration.careers.status_pages import address
from tests.integration.workspace.conftest import post, text_of
from tests.page import Page

__all__ = ["address"]


@pytest.fixture
def path(cast):
    return f"/dashboard/applications/{cast.application.public_id}"


def form_of(client, path) -> dict:
    return client.page(path).form_values("/contact")


def known(cast) -> dict:
    db.session.rollback()
    candidate = db.session.get_one(Candidate, cast.application.candidate_id)
    return {name: getattr(candidate, name) for name in ("name", "email", "phone", "link")}


def send(client, path, form, **typed):
    return post(client, f"{path}/contact", {**form, **typed})


def test_what_the_candidate_added_outlives_a_stale_correction(app, cast, sign_in, client, address, path):
    recruiter = sign_in("recruiter")
    before = form_of(recruiter, path)
    by_candidate = {**client.page(address).form_values("/contact"), "phone": "+31 6 1234"}
    assert client.post(f"{address}/contact", data=by_candidate).status_code == 303
    assert send(recruiter, path, before, name="Ada M. Fern").status_code == 303
    assert known(cast) == {
        "name": "Ada M. Fern",
        "email": "ada@example.com",
        "phone": "+31 6 1234",
        "link": "",
    }
    assert "changed the name<" in text_of(recruiter.get(path)).replace(" <", "<")


def test_the_candidates_stale_page_takes_no_correction_back(app, cast, sign_in, client, address, path):
    before = client.page(address).form_values("/contact")
    recruiter = sign_in("recruiter")
    send(recruiter, path, form_of(recruiter, path), name="Ada M. Fern", phone="1")
    assert (
        client.post(f"{address}/contact", data={**before, "link": "https://a.example.com"}).status_code == 303
    )
    assert known(cast)["name"] == "Ada M. Fern"
    assert known(cast)["link"] == "https://a.example.com"
    answer = client.post(f"{address}/contact", data={**before, "phone": "2"})
    assert answer.status_code == 409
    assert "</strong> was changed by somebody else and is now “1”." in text_of(answer)
    assert "Recruiter Example" not in text_of(answer), "who of the company it was is nobody's outside"
    assert known(cast)["phone"] == "1"


def test_two_colleagues_change_different_fields(app, cast, sign_in, path):
    one, other = sign_in("recruiter"), sign_in("admin")
    forms = form_of(one, path), form_of(other, path)
    assert send(one, path, forms[0], phone="1").status_code == 303
    assert send(other, path, forms[1], link="https://a.example.com").status_code == 303
    assert (known(cast)["phone"], known(cast)["link"]) == ("1", "https://a.example.com")


def test_the_same_field_is_asked_about_and_sending_again_replaces_it(app, cast, sign_in, path):
    one, other = sign_in("recruiter"), sign_in("admin")
    forms = form_of(one, path), form_of(other, path)
    send(one, path, forms[0], phone="1", link="https://a.example.com")
    answer = send(other, path, forms[1], phone="2", name="Ada M. Fern")
    page = text_of(answer)
    assert answer.status_code == 409
    assert known(cast)["name"] == "Ada Fern", "nothing is saved by half"
    assert known(cast)["phone"] == "1"
    assert "Somebody else saved this after you opened it. Nothing of yours is lost" in page
    assert "Phone</strong> was changed by Recruiter Example and is now “1”" in page
    assert "Recruiter Example changed “Phone” after you opened it" in page
    assert "Link</strong> was changed" not in page, "only one of the two changed that"
    again = Page(answer.get_data(as_text=True)).form_values("/contact")
    assert (again["phone"], again["name"], again["link"]) == ("2", "Ada M. Fern", "https://a.example.com")
    assert send(other, path, again).status_code == 303
    assert known(cast) == {
        "name": "Ada M. Fern",
        "email": "ada@example.com",
        "phone": "2",
        "link": "https://a.example.com",
    }


def test_somebody_faster_still_is_asked_about_once_more(app, cast, sign_in, path):
    one, other = sign_in("recruiter"), sign_in("admin")
    forms = form_of(one, path), form_of(other, path)
    send(one, path, forms[0], phone="1")
    again = Page(send(other, path, forms[1], phone="2").get_data(as_text=True)).form_values("/contact")
    send(one, path, form_of(one, path), phone="3")
    assert send(other, path, again).status_code == 409
    assert known(cast)["phone"] == "3"


def test_both_may_type_the_same(app, cast, sign_in, path):
    one, other = sign_in("recruiter"), sign_in("admin")
    forms = form_of(one, path), form_of(other, path)
    assert send(one, path, forms[0], phone="1").status_code == 303
    assert send(other, path, forms[1], phone="1").status_code == 303
    assert known(cast)["phone"] == "1"


def test_an_address_that_came_meanwhile_stays(app, cast, sign_in, path):
    recruiter = sign_in("recruiter")
    before = form_of(recruiter, path)
    with transaction():
        application = get_for_decision(cast.application.public_id)
        actions.change_address(application, "ada.fern@example.com", by=CANDIDATE)
    assert send(recruiter, path, before, phone="1").status_code == 303
    assert known(cast)["email"] == "ada.fern@example.com"
    answer = send(recruiter, path, before, email="other@example.com")
    assert answer.status_code == 409
    assert "was changed by the candidate and is now “ada.fern@example.com”" in text_of(answer)


def test_what_is_no_phone_number_is_let_be_by_whoever_did_not_type_it(app, cast, sign_in, path):
    with transaction():
        get_for_decision(cast.application.public_id).candidate.phone = "ask <Bo>"
    recruiter = sign_in("recruiter")
    before = form_of(recruiter, path)
    with transaction():
        get_for_decision(cast.application.public_id).candidate.phone = "1"
    assert send(recruiter, path, before, name="Ada M. Fern").status_code == 303
    assert (known(cast)["name"], known(cast)["phone"]) == ("Ada M. Fern", "1")


@pytest.mark.parametrize("seen", ["", "{", "[]", "[" * 100_000, '{"phone": 1}', "null"])
def test_whatever_is_said_to_be_seen_is_read(app, cast, sign_in, path, seen):
    form = {"name": "Ada Fern", "email": "ada@example.com", "phone": "1", "link": "", "seen": seen}
    assert send(sign_in("recruiter"), path, form).status_code in (303, 409)
