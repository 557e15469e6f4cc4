"""By hand: adding somebody, and putting somebody onto another opening too."""

from io import BytesIO

import pytest

from ats.applications.models import Application
from ats.candidates.models import Candidate
from ats.documents.models import Document, HeldUpload
from ats.openings.actions import change_state, copy_opening
from ats.openings.models import State
from ats.openings.queries import get_opening
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.outbox import OutboxRow
from tests.cast import answer_everybody
from tests.integration.workspace.conftest import RESUME, post, text_of


@pytest.fixture
def path(cast):
    return f"/dashboard/openings/{cast.engineer.reference}/add"


def form(**given) -> dict:
    return {"name": "Bela Moss", "source": "referral", "key": "k1", **given}


def file(name="cv.txt", data=RESUME):
    return (BytesIO(data), name)


def newest() -> Application:
    db.session.rollback()
    return db.session.query(Application).order_by(Application.id.desc()).first()


def test_works(app, cast, sign_in, path):
    client = sign_in("recruiter")
    assert "Add a candidate" in text_of(client.get(path))
    answer = post(client, path, form(email="bela@example.com", resume=file()))
    assert answer.status_code == 303
    page = text_of(client.get(answer.location))
    assert "Bela Moss" in page
    assert "cv.txt" in page
    assert "Recruiter Example</strong> filed the application (source: referral)" in page
    assert newest().consent_at is None
    assert cast.engineer.stages[0].active_count == 2


def test_anonymous(sqlite_app, client, path):
    assert client.get(path).status_code == 302


def test_outsider_and_wrong_role(sqlite_app, sign_in, path):
    assert post(sign_in("outsider"), path, form()).status_code == 404
    for role in ("manager", "interviewer"):
        assert post(sign_in(role), path, form()).status_code == 403


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Enter the full name"),
        ({"name": "\u3164\u200b"}, "Enter the full name"),
        ({"email": "nobody"}, "in the correct format"),
        ({"source": ""}, "Enter where the application comes from"),
        ({"wants_receipt": "y"}, "Enter an e-mail address, or untick the receipt"),
        ({"phone": "ring twice"}, "Enter a phone number such as"),
        ({"link": "example"}, "Link must start with http"),
        ({"resume": (BytesIO(b""), "cv.pdf")}, "The selected file is empty"),
    ],
)
def test_invalid_form(sqlite_app, cast, sign_in, path, change, words):
    data = form(**{"phone": "+31 30 1", **change})
    answer = post(sign_in("recruiter"), path, data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert data["phone"] in text_of(answer)
    assert newest().id == cast.application.id


def test_a_chosen_file_survives_an_error_elsewhere(sqlite_app, cast, sign_in, path):
    client = sign_in("recruiter")
    page = text_of(post(client, path, form(name="", resume=file("life.txt"))))
    assert "life.txt" in page
    token = page.split('name="resume_kept" value="')[1].split('"')[0]
    assert post(client, path, form(resume_kept=token)).status_code == 303
    assert db.session.query(Document).one().name == "life.txt"
    # For the same form once more, should the answer be lost.
    assert all(held.used_key for held in db.session.query(HeldUpload))


def test_somebody_without_an_address_is_always_a_new_person(app, cast, sign_in, path):
    client = sign_in("recruiter")
    for number in range(2):
        assert post(client, path, form(key=f"key{number}")).status_code == 303
    assert db.session.query(Candidate).filter_by(name="Bela Moss").count() == 2
    page = text_of(client.get(f"/dashboard/applications/{newest().public_id}"))
    assert "Not known" in page
    # Withdrawing somebody who cannot be written to queues no mail that could not go out.
    post(client, f"/dashboard/applications/{newest().public_id}/withdraw", {"seen": "1"})
    assert newest().status == "withdrawn"


def test_a_second_press_makes_no_second_application(sqlite_app, cast, sign_in, path):
    client = sign_in("recruiter")
    assert post(client, path, form()).location == post(client, path, form()).location
    assert db.session.query(Application).count() == 2


def test_the_owner_of_an_address_is_known_already(sqlite_app, cast, sign_in):
    path = f"/dashboard/openings/{cast.editor.reference}/add"
    post(sign_in("recruiter"), path, form(name="A. Fern", email="ADA@example.com"))
    assert newest().candidate_id == cast.application.candidate_id
    assert "The form said something else" in text_of(
        sign_in("recruiter").get(f"/dashboard/applications/{newest().public_id}")
    )


def test_one_who_is_there_already_is_named(sqlite_app, cast, sign_in, path):
    answer = post(sign_in("recruiter"), path, form(email="ada@example.com"))
    assert answer.status_code == 409
    assert "Ada Fern already has an application to this opening" in text_of(answer)
    assert cast.application.public_id in text_of(answer)


@pytest.mark.parametrize("wants", [True, False])
def test_a_receipt_goes_only_when_it_is_wanted(sqlite_app, cast, sign_in, path, wants):
    data = form(email="bela@example.com", **({"wants_receipt": "y"} if wants else {}))
    post(sign_in("recruiter"), path, data)
    rows = db.session.query(OutboxRow).filter(OutboxRow.job.like("%.acknowledge")).all()
    assert rows[-1].args["wants_receipt"] is wants


def test_nobody_is_added_to_a_closed_opening(sqlite_app, cast, sign_in, path):
    with transaction():
        answer_everybody(cast.engineer)
        change_state(cast.engineer, State.CLOSED, by=SYSTEM)
    assert post(sign_in("recruiter"), path, form()).status_code == 409


@pytest.fixture
def other_path(cast):
    return f"/dashboard/applications/{cast.application.public_id}/other-opening"


def test_onto_another_opening_too(app, cast, sign_in, apply, resume):
    bela = apply(cast.engineer, "Bela Moss", resume=resume)
    client = sign_in("recruiter")
    path = f"/dashboard/applications/{bela.public_id}/other-opening"
    assert "Editor" in text_of(client.get(path))
    answer = post(client, path, {"opening": cast.editor.reference})
    assert answer.status_code == 303
    page = text_of(client.get(answer.location))
    assert "Résumé of Bela.txt" in page
    assert db.session.query(Document).count() == 1
    again = post(client, path, {"opening": cast.editor.reference})
    assert again.status_code == 409
    assert "already has an application" in text_of(again)


def test_other_opening_rights_and_errors(sqlite_app, cast, client, sign_in, other_path):
    data = {"opening": cast.editor.reference}
    assert client.get(other_path).status_code == 302
    assert post(sign_in("outsider"), other_path, data).status_code == 404
    assert post(sign_in("manager"), other_path, data).status_code == 403
    assert post(sign_in("recruiter"), other_path, {"opening": ""}).status_code == 422
    assert post(sign_in("recruiter"), other_path, {"opening": cast.engineer.reference}).status_code == 422


def test_another_opening_is_told_from_its_namesake_and_one_that_was_closed_is_said(
    sqlite_app, cast, sign_in, other_path
):
    recruiter, reference = sign_in("recruiter"), cast.editor.reference
    with transaction():
        copied = copy_opening(cast.editor, by=SYSTEM).reference
    page = text_of(recruiter.get(other_path))
    for each in (reference, copied):
        assert f"Editor ({each})" in page
    with transaction():
        change_state(get_opening(reference), State.CLOSED, by=SYSTEM)
    answer = post(recruiter, other_path, {"opening": reference})
    assert answer.status_code == 422
    assert "it was closed or removed" in text_of(answer)
