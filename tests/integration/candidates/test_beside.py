"""Two who change the same person at the same moment: the second waits, and then finds the person as the first left it.

On SQLite the second waits for the whole database, on PostgreSQL for the rows, which are others than before by then.
"""

import threading
import time

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from ats.applications.actions import Submission, submit
from ats.candidates import actions, merging
from ats.candidates.models import Candidate
from ats.platform.database import db, transaction
from ats.platform.errors import DomainError, NotFound
from ats.platform.events import SYSTEM, VISITOR
from tests.interleaving import side_by_side

# Long enough for the second to come to where it has to wait.
WAIT_SECONDS = 0.4


@pytest.fixture
def people(cast) -> dict[str, int]:
    """Cara and Dana are merged into Anna, Edda is somebody else: the id of each one's row."""
    found = {}
    with transaction():
        for name in ("Anna", "Cara", "Dana", "Edda"):
            given = Submission(name=f"{name} Reed", email=f"{name.lower()}@example.com")
            submitted = submit(cast.engineer, given, by=VISITOR, reapply_days=90)
            found[name] = submitted.application.candidate_id
    for name in ("Cara", "Dana"):
        with transaction():
            merging.merge(row_of(found["Anna"]), row_of(found[name]), [], by=SYSTEM)
    db.session.remove()
    return found


def row_of(candidate_id: int) -> Candidate:
    return db.session.get_one(Candidate, candidate_id)


def beside(app, first, second) -> list:
    """Do two pieces of work in transactions of their own, the second begun before the first is committed."""
    is_done, raised = threading.Event(), [None, None]

    def run(number: int, work) -> None:
        with app.app_context():
            try:
                if number:
                    is_done.wait()
                with transaction():
                    work()
                    if not number:
                        is_done.set()
                        time.sleep(WAIT_SECONDS)
            except (DomainError, NoResultFound) as error:
                raised[number] = error

    threads = [threading.Thread(target=run, args=each) for each in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def assert_whole(people: dict[str, int]) -> None:
    """Fail unless every row is alone with its own values, or one of a person with one row at its head."""
    db.session.rollback()
    rows = {
        row.id: row for row in db.session.scalars(select(Candidate).where(Candidate.id.in_(people.values())))
    }
    for row in rows.values():
        group = [each for each in rows.values() if each.person_id and each.person_id == row.person_id]
        if row.person_id is None:
            assert (row.own, row.merged_into_id, row.main_address) == (None, None, None)
        else:
            assert len(group) > 1
            assert [each.id for each in group if each.merged_into_id is None] == [row.person_id]
            assert all(each.merged_into_id in (None, *(other.id for other in group)) for each in group)


def names(people: dict[str, int]) -> dict[str, str]:
    return {name: row_of(number).name for name, number in people.items()}


def test_two_merges_taken_back(app, people):
    raised = beside(
        app,
        lambda: merging.unmerge(row_of(people["Cara"]), by=SYSTEM),
        lambda: merging.unmerge(row_of(people["Dana"]), by=SYSTEM),
    )
    assert raised == [None, None]
    assert_whole(people)
    assert names(people) == {name: f"{name} Reed" for name in people}


def test_the_same_merge_taken_back_twice(app, people):
    def back():
        merging.unmerge(row_of(people["Cara"]), by=SYSTEM)

    _, raised = beside(app, back, back)
    assert raised.message == "These two are not merged any more."
    assert_whole(people)


def test_a_merge_taken_back_beside_another(app, people):
    beside(
        app,
        lambda: merging.unmerge(row_of(people["Cara"]), by=SYSTEM),
        lambda: merging.merge(row_of(people["Anna"]), row_of(people["Edda"]), [], by=SYSTEM),
    )
    assert_whole(people)
    assert row_of(people["Cara"]).person_id is None
    assert row_of(people["Edda"]).person_id == people["Anna"]


def test_a_name_corrected_beside_a_merge_taken_back(app, people):
    beside(
        app,
        lambda: merging.unmerge(row_of(people["Cara"]), by=SYSTEM),
        lambda: actions.change_contact(row_of(people["Anna"]), {"name": "Anna Reed-Lake"}, by=SYSTEM),
    )
    assert_whole(people)
    assert (row_of(people["Anna"]).name, row_of(people["Cara"]).name) == ("Anna Reed-Lake", "Cara Reed")


def test_somebody_erased_beside_a_merge(app, people):
    beside(
        app,
        lambda: merging.merge(row_of(people["Anna"]), row_of(people["Edda"]), [], by=SYSTEM),
        lambda: actions.erase(row_of(people["Anna"]), asked_by="admin", by=SYSTEM),
    )
    db.session.rollback()
    assert not db.session.scalars(select(Candidate.id).where(Candidate.id.in_(people.values()))).all()


def test_a_merge_beside_the_erasure_of_one(app, people):
    _, raised = beside(
        app,
        lambda: actions.erase(row_of(people["Edda"]), asked_by="admin", by=SYSTEM),
        lambda: merging.merge(row_of(people["Anna"]), row_of(people["Edda"]), [], by=SYSTEM),
    )
    assert isinstance(raised, NotFound | NoResultFound)
    assert_whole(people)


def test_an_address_corrected_beside_its_confirmation(app, people):
    """Both take the person before its addresses; else each waited for the other, and PostgreSQL ended one."""

    def confirm():
        with transaction():
            row = row_of(people["Edda"])
            actions.confirm_address(row, by=SYSTEM)
            actions.change_contact(row, {"phone": "+31 6 0000"}, by=SYSTEM)

    def correct():
        with transaction():
            actions.change_contact(row_of(people["Edda"]), {"email": "other@example.com"}, by=SYSTEM)

    assert side_by_side(app, confirm, correct, before="ORDER BY candidates.id") == (None, None)
    row = row_of(people["Edda"])
    assert (row.email, row.phone) == ("other@example.com", "+31 6 0000")
