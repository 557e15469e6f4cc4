"""What is done to programs and openings, on both engines."""

from datetime import date

import pytest
from sqlalchemy import select

from ats.activity.models import EventRow
from ats.applications.actions import GivenAnswer, Submission, submit
from ats.applications.models import Answer
from ats.company.actions import save_template
from ats.openings import actions, queries
from ats.openings.actions import OpeningContent, StaleOpening
from ats.openings.models import Opening, Program, State
from ats.platform.database import db, transaction
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import SYSTEM
from tests.cast import answer_everybody

REQUIREMENT = {"text": "Patience", "importance": "required", "kind": "skill", "facets": []}
QUESTION = {"label": "Why us?", "hint": "", "kind": "long", "choices": [], "is_required": False}


def content_of(opening: Opening, **changes) -> OpeningContent:
    names = ("id", "label", "hint", "kind", "choices", "is_required")
    values = {
        "fields": {name: getattr(opening, name) for name in actions.TEXT_FIELDS},
        "program_id": opening.program_id,
        "requirements": [
            {name: getattr(each, name) for name in ("text", "importance", "kind", "facets")}
            for each in opening.requirements
        ],
        "responsibilities": [each.text for each in opening.responsibilities],
        "questions": [{name: getattr(each, name) for name in names} for each in opening.questions],
    }
    return OpeningContent(**{**values, **changes})


def kinds_of_events(opening: Opening) -> list[str]:
    query = select(EventRow.kind).where(EventRow.opening_id == opening.id).order_by(EventRow.id)
    return list(db.session.scalars(query))


def names(opening: Opening) -> list[str]:
    return [stage.name for stage in queries.list_stages(opening.id)]


def rows(opening: Opening) -> list[tuple[str, str, str]]:
    return [(stage.public_id, stage.name, stage.kind) for stage in queries.list_stages(opening.id)]


def test_a_change_writes_all_of_it_and_counts_the_version_up(app, cast):
    opening = cast.engineer
    fields = {
        **content_of(opening).fields,
        "title": "Engineer",
        "deadline_on": date(2031, 5, 1),
        "pay_min": 1,
    }
    changed = content_of(
        opening, fields=fields, requirements=[REQUIREMENT], responsibilities=["Think", "Write"]
    )
    seen = opening.version
    with transaction():
        actions.change_opening(opening, changed, seen_version=seen, by=SYSTEM)
    db.session.expire_all()
    read = queries.get_opening(opening.reference)
    assert (read.title, read.deadline_on, read.pay_min) == ("Engineer", date(2031, 5, 1), 1)
    assert [each.text for each in read.requirements] == ["Patience"]
    assert [each.text for each in read.responsibilities] == ["Think", "Write"]
    assert read.version == seen + 1
    assert kinds_of_events(opening)[-1] == "opening.changed"


def test_a_change_that_changes_nothing_leaves_no_trace(app, cast):
    opening = cast.engineer
    before, version = kinds_of_events(opening), opening.version
    with transaction():
        actions.change_opening(opening, content_of(opening), seen_version=version, by=SYSTEM)
    assert (kinds_of_events(opening), opening.version) == (before, version)


def test_a_change_that_saw_an_older_version_is_refused(app, cast):
    opening = cast.engineer
    seen = opening.version
    with transaction():
        actions.change_opening(
            opening, content_of(opening, responsibilities=["Mine"]), seen_version=seen, by=SYSTEM
        )
    with pytest.raises(StaleOpening), transaction():
        actions.change_opening(
            opening, content_of(opening, responsibilities=["Yours"]), seen_version=seen, by=SYSTEM
        )
    assert [each.text for each in cast.engineer.responsibilities] == ["Mine"]


def test_a_change_of_the_lists_alone_counts_as_one(app, cast):
    opening = cast.engineer
    seen = opening.version
    with transaction():
        actions.change_opening(opening, content_of(opening, requirements=[]), seen_version=seen, by=SYSTEM)
    assert (opening.version, opening.requirements) == (seen + 1, [])


def test_questions_keep_their_answers_when_reworded_and_reordered(app, cast):
    opening = cast.engineer
    asked = opening.questions[0]
    answer = GivenAnswer(question_id=asked.id, question=asked.label, kind=asked.kind, value="In May")
    with transaction():
        submit(
            opening,
            Submission(name="Bo Ray", email="bo@example.com", answers=[answer]),
            by=SYSTEM,
            reapply_days=90,
        )
    kept = {**QUESTION, "id": asked.id, "label": "When?", "kind": "short"}
    questions = [{**QUESTION, "id": None}, kept, {**kept, "label": "Twice the same id"}]
    with transaction():
        actions.change_opening(
            opening, content_of(opening, questions=questions), seen_version=opening.version, by=SYSTEM
        )
    assert [each.label for each in cast.engineer.questions] == ["Why us?", "When?", "Twice the same id"]
    assert cast.engineer.questions[1].id == asked.id
    assert db.session.scalar(select(Answer.question_id).where(Answer.value == "In May")) == asked.id


