"""Applying: what is taken, what is refused and kept, and that it is taken exactly once."""

import re
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from ats.applications.models import Application, SubmissionKey
from ats.applications.queries import get_whole_application
from ats.candidates.models import Candidate, CandidateAddress
from ats.careers.forms import _form_class
from ats.documents.models import Document, HeldUpload
from ats.openings.models import State
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.mailbox import list_mails
from ats.platform.storage import storage
from tests.integration.careers.forms import RESUME, file, load_form, person, send
from tests.integration.careers.openings import set_state, text_of
from tests.page import Page
from tests.statements import counted_statements

FILES = Path(__file__).resolve().parents[2] / "files" / "documents"


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def newest() -> Application:
    db.session.rollback()
    public_id = db.session.scalar(select(Application.public_id).order_by(Application.id.desc()).limit(1))
    return get_whole_application(public_id)


def reference_on(response) -> str:
    return re.search(r'class="reference">(\w+)<', text_of(response)).group(1)


def add_question(opening, **values) -> str:
    from ats.openings.models import Question

    with transaction():
        question = Question(opening_id=opening.id, position=5, **{"label": "More?", "choices": [], **values})
        db.session.add(question)
        db.session.flush()
        return f"question_{question.id}"


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


def test_the_form_is_made_for_one_load_and_asks_little(app, cast, client):
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


@pytest.mark.parametrize("name", ["one_page.pdf", "plain.docx", "plain.odt", "plain.rtf", "plain.txt"])
def test_each_kind_of_file_is_taken_by_its_content(sqlite_app, cast, client, name):
    data = (FILES / name).read_bytes()
    assert (
        send(
            client, cast.engineer.reference, resume=file(data, "résumé.exe" if name != "plain.txt" else name)
        ).status_code
        == 303
    )


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "cv.pdf", "is empty"),
        (b"MZ\x90\x00" + b"\x00" * 100, "cv.pdf", "must be a PDF"),
        (b"<svg onload=alert(1)>", "cv.pdf", "must be a PDF"),
        (b"x " * 600_000, "cv.txt", "must be smaller than"),
    ],
)
def test_a_file_that_is_not_accepted_is_named_and_the_rest_is_kept(
    sqlite_app, cast, client, data, name, words
):
    sqlite_app.config["MAX_UPLOAD_BYTES"] = 1_000_000
    response = send(client, cast.engineer.reference, resume=file(data, name), cover_letter="My letter")
    assert response.status_code == 422
    page = text_of(response)
    assert words in page
    assert '<a href="#resume">' in page
    assert "<title>Error: " in page
    assert "My letter" in page
    assert count(Application) == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "Enter your full name"),
        ("name", "Win now www.example.com", "without a web or e-mail address"),
        ("name", "Cash http://x.example", "without a web or e-mail address"),
        ("name", "x" * 201, "200 characters or fewer"),
        ("email", "", "Enter your e-mail address"),
        ("email", "ben@", "such as name@example.com"),
        ("email", "ben@example.com, eve@example.com", "such as name@example.com"),
        ("email", "ben@example.com\r\nBcc: eve@example.com", "such as name@example.com"),
        ("phone", "1" * 61, "60 characters or fewer"),
        ("link", "javascript:alert(1)", "Enter a web address"),
        ("link", "https://user:secret@example.com/", "Enter a web address"),
        ("link", "nothing", "Enter a web address"),
        ("cover_letter", "x" * 1_000_000, "20,000 characters or fewer"),
        ("consent", None, "Tick the box"),
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


def test_a_chosen_file_survives_an_error_in_another_field(app, cast, client):
    reference = cast.engineer.reference
    sample = add_question(cast.engineer, kind="file", is_required=True, label="A sample")
    hidden = load_form(client, reference)
    response = send(
        client,
        reference,
        hidden,
        name="",
        cover_letter_file=file(b"A letter.", "letter.txt"),
        **{sample: file(b"Work.", "w.txt")},
    )
    assert response.status_code == 422
    page = text_of(response)
    for name in ("cv.txt", "letter.txt", "w.txt"):
        assert f"{name} <span" in page
    kept = {
        name: value for name, value in Page(page).form_values("/apply").items() if name.startswith("held_")
    }
    assert len(kept) == 3
    # Without a file: the kept ones count, and a second error does not lose them.
    again = send(client, reference, hidden, resume=None, email="x", **kept)
    assert again.status_code == 422
    assert "cv.txt <span" in text_of(again)
    assert count(HeldUpload) == 3
    done = send(client, reference, hidden, resume=None, **kept)
    assert done.status_code == 303
    application = newest()
    assert {each.document.name for each in application.attachments} == {"cv.txt", "letter.txt"}
    assert [each.document.name for each in application.answers] == ["w.txt"]
    assert count(HeldUpload) == 0


