"""What the tests of the candidate's own page share: its address, what is sent there, and what came of it."""

import pytest
from sqlalchemy import select

from ats.activity.models import EventRow
from ats.applications.links import status_link
from ats.applications.models import Application
from ats.applications.queries import get_whole_application
from ats.platform.database import db


def path_of(link: str) -> str:
    return link.removeprefix("http://jobs.example.com")


@pytest.fixture
def address(cast) -> str:
    """The path of Ada Fern's status page."""
    return path_of(status_link(cast.application))


def ada(cast) -> Application:
    db.session.rollback()
    return get_whole_application(cast.application.public_id)


def events() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(EventRow.kind).order_by(EventRow.id)))


def post(client, address: str, what: str, **data):
    token = client.csrf(address)
    return client.post(
        f"{address}/{what}", data={"csrf_token": token, **data}, content_type="multipart/form-data"
    )
