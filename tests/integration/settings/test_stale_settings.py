"""Two colleagues with one form of the settings open: nothing that the first saved is taken back by the second."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from ats.company.models import Company, RejectionReason, StageTemplate
from ats.messages.actions import add_usual_templates
from ats.messages.models import MessageTemplate
from ats.openings.models import Program
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.shown_form import shown_form

SETTINGS = "/dashboard/settings"


@dataclass(frozen=True)
class Case:
    """A form: where it is, whose record it shows, what each of two changes, and what both do."""

    path: str
    model: type
    one: tuple[str, str]
    other: tuple[str, str]

    def record(self):
        """Return the record as the database has it now."""
        db.session.rollback()
        return db.session.scalars(select(self.model).order_by(self.model.id)).first()

    def address(self) -> str:
        """Return the form's address."""
        record = self.record()
        return self.path.format(id=getattr(record, "public_id", ""), slug=getattr(record, "slug", ""))

    def value(self, name: str) -> str:
        """Return one value of the record now, in the form's terms."""
        if name.startswith("stages-"):
            return self.record().stages[int(name.split("-")[1])].name
        return getattr(self.record(), name).replace("\r\n", "\n")


CASES = {
    "company": Case(
        f"{SETTINGS}/company", Company, ("about", "We **grow**.\n\nA lot."), ("name", "Alder and Finch")
    ),
    "program": Case(
        "/dashboard/programs/{slug}/edit",
        Program,
        ("introduction", "One.\n\nTwo."),
        ("apply_email", "jobs@example.com"),
    ),
    "message": Case(
        SETTINGS + "/messages/{id}", MessageTemplate, ("text", "Dear you,\n\nno."), ("subject", "Your place")
    ),
    "template": Case(
        SETTINGS + "/templates/{id}", StageTemplate, ("stages-1-name", "Reading"), ("name", "Usual")
    ),
    "reason": Case(
        SETTINGS + "/reasons/{id}", RejectionReason, ("label", "Too little so far"), ("side", "neither")
    ),
}


@pytest.fixture(params=list(CASES))
def case(request, app, cast):
    return CASES[request.param]


@pytest.fixture
def two(case, sign_in, cast):
    """Two admins, and the form as each of them has it open."""
    with transaction():
        cast.user("recruiter").role = "admin"
        add_usual_templates(by=SYSTEM)
    browsers = sign_in("admin"), sign_in("recruiter")
    return [(each, shown_form(each.get(case.address()).text)) for each in browsers]


def send(case, browser, form: dict, *changes: tuple[str, str]):
    return browser.post(case.address(), data={**form, **dict(changes)})


def test_what_the_first_saved_outlives_the_second(case, two):
    (one, form), (other, stale) = two
    address = case.address()
    assert one.post(address, data={**form, **dict([case.one])}).status_code == 303
    assert other.post(address, data={**stale, **dict([case.other])}).status_code == 303
    assert [case.value(name) for name in (case.one[0], case.other[0])] == [case.one[1], case.other[1]]


def test_what_both_changed_is_asked_about_and_sent_again_replaced(case, two):
    (one, form), (other, stale) = two
    name, text = case.one
    send(case, one, form, (name, text))
    answer = send(case, other, stale, (name, "Theirs"), case.other)
    page = " ".join(answer.text.split())
    assert answer.status_code == 409
    assert "Somebody else saved this after you opened it. Nothing of yours is lost" in page
    assert "was changed by Admin Example" in page
    assert text.splitlines()[-1] in page, "what is there now stands beside what was typed"
    assert (case.value(name), case.value(case.other[0])) == (text, stale[case.other[0]])
    again = shown_form(answer.text)
    assert (again[name], again[case.other[0]]) == ("Theirs", case.other[1])
    assert send(case, other, again).status_code == 303
    assert (case.value(name), case.value(case.other[0])) == ("Theirs", case.other[1])


def test_a_form_sent_back_shows_what_a_colleague_made_of_the_rest(case, two):
    (one, form), (other, stale) = two
    send(case, one, form, case.one, case.other)
    answer = send(case, other, stale, (case.one[0], "Theirs"))
    assert answer.status_code == 409
    assert shown_form(answer.text)[case.other[0]] == case.other[1]


def test_a_form_that_was_not_touched_changes_nothing(case, two):
    (one, form), (other, stale) = two
    send(case, one, form, case.one)
    assert send(case, other, stale).status_code == 303
    assert case.value(case.one[0]) == case.one[1]


def test_rows_that_were_not_touched_are_renewed_when_the_name_is_asked_about(app, cast, sign_in):
    case, admin, recruiter = CASES["template"], sign_in("admin"), sign_in("recruiter")
    stale = shown_form(recruiter.get(case.address()).text)
    form = shown_form(admin.get(case.address()).text)
    send(case, admin, form, ("name", "Usual"), ("stages-1-name", "Reading"))
    answer = send(case, recruiter, stale, ("name", "Ours"))
    assert answer.status_code == 409
    again = shown_form(answer.text)
    assert (again["name"], again["stages-1-name"]) == ("Ours", "Reading")
    assert send(case, recruiter, again).status_code == 303
    assert (case.value("name"), case.value("stages-1-name")) == ("Ours", "Reading")


def test_ones_own_other_window_is_not_blamed_on_a_colleague(app, cast, sign_in):
    case, admin = CASES["company"], sign_in("admin")
    stale = shown_form(admin.get(case.address()).text)
    send(case, admin, stale, ("name", "First"))
    answer = send(case, admin, stale, ("name", "Second"))
    assert answer.status_code == 409
    assert "You saved this in another window after you opened it" in answer.text
    assert "Somebody else" not in answer.text
