"""Applying once: resends, used keys, the same person again."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from ats.applications.actions import erase_person
from ats.applications.models import Application, SubmissionKey
from ats.applications.queries import get_whole_application
from ats.candidates.models import Candidate, CandidateAddress
from ats.careers.submission import new_key
from ats.documents.jobs import sweep_files
from ats.documents.models import Document, HeldUpload
from ats.openings.models import State
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.mailbox import list_mails
from tests.integration.careers.applied import add_question, count, newest, reference_on
from tests.integration.careers.forms import file, load_form, person, send
from tests.integration.careers.openings import set_state, text_of
from tests.page import Page


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


def held_form(client, reference: str, **files) -> dict[str, str]:
    """Load the form and let it hold files; return its hidden values, with which it can be sent without the files."""
    hidden = load_form(client, reference)
    values = Page(text_of(send(client, reference, hidden, email="", **files))).form_values("/apply")
    return hidden | {name: value for name, value in values.items() if name.startswith("held_")}


def test_the_same_form_with_held_files_sent_twice_is_one_application(app, cast, client):
    reference = cast.engineer.reference
    sample = add_question(cast.engineer, label="A sample", kind="file")
    files = {"cover_letter_file": file(b"A letter.", "letter.txt"), sample: file(b"Work.", "w.txt")}
    hidden = held_form(client, reference, **files)
    assert sum(name.startswith("held_") for name in hidden) == 3
    first, second = (send(client, reference, hidden, resume=None) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    pages = [client.get(each.headers["Location"]) for each in (first, second)]
    assert pages[0].data == pages[1].data
    assert (count(Application), count(SubmissionKey), count(Document)) == (2, 1, 3)


def test_a_file_is_the_same_whether_it_was_held_or_comes_with_the_form(app, cast, client):
    reference = cast.engineer.reference
    held = held_form(client, reference)
    plain = {name: value for name, value in held.items() if name != "held_resume"}
    for before, again in (((held, None), (plain, file())), ((plain, file()), (held, None))):
        key = {"key": new_key()}
        first, second = (
            send(client, reference, {**hidden, **key}, resume=resume) for hidden, resume in (before, again)
        )
        assert (first.status_code, second.status_code) == (303, 303)
        assert len({reference_on(client.get(each.headers["Location"])) for each in (first, second)}) == 1
    assert count(Application) == 2


def test_a_used_key_with_another_body_keeps_the_held_file_for_the_next_sending(app, cast, client):
    reference = cast.engineer.reference
    hidden = held_form(client, reference)
    send(client, reference, hidden, resume=None)
    changed = send(
        client, reference, hidden, resume=None, name="Eve Ash", email="eve@example.com", phone="12"
    )
    page = text_of(changed)
    assert changed.status_code == 409
    assert newest().reference not in page
    values = Page(page).form_values("/apply")
    assert (values["name"], values["email"], values["phone"]) == ("Eve Ash", "eve@example.com", "12")
    assert values["held_resume"] not in ("", hidden["held_resume"])
    typed = {name: values[name] for name in ("name", "email", "phone")}
    for _ in range(2):
        assert send(client, reference, values, **typed, resume=None).status_code == 303
    # And the first form still repeats what it had made.
    assert send(client, reference, hidden, resume=None).status_code == 303
    assert count(Application) == 3


def test_held_files_that_went_with_a_form_leave_with_its_key_or_its_application(app, cast, client):
    reference = cast.engineer.reference
    send(client, reference, held_form(client, reference), resume=None)
    long_ago = utc_now() - timedelta(days=3)
    with transaction():
        db.session.execute(update(HeldUpload).values(created_at=long_ago))
    sweep_files(None)
    assert count(HeldUpload) == 1
    with transaction():
        db.session.execute(delete(SubmissionKey))
    assert count(HeldUpload) == 0
    send(client, reference, held_form(client, reference), resume=None, **person(2))
    application = newest()
    with transaction():
        erase_person(application.candidate, asked_by="staff", by=SYSTEM)
    assert count(HeldUpload) == 0
