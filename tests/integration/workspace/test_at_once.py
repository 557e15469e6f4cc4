"""Two who write about the same at one moment: whoever comes second is answered as if they had come a moment later."""

import io
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from ats.accounts.models import User
from ats.applications import actions, jobs, links
from ats.applications.actions import Submission, submit
from ats.applications.models import Application
from ats.candidates.models import Candidate
from ats.company.models import RejectionReason, StageKind, StageTemplate
from ats.company.queries import list_templates
from ats.documents import actions as documents
from ats.openings.actions import OpeningContent, change_opening, save_program
from ats.openings.models import Opening, Program, State
from ats.openings.queries import list_stages
from ats.platform import outbox, queue
from ats.platform.database import db, is_sqlite, transaction
from ats.platform.events import SYSTEM, VISITOR
from tests.cast import answer_everybody
from tests.house.test_erasure import CANARY, traces
from tests.integration.careers.forms import load_form
from tests.integration.careers.forms import send as send_form
from tests.interleaving import side_by_side


@dataclass(frozen=True)
class Person:
    """An application of somebody who may be erased, and the addresses at which people write about it."""

    public_id: str
    candidate_id: int
    path: str
    status: str
    document: str

    def application(self) -> Application | None:
        """Return it as the database has it now."""
        db.session.rollback()
        return db.session.scalar(select(Application).where(Application.public_id == self.public_id))


@pytest.fixture
def person(app, cast) -> Person:
    """The canary, in the second stage of the engineer, with a résumé and one that nobody confirmed."""
    files = [documents.store(f"{CANARY} {n}\n".encode() * 9, "a.txt", 10_000) for n in ("one", "two")]
    for file in files:
        with transaction():
            given = Submission(name=f"{CANARY} Reed", email=f"{CANARY}@example.com", resume=file)
            application = submit(cast.engineer, given, by=VISITOR, reapply_days=90).application
    with transaction():
        actions.move(application, list_stages(cast.engineer.id)[1], seen=1, by=SYSTEM)
    unconfirmed = next(each for each in application.attachments if not each.is_confirmed)
    return Person(
        application.public_id,
        application.candidate_id,
        f"/dashboard/applications/{application.public_id}",
        links.status_link(application).removeprefix("http://jobs.example.com"),
        unconfirmed.document.public_id,
    )


def poster(browser, path: str, data: dict | None = None, **given):
    """Return the sending of a form, whose answer's status it gives."""
    return lambda: browser.submit(path, data, **given).status_code


def a_file(name: str) -> dict:
    return {name: (io.BytesIO(f"{CANARY} once more\n".encode() * 9), "b.txt")}


def eraser(sign_in, person: Person):
    return poster(sign_in("admin"), f"{person.path}/erase", {"is_sure": "y"})


# What somebody does about the person: who, where, what.
DEEDS = {
    "note": ("recruiter", "{path}/notes", {"text": f"{CANARY} sounds good"}),
    "put off": ("recruiter", "{path}/snooze", {"days": "1"}),
    "look": ("recruiter", "{path}/here", {}),
    "write": ("recruiter", "{path}/message", {"subject": "Hello", "text": f"Dear {CANARY}"}),
    "tag": ("recruiter", "{path}/tags", {"tag": f"{CANARY} tag"}),
    "shortlist": ("recruiter", "{path}/shortlist", {}),
    "correct": ("recruiter", "{path}/contact", {"name": CANARY, "email": f"new-{CANARY}@example.com"}),
    "confirm": ("recruiter", "{path}/documents/confirm", {"document": "{document}"}),
    "add a file": ("recruiter", "{path}/files", "file"),
    "move": ("recruiter", "{path}/withdraw", {"seen": "2"}),
    "correct by link": ("", "{status}/contact", {"name": f"{CANARY} B"}),
    "new address by link": ("", "{status}/address", {"email": f"other-{CANARY}@example.com"}),
    "newer résumé by link": ("", "{status}/resume", "resume"),
    "confirm by link": ("", "{status}/document", {"document": "{document}"}),
    "withdraw by link": ("", "{status}/withdraw", {}),
}