def test_a_new_file_takes_the_place_of_a_kept_one(sqlite_app, cast, client):
    reference, hidden = cast.engineer.reference, None
    hidden = load_form(client, reference)
    kept = Page(text_of(send(client, reference, hidden, name=""))).form_values("/apply")
    send(
        client, reference, hidden, resume=file(b"Newer words.", "newer.txt"), held_resume=kept["held_resume"]
    )
    assert [each.document.name for each in newest().attachments] == ["newer.txt"]
    assert count(HeldUpload) == 0


def test_somebody_elses_token_of_a_kept_file_is_as_good_as_none(sqlite_app, cast, client):
    response = send(client, cast.engineer.reference, resume=None, held_resume="0" * 26 + "\0' OR 1=1")
    assert response.status_code == 422


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
    wrong = send(
        client, opening.reference, **{kinds["choice"]: "Green", kinds["long"]: "a", kinds["yes_no"]: "yes"}
    )
    assert wrong.status_code == 422
    good = {kinds["choice"]: "Blue", kinds["long"]: "a\nb", kinds["yes_no"]: "no", kinds["many"]: "7"}
    assert send(client, opening.reference, **good).status_code == 303
    assert sorted(each.value for each in newest().answers) == ["7", "Blue", "a\nb", "no"]


def test_a_stale_form_is_shown_again_with_everything_in_it(app, cast, client):
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


def test_too_much_at_once_is_413(sqlite_app, cast, client):
    sqlite_app.config["MAX_CONTENT_LENGTH"] = 1000
    assert send(client, cast.engineer.reference).status_code == 413
    sqlite_app.config["MAX_CONTENT_LENGTH"] = 50_000_000
    assert send(client, cast.engineer.reference, cover_letter="x" * 3_000_000).status_code == 413


@pytest.mark.parametrize(("state", "status"), [(State.PAUSED, 409), (State.CLOSED, 410)])
def test_what_was_typed_comes_back_when_the_opening_takes_no_more(app, cast, client, state, status):
    reference = cast.engineer.reference
    hidden = load_form(client, reference)
    set_state(cast.engineer, state)
    assert client.get(f"/openings/{reference}/apply").status_code == status
    response = send(client, reference, hidden, cover_letter="My long <letter>")
    assert response.status_code == status
    assert "My long &lt;letter&gt;" in text_of(response)
    assert "Ben Oak" in text_of(response)
    assert count(Application) == 1


def test_a_resend_after_closing_still_says_thank_you(sqlite_app, cast, client):
    reference = cast.engineer.reference
    hidden = load_form(client, reference)
    first = client.get(send(client, reference, hidden).headers["Location"])
    set_state(cast.engineer, State.CLOSED)
    again = send(client, reference, hidden)
    assert again.status_code == 303
    assert reference_on(client.get(again.headers["Location"])) == reference_on(first)


def test_the_same_form_sent_twice_is_one_application(app, cast, client):
    reference = cast.engineer.reference
    hidden = load_form(client, reference)
    first, second = (send(client, reference, hidden) for _ in range(2))
    pages = [client.get(each.headers["Location"]) for each in (first, second)]
    assert pages[0].data == pages[1].data
    assert (count(Application), count(SubmissionKey), count(Document)) == (2, 1, 1)
    queue.run_until_empty()
    assert [mail.purpose for mail in list_mails() if mail.to_address == "ben1@example.com"] == ["receipt"]


def test_a_used_key_with_another_body_shows_the_form_again(app, cast, client):
    reference = cast.engineer.reference
    hidden = load_form(client, reference)
    send(client, reference, hidden)
    for changes in (
        {"name": "Eve Ash", "email": "eve@example.com"},
        {"resume": file(b"Other words.", "o.txt")},
    ):
        response = send(client, reference, hidden, **changes)
        page = text_of(response)
        assert response.status_code == 409
        assert newest().reference not in page
        values = Page(page).form_values("/apply")
        assert values["key"] != hidden["key"]
        assert values["held_resume"]
    assert count(Application) == 2
    values |= {"name": "Eve Ash", "email": "eve@example.com"}
    assert (
        send(client, reference, values, **{n: values[n] for n in ("name", "email")}, resume=None).status_code
        == 303
    )
    assert count(Application) == 3


def test_the_same_person_again_too_soon_sees_what_everybody_sees(app, cast, client):
    """Nobody learns from the page who applied, and what is known of the person stays as it was."""
    reference = cast.engineer.reference
    fresh = send(client, reference, **person(2))
    again = send(client, reference, name="Somebody Else", email="ADA@example.com", phone="666")
    assert fresh.status_code == again.status_code == 303
    known, unknown = (client.get(each.headers["Location"]) for each in (again, fresh))
    bare = [text_of(page).replace(reference_on(page), "*") for page in (known, unknown)]
    assert bare[0] == bare[1]
    assert {k: v for k, v in known.headers if k != "X-Request-Id"} == {
        k: v for k, v in unknown.headers if k != "X-Request-Id"
    }
    assert count(Application) == 2
    ada = db.session.scalars(
        select(Candidate).join(CandidateAddress).where(CandidateAddress.folded == "ada@example.com")
    ).one()
    assert (ada.name, ada.phone) == ("Ada Fern", "")
    attachment = get_whole_application(cast.application.public_id).attachments[0]
    assert (attachment.is_current, attachment.is_confirmed) == (False, False)
    queue.run_until_empty()
    mails = [mail.purpose for mail in list_mails() if mail.to_address == "ada@example.com"]
    assert sorted(mails) == ["already_applied", "receipt"]


