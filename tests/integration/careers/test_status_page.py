"""The candidate's own page: where it stands, what can be done there, and links that no longer work."""

import re

import time_machine
from sqlalchemy import func, select

from ats.applications import actions
from ats.applications.links import address_link, erasure_link, status_link
from ats.applications.models import Application
from ats.applications.queries import get_application
from ats.candidates.models import Candidate
from ats.company.queries import list_reasons
from ats.documents.models import Document
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import Actor
from ats.platform.mailbox import list_mails
from ats.platform.storage import storage
from tests.integration.careers.forms import file, send
from tests.integration.careers.openings import text_of
from tests.integration.careers.status_pages import ada, address, events, path_of, post
from tests.statements import counted_statements

__all__ = ["address"]


def mailed_link(kind: str) -> str:
    """Do all background work and return the newest link of a kind that was mailed."""
    queue.run_until_empty()
    found = [
        link
        for mail in list_mails()
        for link in re.findall(rf"http://jobs.example.com/{kind}/\S+", mail.text)
    ]
    return path_of(found[0])


def decide(cast, verb: str, *rest) -> None:
    with transaction():
        application = get_application(cast.application.public_id)
        by = Actor.user(cast.user("recruiter").id)
        getattr(actions, verb)(application, *rest, seen=application.version, by=by)


def test_the_page_says_in_plain_words_where_it_stands(app, cast, client, address):
    page = text_of(client.get(address))
    assert "Your application: Software Engineer" in page
    assert re.search(r'step-current.*?<p class="step-label">Received', page, re.DOTALL)
    assert client.get(address).headers["Cache-Control"] == "private, no-store"
    with transaction():
        stage = cast.engineer.stages[3]
        stage.name = "Panel of doom"
    decide(cast, "move", cast.engineer.stages[3])
    page = text_of(client.get(address))
    assert re.search(r'step-current.*?<p class="step-label">Interview', page, re.DOTALL)
    assert "Panel of doom" not in page


def test_a_decision_is_said_kindly_and_without_its_reason(app, cast, client, address):
    decide(cast, "reject", list_reasons()[0])
    page = text_of(client.get(address))
    assert "We are not going further with this application" in page
    assert list_reasons()[0].label not in page
    assert "Withdraw my application" not in page
    assert post(client, address, "withdraw").status_code == 409
    stored = set(storage().every())
    assert post(client, address, "resume", resume=file(b"New words.")).status_code == 409
    assert set(storage().every()) == stored


def test_opening_the_page_writes_nothing(sqlite_app, cast, client, address):
    for path in (
        address,
        path_of(erasure_link(cast.application)),
        path_of(address_link(cast.application, "a@example.com")),
    ):
        with counted_statements() as statements:
            assert client.get(path).status_code == 200
        assert not [each for each in statements if not each.startswith("SELECT")], path


def test_contact_details_are_corrected_and_the_address_confirmed(app, cast, client, address):
    response = post(client, address, "contact", name="Ada M. Fern", phone="0123", link="example.com")
    assert response.status_code == 303
    assert "Your details are saved" in text_of(client.get(response.headers["Location"]))
    candidate = ada(cast).candidate
    assert (candidate.name, candidate.phone, candidate.link) == ("Ada M. Fern", "0123", "https://example.com")
    assert candidate.addresses[0].confirmed_at is not None
    assert events()[-2:] == ["candidate.address_confirmed", "candidate.changed"]


def test_a_wrong_contact_detail_comes_back_with_what_was_typed(sqlite_app, cast, client, address):
    response = post(client, address, "contact", name="", phone="9876")
    assert response.status_code == 422
    assert "Enter your full name" in text_of(response)
    assert "9876" in text_of(response)


def test_a_phone_number_is_judged_when_it_is_changed(sqlite_app, cast, client, address):
    with transaction():
        ada(cast).candidate.phone = "ask for Ada"
    response = post(client, address, "contact", name="Ada", phone="$100 now")
    assert response.status_code == 422
    assert "Enter a phone number such as" in text_of(response)
    # As it came from a list.
    assert post(client, address, "contact", name="Ada M.", phone="ask for Ada").status_code == 303
    assert (ada(cast).candidate.name, ada(cast).candidate.phone) == ("Ada M.", "ask for Ada")


