"""What an import holds of people goes with its end, however that came about, and with the person."""

import pytest
from sqlalchemy import select, update

from ats.batches import actions, jobs, working
from ats.batches.models import Batch, BatchItem
from ats.candidates.actions import erase
from ats.candidates.queries import find_by_address
from ats.imports.rows import Person
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, Actor

NAMES = ("Bo Moss", "Cy Reed", "Dora Vane")


@pytest.fixture
def by(cast) -> Actor:
    return Actor.user(cast.user("recruiter").id)


def start(cast, by: Actor, addresses: list[str], *, first_line: int = 2) -> Batch:
    """Return an import of a table that has begun and brought nobody in yet."""
    rows = [
        Person(line, name, email)
        for line, (name, email) in enumerate(zip(NAMES, addresses, strict=False), first_line)
    ]
    items = [
        {"label": f"Line {row.line}", "data": {**row.to_json(), "key": f"{row.line:032}"}} for row in rows
    ]
    with transaction():
        batch = actions.draft_items(
            "rows", items, by=by, parameters={"source": "a fair"}, opening_id=cast.engineer.id
        )
        actions.start(batch, seen=batch.version, by=by)
    return batch


def held() -> list[dict]:
    db.session.rollback()
    return list(db.session.scalars(select(BatchItem.data).order_by(BatchItem.id)))


@pytest.fixture
def stopped(app, cast, by, monkeypatch) -> Batch:
    """An import that was stopped behind its first row."""
    monkeypatch.setattr(working, "_LEAST_AT_ONCE", 1)
    batch = start(cast, by, ["bo@example.com", "cy@example.com"])
    with transaction():
        working.do_some(batch.id, seconds=0)
        actions.stop(batch, by=by)
    return batch


def test_a_stopped_import_keeps_nothing_of_those_whose_turn_never_came(stopped, by):
    assert held() == [{}, {}]
    with transaction():
        actions.undo(db.session.get_one(Batch, stopped.id), by=by)
    queue.run_until_empty()
    assert not any(held())


def test_what_was_left_by_an_earlier_stop_goes_with_the_next_night(stopped, cast, by):
    with transaction():
        undo = actions.undo(db.session.get_one(Batch, stopped.id), by=by)
        actions.stop(undo, by=by)
        db.session.execute(update(BatchItem).values(data={"name": "Cy Reed"}))
        other = actions.draft("tag", [cast.application.id], by=by)
        db.session.execute(update(BatchItem).where(BatchItem.batch_id == other.id).values(data={"bore": []}))
    jobs.purge_drafts(None)
    assert held().count({}) == 3
    assert {"bore": []} in held()


def test_erasing_somebody_takes_their_rows_out_of_an_import_on_its_way(app, cast, by):
    start(cast, by, [" ADA@example.com", "cy@example.com"])
    with transaction():
        erase(find_by_address("ada@example.com"), asked_by="admin", by=SYSTEM)
    assert [data["name"] for data in held()] == ["Cy Reed"]
    queue.run_until_empty()
    assert db.session.scalars(select(Batch.done)).all() == [1]
