"""Files of a mail that are not among the documents: their names and why stand on the application's page."""

import pytest

from ats.applications.models import Application
from ats.platform.database import db
from tests.integration.careers.openings import text_of
from tests.unit.inbox.mails import RESUME, zipped

CV = ("cv.txt", RESUME.encode(), "text/plain")
BOMB = zipped(big__txt=bytes(60 * 1024 * 1024))


@pytest.fixture
def page_of(sign_in):
    """Return a function that gives the page of the application that a mail made, as a recruiter reads it."""

    def read(row) -> str:
        application = db.session.get_one(Application, row.application_id)
        return text_of(sign_in("recruiter").get(f"/dashboard/applications/{application.public_id}"))

    return read


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bomb.zip", BOMB, "grows beyond all measure when it is unpacked"),
        ("broken.zip", zipped(a__txt=b"a" * 500)[:80], "is damaged or protected by a password"),
        ("tool.zip", zipped(cv__exe=b"MZ" * 500), "holds files that are not opened: cv.exe"),
        ("cv.pages", bytes(range(256)) * 40, "The selected file must be a"),
    ],
    # Not by what they hold: a zip tells the time, and each worker of a run makes its own.
    ids=["bomb", "broken", "program", "unknown"],
)
def test_what_cannot_be_kept_is_named_with_the_reason(sqlite_app, arrive, cast, page_of, name, content, why):
    row = arrive(subject="Application: Editor", files=[CV, (name, content, "application/zip")])
    page = page_of(row)
    assert f"<strong>{name}</strong> was not kept" in page
    assert why in page
    assert "<strong>cv.txt</strong> was not kept" not in page


def test_a_second_letter_is_kept(sqlite_app, arrive, cast, page_of):
    words = b"Dear team, I would like to apply for the position. Kind regards, Pat Example"
    letters = [("cover letter.txt", words, "text/plain"), ("Anschreiben.txt", words + b"!", "text/plain")]
    page = page_of(arrive(subject="Application: Editor", files=[CV, *letters]))
    assert "was not kept" not in page
    assert "Anschreiben.txt" in page