def test_a_newer_resume_stays_beside_the_old_one(sqlite_app, cast, client, address):
    for words in (b"Old words.", b"New words.", b"New words."):
        assert post(client, address, "resume", resume=file(words, "cv.txt")).status_code == 303
    assert [(each.role, each.is_current) for each in ada(cast).attachments] == [
        ("resume", False),
        ("resume", True),
    ]
    assert post(client, address, "resume", resume=file(b"", "cv.txt")).status_code == 422
    assert post(client, address, "resume").status_code == 422


def test_withdrawing_ends_it_and_is_confirmed_by_mail(sqlite_app, cast, client, address):
    for _ in range(2):
        assert post(client, address, "withdraw").status_code == 303
    assert ada(cast).status == "withdrawn"
    assert [stage.active_count for stage in cast.engineer.stages] == [0, 0, 0, 0, 0, 0]
    assert "You have withdrawn this application" in text_of(client.get(address))
    queue.run_until_empty()
    assert [mail.purpose for mail in list_mails()].count("withdrawn") == 1


def test_withdrawing_waits_for_whoever_moves_it_at_this_moment(app, cast, client, address, statements):
    client.get(address)
    with statements() as seen:
        assert post(client, address, "withdraw").status_code == 303
    locked = [each for each in seen if "FROM applications" in each and "FOR NO KEY UPDATE" in each]
    assert len(locked) == (db.engine.dialect.name == "postgresql")


def test_one_in_the_tray_sees_nothing_of_it_and_can_withdraw(sqlite_app, cast, client):
    send(client, cast.engineer.reference, subject="trapped")
    application = db.session.scalars(select(Application).order_by(Application.id.desc())).first()
    assert application.tray == "waiting"
    public_id, address = application.public_id, path_of(status_link(application))
    page = text_of(client.get(address))
    assert "Received" in page
    assert "tray" not in page
    assert post(client, address, "withdraw").status_code == 303
    assert [stage.active_count for stage in cast.engineer.stages] == [1, 0, 0, 0, 0, 0]
    with transaction():
        actions.sort_tray(get_application(public_id), is_spam=False, by=Actor.user(cast.user("recruiter").id))
    assert [stage.active_count for stage in cast.engineer.stages] == [1, 0, 0, 0, 0, 0]


def test_what_a_stranger_typed_changes_nothing_until_it_is_confirmed(sqlite_app, cast, client, address):
    send(
        client,
        cast.editor.reference,
        name="Ada Oak",
        email="ada@example.com",
        phone="555",
        resume=file(b"Words."),
    )
    application = db.session.scalars(select(Application).order_by(Application.id.desc())).first()
    other = path_of(status_link(application))
    assert "Which is right?" in text_of(client.get(other))
    assert "Which is right?" not in text_of(client.get(address))
    assert post(client, other, "details", accept="no").status_code == 303
    assert (ada(cast).candidate.name, ada(cast).candidate.phone) == ("Ada Fern", "")
    assert "Which is right?" not in text_of(client.get(other))


def test_typed_details_are_used_once_the_person_says_so(app, cast, client):
    send(client, cast.editor.reference, name="Ada Oak", email="ada@example.com", phone="555")
    application = db.session.scalars(select(Application).order_by(Application.id.desc())).first()
    assert post(client, path_of(status_link(application)), "details", accept="yes").status_code == 303
    assert (ada(cast).candidate.name, ada(cast).candidate.phone) == ("Ada Oak", "555")


def test_a_file_sent_again_is_used_once_the_person_says_so(sqlite_app, cast, client, address):
    send(client, cast.engineer.reference, email="ada@example.com", resume=file(b"Sent again.", "again.txt"))
    page = text_of(client.get(address))
    assert "Was this you?" in page
    document = ada(cast).attachments[0].document.public_id
    assert post(client, address, "document", document="0" * 26).status_code == 404
    assert post(client, address, "document", document=document).status_code == 303
    assert [(each.is_current, each.is_confirmed) for each in ada(cast).attachments] == [(True, True)]
    assert "Was this you?" not in text_of(client.get(address))


def test_a_new_address_counts_once_its_own_mail_was_read(sqlite_app, cast, client, address):
    assert post(client, address, "address", email="x").status_code == 422
    assert post(client, address, "address", email="ada@new.example.com").status_code == 303
    assert ada(cast).candidate.email == "ada@example.com"
    link = mailed_link("address")
    assert [m.to_address for m in list_mails() if m.purpose == "new_address"] == ["ada@new.example.com"]
    assert "We will write to <strong>ada@new.example.com" in text_of(client.get(link))
    response = client.post(link, data={"csrf_token": client.csrf(link)})
    assert response.status_code == 303
    used = text_of(client.get(link))
    assert "The change is done" in used
    assert "Use this address" not in used
    assert ada(cast).candidate.email == "ada@new.example.com"


