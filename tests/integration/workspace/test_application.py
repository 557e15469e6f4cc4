"""The page of one application, and what is written on it."""

import pytest

from ats.applications import actions
from ats.applications.actions import GivenAnswer
from ats.applications.models import Application, Attachment
from ats.applications.queries import get_application
from ats.candidates.models import Candidate
from ats.company.queries import list_reasons
from ats.documents import actions as documents
from ats.documents.models import Document
from ats.openings.queries import list_stages
from ats.platform.database import db, transaction
from ats.platform.events import CANDIDATE, SYSTEM, Actor
from ats.platform.mailbox import post as queue_mail
from ats.reviews.actions import write_note
from ats.reviews.queries import list_notes
from tests.integration.workspace.conftest import post, reload, text_of


@pytest.fixture
def path(cast):
    return f"/dashboard/applications/{cast.application.public_id}"


@pytest.fixture
def bela(cast, apply, resume):
    """An application with everything."""
    question = cast.engineer.questions[0]
    answer = actions.GivenAnswer(
        question_id=question.id, question=question.label, kind="short", value="In May"
    )
    return apply(
        cast.engineer, "Bela Moss", phone="+31 30 1", cover_letter="Dear all", resume=resume, answers=[answer]
    )


def page_of(application: Application) -> str:
    return f"/dashboard/applications/{application.public_id}"


def test_works(app, cast, sign_in, bela):
    page = text_of(sign_in("recruiter").get(page_of(bela)))
    for words in (
        "Bela Moss",
        "bela.moss@example.com",
        "+31 30 1",
        "Dear all",
        "When could you start?",
        "In May",
    ):
        assert words in page
    assert "Résumé of Bela.txt" in page
    assert "applied via careers page" in page
    assert "added the candidate" not in page, "that is the same thing said twice"
    assert "Advance to </span>Review" in page


def test_anonymous(sqlite_app, client, path):
    assert client.get(path).status_code == 302


def test_outsider(sqlite_app, sign_in, path):
    assert sign_in("outsider").get(path).status_code == 404


def test_an_interviewer_reads_and_writes_notes_and_no_more(sqlite_app, cast, sign_in, path):
    with transaction():
        queue_mail(
            "withdrawn",
            "ada@example.com",
            about=("candidate", cast.application.candidate_id),
            **mail_facts(cast),
        )
    page = text_of(sign_in("interviewer").get(path))
    assert "Add note" in page
    for words in ('data-key="r"', 'data-key="a"', "edit-contact", "Erase", 'id="conversation"'):
        assert words not in page
    assert 'id="conversation"' in text_of(sign_in("recruiter").get(path))


def mail_facts(cast) -> dict:
    application = get_application(cast.application.public_id)
    facts = {"candidate": application.candidate, "opening": application.opening, "application": application}
    return {**facts, "company": {"name": "Example"}, "link": "http://x", "days": 30}


@pytest.mark.parametrize("verb", ["", "move", "reject", "withdraw", "hire", "reopen"])
def test_a_page_takes_at_most_twelve_statements(sqlite_app, cast, sign_in, bela, resume, statements, verb):
    by = Actor.user(cast.user("recruiter").id)
    with transaction():
        application = get_application(bela.public_id)
        actions.add_document(application, resume, "resume", by=CANDIDATE)
        for number in range(5):
            write_note(application, f"Note {number}", by=Actor.user(cast.user("manager").id))
        actions.put_onto(application, cast.editor, by=by)
        decide(application, verb, by)
    for role in ("admin", "recruiter", "manager", "interviewer"):
        client = sign_in(role)
        for query in ("", "?view=text"):
            client.get(page_of(bela) + query)
            with statements() as seen:
                assert client.get(page_of(bela) + query).status_code == 200
            assert len(seen) <= 12, "\n".join(seen)


def decide(application: Application, verb: str, by: Actor) -> None:
    """Decide in one of the ways that the page offers, with all that must come before."""
    if verb == "reopen":
        decide(application, "hire", by)
    which = {
        "move": [list_stages(application.opening_id)[1]],
        "reject": [list_reasons()[0]],
    }
    if verb:
        getattr(actions, verb)(application, *which.get(verb, ()), seen=application.version, by=by)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("waiting", "The pages are being read"),
        ("read", "These are the words"),
        ("unread", "is protected"),
    ],
)
def test_each_state_of_the_pages_is_said(sqlite_app, sign_in, bela, state, words):
    with transaction():
        document = db.session.query(Document).one()
        document.reading_state, document.text = state, "These are the words"
        document.reading_why = "is protected" if state == "unread" else None
    page = text_of(sign_in("manager").get(page_of(bela)))
    assert words in page
    assert ("every 2s" in page) == (state == "waiting")


