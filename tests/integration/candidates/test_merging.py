"""Merging people by a pointer: one person on every screen, and two again exactly when it is taken back."""

from typing import NamedTuple

import pytest
from sqlalchemy import select

from ats.applications import actions as applications
from ats.applications.actions import AlreadyThere, Submission, submit
from ats.applications.jobs import erase_past_retention
from ats.applications.models import Application
from ats.applications.queries import list_of_candidate
from ats.candidates import actions, merging, queries
from ats.candidates.models import Candidate, CandidateAddress
from ats.inbox.ground import list_open_applications, owns_address
from ats.platform import outbox, queue
from ats.platform.database import db, transaction
from ats.platform.events import CANDIDATE, SYSTEM, VISITOR
from ats.search.actions import index_candidate
from ats.search.sources import list_texts
from tests.statements import counted_statements


class Known(NamedTuple):
    """A candidate by the id, which outlives any session."""

    id: int
    email: str


@pytest.fixture
def person(cast):
    """Return a function that lets somebody new apply and gives their candidate back."""

    def apply(name: str, opening=None, **given) -> Known:
        given = {"email": f"{name.lower().replace(' ', '.')}@example.com", **given}
        with transaction():
            submission = Submission(name=name, **given)
            found = submit(opening or cast.engineer, submission, by=VISITOR, reapply_days=90).application
        return Known(found.candidate_id, given["email"])

    return apply


def merge(one: Known, other: Known, *take: str) -> None:
    with transaction():
        merging.merge(_fresh(one), _fresh(other), take, by=SYSTEM)


def unmerge(candidate: Known) -> None:
    with transaction():
        merging.unmerge(_fresh(candidate), by=SYSTEM)


def _fresh(candidate: Known) -> Candidate:
    return db.session.get_one(Candidate, candidate.id, populate_existing=True)


def said(candidate: Known) -> tuple[str, str, str, str]:
    row = _fresh(candidate)
    return row.name, row.email, row.phone, row.link


def everything(candidate: Known) -> tuple:
    """All that the row of a person holds, and its addresses."""
    row = _fresh(candidate)
    table = Candidate.__table__
    columns = {each.name: getattr(row, each.name) for each in table.c}
    return columns, [(each.address, each.confirmed_at) for each in row.addresses]


def test_each_detail_is_the_chosen_one_on_both_rows_and_both_are_exactly_back(app, person):
    ada = person("Ada Moss", phone="1", link="https://a.example.com")
    bo = person("Bo Moss", phone="2", link="https://b.example.com")
    before = everything(ada), everything(bo)
    merge(ada, bo, "phone", "email")
    both = ("Ada Moss", "bo.moss@example.com", "2", "https://a.example.com")
    assert said(ada) == said(bo) == both
    unmerge(bo)
    assert (everything(ada), everything(bo)) == before


def test_the_younger_comes_under_the_older_whoever_is_named_first(app, person):
    ada, bo = person("Ada Moss", phone="1"), person("Bo Moss", phone="2")
    merge(bo, ada, "phone")
    assert said(ada) == said(bo) == ("Bo Moss", "bo.moss@example.com", "1", "")
    assert _fresh(bo).merged_into_id == ada.id


def test_a_correction_stays_with_the_row_that_gives_the_detail(app, person):
    ada, bo = person("Ada Moss", phone="1"), person("Bo Moss", phone="2")
    merge(ada, bo, "phone")
    with transaction():
        actions.change_contact(_fresh(ada), {"name": "Ada B. Moss", "phone": "22"}, by=SYSTEM)
    assert said(bo)[0::2] == ("Ada B. Moss", "22")
    unmerge(bo)
    assert (said(ada)[0], said(ada)[2]) == ("Ada B. Moss", "1")
    assert (said(bo)[0], said(bo)[2]) == ("Bo Moss", "22")


