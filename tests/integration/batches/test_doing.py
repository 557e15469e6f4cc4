"""Doing a batch: each item once, each with its own outcome, and all of it taken back by one undo."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from ats.activity.models import EventRow
from ats.applications import actions as applications
from ats.applications.models import Application, StageChange
from ats.applications.tags import list_tags as list_known
from ats.batches import actions, exporting, jobs, working
from ats.batches.kinds import KINDS
from ats.batches.models import Batch, BatchItem
from ats.batches.previewing import preview
from ats.candidates import actions as candidates
from ats.candidates import merging
from ats.candidates.models import Candidate
from ats.candidates.queries import list_tags
from ats.company.queries import list_reasons
from ats.messages.models import Message
from ats.platform import mailbox, queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import CANDIDATE, SYSTEM, Actor
from ats.platform.outbox import OutboxRow
from tests.integration.batches.conftest import Bench, again, now, states

LETTER = {"subject": "About {{ opening_title }}", "text": "Dear {{ first_name }}, no."}


def counts(cast) -> list[int]:
    db.session.rollback()
    return [stage.active_count for stage in cast.engineer.stages]


def tags_of(people) -> list[list[str]]:
    return [list_tags(again(person).candidate_id) for person in people]


def test_a_move_is_done_counted_and_taken_back(app, cast, bench, people):
    wanted = next(stage for stage in cast.engineer.stages if stage.kind == "assess")
    batch = bench.do("move", people, stage=f"name:{wanted.name.upper()}")
    assert (batch.state, batch.done, batch.skipped, batch.failed, batch.total) == ("done", 4, 0, 0, 4)
    assert {again(person).stage_id for person in people} == {again(wanted).id}
    assert sum(counts(cast)) == 5
    undo = bench.undo(batch)
    assert (undo.kind, undo.state, undo.done) == ("undo", "done", 4)
    assert {again(person).stage_id for person in people} == {cast.engineer.stages[0].id}
    assert counts(cast) == [5, 0, 0, 0, 0, 0]
    kinds = (
        select(EventRow.kind, func.count()).where(EventRow.kind.startswith("batch")).group_by(EventRow.kind)
    )
    assert dict(db.session.execute(kinds).all()) == {"batch.started": 2, "batch.ended": 2}


def test_what_is_taken_back_is_read_once_for_a_piece(app, cast, bench, people, statements):
    batch = bench.do("move", people, stage="kind:assess")
    db.session.remove()
    with statements() as seen:
        assert bench.undo(batch).done == 4
    assert len([each for each in seen if "FROM stage_changes" in each]) == 1, "\n".join(seen)


def test_what_somebody_decided_in_between_is_left_and_said(sqlite_app, cast, bench, people):
    batch = bench.start("move", people, stage="kind:interview")
    with transaction():
        applications.move(
            now(people[0]), cast.engineer.stages[1], seen=1, by=Actor.user(cast.user("manager").id)
        )
        applications.withdraw(now(people[1]), seen=1, by=CANDIDATE)
    queue.run_until_empty()
    said = states(batch)
    assert said["Bela Moss"][0] == said["Cleo Reed"][0] == "skipped"
    assert said["Cleo Reed"][1] == "has withdrawn"
    assert again(people[0]).stage_id == cast.engineer.stages[1].id
    assert (again(batch).done, again(batch).skipped) == (2, 2)


def test_an_undo_leaves_what_changed_since_and_says_by_whom(sqlite_app, cast, bench, people):
    batch = bench.do("move", people, stage="kind:interview")
    with transaction():
        person = now(people[2])
        applications.move(
            person, cast.engineer.stages[1], seen=person.version, by=Actor.user(cast.user("manager").id)
        )
    undo = bench.undo(batch)
    state, words = states(undo)["Dora Vane"]
    assert state == "skipped"
    assert "Manager Example moved it to" in words
    assert again(people[2]).stage_id == cast.engineer.stages[1].id
    assert (undo.done, undo.skipped) == (3, 1)


def test_a_rejection_writes_to_each_and_its_undo_calls_back_what_has_not_gone(app, cast, bench, people):
    batch = bench.do("reject", people, reason=list_reasons()[0].public_id, **LETTER)
    assert batch.done == 4
    texts = sorted(db.session.scalars(select(Message.text)))
    assert texts == [f"Dear {name}, no." for name in ("Bela", "Cleo", "Dora", "Emil")]
    with transaction():
        first = db.session.scalars(select(Message).order_by(Message.id)).first()
        first.mail.state = "sent"
        gone = first.application_id
    undo = bench.undo(batch)
    assert undo.done == 4
    assert {again(person).status for person in people} == {"active"}
    said = states(undo)
    for person in people:
        expected = (
            "The message had gone out already" if again(person).id == gone else "The message was called back"
        )
        assert said[again(person).typed_name] == ("done", expected)


def test_the_messages_of_a_batch_can_wait(sqlite_app, cast, bench, people):
    batch = bench.do("reject", people, reason=list_reasons()[0].public_id, delay="24", **LETTER)
    assert batch.done == 4
    waits = [each.send_at - each.created_at for each in db.session.scalars(select(Message))]
    assert len(waits) == 4
    assert all(timedelta(hours=23) < wait < timedelta(hours=25) for wait in waits)
    assert bench.undo(batch).done == 4
    assert {each.state for each in db.session.scalars(select(Message))} == {"cancelled"}


def test_whom_no_message_reaches_is_named_and_not_rejected_in_silence(sqlite_app, cast, bench, people, apply):
    nobody = apply(cast.engineer, "Gus Holm", email="")
    odd = apply(cast.engineer, "Odd Moe", email="odd.@h.example")
    with transaction():
        mail = mailbox.post("message", "bela.moss@example.com", subject="x", text="y")
        mailbox.note_bounce(mail, "no such user")
        db.session.get_one(Candidate, now(people[3]).candidate_id).name = " "
    batch = bench.do("reject", [*people, nobody, odd], reason=list_reasons()[0].public_id, **LETTER)
    said = states(batch)
    assert said["Gus Holm"] == ("skipped", "has no e-mail address")
    assert said["Bela Moss"] == ("skipped", "has an e-mail address from which mail came back")
    assert said["Odd Moe"] == ("skipped", "has an address to which no mail can be sent, odd.@h.example")
    assert said["Emil Kern"][1].startswith("cannot be written to: {{ first_name }} is empty here")
    assert (batch.done, batch.skipped) == (2, 4)
    assert again(nobody).status == "active"


def test_tags_are_put_on_and_only_those_are_taken_off_again(app, cast, bench, people):
    with transaction():
        candidates.add_tag(people[0].candidate_id, "Later", by=SYSTEM)
    batch = bench.do("tag", people, tag="later")
    assert states(batch)["Bela Moss"] == ("skipped", "has this tag already")
    assert tags_of(people) == [
        ["Later"],
        ["later"],
        ["later"],
        ["later"],
    ]
    bench.undo(batch)
    assert tags_of(people) == [["Later"], [], [], []]
    removed = bench.do("untag", people, tag="LATER")
    assert (removed.done, removed.skipped) == (1, 3)


def test_a_person_with_two_applications_gets_one_message(sqlite_app, cast, bench, people, apply):
    second = apply(cast.editor, "Bela Moss")
    batch = bench.do("message", [*people, second], subject="News", text="Hello {{ first_name }}")
    assert (batch.done, batch.skipped) == (4, 1)
    with transaction():
        db.session.scalars(select(Message).order_by(Message.id)).first().mail.state = "sent"
    undo = bench.undo(batch)
    assert (undo.done, undo.skipped) == (3, 1)


def test_a_merged_person_gets_one_message(app, cast, bench, people, monkeypatch):
    monkeypatch.setattr(working, "_LEAST_AT_ONCE", 1)
    merge_first_two(people)
    batch = bench.draft("message", people[:3], subject="News", text="Hello")
    assert preview(batch).skipped_count == 1
    with transaction():
        actions.start(now(batch), seen=batch.version, by=bench.by)
    # In pieces of one, so that the second finds who was written to in the first.
    while working.do_some(batch.id, seconds=0):
        db.session.commit()
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Message)) == 2
    assert sorted(state for state, _ in states(batch).values()) == ["done", "done", "skipped"]


def merge_first_two(people) -> list[int]:
    """Merge the first two people; return the ids of their rows."""
    ids = [again(person).candidate_id for person in people[:2]]
    with transaction():
        merging.merge(*(db.session.get_one(Candidate, each) for each in ids), [], by=SYSTEM)
    return ids


def test_both_rows_of_a_merged_person_bear_a_tag_again_as_they_did(app, cast, bench, people):
    with transaction():
        candidates.add_tag(people[0].candidate_id, "Later", by=SYSTEM)
        candidates.add_tag(people[1].candidate_id, "later", by=SYSTEM)
    merge_first_two(people)
    draft = bench.draft("untag", people, tag="later")
    assert [number for _, number, _ in preview(draft).skipped] == [2, 1]
    batch = bench.do("untag", people, tag="later")
    assert batch.done == 1
    assert tags_of(people) == [[], [], [], []]
    bench.undo(batch)
    with transaction():
        merging.unmerge(db.session.get_one(Candidate, again(people[1]).candidate_id), by=SYSTEM)
    assert tags_of(people) == [["Later"], ["later"], [], []]


def test_a_tag_on_one_row_of_a_merged_person_is_the_persons(app, cast, bench, people):
    first, _second = merge_first_two(people)
    with transaction():
        candidates.add_tag(first, "later", by=SYSTEM)
    skipped = preview(bench.draft("tag", people, tag="Later")).skipped
    assert [(why, number) for why, number, _ in skipped] == [("has this tag already", 2)]
    ids = select(Application.id).where(Application.opening_id == cast.engineer.id)
    rows = list(csv.DictReader(io.StringIO("".join(exporting.export(ids)))))
    assert sorted(row["Tags"] for row in rows) == ["", "", "", "later", "later"]
    assert list_known(cast.user("manager")) == ["later"]


@pytest.mark.parametrize("sign", list("=+-@\t\r＝＋－＠"))
def test_no_cell_of_an_export_begins_as_a_formula(sign):
    assert exporting.safe(f"{sign}1+1") == f"'{sign}1+1"
    assert exporting.safe(f"1{sign}1") == f"1{sign}1"


def test_tags_of_merged_people_are_known_to_those_who_see_one_of_their_rows(app, cast, people, apply):
    elsewhere = apply(cast.editor, "Gus Holm")
    with transaction():
        candidates.add_tag(elsewhere.candidate_id, "later", by=SYSTEM)
    # Sees the engineer opening alone.
    manager = cast.user("manager")
    assert list_known(manager) == []
    with transaction():
        rows = (again(each).candidate_id for each in (people[0], elsewhere))
        merging.merge(*(db.session.get_one(Candidate, each) for each in list(rows)), [], by=SYSTEM)
    assert list_known(manager) == ["later"]


def test_stages_of_several_openings_are_found_by_name_or_kind(app, cast, bench, people, apply):
    other = apply(cast.editor, "Gus Holm")
    with transaction():
        next(stage for stage in cast.editor.stages if stage.kind == "interview").name = "Trial day"
    name = next(stage for stage in cast.engineer.stages if stage.kind == "interview").name
    batch = bench.do("move", [people[0], other], stage=f"name:{name}")
    assert states(batch)["Gus Holm"] == ("skipped", "is of an opening without such a stage")
    assert bench.do("move", [again(people[1]), other], stage="kind:interview").done == 2
    assert again(other).stage_id == next(each.id for each in cast.editor.stages if each.name == "Trial day")


def test_rights_are_asked_anew_for_each_item(sqlite_app, cast, people, apply):
    manager = Bench(Actor.user(cast.user("manager").id))
    other = apply(cast.editor, "Gus Holm")
    batch = manager.do("move", [people[0], other], stage="kind:interview")
    assert states(batch)["Gus Holm"] == ("skipped", "is of an opening that you do not see any more")
    batch = manager.start("move", people[1:2], stage="kind:interview")
    with transaction():
        cast.user("manager").role = "interviewer"
    queue.run_until_empty()
    assert states(batch)["Cleo Reed"] == ("skipped", "needs a right that you do not have any more")


def test_an_item_that_nobody_thought_of_fails_alone(app, cast, bench, people, monkeypatch):
    act = KINDS["move"].act

    def stumble(scene, application, target, by):
        did = act(scene, application, target, by)
        if target.name == "Cleo Reed":
            raise ZeroDivisionError("nobody thought of this")
        return did

    monkeypatch.setattr(KINDS["move"], "act", stumble)
    batch = bench.do("move", people, stage="kind:interview")
    assert (batch.done, batch.failed) == (3, 1)
    assert "ZeroDivisionError" in states(batch)["Cleo Reed"][1]
    assert again(people[1]).version == 1
    assert counts(cast)[0] == 2


def test_an_item_beside_which_somebody_else_was_faster_is_done_by_what_is_there_then(
    app, cast, bench, people, monkeypatch
):
    act, refused = KINDS["move"].act, []

    def meet_a_key(scene, application, target, by):
        did = act(scene, application, target, by)
        if target.name == "Cleo Reed" and not refused:
            refused.append(target.name)
            raise IntegrityError("INSERT", {}, Exception("a key is there already"))
        return did

    monkeypatch.setattr(KINDS["move"], "act", meet_a_key)
    batch = bench.do("move", people, stage="kind:interview")
    assert (refused, batch.done, batch.failed) == (["Cleo Reed"], 4, 0)
    assert again(people[1]).version == 2


def test_cut_off_in_the_middle_and_done_again_each_item_is_done_once(app, cast, bench, people, monkeypatch):
    monkeypatch.setattr(working, "_MOST_AT_ONCE", 2)
    batch = bench.start("move", people, stage="kind:interview")
    do_some, pieces = jobs.do_some, []

    def cut_off(batch_id, **how):
        pieces.append(do_some(batch_id, **how))
        if len(pieces) == 2:
            raise KeyError("the worker is gone")
        return pieces[-1]

    monkeypatch.setattr(jobs, "do_some", cut_off)
    queue.run_until_empty()
    assert 0 < again(batch).done < 4
    with transaction():
        due = utc_now() - timedelta(seconds=1)
        db.session.execute(update(OutboxRow).where(OutboxRow.done_at.is_(None)).values(run_at=due))
    queue.run_until_empty()
    assert (again(batch).state, again(batch).done) == ("done", 4)
    changes = select(func.count()).select_from(StageChange).where(StageChange.kind == "moved")
    assert db.session.scalar(changes) == 4


def test_a_busy_database_leaves_a_batch_to_the_worker(app, cast, bench, people, monkeypatch):
    batch = bench.start("move", people, stage="kind:assess")

    def busy(*_args, **_kwargs):
        raise OperationalError("SELECT", {}, Exception("deadlock detected"))

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "do_some", busy)
        jobs.do_now(batch.id)
    assert again(batch).state == "running"
    queue.run_until_empty()
    assert (again(batch).state, again(batch).done) == ("done", len(people))


def test_a_piece_ends_when_its_time_is_over(app, cast, bench, people, monkeypatch):
    monkeypatch.setattr(working, "_LEAST_AT_ONCE", 1)
    batch = bench.start("move", people, stage="kind:interview")
    with transaction():
        assert working.do_some(batch.id, seconds=0)
    assert again(batch).done == 1


def test_a_stopped_one_leaves_the_rest_and_undo_takes_back_what_was_done(
    sqlite_app, cast, bench, people, monkeypatch
):
    monkeypatch.setattr(working, "_LEAST_AT_ONCE", 1)
    batch = bench.start("move", people, stage="kind:interview")
    with transaction():
        working.do_some(batch.id, seconds=0)
    undo = bench.undo(batch)
    assert again(batch).state == "stopped"
    assert (undo.total, undo.done) == (1, 1)
    assert {again(person).stage_id for person in people} == {cast.engineer.stages[0].id}
    with pytest.raises(actions.TakenBackAlready), transaction():
        actions.undo(now(batch), by=bench.by)
    with pytest.raises(Conflict), transaction():
        actions.undo(now(undo), by=bench.by)


def test_a_draft_is_started_only_as_it_was_seen_and_only_once(app, cast, bench, people):
    batch = bench.draft("move", people, stage="kind:interview")
    with transaction():
        actions.choose(batch, {"stage": "kind:offer"})
    with pytest.raises(Conflict), transaction():
        actions.start(batch, seen=1, by=bench.by)
    with transaction():
        actions.start(now(batch), seen=2, by=bench.by)
    with pytest.raises(Conflict), transaction():
        actions.start(batch, seen=2, by=bench.by)


def test_nothing_and_too_many_are_refused(sqlite_app, cast, bench, people, monkeypatch):
    with pytest.raises(actions.NothingChosen):
        bench.draft("move", [])
    monkeypatch.setattr(actions, "MOST", 3)
    with pytest.raises(Invalid, match="More than 3 applications"):
        bench.draft("move", people)


def test_items_go_with_an_erased_person_and_batches_that_were_about_nobody_else(app, cast, bench, people):
    both, alone = bench.do("tag", people[:2], tag="Later"), bench.do("tag", people[:1], tag="Now")
    with transaction():
        candidates.erase(
            db.session.get_one(Candidate, now(people[0]).candidate_id), asked_by="admin", by=SYSTEM
        )
    assert list(states(both)) == ["Cleo Reed"]
    assert again(alone) is None
    assert db.session.scalar(select(func.count()).select_from(BatchItem)) == 1


def test_drafts_are_forgotten_after_a_day(app, cast, bench, people):
    old, new = bench.draft("tag", people, tag="x"), bench.draft("tag", people, tag="x")
    with transaction():
        now(old).created_at = utc_now() - timedelta(days=2)
    jobs.purge_drafts(None)
    assert list(db.session.scalars(select(Batch.id))) == [new.id]
