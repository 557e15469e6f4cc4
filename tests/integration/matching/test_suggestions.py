"""Suggestions of who may be known twice: found in the background, told apart for good, gone with their reasons."""

from typing import NamedTuple

import pytest
from sqlalchemy import select

from ats.applications.actions import Submission, add_document, sort_tray, submit
from ats.applications.models import Application
from ats.candidates import actions as candidates
from ats.candidates import merging
from ats.candidates.models import Candidate
from ats.documents import actions as documents
from ats.matching import actions, queries
from ats.matching.jobs import match_missing
from ats.matching.models import MatchKey, Suggestion
from ats.platform import outbox, queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, VISITOR, Actor

WORK = [{"name": "Acme GmbH", "position": "Engineer", "startDate": "2019-04"}, {"name": "Bolt Ltd"}]


class Filed(NamedTuple):
    """An application by the ids, which outlive any session."""

    id: int
    candidate_id: int


def apply(opening, name: str, email: str, **given) -> Filed:
    with transaction():
        application = submit(
            opening, Submission(name=name, email=email, **given), by=VISITOR, reapply_days=90
        ).application
        filed = Filed(application.id, application.candidate_id)
    queue.run_until_empty()
    return filed


def reasons(cast) -> list[list[str]]:
    page = queries.page_of_suggestions(cast.user("recruiter"), dismissed=False, cursor=None)
    return [pair.reasons for pair in page.rows]


def test_the_same_number_is_suggested_whatever_way_it_was_written(app, cast):
    apply(cast.engineer, "Bo Moss", "bo@example.com", phone="06-12345678")
    assert reasons(cast) == []
    apply(cast.editor, "B. Moss", "b.moss@example.com", phone="+31 6 12345678")
    assert reasons(cast) == [["The same phone number: +31 6 12345678"]]


def test_the_same_file_and_the_same_link_are_suggested(app, cast):
    file = documents.store(b"A life in words.\n" * 20, "life.txt", 1_000_000)
    apply(
        cast.engineer, "Bo Moss", "bo@example.com", resume=file, link="https://www.linkedin.com/in/bo-moss/"
    )
    apply(cast.editor, "Someone", "so@example.com", resume=file, link="linkedin.com/in/Bo-Moss?x=1")
    assert reasons(cast) == [["The same résumé file: life.txt", "The same profile: linkedin bo-moss"]]


def test_a_near_name_with_a_near_history_is_suggested_and_one_without_is_not(app, cast):
    for name, email in (("Maria Schmidt", "maria@example.com"), ("Marie Schmidt", "marie@example.com")):
        profile = {"basics": {"name": name}, "work": WORK}
        typed = documents.store_typed(profile, "x.json")
        apply(cast.engineer, name, email, resume=typed, profile=profile)
    apply(cast.engineer, "Maria Schmidt", "another@example.com")
    assert reasons(cast) == [
        [
            "Nearly the same name (Marie Schmidt / Maria Schmidt) and the same employers: Acme GmbH (2019), Bolt Ltd"
        ]
    ] or reasons(cast) == [
        [
            "Nearly the same name (Maria Schmidt / Marie Schmidt) and the same employers: Acme GmbH (2019), Bolt Ltd"
        ]
    ]


def test_an_address_in_somebody_elses_resume_is_suggested(app, cast):
    profile = {"basics": {"name": "A. Fern", "email": "ADA@example.com"}}
    apply(
        cast.editor,
        "A. Fern",
        "fern@example.com",
        resume=documents.store_typed(profile, "x.json"),
        profile=profile,
    )
    with transaction():
        actions.look_for_duplicates([cast.application.candidate_id])
    assert reasons(cast) == [["The same e-mail address: ada@example.com"]]


def test_what_many_share_is_no_reason(app, cast):
    for number in range(13):
        apply(cast.engineer, f"Person {number}", f"p{number}@example.com", phone="+31 6 12345678")
    newest = db.session.scalar(select(Candidate).order_by(Candidate.id.desc()).limit(1))
    query = select(Suggestion).where((Suggestion.one_id == newest.id) | (Suggestion.other_id == newest.id))
    assert list(db.session.scalars(query)) == []


