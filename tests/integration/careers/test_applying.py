"""Applying: the form, what becomes of it, and what it says where something is wrong."""

import pytest
from sqlalchemy import event

from ats.applications.models import Application
from ats.careers.forms import _form_class
from ats.openings.models import Question, State
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.mailbox import list_mails
from ats.platform.storage import storage
from tests.integration.careers.applied import add_question, count, newest, reference_on
from tests.integration.careers.forms import RESUME, file, load_form, person, send
from tests.integration.careers.openings import set_state, text_of
from tests.page import Page
from tests.statements import counted_statements


def test_applying_works(app, cast, client):
    reference = cast.engineer.reference
    question = f"question_{cast.engineer.questions[0].id}"
    changes = {
        "phone": "+31 (0)30 123",
        "link": "example.com/ben",
        "cover_letter": "Dear all,\r\nyes.",
        question: "In May",
    }
    response = send(client, reference, load_form(client, reference) | {"source": "newsletter"}, **changes)
    assert response.status_code == 303
    thanks = client.get(response.headers["Location"])
    application = newest()
    assert reference_on(thanks) == application.reference
    assert thanks.headers["Cache-Control"] == "private, no-store"
    assert "/status/" not in text_of(thanks)
    assert "ben1@example.com" not in text_of(thanks)
    assert application.tray is None
    assert (application.typed_name, application.typed_phone) == ("Ben Oak", "+31 (0)30 123")
    assert application.typed_link == "https://example.com/ben"
    assert application.cover_letter == "Dear all,\nyes."
    assert application.source == "newsletter"
    assert application.consent_days == 365
    assert application.advert.content["title"] == "Software Engineer"
    assert [(each.question, each.value) for each in application.answers] == [
        ("When could you start?", "In May")
    ]
    assert [(each.role, each.document.name) for each in application.attachments] == [("resume", "cv.txt")]
    assert storage().read(application.attachments[0].document.sha256) == RESUME
    assert [stage.active_count for stage in cast.engineer.stages] == [2, 0, 0, 0, 0, 0]
    own_reference = application.reference
    queue.run_until_empty()
    receipt = next(mail for mail in list_mails() if mail.to_address == "ben1@example.com")
    assert own_reference in receipt.subject
    assert "http://jobs.example.com/status/" in receipt.text


def test_the_form_is_made_for_one_load_and_asks_little(sqlite_app, cast, client):
    address = f"/openings/{cast.engineer.reference}/apply"
    response = client.get(address)
    assert response.headers["Cache-Control"] == "private, no-store"
    page = Page(text_of(response))
    required = [field["name"] for field in page.inputs if "required" in field]
    assert sorted(required) == ["consent", "email", "name", "resume"]
    assert "365 days" in text_of(response)
    assert (
        load_form(client, cast.engineer.reference)["key"] != load_form(client, cast.engineer.reference)["key"]
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "Enter your full name"),
        ("name", "   ", "Enter your full name"),
        ("name", "\x00", "Enter your full name"),
        ("name", "\u202e\u200b\u3164\u00ad", "Enter your full name"),
        ("name", "- !", "Enter your full name"),
        ("email", "  ", "Enter your e-mail address"),
        ("name", "Win now www.example.com", "without a web or e-mail address"),
        ("name", "Cash http://x.example", "without a web or e-mail address"),
        ("name", "x" * 201, "200 characters or fewer"),
        ("email", "", "Enter your e-mail address"),
        ("email", "ben@", "such as name@example.com"),
        ("email", "ben@example.com, eve@example.com", "such as name@example.com"),
        ("email", "ben@example.com\r\nBcc: eve@example.com", "such as name@example.com"),
        ("phone", "1" * 61, "60 characters or fewer"),
        ("phone", "<b>112</b>", "Enter a phone number such as"),
        ("phone", "call me at noon", "Enter a phone number such as"),
        ("link", "javascript:alert(1)", "Enter a web address"),
        ("link", "https://user:secret@example.com/", "Enter a web address"),
        ("link", "nothing", "Enter a web address"),
        ("cover_letter", "x" * 1_000_000, "20,000 characters or fewer"),
        ("consent", None, "Tick the box"),
        ("consent", "false", "Tick the box"),
        ("consent", "off", "Tick the box"),
        ("resume", None, "Choose your résumé"),
    ],
)
def test_every_error_names_its_field_and_keeps_all_else(sqlite_app, cast, client, field, value, message):
    response = (
        send(client, cast.engineer.reference, phone="123", **{field: value})
        if field != "phone"
        else send(client, cast.engineer.reference, phone=value)
    )
    page = text_of(response)
    assert response.status_code == 422
    assert message in page
    assert f'href="#{field}"' in page
    if field != "name":
        assert 'value="Ben Oak"' in page
    assert count(Application) == 1


def test_questions_of_every_kind(app, cast, client):
    opening = cast.engineer
    kinds = {
        "long": add_question(opening, kind="long", is_required=True),
        "yes_no": add_question(opening, kind="yes_no", is_required=True),
        "choice": add_question(opening, kind="choice", choices=["Red", "Blue"], is_required=True),
        "many": add_question(opening, kind="choice", choices=[str(n) for n in range(9)]),
    }
    response = send(client, opening.reference)
    assert response.status_code == 422
    assert text_of(response).count("Answer “More?”") == 6
    for answers in (
        {kinds["choice"]: "Green", kinds["long"]: "a", kinds["yes_no"]: "yes"},
        {kinds["choice"]: "Blue", kinds["long"]: " \n ", kinds["yes_no"]: "yes"},
    ):
        assert send(client, opening.reference, **answers).status_code == 422
    good = {kinds["choice"]: "Blue", kinds["long"]: "a\nb", kinds["yes_no"]: "no", kinds["many"]: "7"}
    assert send(client, opening.reference, **good).status_code == 303
    assert sorted(each.value for each in newest().answers) == ["7", "Blue", "a\nb", "no"]


