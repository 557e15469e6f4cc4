"""Four people who wait, and the ways through a session of reviewing them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ats.applications.models import Application
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from tests.cast import Cast
from tests.integration.workspace.conftest import file_application, post, text_of

NEW = "/dashboard/review"
NAMES = ("Ada Fern", "Bela Moss", "Cleo Reed", "Dara Sedge")


@pytest.fixture
def people(once):
    """Four new applications, Ada's among them, the one who waited longest first."""
    return once(four_who_wait)


def four_who_wait() -> dict[str, str]:
    """File the applications of all but Ada, and return the public ids by name."""
    cast = Cast()
    for days, name in enumerate(reversed(NAMES[1:]), start=1):
        file_application(cast.engineer, name, days_ago=days)
    with transaction():
        oldest = utc_now() - timedelta(days=9)
        db.session.execute(
            update(Application).where(Application.id == cast.application.id).values(received_at=oldest)
        )
    return {each.typed_name: each.public_id for each in db.session.scalars(select(Application))}


def begin(client, address=NEW) -> str:
    """Begin a session; return the address of its first page."""
    answer = post(client, address)
    assert answer.status_code == 303, text_of(answer)
    return answer.location


def heading(client, path) -> str:
    return client.page(path).headings[0]


def decide(client, path, verb, data=None, **headers):
    """Post a form of a page of a session."""
    address, query = path.split("?")
    seen = client.page(path).form_values("/skip") if not data else {}
    return client.submit(f"{address}/{verb}?{query}", {**seen, **(data or {})}, form_at=path, headers=headers)


def advance(client, path):
    page = client.page(path)
    return client.post(page_form(page, "/move"), data=page.form_values("/move"))


def page_form(page, part) -> str:
    return next(form["action"] for form in page.forms if part in form["action"])


def page_next(client, path) -> str:
    return re.search(r'href="([^"]+)"[^>]*rel="next"', client.get(path).get_data(as_text=True))[1].replace(
        "&amp;", "&"
    )