def test_what_waits_in_the_tray_is_compared_with_nobody_until_it_is_let_in(app, cast):
    apply(cast.engineer, "Bo Moss", "bo@example.com", phone="+31 6 12345678")
    waiting = apply(cast.editor, "Bo", "spam@example.com", phone="+31 6 12345678", suspicion="Too quick")
    assert reasons(cast) == []
    with transaction():
        sort_tray(db.session.get_one(Application, waiting.id), is_spam=False, by=SYSTEM)
    queue.run_until_empty()
    assert len(reasons(cast)) == 1


def test_two_told_apart_stay_so_whatever_more_they_have_in_common(app, cast):
    one = apply(cast.engineer, "Bo Moss", "bo@example.com", phone="+31 6 12345678")
    other = apply(cast.editor, "B. Moss", "b@example.com", phone="+31 6 12345678")
    by = Actor.user(cast.user("recruiter").id)
    with transaction():
        assert actions.tell_apart(other.candidate_id, one.candidate_id, by=by) == 1
    assert reasons(cast) == []
    file = documents.store(b"A life in words.\n" * 20, "life.txt", 1_000_000)
    for each in (one, other):
        with transaction():
            add_document(db.session.get_one(Application, each.id), file, "resume", by=by)
    queue.run_until_empty()
    assert reasons(cast) == []
    apart = queries.page_of_suggestions(cast.user("recruiter"), dismissed=True, cursor=None).rows
    assert apart[0].suggestion.user.email == "recruiter@example.com"
    with transaction():
        actions.undo_telling_apart(one.candidate_id, other.candidate_id, by=by)
    assert len(reasons(cast)[0]) == 2


def test_a_suggestion_goes_with_its_reason_and_with_either_person(app, cast):
    one = apply(cast.engineer, "Bo Moss", "bo@example.com", phone="+31 6 12345678")
    other = apply(cast.editor, "B. Moss", "b@example.com", phone="+31 6 12345678")
    with transaction():
        candidate = db.session.get_one(Candidate, one.candidate_id)
        candidates.change_contact(candidate, {"phone": "+31 6 87654321"}, by=SYSTEM)
    queue.run_until_empty()
    # The form still says it, and nobody has settled that.
    assert len(reasons(cast)) == 1
    with transaction():
        candidates.erase(db.session.get_one(Candidate, other.candidate_id), asked_by="admin", by=SYSTEM)
    assert reasons(cast) == []
    assert not db.session.scalars(select(MatchKey).where(MatchKey.candidate_id == other.candidate_id)).all()


def test_merged_people_are_not_suggested_and_a_merge_taken_back_is_remembered(app, cast):
    one = apply(cast.engineer, "Bo Moss", "bo@example.com", phone="+31 6 12345678")
    other = apply(cast.editor, "B. Moss", "b@example.com", phone="+31 6 12345678")
    with transaction():
        both = [db.session.get_one(Candidate, each.candidate_id) for each in (one, other)]
        merging.merge(*both, [], by=SYSTEM)
    assert reasons(cast) == []
    third = apply(cast.engineer, "Bo M.", "bm@example.com", phone="+31 6 12345678")
    assert len(reasons(cast)) == 1
    with transaction():
        assert actions.tell_apart(third.candidate_id, other.candidate_id, by=SYSTEM) == 2
        merging.unmerge(db.session.get_one(Candidate, other.candidate_id), by=SYSTEM)
    assert reasons(cast) == []


def test_those_never_looked_at_are_looked_at_by_the_schedule(app, cast):
    with transaction():
        for number in range(2):
            submission = Submission(name=f"Bo {number}", email=f"b{number}@example.com", phone="+31612345678")
            submit(cast.engineer, submission, by=VISITOR, reapply_days=90)
    with transaction():
        row_id = outbox.enqueue(match_missing)
    match_missing(db.session.get_one(outbox.OutboxRow, row_id))
    assert len(reasons(cast)) == 1


@pytest.mark.parametrize("role", ["manager", "outsider", "interviewer"])
def test_nobody_sees_who_is_on_openings_of_others(app, cast, role):
    apply(cast.engineer, "Bo Moss", "bo@example.com", phone="+31 6 12345678")
    apply(cast.editor, "B. Moss", "b@example.com", phone="+31 6 12345678")
    assert queries.page_of_suggestions(cast.user(role), dismissed=False, cursor=None).rows == []
