"""Facts without pages: typed onto an application that came without a file, or taken over from a JSON Resume."""

import io
import json

import pytest

from ats.applications.models import Application
from ats.documents import actions as documents
from ats.documents.actions.rereading import to_read
from ats.documents.models import Document
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.search.sources import list_texts
from tests.integration.workspace.conftest import post, text_of

MIRA = {
    "basics": {
        "name": "Mira Sandvik",
        "email": "mira.sandvik@example.com",
        "phone": "+47 900 00 000",
        "image": "https://example.com/mira.png",
        "profiles": [{"network": "Portfolio", "url": "https://example.com/mira"}],
    },
    "work": [{"name": "Fjord Systems", "position": "Platform engineer", "startDate": "2019-01", "endDate": "2022-12"}],
    "skills": [{"name": "Go", "keywords": ["gRPC"]}],
}  # fmt: skip


def as_file(value, name="mira.json"):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return io.BytesIO(data), name


def newest() -> Application:
    db.session.rollback()
    return db.session.query(Application).order_by(Application.id.desc()).first()


@pytest.fixture
def adding(cast):
    return f"/dashboard/openings/{cast.engineer.reference}/add"


@pytest.fixture
def page(cast):
    return f"/dashboard/applications/{cast.application.public_id}"


def test_a_json_resume_makes_a_candidate_and_a_profile(app, sign_in, adding):
    client = sign_in("recruiter")
    answer = post(client, adding, {"name": "", "source": "referral", "key": "k1", "resume": as_file(MIRA)})
    assert answer.status_code == 303
    queue.run_until_empty()
    made = newest()
    assert (made.typed_name, made.typed_email) == ("Mira Sandvik", "mira.sandvik@example.com")
    assert (made.typed_phone, made.typed_link) == ("+47 900 00 000", "https://example.com/mira")
    assert made.summary == "Platform engineer, last at Fjord Systems, 4 years"
    shown = text_of(client.get(answer.location))
    assert "Platform engineer" in shown
    assert "4 years" in shown
    kept = documents.read_typed(_file())
    assert "image" not in kept["basics"]
    assert db.session.query(Document).one().reading_state == "typed"
    assert "gRPC" in "".join(each.text for each in list_texts([made.id])[made.id])


def test_what_was_typed_stays_and_a_kept_file_is_not_lost(sqlite_app, sign_in, adding):
    client = sign_in("recruiter")
    given = {"name": "M. Sandvik", "source": "", "key": "k1", "resume": as_file(MIRA)}
    refused = post(client, adding, given)
    assert refused.status_code == 422
    assert "mira.json" in text_of(refused)
    token = db.session.execute(db.text("SELECT token FROM held_uploads")).scalar()
    again = {"name": "M. Sandvik", "source": "fair", "key": "k1", "resume_kept": token}
    assert post(client, adding, again).status_code == 303
    assert newest().typed_name == "M. Sandvik"
    assert newest().summary.startswith("Platform engineer")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (as_file(b"{]"), "is not a JSON Resume: the file is no JSON"),
        (as_file({"work": "much"}, "cv.txt"), "is not a JSON Resume: work: must be a list"),
        (as_file({"basics": {"email": "nobody"}}), "basics/email: must be an e-mail address"),
        (as_file({"basics": {"email": "nobody@here"}}), "Enter an e-mail address in the correct format"),
    ],
)
def test_a_wrong_file_is_said_to_be_wrong(sqlite_app, sign_in, adding, file, words):
    answer = post(
        sign_in("recruiter"), adding, {"name": "Bo", "source": "referral", "key": "k1", "resume": file}
    )
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_of_a_file_with_a_wrong_value_the_rest_is_taken_and_it_is_named(sqlite_app, sign_in, page, adding):
    work = [{"name": "Fjord Systems", "position": "Platform engineer", "startDate": "01/2019"}]
    client = sign_in("recruiter")
    given = as_file({**MIRA, "work": work})
    assert post(client, page + "/profile/import", {"file": given}).status_code == 303
    shown = text_of(client.get(page))
    assert "Platform engineer" in shown
    assert "Not taken over: work/0/startDate: must be a date" in shown
    given = as_file({**MIRA, "work": work})
    answer = post(client, adding, {"source": "referral", "key": "k2", "resume": given})
    assert answer.status_code == 303
    assert "Not taken over: work/0/startDate: must be a date" in text_of(client.get(answer.location))


