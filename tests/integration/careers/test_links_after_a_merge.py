"""Links that were mailed while two people were taken for one lead nobody to the other, once that is taken back."""

from typing import NamedTuple

import pytest

from ats.applications.actions import Submission, submit
from ats.applications.links import address_link, erasure_link, status_link
from ats.applications.models import Application
from ats.candidates import merging
from ats.candidates.models import Candidate
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, VISITOR


class Two(NamedTuple):
    """The applications of two people, by their ids."""

    ada: int
    ben: int


@pytest.fixture
def two(cast):
    """Ada and Ben, merged by mistake; Ada's address is written to."""
    with transaction():
        given = Submission(name="Ben Oak", email="ben@example.com")
        ben = submit(cast.editor, given, by=VISITOR, reapply_days=90).application.id
    return Two(cast.application.id, ben)


def fresh(application_id: int) -> Application:
    return db.session.get_one(Application, application_id, populate_existing=True)


def candidate_of(application_id: int) -> Candidate:
    return db.session.get_one(Candidate, fresh(application_id).candidate_id, populate_existing=True)


def merge(two: Two) -> None:
    with transaction():
        merging.merge(candidate_of(two.ada), candidate_of(two.ben), [], by=SYSTEM)


def unmerge(two: Two) -> None:
    with transaction():
        merging.unmerge(candidate_of(two.ben), by=SYSTEM)


def links_of(application_id: int) -> list[str]:
    application = fresh(application_id)
    links = [
        status_link(application),
        erasure_link(application),
        address_link(application, "new@example.com"),
    ]
    return [link.removeprefix("http://jobs.example.com") for link in links]


def statuses(client, links: list[str]) -> list[int]:
    return [client.get(link).status_code for link in links]


def test_each_link_leads_to_the_person_it_was_mailed_to(sqlite_app, two, client):
    before = links_of(two.ben)
    merge(two)
    ada, ben = links_of(two.ada), links_of(two.ben)
    for links in (before, ada, ben):
        assert statuses(client, links) == [200, 200, 200]
    unmerge(two)
    assert statuses(client, ada) == [200, 200, 200]
    assert statuses(client, before) == [200, 200, 200]
    # These went to Ada's mailbox.
    assert statuses(client, ben) == [410, 410, 410]
    assert statuses(client, links_of(two.ben)) == [200, 200, 200]


def test_a_link_of_another_changes_nothing(app, two, client):
    merge(two)
    status, erasure, address = links_of(two.ben)
    unmerge(two)
    answer = client.get(status)
    assert "no longer leads to an application of yours" in answer.text
    assert "Ben" not in answer.text
    data = {"csrf_token": client.csrf("/status")}
    for path in (f"{status}/withdraw", erasure, address):
        assert client.post(path, data=data).status_code == 410
    db.session.rollback()
    assert fresh(two.ben).status == "active"
    assert candidate_of(two.ben).email == "ben@example.com"
