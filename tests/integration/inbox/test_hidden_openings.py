"""Openings that the public does not see take nobody from outside who only names them."""

import pytest

from ats.openings.models import Opening
from ats.platform.database import db, transaction
from ats.platform.mailbox import list_mails
from tests.unit.inbox.mails import RESUME, mail

VERIFIED = "mx.example.com; dkim=pass header.d=example.com"
CV = ("cv.txt", RESUME.encode(), "text/plain")


def hide(opening_id: int, visibility: str) -> None:
    with transaction():
        db.session.get_one(Opening, opening_id).visibility = visibility


@pytest.mark.parametrize("manner", ["title", "reference", "text", "address"])
def test_no_stranger_comes_to_an_internal_opening(app, arrive, cast, manner):
    hide(cast.editor.id, "internal")
    reference = cast.editor.reference
    subject = {"title": "Application as Editor", "reference": f"Application {reference}"}.get(manner, "Hello")
    text = "I apply for the position of Editor." if manner == "text" else "Please find my documents."
    to = f"jobs+{reference.lower()}@example.com" if manner == "address" else "jobs@example.com"
    row = arrive(subject=subject, text=text, files=[CV], to=to)
    assert (row.state, row.application_id) == ("tray", None)
    assert "internal" in row.problem
    assert row.suggestions[0]["reference"] == reference
    assert not any(each.to_address == "pat@example.com" for each in list_mails())


def test_an_opening_that_is_not_listed_is_found_by_its_reference_alone(sqlite_app, arrive, cast):
    hide(cast.editor.id, "unlisted")
    row = arrive(subject="Application as Editor", files=[CV])
    assert (row.state, "not listed" in row.problem) == ("tray", True)
    row = arrive(mail(f"Application {cast.editor.reference}", files=[CV], message_id="<2@example.com>"))
    assert (row.state, row.opening_id) == ("routed", cast.editor.id)


def test_a_verified_colleague_passes_on_to_an_internal_opening(sqlite_app, arrive, cast):
    hide(cast.editor.id, "internal")
    sqlite_app.config["TRUSTED_AUTHSERV_ID"] = "mx.example.com"
    outer = mail("Fwd: Editor", "See below", sender="recruiter@example.com", Authentication_Results=VERIFIED)
    outer.make_mixed()
    outer.add_attachment(mail("Editor", files=[CV], message_id="<in@example.com>"))
    row = arrive(outer)
    assert (row.state, row.opening_id) == ("routed", cast.editor.id)