def test_the_part_that_is_asked_for_again_stops_asking_once_the_pages_are_there(sqlite_app, sign_in, bela):
    client = sign_in("interviewer")
    assert "hx-trigger" in text_of(client.get(page_of(bela) + "/papers"))
    with transaction():
        db.session.query(Document).one().reading_state = "read"
    part = text_of(client.get(page_of(bela) + "/papers"))
    assert "hx-trigger" not in part
    assert "<html" not in part


def test_earlier_and_unconfirmed_versions_stay_beside_the_current_one(app, cast, sign_in, bela, apply):
    newer = documents.store(b"Bela Moss, newer words\n", "newer.txt", 10_000_000)
    with transaction():
        newer_id = actions.add_document(get_application(bela.public_id), newer, "resume", by=CANDIDATE)
    newer = db.session.get_one(Document, newer_id)
    client = sign_in("manager")
    page = text_of(client.get(page_of(bela)))
    assert "2 files" in page
    assert f"/documents/{newer.public_id}/download" in page
    older = db.session.query(Attachment).filter_by(is_current=False).one()
    page = text_of(client.get(f"{page_of(bela)}?document={older.document.public_id}"))
    assert f"/documents/{older.document.public_id}/download" in page
    assert "an older version" in page
    with transaction():
        db.session.merge(older).is_confirmed = False
    page = text_of(client.get(f"{page_of(bela)}?document={older.document.public_id}"))
    assert "Nobody has confirmed this file yet" in page


def test_the_form_said_something_else(app, cast, sign_in, path):
    with transaction():
        cast.application.typed_phone = "+31 99"
    assert "The form said something else" not in text_of(sign_in("manager").get(path))
    assert "The form said something else" in text_of(sign_in("recruiter").get(path))
    assert post(sign_in("recruiter"), path + "/details", {"accept": "yes"}).status_code == 303
    assert db.session.query(Candidate).filter_by(name="Ada Fern").one().phone == "+31 99"
    assert "The form said something else" not in text_of(sign_in("recruiter").get(path))


def test_what_is_known_may_be_kept(sqlite_app, cast, sign_in, path):
    with transaction():
        cast.application.typed_phone = "+31 99"
    post(sign_in("recruiter"), path + "/details", {"accept": "no"})
    assert reload(cast.application).typed_phone == ""
    assert "The form said something else" not in text_of(sign_in("recruiter").get(path))
    assert post(sign_in("manager"), path + "/details", {"accept": "no"}).status_code == 403
    assert post(sign_in("recruiter"), path + "/details", {}).status_code == 422


def test_contact_details_are_corrected(app, cast, sign_in, path):
    data = {
        "name": "Ada M. Fern",
        "email": "ada.fern@example.com",
        "phone": "1",
        "link": "https://example.com/a",
    }
    assert post(sign_in("recruiter"), path + "/contact", data).status_code == 303
    page = text_of(sign_in("recruiter").get(path))
    assert "Ada M. Fern" in page
    assert "ada.fern@example.com" in page
    assert "changed the e-mail address, the link, the name and the phone number" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Enter the full name"),
        ({"email": ""}, "Enter an e-mail address"),
        ({"email": "nobody"}, "in the correct format"),
        ({"email": "BELA.moss@example.com"}, "Another candidate already has this e-mail address"),
        ({"link": "javascript://alert(1)"}, "Link must start with http"),
        ({"phone": "1" * 61}, "Phone must be 60 characters or less"),
        ({"phone": "see #5"}, "Enter a phone number such as"),
    ],
)
def test_details_that_cannot_be_are_shown_again(sqlite_app, cast, sign_in, path, bela, change, words):
    data = {"name": "Typed Name", "email": "ada@example.com", "phone": "", "link": "", **change}
    answer = post(sign_in("recruiter"), path + "/contact", data)
    page = text_of(answer)
    assert answer.status_code in (409, 422)
    assert words in page
    assert "Typed Name" in page or "name" in change
    assert "<title>Error: Ada Fern" in page
    assert post(sign_in("manager"), path + "/contact", data).status_code == 403