def test_an_address_of_somebody_else_cannot_be_taken(app, cast, client):
    send(client, cast.engineer.reference, email="ben@example.com")
    link = path_of(address_link(cast.application, "ben@example.com"))
    assert client.post(link, data={"csrf_token": client.csrf(link)}).status_code == 409
    assert ada(cast).candidate.email == "ada@example.com"


def test_erasing_everything(sqlite_app, cast, client, address):
    post(client, address, "resume", resume=file(b"Canary words of Ada."))
    assert post(client, address, "erasure").status_code == 303
    link = mailed_link("erase")
    page = text_of(client.get(link))
    assert "Software Engineer" in page
    assert "Ada Fern" in page
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Candidate)) == 1
    response = client.post(link, data={"csrf_token": client.csrf(link)})
    assert response.status_code == 303
    gone = client.get(link)
    assert gone.status_code == 410
    assert "Everything about you has been erased" in text_of(gone)
    assert client.post(link, data={"csrf_token": client.csrf("/status")}).status_code == 303
    assert client.get(address).status_code == 410
    queue.run_until_empty()
    db.session.rollback()
    for model in (Candidate, Application, Document):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0
    assert [stage.active_count for stage in cast.engineer.stages] == [0, 0, 0, 0, 0, 0]
    assert list_mails() == []


def test_a_link_that_ran_out_offers_a_new_one(sqlite_app, cast, client):
    with time_machine.travel("2026-01-01"):
        old = path_of(status_link(cast.application))
        erasure = path_of(erasure_link(cast.application))
    with time_machine.travel("2026-01-02T12:00", tick=False):
        assert client.get(erasure).status_code == 410
    with time_machine.travel("2026-04-02", tick=False):
        response = client.get(old)
        assert response.status_code == 410
        assert 'href="/status"' in text_of(response)
        for what in ("withdraw", "erasure", "contact"):
            token = client.csrf("/status")
            assert client.post(f"{old}/{what}", data={"csrf_token": token, "name": "Eve"}).status_code == 410
    assert ada(cast).status == "active"


def test_a_link_for_one_thing_opens_no_other(sqlite_app, cast, client, address):
    token = address.rsplit("/", 1)[1]
    erasure = path_of(erasure_link(cast.application)).rsplit("/", 1)[1]
    for path in (
        f"/erase/{token}",
        f"/status/{erasure}",
        f"/address/{token}",
        f"/status/{token}x",
        f"/status/{token[:-3]}",
    ):
        response = client.get(path)
        assert response.status_code == 404, path
        assert "Have a new link sent" in text_of(response)


def test_every_change_needs_the_token_of_its_own_form(sqlite_app, cast, client, address):
    for what in ("contact", "address", "resume", "details", "document", "withdraw", "erasure"):
        assert client.post(f"{address}/{what}", data={"name": "Eve"}).status_code == 400
    assert client.post(path_of(erasure_link(cast.application))).status_code == 400
    assert ada(cast).status == "active"


def test_a_new_link_comes_by_mail_to_those_who_applied(sqlite_app, cast, client):
    def ask(email: str):
        return client.post("/status", data={"csrf_token": client.csrf("/status"), "email": email})

    known, unknown = ask("ADA@example.com"), ask("nobody@example.com")
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    pages = [text_of(client.get(each.headers["Location"])) for each in (known, unknown)]
    assert pages[0] == pages[1]
    assert "a mail with new links is on its way" in pages[0]
    link = mailed_link("status")
    assert client.get(link).status_code == 200
    assert {mail.to_address for mail in list_mails() if mail.purpose == "status_links"} == {"ada@example.com"}
    assert ask("not an address").status_code == 422


def test_asking_for_links_is_limited_and_says_the_same(sqlite_app, cast, client):
    for _ in range(6):
        response = client.post(
            "/status", data={"csrf_token": client.csrf("/status"), "email": "ada@example.com"}
        )
        assert response.status_code == 303
    queue.run_until_empty()
    assert [mail.purpose for mail in list_mails()].count("status_links") == 3


def test_asking_for_erasure_is_limited(sqlite_app, cast, client, address):
    statuses = [post(client, address, "erasure").status_code for _ in range(7)]
    assert statuses == [303] * 5 + [429] * 2