def test_a_removed_question_leaves_its_answers(app, cast):
    opening = cast.engineer
    asked = opening.questions[0]
    answer = GivenAnswer(question_id=asked.id, question=asked.label, kind=asked.kind, value="In May")
    with transaction():
        submit(
            opening,
            Submission(name="Bo Ray", email="bo@example.com", answers=[answer]),
            by=SYSTEM,
            reapply_days=90,
        )
    with transaction():
        actions.change_opening(
            opening, content_of(opening, questions=[]), seen_version=opening.version, by=SYSTEM
        )
    row = db.session.scalars(select(Answer).where(Answer.value == "In May")).one()
    assert (row.question_id, row.question) == (None, "When could you start?")


def test_a_question_of_another_opening_is_not_taken_over(app, cast):
    foreign = cast.editor.questions[0].id
    opening = cast.engineer
    changed = content_of(opening, questions=[{**QUESTION, "id": foreign}])
    with transaction():
        actions.change_opening(opening, changed, seen_version=opening.version, by=SYSTEM)
    assert cast.editor.questions[0].id == foreign
    assert cast.engineer.questions[0].id != foreign


def test_an_opening_that_changes_its_program_comes_last_there(app, cast):
    opening, editor = cast.engineer, cast.editor
    changed = content_of(opening, program_id=editor.program_id)
    with transaction():
        actions.change_opening(opening, changed, seen_version=opening.version, by=SYSTEM)
    assert opening.program.name == "Words"
    assert opening.position > cast.editor.position


def test_a_third_required_answer_is_refused_by_name(sqlite_app, cast):
    opening = cast.engineer
    asked = [{**QUESTION, "id": None, "label": f"Question {n}?", "is_required": True} for n in range(3)]
    content = content_of(opening, questions=asked)
    with pytest.raises(Invalid, match="Question 2"), transaction():
        actions.change_opening(opening, content, seen_version=opening.version, by=SYSTEM)
    asked[2]["is_required"] = False
    with transaction():
        content = content_of(opening, questions=asked)
        actions.change_opening(opening, content, seen_version=opening.version, by=SYSTEM)
    with transaction():
        # As an opening may stand there from before there was a limit.
        opening.questions[2].is_required = True
    with transaction():
        copied = actions.copy_opening(opening, by=SYSTEM)
    assert [each.is_required for each in copied.questions] == [True, True, False]


def test_a_copy_is_a_draft_of_its_own(app, cast):
    opening = cast.engineer
    fields = {**content_of(opening).fields, "deadline_on": date(2031, 5, 1)}
    with transaction():
        actions.change_opening(
            opening, content_of(opening, fields=fields), seen_version=opening.version, by=SYSTEM
        )
        copied = actions.copy_opening(opening, by=SYSTEM)
    assert (copied.state, copied.title, copied.deadline_on) == ("draft", opening.title, None)
    assert copied.reference != opening.reference
    assert [each.text for each in copied.requirements] == [each.text for each in opening.requirements]
    assert copied.questions[0].id != opening.questions[0].id
    assert names(copied) == names(opening)
    assert [stage.active_count for stage in copied.stages] == [0] * 6
    assert {member.user_id for member in copied.team} == {member.user_id for member in opening.team}


def test_stages_are_renamed_reordered_added_and_removed(app, cast):
    opening = cast.engineer
    new, review, call, interview, offer, hired = rows(opening)
    wanted = [
        new,
        interview,
        (review[0], "First look", "review"),
        (None, "Second interview", "interview"),
        hired,
    ]
    with transaction():
        actions.change_stages(opening, wanted, by=SYSTEM)
    assert names(opening) == ["New", "Interview", "First look", "Second interview", "Hired"]
    assert rows(opening)[2][0] == review[0]
    assert queries.list_stages(opening.id)[0].active_count == 1


def test_a_stage_with_an_application_is_neither_removed_nor_turned_into_an_end(app, cast):
    opening = cast.engineer
    new, *rest = rows(opening)
    with pytest.raises(Conflict, match="“New” still holds applications"), transaction():
        actions.change_stages(opening, [(None, "Inbox", "applied"), *rest], by=SYSTEM)
    with pytest.raises(Conflict, match="“New” holds applications"), transaction():
        actions.change_stages(
            opening, [(None, "Inbox", "applied"), (new[0], "New", "review"), *rest], by=SYSTEM
        )
    with pytest.raises(StaleOpening), transaction():
        actions.change_stages(opening, [new, *rest], by=SYSTEM, seen_version=opening.version + 1)
    assert names(opening)[0] == "New"