def doer(app, sign_in, person: Person, deed: str):
    role, path, data = DEEDS[deed]
    browser = sign_in(role) if role else app.test_client()
    where = path.format(path=person.path, status=person.status)
    if isinstance(data, str):
        return lambda: browser.submit(where, a_file(data), content_type="multipart/form-data").status_code
    return poster(
        browser, where, {name: text.format(document=person.document) for name, text in data.items()}
    )


def assert_no_trace(app, person: Person) -> None:
    """Fail if anything is left of the person, once all background work is done."""
    queue.run_until_empty()
    assert person.application() is None
    assert traces(app) == []


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_done_about_somebody_who_is_just_erased_meets_nobody(app, person, sign_in, deed):
    do = doer(app, sign_in, person, deed)
    answers = side_by_side(app, eraser(sign_in, person), do, before="DELETE FROM applications")
    assert answers == (303, 410 if deed.endswith("by link") else 404)
    assert_no_trace(app, person)


@pytest.mark.parametrize("deed", ["note", "write", "correct", "add a file", "newer résumé by link"])
def test_who_is_erased_while_something_is_done_about_them_leaves_no_trace(app, person, sign_in, deed):
    do = doer(app, sign_in, person, deed)
    assert side_by_side(app, do, eraser(sign_in, person), before="INSERT INTO events") == (303, 303)
    assert_no_trace(app, person)


def test_a_receipt_is_written_beside_an_erasure(app, person, sign_in):
    with transaction():
        row_id = outbox.enqueue(jobs.acknowledge, application_id=person.application().id)

    answers = side_by_side(
        app, lambda: queue.run_row(row_id), eraser(sign_in, person), before="INSERT INTO mails"
    )
    assert answers[1] == 303
    assert_no_trace(app, person)


def test_somebody_is_erased_by_two(app, person, sign_in):
    erase = [eraser(sign_in, person) for _ in range(2)]
    assert side_by_side(app, *erase, before="DELETE FROM applications") == (303, 404)


def test_who_applies_once_more_between_the_locks_of_their_erasure_is_erased_with_it(
    app, cast, person, sign_in
):
    again = Submission(name=f"{CANARY} Again", email=f"{CANARY}@example.com")

    def apply() -> int:
        with transaction():
            return submit(cast.editor, again, by=VISITOR, reapply_days=90).application_id

    # On SQLite nobody gets in between: who comes later is somebody new.
    before = "FROM candidates" if is_sqlite() else "ORDER BY candidates.id FOR UPDATE"
    answers = side_by_side(app, eraser(sign_in, person), apply, before=before)
    assert answers[0] == 303
    if not is_sqlite():
        assert_no_trace(app, person)