def test_a_text_that_begins_with_a_brace_is_a_resume(sqlite_app, sign_in, adding):
    rtf = (io.BytesIO(rb"{\rtf1\ansi Bela Moss\par Clerk}"), "cv.rtf")
    answer = post(
        sign_in("recruiter"), adding, {"name": "Bo", "source": "referral", "key": "k1", "resume": rtf}
    )
    assert answer.status_code == 303
    assert db.session.query(Document).one().media_type == "application/rtf"


def test_facts_are_typed_without_a_file(sqlite_app, sign_in, page):
    client = sign_in("recruiter")
    shown = text_of(client.get(page))
    assert "Type the facts" in shown
    answer = client.submit(page + "/profile/type", {}, form_at=page)
    assert answer.status_code == 303
    form = text_of(client.get(answer.location))
    assert 'name="position"' in form
    document = db.session.query(Document).one().public_id
    sent = {"pointer": "/work/+", "document": document, "position": "Lock keeper", "name": "River Board"}
    assert (
        client.submit(
            page + "/profile", {**sent, "startDate": "2019", "endDate": ""}, form_at=page
        ).status_code
        == 303
    )
    queue.run_until_empty()
    shown = text_of(client.get(page))
    assert "Lock keeper" in shown
    assert newest().summary.startswith("Lock keeper at River Board, ")
    assert "added facts without a file" in shown
    assert 'aria-label="Download as JSON Resume"' in shown
    exported = client.get(page + "/profile.json").get_json()
    assert exported["work"][0]["position"] == "Lock keeper"
    made = newest().id
    assert "River Board" in "".join(each.text for each in list_texts([made])[made])


def test_typing_twice_makes_one_sheet_and_nothing_reads_it(sqlite_app, sign_in, page):
    client = sign_in("recruiter")
    for _ in range(2):
        assert client.submit(page + "/profile/type", {}, form_at=page).status_code == 303
    document = db.session.query(Document).one()
    assert list(db.session.scalars(to_read(db.select(Document.id), None))) == []
    answer = client.submit(page + "/read-again", {"document": document.public_id}, form_at=page)
    assert answer.status_code == 409


def test_a_json_resume_stands_for_a_missing_file(sqlite_app, sign_in, page):
    client = sign_in("recruiter")
    answer = post(client, page + "/profile/import", {"file": as_file(MIRA)})
    assert answer.status_code == 303
    assert "Platform engineer" in text_of(client.get(page))


def test_months_of_experience_follow_what_is_typed(sqlite_app, sign_in, page):
    client = sign_in("recruiter")
    post(client, page + "/profile/import", {"file": as_file(MIRA)})
    document = db.session.query(Document).one().public_id
    sent = {"pointer": "/work/+", "document": document, "position": "Lead", "name": "River Board"}
    sent |= {"startDate": "2015-01", "endDate": "2016-12"}
    assert client.submit(page + "/profile", sent, form_at=page).status_code == 303
    assert newest().summary.endswith("6 years")
    assert client.get(page + "/profile.json").get_json()["meta"]["requisite"]["experienceMonths"] == 72
    gone = {"pointer": "/work/0", "document": document}
    assert client.submit(page + "/profile/take-away", gone, form_at=page).status_code == 303
    assert newest().summary == "Lead, last at River Board, 2 years"


def test_an_import_says_what_it_left_out_and_what_is_too_much(sqlite_app, sign_in, page):
    client = sign_in("recruiter")
    client.submit(page + "/profile/type", {}, form_at=page)
    answer = post(
        client, page + "/profile/import", {"file": as_file({**MIRA, "awards": [{"title": "Best"}]})}
    )
    assert "has no place for it: awards" in text_of(client.get(answer.location))
    many = {"work": [{"name": f"Employer {number}"} for number in range(201)]}
    answer = post(client, page + "/profile/import", {"file": as_file(many)})
    assert answer.status_code == 422
    assert "at most 200 corrections" in text_of(answer)


def test_only_recruiters_type(sqlite_app, sign_in, page):
    shown = text_of(sign_in("interviewer").get(page))
    assert "No résumé" in shown
    assert "Type the facts" not in shown


def _file():
    with transaction():
        document = db.session.query(Document).one()
        return documents.StoredFile(document.sha256, document.size, document.name, document.media_type)