def test_an_address_of_the_other_row_is_chosen_and_not_moved_and_a_strangers_is_refused(app, person):
    ada, bo, cy = person("Ada Moss"), person("Bo Moss"), person("Cy Moss")
    merge(ada, bo)
    with transaction():
        actions.change_contact(_fresh(ada), {"email": "BO.moss@example.com"}, by=SYSTEM)
    assert said(ada)[1] == said(bo)[1] == "BO.moss@example.com"
    with pytest.raises(actions.AddressTaken), transaction():
        actions.change_contact(_fresh(ada), {"email": cy.email}, by=SYSTEM)
    unmerge(bo)
    assert (said(ada)[1], said(bo)[1]) == ("ada.moss@example.com", "BO.moss@example.com")


def test_what_arrives_belongs_to_the_row_that_owns_its_address(app, cast, person):
    ada, bo = person("Ada Moss"), person("Bo Moss", opening=cast.editor)
    merge(ada, bo)
    later = person("Bo M.", email="bo.moss@example.com")
    assert later.id == bo.id
    assert len(list_of_candidate(ada.id)) == len(list_of_candidate(bo.id)) == 3
    unmerge(bo)
    assert [each.opening_id for each in list_of_candidate(ada.id)] == [cast.engineer.id]
    assert {each.opening_id for each in list_of_candidate(bo.id)} == {cast.engineer.id, cast.editor.id}


def test_a_mail_from_either_address_is_the_persons(app, cast, person):
    ada, bo = person("Ada Moss"), person("Bo Moss", opening=cast.editor)
    with transaction():
        lonely = _fresh(bo)
        (application,) = list_of_candidate(lonely.id)
        applications.withdraw(application, seen=application.version, by=SYSTEM)
    assert not owns_address(ada.id, "bo.moss@example.com")
    assert list_open_applications("bo.moss@example.com") == []
    merge(ada, bo)
    assert owns_address(ada.id, "bo.moss@example.com")
    assert [each.candidate_id for each in list_open_applications("bo.moss@example.com")] == [ada.id]


def test_tags_are_the_persons_and_stay_on_the_row_where_they_were_put(app, person):
    ada, bo = person("Ada Moss"), person("Bo Moss")
    with transaction():
        actions.add_tag(ada.id, "Later", by=SYSTEM)
        actions.add_tag(bo.id, "Warm", by=SYSTEM)
    merge(ada, bo)
    with transaction():
        assert not actions.add_tag(bo.id, "LATER", by=SYSTEM)
        assert actions.add_tag(bo.id, "New", by=SYSTEM)
        assert actions.remove_tag(ada.id, "warm", by=SYSTEM)
    assert queries.list_tags(ada.id) == queries.list_tags(bo.id) == ["Later", "New"]
    tagged = queries.select_tagged(["later"])
    assert set(db.session.scalars(tagged)) == {ada.id, bo.id}
    unmerge(bo)
    assert (queries.list_tags(ada.id), queries.list_tags(bo.id)) == (["Later"], ["New"])
    assert set(db.session.scalars(tagged)) == {ada.id}


def test_three_are_one_and_come_apart_in_any_order(app, person):
    ada, bo, cy = person("Ada Moss", phone="1"), person("Bo Moss", phone="2"), person("Cy Moss", phone="3")
    before = [everything(each) for each in (ada, bo, cy)]
    merge(bo, cy, "phone")
    merge(ada, bo, "phone")
    assert [said(each)[2] for each in (ada, bo, cy)] == ["3", "3", "3"]
    assert len(queries.list_rows(_fresh(cy))) == 3
    unmerge(cy)
    assert said(ada)[2] == said(bo)[2] == "2"
    assert everything(cy) == before[2]
    merge(cy, ada)
    unmerge(bo)
    assert everything(bo) == before[1]
    unmerge(cy)
    assert [everything(each) for each in (ada, bo, cy)] == before


def test_a_merge_of_merged_people_is_taken_back_to_those_that_were_compared(app, person):
    ada, bo, cy, di = (person(f"{name} Moss", phone=name) for name in ("Ada", "Bo", "Cy", "Di"))
    merge(ada, bo, "phone")
    merge(cy, di, "phone")
    halves = [everything(each) for each in (ada, bo, cy, di)]
    merge(di, bo, "name")
    assert {said(each) for each in (ada, bo, cy, di)} == {("Ada Moss", "cy.moss@example.com", "Di", "")}
    unmerge(cy)
    assert [everything(each) for each in (ada, bo, cy, di)] == halves


