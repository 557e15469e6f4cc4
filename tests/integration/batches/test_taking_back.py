"""Taking a batch back touches what it did and nothing else, and can be gone on with after a stop."""

from ats.candidates import actions as candidates
from ats.candidates import merging
from ats.candidates.models import Candidate
from ats.candidates.queries import list_tags
from ats.openings.actions import change_stages
from ats.openings.queries import list_stages
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.integration.batches.conftest import again, states

NOT_THERE = "does not have the tag that was put on any more"


def test_the_tag_that_a_merged_person_had_of_their_own_stays(sqlite_app, cast, bench, people):
    first, second = (again(person).candidate_id for person in people[:2])
    with transaction():
        candidates.add_tag(second, "Precious", by=SYSTEM)
    batch = bench.do("tag", people[:1], tag="precious")
    with transaction():
        merging.merge(*(db.session.get_one(Candidate, each) for each in (first, second)), [], by=SYSTEM)
    assert bench.undo(batch).done == 1
    with transaction():
        merging.unmerge(db.session.get_one(Candidate, second), by=SYSTEM)
    assert [list_tags(each) for each in (first, second)] == [[], ["Precious"]]


def test_a_tag_that_a_colleague_put_on_again_stays_and_is_said(sqlite_app, cast, bench, people):
    candidate_id = again(people[0]).candidate_id
    batch = bench.do("tag", people[:2], tag="later")
    with transaction():
        candidates.remove_tag(candidate_id, "later", by=SYSTEM)
        candidates.add_tag(candidate_id, "later", by=SYSTEM)
    undo = bench.undo(batch)
    assert states(undo) == {"Bela Moss": ("skipped", NOT_THERE), "Cleo Reed": ("done", "")}
    assert list_tags(candidate_id) == ["later"]


def test_a_tag_that_was_taken_and_given_back_is_the_one_of_before(sqlite_app, cast, bench, people):
    batch = bench.do("tag", people, tag="later")
    bench.undo(bench.do("untag", people, tag="later"))
    assert bench.undo(batch).done == 4


def test_what_would_lead_into_a_stage_that_is_gone_is_left_and_said(sqlite_app, cast, bench, people):
    stages = [(stage.public_id, stage.name, stage.kind) for stage in list_stages(cast.engineer.id)]
    there = bench.do("move", people, stage=f"name:{stages[1][1]}")
    assert there.done == len(people)
    further = bench.do("move", people, stage=f"name:{stages[2][1]}")
    kept = [stage for stage in stages if stage is not stages[1]]
    with transaction():
        change_stages(cast.engineer, kept, by=SYSTEM)
    undo = bench.undo(further)
    assert (undo.done, undo.skipped, undo.failed) == (0, len(people), 0)
    assert {said for _, said in states(undo).values()} == {
        "The stage that it was in is not there any more. Move it by hand."
    }


def test_a_piece_takes_the_counts_of_all_stages_before_it_changes_one(app, cast, bench, people, statements):
    """Two that have some of them each, and want the others', would wait for each other on PostgreSQL."""
    with statements() as seen:
        batch = bench.do("move", people, stage="kind:assess")
    with statements() as taken:
        bench.undo(batch)
    for each in (seen, taken):
        locked = next(at for at, text in enumerate(each) if text.startswith("SELECT stages.id FROM stages"))
        changed = next(at for at, text in enumerate(each) if text.startswith("UPDATE stages"))
        assert locked < changed
        assert ("FOR NO KEY UPDATE" in each[locked]) == (db.engine.dialect.name == "postgresql")