def test_stages_have_a_beginning_and_an_end(app, cast):
    _, *rest = rows(cast.editor)
    for stages in (rest, rest[:-1], []):
        with pytest.raises(Invalid), transaction():
            actions.change_stages(cast.editor, stages, by=SYSTEM)
    assert len(names(cast.editor)) == 6


def test_a_template_is_applied_only_while_nobody_has_applied(app, cast):
    with transaction():
        short = save_template(None, "Short", [("In", "applied"), ("Done", "hired")], by=SYSTEM)
        actions.apply_template(cast.editor, short, by=SYSTEM)
    assert names(cast.editor) == ["In", "Done"]
    with pytest.raises(Conflict), transaction():
        actions.apply_template(cast.engineer, short, by=SYSTEM)
    assert len(names(cast.engineer)) == 6


def test_who_leaves_the_team_sees_nothing_at_once(app, cast):
    manager, opening = cast.user("manager"), cast.engineer
    with transaction():
        actions.remove_from_team(opening, manager, by=SYSTEM)
    assert not queries.is_on_team(cast.user("manager"), opening.id)
    assert queries.is_on_team(cast.user("interviewer"), opening.id)
    with transaction():
        actions.add_to_team(opening, [cast.user("manager"), cast.user("interviewer")], by=SYSTEM)
    assert [user.name for user in queries.list_team(opening)] == ["Interviewer Example", "Manager Example"]
    assert kinds_of_events(opening)[-2:] == ["opening.team_changed", "opening.team_changed"]


def test_the_way_from_draft_to_closed_and_back(app, cast):
    opening = cast.engineer
    published = opening.published_at
    with transaction():
        answer_everybody(opening)
    for state in (State.PAUSED, State.PUBLISHED, State.CLOSED):
        with transaction():
            actions.change_state(opening, state, by=SYSTEM)
    assert opening.closed_at is not None
    with pytest.raises(Conflict), transaction():
        actions.change_state(opening, State.PAUSED, by=SYSTEM)
    with transaction():
        actions.change_state(opening, State.PUBLISHED, by=SYSTEM)
    assert (opening.state, opening.closed_at, opening.published_at) == ("published", None, published)


def test_an_opening_in_which_somebody_waits_is_not_closed(app, cast):
    with pytest.raises(Conflict, match="1 application is still active"), transaction():
        actions.change_state(cast.engineer, State.CLOSED, by=SYSTEM)
    with transaction():
        answer_everybody(cast.engineer)
        cast.application.tray = "waiting"
    with pytest.raises(Conflict, match="1 application waits in the tray"), transaction():
        actions.change_state(cast.engineer, State.CLOSED, by=SYSTEM)
    assert cast.engineer.state == "published"


def test_only_an_unused_draft_is_removed(app, cast):
    with transaction():
        draft = actions.copy_opening(cast.engineer, by=SYSTEM)
    reference = draft.reference
    with transaction():
        actions.remove_draft(draft, by=SYSTEM)
    assert db.session.scalar(select(Opening.id).where(Opening.reference == reference)) is None
    with pytest.raises(Conflict), transaction():
        actions.remove_draft(cast.engineer, by=SYSTEM)


def program_names() -> list[str]:
    return [program.name for program in queries.list_programs()]


def test_programs_move_and_stop_at_the_ends(app, cast):
    with transaction():
        third = actions.save_program(None, name="Third", introduction="", by=SYSTEM)
    for direction in (-1, -1, -1, 1):
        with transaction():
            actions.move_program(third, direction, by=SYSTEM)
    assert program_names() == ["Platform", "Third", "Words"]


def test_a_program_keeps_its_address_and_no_two_have_one_name(app, cast):
    program = cast.engineer.program
    with transaction():
        actions.save_program(program, name="Foundations", introduction="", by=SYSTEM)
        again = actions.save_program(None, name="Platform!", introduction="", by=SYSTEM)
    assert (program.slug, again.slug) == ("platform", "platform-2")
    with pytest.raises(Conflict), transaction():
        actions.save_program(again, name="foundations", introduction="", by=SYSTEM)


def test_only_an_empty_program_is_removed(app, cast):
    with transaction():
        empty = actions.save_program(None, name="Empty", introduction="", by=SYSTEM)
    with transaction():
        actions.remove_program(empty, by=SYSTEM)
    with pytest.raises(Conflict), transaction():
        actions.remove_program(cast.engineer.program, by=SYSTEM)
    assert db.session.scalars(select(Program.name).order_by(Program.name)).all() == ["Platform", "Words"]
