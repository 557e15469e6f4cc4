"""The addresses that openings and programs own: set in their editors, shown, routed by, and written from."""

import pytest
from sqlalchemy import select

from ats.applications.models import Application
from ats.applications.reply_addresses import REPLY, signed_address
from ats.company.actions import change_company
from ats.company.queries import get_company
from ats.inbox.models import MailState
from ats.inbox.recipients import is_ours
from ats.messages.actions import write
from ats.openings.actions import copy_opening
from ats.openings.models import Opening, Program
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, Actor
from ats.platform.mailbox import Mail
from tests.integration.careers.forms import send
from tests.integration.openings.conftest import filled, text_of
from tests.unit.inbox.mails import RESUME, mail

CV = ("cv.txt", RESUME.encode(), "text/plain")


def change(kind, row_id: int, **values: str) -> None:
    with transaction():
        row = db.session.get_one(kind, row_id)
        for name, value in values.items():
            setattr(row, name, value)


def own(cast, **values: str) -> None:
    change(Opening, cast.engineer.id, **values)


def newest_mail(to: str) -> Mail:
    db.session.rollback()
    return db.session.scalars(select(Mail).where(Mail.to_address == to).order_by(Mail.id.desc())).first()


def save(browser, path: str, field: str, **values: str):
    """Send the form at an address with some values changed."""
    form = filled(browser.get(path), field)
    for name, value in values.items():
        form[name] = value
    return browser.post(path, data=form)


@pytest.fixture
def taken(cast):
    """Who has an address already."""
    own(cast, apply_email="Engineers@example.com")
    change(Program, cast.editor.program_id, apply_email="words@example.com")
    with transaction():
        change_company(get_company(), {"apply_email": "all@example.com"}, by=SYSTEM)


def test_an_address_leads_to_one_place(sqlite_app, cast, taken, sign_in):
    sqlite_app.config["INBOX_ADDRESS"] = "jobs@example.com"
    browser = sign_in("recruiter")
    path = f"/dashboard/openings/{cast.editor.reference}/edit"
    for typed, owner in (
        ("engineers@EXAMPLE.com", "the opening “Software Engineer”"),
        ("words@example.com", "the program “Words”"),
        ("ALL@example.com", "the company: it is for every opening"),
        ("jobs@example.com", "This is the published address"),
    ):
        answer = save(browser, path, "title", apply_email=typed, description="Typed")
        assert (answer.status_code, owner in text_of(answer)) == (422, True), typed
        assert filled(answer, "title")["description"] == "Typed"
    answer = save(browser, "/dashboard/programs/platform/edit", "name", apply_email="words@example.com")
    assert (answer.status_code, "the program “Words”" in text_of(answer)) == (422, True)


def test_the_editors_explain_and_keep_addresses(sqlite_app, cast, taken, sign_in):
    sqlite_app.config["INBOX_ADDRESS"] = "jobs@example.com"
    browser = sign_in("recruiter")
    path = f"/dashboard/openings/{cast.engineer.reference}/edit"
    assert f"jobs+{cast.engineer.reference.lower()}@example.com leads here" in text_of(browser.get(path))
    assert save(browser, path, "title", from_email="people@example.com").status_code == 303
    db.session.rollback()
    opening = db.session.get_one(Opening, cast.engineer.id)
    assert (opening.apply_email, opening.from_email) == ("Engineers@example.com", "people@example.com")
    with transaction():
        copied = copy_opening(db.session.get_one(Opening, cast.engineer.id), by=SYSTEM)
        assert (copied.apply_email, copied.from_email) == ("", "people@example.com")
    addresses = {"apply_email": "platform@example.com", "from_email": "p@example.com"}
    assert save(browser, "/dashboard/programs/platform/edit", "name", **addresses).status_code == 303
    db.session.expire_all()
    program = db.session.scalars(select(Program).where(Program.slug == "platform")).one()
    assert (program.apply_email, program.from_email) == ("platform@example.com", "p@example.com")


def test_the_public_page_shows_both_ways_to_apply(sqlite_app, cast, client):
    sqlite_app.config["INBOX_ADDRESS"] = "jobs@example.com"
    path = f"/openings/{cast.engineer.reference}"
    assert "mailto:jobs@example.com?" in text_of(client.get(path))
    with transaction():
        change_company(get_company(), {"apply_email": "all@example.com"}, by=SYSTEM)
    assert "mailto:all@example.com?" in text_of(client.get(path))


def test_mail_to_an_own_address_is_for_nothing_else(sqlite_app, cast, taken, arrive):
    row = arrive(mail("Hello", files=[CV]), to="engineers@example.com")
    assert (row.rule, row.opening_id) == ("own_address", cast.engineer.id)
    row = arrive(mail("Software Engineer", files=[CV], message_id="<2@example.com>"), to="words@example.com")
    assert (row.rule, row.opening_id) == ("own_address", cast.editor.id)


def test_an_extension_of_somebody_elses_address_means_nothing(sqlite_app, cast, arrive):
    about = {"files": [CV], "Cc": f"someone+{cast.engineer.reference}@elsewhere.example.org"}
    assert arrive(mail("Hello", **about)).state == MailState.TRAY