def test_a_stale_form_is_shown_again_with_everything_in_it(sqlite_app, cast, client):
    hidden = load_form(client, cast.engineer.reference)
    for token in ("wrong", None):
        response = send(
            client, cast.engineer.reference, hidden | {"csrf_token": token}, cover_letter="My letter"
        )
        page = text_of(response)
        assert response.status_code == 400
        assert 'value="Ben Oak"' in page
        assert "My letter" in page
        assert "cv.txt <span" in page
    assert count(Application) == 1


@pytest.mark.parametrize(("state", "status"), [(State.PAUSED, 409), (State.CLOSED, 410)])
def test_what_was_typed_comes_back_when_the_opening_takes_no_more(sqlite_app, cast, client, state, status):
    reference = cast.engineer.reference
    hidden = load_form(client, reference)
    set_state(cast.engineer, state)
    assert client.get(f"/openings/{reference}/apply").status_code == status
    response = send(client, reference, hidden, cover_letter="My long <letter>")
    assert response.status_code == status
    assert "My long &lt;letter&gt;" in text_of(response)
    assert "Ben Oak" in text_of(response)
    assert count(Application) == 1


def test_addresses_that_cannot_be_are_not_found(app, cast, client):
    client.checks_pages = False
    for path in (
        "/openings/%00/apply",
        "/openings/R'%20OR%201=1",
        "/programs/%00",
        "/openings/" + "R" * 5000,
    ):
        assert client.get(path).status_code == 404, path
    assert client.post("/openings/%00/apply", data={"name": "x"}).status_code == 404
    assert client.get(f"/openings/{cast.editor.reference}/thanks/abc").status_code == 404


def test_thanks_is_for_its_own_opening(sqlite_app, cast, client):
    token = send(client, cast.engineer.reference).headers["Location"].rsplit("/", 1)[1]
    assert client.get(f"/openings/{cast.editor.reference}/thanks/{token}").status_code == 404


def test_opening_the_form_writes_nothing(sqlite_app, cast, client):
    with counted_statements() as statements:
        client.get(f"/openings/{cast.engineer.reference}/apply")
    assert not [each for each in statements if not each.startswith("SELECT")]
    assert len(statements) <= 4


def test_a_submission_asks_little_of_the_database(app, cast, client):
    reference = cast.engineer.reference
    hidden = load_form(client, reference)
    send(client, reference)
    with counted_statements() as statements:
        assert send(client, reference, hidden, **person(2)).status_code == 303
    assert len(statements) <= 14, "\n".join(each[:80] for each in statements)


def test_a_submission_goes_in_without_a_flush_and_with_a_form_made_once(app, cast, client):
    reference = cast.engineer.reference
    send(client, reference, load_form(client, reference))
    flushes, made = [], _form_class.cache_info().misses

    def note(session, context):
        flushes.append([*session.new, *session.dirty])

    event.listen(db.session, "after_flush", note)
    try:
        fields = load_form(client, reference)
        response = send(client, reference, fields, name="Eve Second", email="eve@example.com")
    finally:
        event.remove(db.session, "after_flush", note)
    assert response.status_code == 303
    assert newest().typed_name == "Eve Second"
    assert flushes == []
    assert _form_class.cache_info().misses == made


def test_an_internal_opening_takes_signed_in_colleagues_only(sqlite_app, cast, client, sign_in):
    reference = cast.engineer.reference
    with transaction():
        db.session.execute(
            db.update(type(cast.engineer))
            .where(type(cast.engineer).reference == reference)
            .values(visibility="internal")
        )
    assert client.get(f"/openings/{reference}/apply").status_code == 404
    assert send(sign_in("outsider"), reference).status_code == 303


def test_an_answer_to_a_question_that_was_taken_away_meanwhile_is_not_dropped(app, cast, client):
    reference = cast.engineer.reference
    opening = cast.engineer
    gone, sample = add_question(opening, kind="long"), add_question(opening, kind="file")
    hidden = load_form(client, reference)
    with transaction():
        for name in (gone, sample):
            db.session.delete(db.session.get_one(Question, int(name.removeprefix("question_"))))
    answered = {gone: "Ten years\nof <ropes>.", sample: file(b"Work.", "knots.txt")}
    response = send(client, reference, hidden, phone="0123", **answered)
    page = text_of(response)
    assert response.status_code == 422
    assert "A question that you answered is not asked any more" in page
    assert "Ten years\nof &lt;ropes&gt;." in page
    assert "knots.txt" in page
    values = Page(page).form_values("/apply")
    assert (values["name"], values["phone"]) == ("Ben Oak", "0123")
    assert values["held_resume"]
    assert count(Application) == 1
    # Sent as it is shown, it goes; what was left empty is nobody's loss.
    assert send(client, reference, values, resume=None, **{gone: ""}).status_code == 303
    assert count(Application) == 2
