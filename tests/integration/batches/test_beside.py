"""A batch beside somebody who takes away what it is about: it goes on with the rest, and says what it left."""

from sqlalchemy import select

from ats.applications.actions import erase_person
from ats.applications.queries import find_candidate_of
from ats.batches import actions, jobs, working
from ats.batches.models import Batch
from ats.company.queries import list_reasons
from ats.openings.actions import change_stages
from ats.openings.queries import list_stages
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.integration.batches.conftest import again, now, states
from tests.interleaving import side_by_side


def doing(batch):
    """Return the doing of a batch as it is done while somebody waits for it."""
    batch_id = batch.id
    db.session.rollback()
    return lambda: jobs.do_now(batch_id)


def removing(cast, name: str):
    """Return the removal of a stage of the engineer."""
    opening_id = cast.engineer.id
    db.session.rollback()

    def remove() -> None:
        with transaction():
            stages = [each for each in list_stages(opening_id) if each.name != name]
            change_stages(
                cast.engineer, [(each.public_id, each.name, each.kind) for each in stages], by=SYSTEM
            )

    return remove


def test_a_move_into_a_stage_that_is_just_removed(app, cast, bench, people):
    stage = list_stages(cast.engineer.id)[1].name
    batch = bench.start("move", people, stage=f"name:{stage}")
    answers = side_by_side(app, removing(cast, stage), doing(batch), before="DELETE FROM stages")
    assert answers == (None, None)
    batch = again(batch)
    assert (batch.done, batch.skipped, batch.failed) == (0, len(people), 0)
    assert {said for _, said in states(batch).values()} == {"is of an opening without such a stage"}


def test_the_way_back_into_a_stage_that_is_just_removed(app, cast, bench, people):
    stages = list_stages(cast.engineer.id)
    names = [stage.name for stage in stages]
    bench.do("move", people, stage=f"name:{names[1]}")
    further = bench.do("move", people, stage=f"name:{names[2]}")
    with transaction():
        back = actions.undo(now(further), by=bench.by)
    answers = side_by_side(app, removing(cast, names[1]), doing(back), before="DELETE FROM stages")
    assert answers == (None, None)
    back = again(back)
    assert (back.done, back.skipped, back.failed) == (0, len(people), 0)


def test_a_rejection_of_somebody_who_is_just_erased(app, cast, bench, people):
    reason = list_reasons()[0].public_id
    batch = bench.start("reject", people, reason=reason, subject="News", text="Dear {{ candidate_name }}")

    def erase() -> None:
        with transaction():
            erase_person(find_candidate_of(now(people[1])), asked_by="admin", by=SYSTEM)

    assert side_by_side(app, erase, doing(batch), before="DELETE FROM applications") == (None, None)
    batch = again(batch)
    assert (batch.done, batch.failed) == (len(people) - 1, 0)
    assert [again(each) and again(each).status for each in people] == [
        "rejected",
        None,
        "rejected",
        "rejected",
    ]


def test_the_only_one_of_a_batch_is_just_erased(app, cast, bench, people):
    batch = bench.start("reject", people[:1], reason=list_reasons()[0].public_id)
    batch_id = batch.id

    def erase() -> None:
        with transaction():
            erase_person(find_candidate_of(now(people[0])), asked_by="admin", by=SYSTEM)

    assert side_by_side(app, erase, in_one_piece(batch), before="DELETE FROM batch_items") == (None, None)
    assert again(people[0]) is None
    queue.run_until_empty()
    assert db.session.scalar(select(Batch.id).where(Batch.id == batch_id)) is None


def in_one_piece(batch):
    """Return the doing of a batch as the worker does it."""
    batch_id = batch.id
    db.session.rollback()

    def do() -> None:
        with transaction():
            working.do_some(batch_id)

    return do
