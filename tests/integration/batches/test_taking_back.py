"""Taking a batch back touches what it did and nothing else, and can be gone on with after a stop."""

from ats.candidates import actions as candidates
from ats.candidates import merging
from ats.candidates.models import Candidate
from ats.candidates.queries import list_tags
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.integration.batches.conftest import again, states

NOT_THERE = "does not have the tag that was put on any more"


def test_the_tag_that_a_merged_person_had_of_their_own_stays(app, cast, bench, people):
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


def test_a_tag_that_a_colleague_put_on_again_stays_and_is_said(app, cast, bench, people):
    candidate_id = again(people[0]).candidate_id
    batch = bench.do("tag", people[:2], tag="later")
    with transaction():
        candidates.remove_tag(candidate_id, "later", by=SYSTEM)
        candidates.add_tag(candidate_id, "later", by=SYSTEM)
    undo = bench.undo(batch)
    assert states(undo) == {"Bela Moss": ("skipped", NOT_THERE), "Cleo Reed": ("done", "")}
    assert list_tags(candidate_id) == ["later"]


def test_a_tag_that_was_taken_and_given_back_is_the_one_of_before(app, cast, bench, people):
    batch = bench.do("tag", people, tag="later")
    bench.undo(bench.do("untag", people, tag="later"))
    assert bench.undo(batch).done == 4