def without_second(opening: Opening) -> dict[str, str]:
    """Return the form that leaves out the second stage of an opening."""
    data = {"version": str(opening.version)}
    kept = [each for each in list_stages(opening.id) if each.position != 1]
    for number, stage in enumerate(kept):
        row = {"public_id": stage.public_id, "name": stage.name, "kind": stage.kind}
        data |= {f"stages-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def removing(cast, sign_in):
    """The sending of the form that removes the second stage of the engineer."""
    path = f"/dashboard/openings/{cast.engineer.reference}/stages"
    return poster(sign_in("admin"), path, without_second(cast.engineer))


@pytest.fixture
def moving(cast, sign_in):
    """The sending of Ada Fern into that stage."""
    second = list_stages(cast.engineer.id)[1].public_id
    path = f"/dashboard/applications/{cast.application.public_id}/move"
    return poster(sign_in("recruiter"), path, {"stage": second, "seen": "1"})


def test_a_stage_into_which_somebody_is_just_moved_stays(app, cast, moving, removing):
    assert side_by_side(app, moving, removing, before="INSERT INTO stage_changes") == (303, 409)
    assert cast.application.stage_id in {stage.id for stage in list_stages(cast.engineer.id)}


def test_nobody_is_moved_into_a_stage_that_is_just_removed(app, cast, moving, removing):
    assert side_by_side(app, removing, moving, before="DELETE FROM stages") == (303, 409)
    assert cast.application.stage_id == list_stages(cast.engineer.id)[0].id


def test_nothing_leads_back_into_a_stage_that_is_just_removed(app, cast, moving, removing, sign_in):
    stages = list_stages(cast.engineer.id)
    with transaction():
        actions.move(cast.application, stages[1], seen=1, by=SYSTEM)
        change_id = actions.move(cast.application, stages[2], seen=2, by=SYSTEM)
    path = f"/dashboard/applications/{cast.application.public_id}/undo"
    undoing = poster(sign_in("recruiter"), path, {"change": str(change_id)})
    assert side_by_side(app, removing, undoing, before="DELETE FROM stages") == (303, 409)


def test_who_applies_where_the_first_stage_is_just_replaced_stands_in_the_new_one(app, cast, sign_in):
    editor, browser = cast.editor, app.test_client()
    template = {"template": list_templates()[0].public_id}
    replacing = poster(sign_in("admin"), f"/dashboard/openings/{editor.reference}/stages/template", template)
    hidden = load_form(browser, editor.reference)
    answers = side_by_side(
        app,
        replacing,
        lambda: send_form(browser, editor.reference, hidden).status_code,
        before="DELETE FROM stages",
    )
    assert answers == (303, 303)
    first = list_stages(editor.id)[0]
    assert (first.kind, first.active_count) == (StageKind.APPLIED, 1)


@pytest.mark.parametrize("is_closed_first", [True, False])
def test_nobody_comes_into_an_opening_that_is_just_closed(app, cast, sign_in, is_closed_first):
    with transaction():
        answer_everybody(cast.engineer)
    reference, browser = cast.engineer.reference, app.test_client()
    closing = poster(sign_in("admin"), f"/dashboard/openings/{reference}/state", {"to": "closed"})
    hidden = load_form(browser, reference)

    def applying() -> int:
        return send_form(browser, reference, hidden).status_code

    if is_closed_first:
        answers = side_by_side(app, closing, applying, before="COMMIT")
        assert answers == (303, 410)
    else:
        answers = side_by_side(app, applying, closing, before="INSERT INTO applications")
        assert answers == (303, 409)
    is_silent = cast.engineer.state == State.CLOSED and any(s.active_count for s in cast.engineer.stages)
    assert not is_silent


def test_who_answers_a_question_that_is_just_taken_away_has_applied_or_is_told(app, cast):
    reference, browser = cast.engineer.reference, app.test_client()
    hidden, question = load_form(browser, reference), cast.engineer.questions[0].id
    answered = {f"question_{question}": "In May"}

    def take_questions_away():
        with transaction():
            opening = cast.engineer
            content = OpeningContent(fields={}, program_id=opening.program_id)
            change_opening(opening, content, seen_version=opening.version, by=SYSTEM)

    def apply() -> int:
        return send_form(browser, reference, hidden, **answered).status_code

    answers = side_by_side(app, apply, take_questions_away, before="INSERT INTO rate_counts")
    # On SQLite the sending has the lock first; on PostgreSQL it meets an opening that does not ask any more.
    assert answers == ((303 if is_sqlite() else 422), None)
    assert cast.engineer.questions == []
    assert sum(stage.active_count for stage in cast.engineer.stages) == (2 if is_sqlite() else 1)


def test_nobody_is_added_by_hand_to_an_opening_that_is_just_closed(app, cast, sign_in):
    with transaction():
        answer_everybody(cast.engineer)
    path = f"/dashboard/openings/{cast.engineer.reference}"
    closing = poster(sign_in("admin"), f"{path}/state", {"to": "closed"})
    given = {"name": "Bea Lake", "source": "a fair", "key": "k" * 26}
    adding = poster(sign_in("recruiter"), f"{path}/add", given)
    assert side_by_side(app, closing, adding, before="COMMIT") == (303, 409)


@pytest.mark.parametrize(
    ("path", "data", "names", "before"),
    [
        ("/dashboard/programs/new", {"name": "Fresh"}, Program.name, "INSERT INTO programs"),
        (
            "/dashboard/settings/reasons/new",
            {"label": "Fresh", "side": "ours", "is_active": "y"},
            RejectionReason.label,
            "INSERT INTO rejection_reasons",
        ),
        (
            "/dashboard/settings/people/new",
            {"name": "Bea Lake", "email": "fresh@example.com", "role": "interviewer"},
            User.email,
            "INSERT INTO users",
        ),
    ],
)
def test_two_do_not_take_one_name(app, cast, sign_in, path, data, names, before):
    doing = [poster(sign_in("admin"), path, data) for _ in range(2)]
    assert sorted(side_by_side(app, *doing, before=before)) == [303, 422]
    db.session.rollback()
    assert [name.casefold()[:5] for name in db.session.scalars(select(names))].count("fresh") == 1


def test_a_program_that_is_just_removed_is_not_moved(app, cast, sign_in):
    with transaction():
        path = f"/dashboard/programs/{save_program(None, name='Empty', introduction='', by=SYSTEM).slug}"
    removing = poster(sign_in("admin"), f"{path}/remove")
    moving = poster(sign_in("recruiter"), f"{path}/move", {"to": "up"})
    assert side_by_side(app, removing, moving, before="DELETE FROM programs") == (303, 404)


def test_an_opening_that_just_goes_to_another_program_is_not_moved_within_the_former(app, cast, sign_in):
    path = f"/dashboard/openings/{cast.engineer.reference}/move"

    def change_program() -> None:
        with transaction():
            opening = cast.engineer
            content = OpeningContent(fields={}, program_id=cast.editor.program_id)
            change_opening(opening, content, seen_version=opening.version, by=SYSTEM)

    moving = poster(sign_in("recruiter"), path, {"to": "up"})
    answers = side_by_side(app, moving, change_program, before="FROM programs WHERE programs.id")
    assert answers == ((303, None) if is_sqlite() else (409, None))


def test_two_who_save_one_stage_template_leave_the_stages_of_one(app, cast, sign_in):
    path = f"/dashboard/settings/templates/{list_templates()[0].public_id}"
    rows = {
        "stages-0-name": "In",
        "stages-0-kind": "applied",
        "stages-1-name": "Out",
        "stages-1-kind": "hired",
    }
    saving = [poster(sign_in("admin"), path, {"name": name, **rows}) for name in ("One", "Other")]
    assert side_by_side(app, *saving, before="DELETE FROM stage_template_stages") == (303, 303)
    db.session.rollback()
    saved = db.session.scalars(select(StageTemplate)).one()
    assert (saved.name, [stage.name for stage in saved.stages]) == ("Other", ["In", "Out"])


def test_the_person_of_a_merge_is_erased_in_one_piece(app, cast, person, sign_in):
    with transaction():
        given = Submission(name=f"{CANARY} Twin", email=f"twin-{CANARY}@example.com")
        twin = submit(cast.engineer, given, by=VISITOR, reapply_days=90).application.reference
    fields = dict.fromkeys(("name", "email", "phone", "link"), "one")
    merging = poster(sign_in("recruiter"), f"{person.path}/merge", {"with": twin, **fields})
    assert side_by_side(app, merging, eraser(sign_in, person), before="COMMIT") == (303, 303)
    assert db.session.scalar(select(Candidate.id).where(Candidate.name.startswith(CANARY))) is None
    assert_no_trace(app, person)
