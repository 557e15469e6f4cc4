"""Imports beside others who bring in, apply or erase: each takes what it touches in one order, so that nobody is ended."""

import pytest
from sqlalchemy import select

from ats.applications.actions import erase_person
from ats.batches import working
from ats.batches.models import Batch
from ats.candidates.models import Candidate, CandidateAddress
from ats.candidates.queries import find_by_address
from ats.openings.models import Stage
from ats.platform.database import db, is_sqlite, transaction
from ats.platform.events import SYSTEM, Actor
from tests.integration.careers.forms import load_form
from tests.integration.careers.forms import send as send_form
from tests.integration.imports.test_forgetting import start
from tests.interleaving import side_by_side

BO, CY = "bo@example.com", "cy@example.com"


@pytest.fixture
def by(cast) -> Actor:
    return Actor.user(cast.user("recruiter").id)


def doing(batch: Batch):
    """Return the doing of an import in one piece."""
    batch_id = batch.id
    db.session.rollback()

    def do() -> None:
        with transaction():
            working.do_some(batch_id, seconds=60)

    return do


def outcome(batch_id: int) -> tuple[int, int, int]:
    batch = db.session.get_one(Batch, batch_id, populate_existing=True)
    return batch.done, batch.skipped, batch.failed


def in_first_stage(cast) -> int:
    first = select(Stage.active_count).where(Stage.opening_id == cast.engineer.id).order_by(Stage.position)
    return db.session.scalars(first).first()


def test_two_imports_of_the_same_people_bring_each_in_once(app, cast, by):
    one, other = start(cast, by, [BO, CY]), start(cast, by, [CY, BO], first_line=12)
    ids = one.id, other.id
    assert side_by_side(app, doing(one), doing(other), before="UPDATE stages") == (None, None)
    assert [outcome(each) for each in ids] == [(2, 0, 0), (0, 2, 0)]
    assert in_first_stage(cast) == 3
    assert len(list(db.session.scalars(select(CandidateAddress.id)))) == 3


def test_two_imports_into_two_openings_do_so_too(app, cast, by):
    one, other = start(cast, by, [BO, CY]), start(cast, by, [CY, BO], first_line=12)
    with transaction():
        db.session.merge(other).opening_id = cast.editor.id
    ids = one.id, other.id
    before = "INSERT INTO applications"
    assert side_by_side(app, doing(one), doing(other), before=before) == (None, None)
    assert [outcome(each) for each in ids] == [(2, 0, 0), (2, 0, 0)]


def test_who_applies_beside_an_import_that_brings_them_in(app, cast, by):
    batch = start(cast, by, [BO, CY])
    batch_id, reference, browser = batch.id, cast.engineer.reference, app.test_client()
    hidden = load_form(browser, reference)

    def apply() -> int:
        return send_form(browser, reference, hidden, email=CY).status_code

    assert side_by_side(app, apply, doing(batch), before="UPDATE stages") == (303, None)
    assert outcome(batch_id) == (1, 1, 0)
    assert in_first_stage(cast) == 3


def test_who_is_erased_beside_an_import_that_names_them_is_gone_or_new(app, cast, by):
    batch = start(cast, by, [BO, "ada@example.com", CY])
    batch_id, ada_id = batch.id, cast.application.candidate_id

    def erase() -> None:
        with transaction():
            erase_person(find_by_address("ada@example.com"), asked_by="admin", by=SYSTEM)

    answers = side_by_side(app, doing(batch), erase, before="INSERT INTO applications")
    assert answers == (None, None)
    assert outcome(batch_id)[2] == 0
    assert db.session.scalar(select(Candidate.id).where(Candidate.id == ada_id)) is None
    assert in_first_stage(cast) == 2
    assert is_sqlite() or outcome(batch_id) == (2, 1, 0)
