"""What the tests of the recruiter's screens share: people to fill a board with, and a count of statements."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ats.applications.actions import Submission, submit
from ats.applications.models import Application
from ats.applications.queries import get_application
from ats.documents import actions as documents
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import VISITOR
from tests.page import PageClient

RESUME = b"A short life in plain words.\n" * 20


def file_application(
    opening, name="Bela Moss", email=None, *, days_ago: float = 0, received_at=None, **given
) -> Application:
    """File an application and give it back."""
    email = email or name.lower().replace(" ", ".") + "@example.com"
    with transaction():
        at = received_at or utc_now() - timedelta(days=days_ago)
        submission = Submission(name=name, email=email, received_at=at, **given)
        application = submit(opening, submission, by=VISITOR, reapply_days=90).application
    return get_application(application.public_id)


@pytest.fixture
def apply():
    """The function that files an application and gives it back."""
    return file_application


@pytest.fixture
def resume():
    """A stored file."""
    return documents.store(RESUME, "Résumé of Bela.txt", 10_000_000)


def reload(application: Application) -> Application:
    """Return an application as the database has it now."""
    db.session.rollback()
    return db.session.scalars(select(Application).where(Application.id == application.id)).one()


def text_of(response) -> str:
    """Return the words of an answer with white space folded."""
    return " ".join(response.get_data(as_text=True).split())


def post(client: PageClient, path: str, data: dict | None = None, **kwargs):
    """POST a form with this browser's CSRF token."""
    return client.submit(path, data, **kwargs)