def test_however_often_somebody_applies_again_there_is_one_mail_a_day(sqlite_app, cast, client):
    for number in range(4):
        send(client, cast.engineer.reference, email="ada@example.com", resume=file(b"Words %d." % number))
    queue.run_until_empty()
    assert [mail.purpose for mail in list_mails()].count("already_applied") == 1


def test_the_same_person_may_apply_to_another_opening_and_again_later(app, cast, client):
    assert send(client, cast.editor.reference, email="ada@example.com").status_code == 303
    assert count(Application) == 2
    app.config["REAPPLY_DAYS"] = 0
    assert send(client, cast.engineer.reference, email="ada@example.com").status_code == 303
    assert (count(Application), count(Candidate)) == (3, 1)


@pytest.mark.parametrize(
    ("changes", "seconds_ago"),
    [
        ({"subject": "Buy"}, 60),
        ({}, 0),
        ({"opened": "forged"}, 60),
        ({"opened": None}, 60),
        ({"key": None}, 60),
        ({"key": "x"}, 60),
    ],
)
def test_what_looks_like_spam_gets_the_usual_page_and_waits(app, cast, client, changes, seconds_ago):
    reference = cast.engineer.reference
    response = send(client, reference, load_form(client, reference, seconds_ago) | changes)
    assert response.status_code == 303
    application = newest()
    assert (application.tray, bool(application.tray_why)) == ("waiting", True)
    assert reference_on(client.get(response.headers["Location"])) == application.reference
    assert [stage.active_count for stage in cast.engineer.stages] == [1, 0, 0, 0, 0, 0]


def test_a_token_of_another_opening_does_not_vouch_for_this_one(sqlite_app, cast, client):
    hidden = load_form(client, cast.engineer.reference)
    opened = load_form(client, cast.editor.reference)["opened"]
    send(client, cast.engineer.reference, hidden | {"opened": opened})
    assert newest().tray == "waiting"


def test_many_from_one_address_wait_and_a_flood_is_stopped(app, cast, client):
    app.config["APPLICATIONS_PER_HOUR"] = 2
    reference = cast.engineer.reference
    trays = []
    for number in range(3):
        assert send(client, reference, **person(number)).status_code == 303
        trays.append(newest().tray)
    assert trays == [None, None, "waiting"]
    assert send(client, cast.editor.reference, **person(9)).status_code == 303
    assert newest().tray is None
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    hidden = load_form(client, reference)
    data = {**hidden, **person(10), "consent": "y", "resume": file()}
    client.post(
        f"/openings/{reference}/apply",
        data=data,
        content_type="multipart/form-data",
        environ_overrides=elsewhere,
    )
    assert newest().tray is None
    forged = client.post(
        f"/openings/{reference}/apply", headers={"X-Forwarded-For": "203.0.113.77"},
        data={**load_form(client, reference), **person(11), "consent": "y", "resume": file()},
    )  # fmt: skip
    assert forged.status_code == 303
    assert newest().tray == "waiting"


def test_a_flood_gets_429_before_anything_is_stored(sqlite_app, cast, client, monkeypatch):
    monkeypatch.setattr("ats.careers.submission.HARD_FACTOR", 1)
    sqlite_app.config["APPLICATIONS_PER_HOUR"] = 2
    reference = cast.engineer.reference
    for number in range(2):
        # What comes back with errors is counted as well: its files are kept for a while.
        send(client, reference, **(person(number) | {"email": "x"}))
    kept = len(list(storage().every()))
    response = send(client, reference, resume=file(b"Quite new words."))
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert len(list(storage().every())) == kept


def test_hostile_text_arrives_harmless(app, cast, client):
    client.checks_pages = True
    response = send(
        client,
        cast.engineer.reference,
        name="Ma\x00rie\r\nBcc: x \u202eeilraM\u2066 <b>Oak</b>",
        phone="\x1b[31m1",
        cover_letter="a\x00b\u202e<script>alert(1)</script>",
        source="<script>",
    )
    assert response.status_code == 303
    application = newest()
    assert application.typed_name == "Marie Bcc: x eilraM <b>Oak</b>"
    assert "\x00" not in application.cover_letter
    queue.run_until_empty()
    mail = next(mail for mail in list_mails() if mail.to_address == "ben1@example.com")
    assert "\n" not in mail.subject
    assert "<b>Oak" not in mail.html
    assert "&lt;b&gt;Oak" in mail.html


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


def test_a_stranger_cannot_pile_up_files_on_somebodys_application(app, cast, client):
    for number in range(8):
        send(client, cast.engineer.reference, email="ada@example.com", resume=file(b"Words %d." % number))
    attachments = get_whole_application(cast.application.public_id).attachments
    assert [each.is_confirmed for each in attachments] == [False] * 5