def test_an_own_address_with_an_extension_is_ours(sqlite_app, cast):
    own(cast, apply_email="hr+engineers@example.com")
    assert is_ours("HR+Engineers@example.com")
    assert not is_ours("hr+others@example.com")
    assert not is_ours("hr@example.com")


def test_receipts_and_messages_come_from_it_and_answers_into_the_thread(app, cast, client, arrive):
    change(Program, cast.engineer.program_id, from_email="platform@example.com")
    app.config["INBOX_ADDRESS"] = "jobs@example.com"
    assert send(client, cast.engineer.reference).status_code == 303
    row = arrive(mail("Software Engineer", files=[CV]))
    receipt = newest_mail("ben1@example.com")
    assert receipt.sender.endswith("<platform@example.com>")
    assert receipt.headers["Reply-To"].startswith("jobs+r")
    assert receipt.envelope_sender.startswith("jobs+b")
    assert newest_mail("pat@example.com").sender.endswith("<platform@example.com>")
    own(cast, from_email="people@example.com")
    with transaction():
        application = db.session.get_one(Application, row.application_id)
        written = write(application, "Hello", "A word.", by=Actor.user(cast.user("recruiter").id))
        assert written.mail.sender == "Recruiter Example <people@example.com>"
    answered = arrive(
        mail("Re: Hello", sender="Ben Oak <ben1@example.com>", message_id="<3@example.com>"),
        to=receipt.headers["Reply-To"],
        sender="ben1@example.com",
    )
    assert (answered.rule, answered.thread_message_id is not None) == ("reply_address", True)


def test_no_address_of_ours_and_nobody_without_a_return_path_is_answered(sqlite_app, cast, arrive):
    own(cast, from_email="people@example.com")
    for number, about in enumerate(
        (
            {"sender": "People <people@example.com>"},
            {"Return_Path": "<>"},
            {"X_Auto_Response_Suppress": "OOF, AutoReply"},
        )
    ):
        row = arrive(mail("Editor", files=[CV], message_id=f"<{number}@example.com>", **about))
        assert row.state == MailState.ROUTED
        assert newest_mail(row.from_address) is None


def test_a_name_that_carries_an_address_is_not_repeated(sqlite_app, cast, arrive):
    row = arrive(mail("Editor", files=[CV], sender='"Win at evil.example.com now" <pat.lee@example.com>'))
    assert db.session.get_one(Application, row.application_id).typed_name != "Win at evil.example.com now"
    assert "evil" not in newest_mail("pat.lee@example.com").text


def test_what_extends_the_published_address_names_one_place(sqlite_app, cast, sign_in):
    sqlite_app.config["INBOX_ADDRESS"] = "jobs@example.com"
    browser, other = sign_in("recruiter"), cast.engineer.reference
    path, own_reference = f"/dashboard/openings/{cast.editor.reference}/edit", cast.editor.reference
    for typed, why in (
        (f"Jobs+{other}@example.com", "belongs to the opening “Software Engineer”: it names it"),
        ("jobs+PLATFORM@example.com", "belongs to the program “Platform”: it names it"),
        (signed_address("jobs@example.com", REPLY, 7), "the form of the addresses that answers come to"),
        (f"jobs+b{'a' * 34}@example.com", "the form of the addresses that answers come to"),
    ):
        answer = save(browser, path, "title", apply_email=typed)
        assert (answer.status_code, why in text_of(answer)) == (422, True), typed
    for typed in ("jobs+rust@example.com", "jobs+b2b@example.com", f"jobs+{own_reference}@example.com"):
        assert save(browser, path, "title", apply_email=typed).status_code == 303, typed
    answer = save(
        browser, "/dashboard/programs/platform/edit", "name", apply_email="jobs+platform@example.com"
    )
    assert answer.status_code == 303


def test_an_own_address_may_begin_as_reply_addresses_do(sqlite_app, cast, arrive):
    own(cast, apply_email="jobs+rust@example.com")
    change(Opening, cast.editor.id, apply_email=f"jobs+r{'a' * 34}@example.com")
    row = arrive(mail("Hello", files=[CV]), to="Jobs+Rust@example.com")
    assert (row.rule, row.opening_id) == ("own_address", cast.engineer.id)
    again = mail("Hello", files=[CV], sender="Lee <lee@example.com>", message_id="<2@example.com>")
    row = arrive(again, to=f"jobs+r{'a' * 34}@example.com", sender="lee@example.com")
    assert (row.rule, row.opening_id) == ("own_address", cast.editor.id)


def test_who_was_given_an_address_has_it_before_whom_it_names(sqlite_app, cast, arrive):
    own(cast, apply_email="jobs+words@example.com")
    assert db.session.get_one(Opening, cast.editor.id).program.slug == "words"
    row = arrive(mail("Hello", files=[CV]), to="jobs+words@example.com")
    assert (row.rule, row.opening_id) == ("own_address", cast.engineer.id)


def test_two_owned_extensions_are_two_destinations(sqlite_app, cast, arrive):
    own(cast, apply_email="jobs+rust@example.com")
    change(Opening, cast.editor.id, apply_email="jobs+words-only@example.com")
    one = mail("Hello", files=[CV])
    rows = [arrive(one, to=each) for each in ("jobs+rust@example.com", "jobs+words-only@example.com")]
    assert [row.opening_id for row in rows] == [cast.engineer.id, cast.editor.id]