def test_one_person_is_not_merged_with_itself_and_nobody_real_with_the_demo(app, person):
    ada, bo = person("Ada Moss"), person("Bo Moss", is_demo=True)
    with pytest.raises(merging.NotTogether):
        merge(ada, bo)
    cy = person("Cy Moss")
    merge(ada, cy)
    for one, other in ((ada, cy), (cy, ada), (ada, ada)):
        with pytest.raises(merging.AlreadyOne):
            merge(one, other)
    with pytest.raises(merging.NotFound):
        unmerge(ada)


def test_what_changed_since_it_was_compared_is_not_merged(app, person):
    ada, bo = person("Ada Moss"), person("Bo Moss")
    digest = merging.digest_of([_fresh(ada), _fresh(bo)])
    with transaction():
        actions.change_contact(_fresh(bo), {"phone": "9"}, by=SYSTEM)
    with pytest.raises(merging.ChangedSince), transaction():
        merging.merge(_fresh(ada), _fresh(bo), [], seen=digest, by=SYSTEM)
    assert said(bo)[0] == "Bo Moss"


def test_the_search_finds_each_application_by_what_all_rows_say(app, person):
    ada, bo = person("Ada Moss", phone="+31612345678"), person("Bo Quill")
    merge(ada, bo)
    queue.run_until_empty()
    for candidate in (ada, bo):
        (application,) = db.session.scalars(
            select(Application).where(Application.candidate_id == candidate.id)
        ).all()
        text = "\n".join(each.text for each in list_texts([application.id])[application.id])
        for word in ("Ada Moss", "Bo Quill", "ada.moss@example.com", "bo.quill@example.com", "+31612345678"):
            assert word in text
    assert index_candidate(ada.id) == 0
    unmerge(bo)
    queue.run_until_empty()
    (alone,) = list_of_candidate(bo.id)
    assert "Ada" not in "\n".join(each.text for each in list_texts([alone.id])[alone.id])


def test_erasing_a_merged_person_erases_all_rows(app, person):
    ada, bo, cy = person("Ada Moss"), person("Bo Moss"), person("Cy Moss")
    merge(ada, bo)
    merge(bo, cy)
    with transaction():
        actions.erase(_fresh(bo), asked_by="candidate", by=CANDIDATE)
    gone = (ada.id, bo.id, cy.id)
    assert db.session.scalars(select(Candidate).where(Candidate.id.in_(gone))).all() == []
    assert (
        db.session.scalars(select(CandidateAddress).where(CandidateAddress.candidate_id.in_(gone))).all()
        == []
    )


def test_retention_keeps_a_person_until_the_last_application_of_all_rows_goes(app, cast, person):
    ada, bo = person("Ada Moss"), person("Bo Moss", opening=cast.editor)
    merge(ada, bo)
    app.config["RETENTION_DAYS"] = 0
    with transaction():
        for each in list_of_candidate(ada.id):
            each.decided_at = each.received_at
    with transaction():
        row_id = outbox.enqueue(erase_past_retention)
    erase_past_retention(db.session.get_one(outbox.OutboxRow, row_id))
    assert db.session.get(Candidate, ada.id, populate_existing=True) is None
    assert db.session.get(Candidate, bo.id, populate_existing=True) is None


def test_a_colleague_does_not_put_a_person_twice_onto_an_opening(app, cast, person):
    ada, bo = person("Ada Moss"), person("Bo Moss", opening=cast.editor)
    merge(ada, bo)
    (application,) = [each for each in list_of_candidate(bo.id) if each.candidate_id == bo.id]
    with pytest.raises(AlreadyThere), transaction():
        applications.put_onto(application, cast.engineer, by=SYSTEM)


def test_somebody_who_was_never_merged_costs_one_statement_more_nowhere(app, person):
    ada = _fresh(person("Ada Moss"))
    with counted_statements() as statements:
        assert queries.list_rows(ada) == [ada]
    assert statements == []