def test_what_somebody_said_who_applied_again_stands_in_the_timeline(app, cast, apply, sign_in, path):
    answer = GivenAnswer(
        question_id=None, question="When could you begin?", kind="short", value="In the spring"
    )
    apply(cast.engineer, "Ada Again", "ada@example.com", phone="+31 6 1234", answers=[answer])
    page = text_of(sign_in("recruiter").get(path))
    for words in ("applied again", "Ada Again", "+31 6 1234", "When could you begin?", "In the spring"):
        assert words in page


def test_notes_are_written_and_only_their_author_removes_them(app, cast, sign_in, path):
    assert post(sign_in("interviewer"), path + "/notes", {"text": "**Good** <script>"}).status_code == 303
    page = text_of(sign_in("manager").get(path))
    assert "<strong>Good</strong> &lt;script&gt;" in page
    assert "Interviewer Example</strong> wrote a note" in page
    note = list_notes(cast.application.id)[0]
    assert post(sign_in("manager"), f"{path}/notes/{note.public_id}/remove").status_code == 403
    assert post(sign_in("interviewer"), f"{path}/notes/{note.public_id}/remove").status_code == 303
    assert "<strong>Good</strong>" not in text_of(sign_in("manager").get(path))


def test_an_empty_note_is_shown_again(sqlite_app, cast, sign_in, path):
    answer = post(sign_in("interviewer"), path + "/notes", {"text": "  "})
    assert answer.status_code == 422
    assert "Enter a note" in text_of(answer)
    assert post(sign_in("outsider"), path + "/notes", {"text": "x"}).status_code == 404


def test_a_note_of_another_application_is_not_found(sqlite_app, cast, sign_in, path, bela):
    with transaction():
        note = write_note(get_application(bela.public_id), "x", by=Actor.user(cast.user("recruiter").id))
    assert post(sign_in("recruiter"), f"{path}/notes/{note.public_id}/remove").status_code == 404


def test_other_applications_show_only_what_the_viewer_may_see(sqlite_app, cast, sign_in, path):
    with transaction():
        actions.put_onto(get_application(cast.application.public_id), cast.editor, by=SYSTEM)
    assert "Other applications" in text_of(sign_in("recruiter").get(path))
    page = text_of(sign_in("manager").get(path))
    assert "Other applications" not in page
    assert "Editor" not in page


def test_a_suspected_application_is_there_for_those_who_sort_the_tray_alone(app, cast, sign_in, apply):
    zed = page_of(apply(cast.engineer, "Zed Bot", suspicion="Too quick"))
    page = text_of(sign_in("recruiter").get(zed))
    assert "Too quick" in page
    assert "Let in" in page
    assert 'data-key="r"' not in page
    for role in ("manager", "interviewer", "outsider"):
        assert sign_in(role).get(zed).status_code == 404
        assert post(sign_in(role), zed + "/notes", {"text": "x"}).status_code == 404


def test_the_queue_leads_from_one_to_the_next(sqlite_app, cast, sign_in, apply):
    first, last = (
        apply(cast.engineer, "Bela Moss", days_ago=9),
        apply(cast.engineer, "Cleo Reed", days_ago=-1),
    )
    page = text_of(sign_in("manager").get(page_of(get_application(cast.application.public_id))))
    assert 'aria-label="Previous: Bela Moss"' in page
    assert 'aria-label="Next: Cleo Reed"' in page
    assert page_of(first) in page
    assert page_of(last) in page
    assert 'aria-label="Previous' not in text_of(sign_in("manager").get(page_of(first)))


def test_the_advert_as_it_was(app, cast, sign_in, path):
    with transaction():
        cast.engineer.title = "Something Else"
    page = text_of(sign_in("interviewer").get(path + "/advert"))
    assert "Software Engineer" in page
    assert "5+ years of building software" in page
    assert sign_in("outsider").get(path + "/advert").status_code == 404


def test_only_an_admin_erases_and_is_asked_first(app, cast, sign_in, path):
    admin = sign_in("admin")
    assert "Erase Ada Fern" in text_of(admin.get(path + "/erase"))
    assert post(admin, path + "/erase").status_code == 422
    for role, status in (("recruiter", 403), ("manager", 403), ("outsider", 404)):
        assert post(sign_in(role), path + "/erase", {"is_sure": "y"}).status_code == status
    assert post(admin, path + "/erase", {"is_sure": "y"}).status_code == 303
    assert admin.get(path).status_code == 404
    assert db.session.query(Candidate).filter_by(name="Ada Fern").count() == 0
