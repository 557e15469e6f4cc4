"""Somebody is erased while others decide about them or are erased: each waits for the other in one order, and none fails."""

import threading
import time
from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import func, select, update

from ats.applications import actions, jobs, retention
from ats.applications.actions import Submission, erasing, submit
from ats.applications.models import Application, Status
from ats.applications.queries import get_for_decision
from ats.candidates import merging
from ats.candidates.models import Candidate
from ats.company.queries import list_reasons
from ats.demo.removing import remove_demo
from ats.documents import actions as documents
from ats.messages.actions import write
from ats.openings.actions import count_stage_change
from ats.openings.models import Opening, Stage
from ats.platform import outbox
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, VISITOR, Actor
from tests import interleaving


def pause() -> None:
    """Let the other come to where it has to wait."""
    time.sleep(0.4)


def side_by_side(app, *works) -> None:
    """Do pieces of work in transactions that begin one shortly after the other; raise what one of them raised."""
    raised = []

    def run(number: int, work) -> None:
        with app.app_context():
            try:
                time.sleep(number / 10)
                with transaction():
                    work()
            except Exception as error:
                raised.append(error)

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    for error in raised:
        raise error


def applied(openings, name: str) -> int:
    """Apply to some openings one after the other; return the candidate's id."""
    for opening in openings:
        given = Submission(name=name, email=f"{name.split()[0].lower()}@example.com")
        with transaction():
            candidate_id = submit(opening, given, by=VISITOR, reapply_days=90).application.candidate_id
    return candidate_id


def erase(candidate_id: int) -> None:
    actions.erase_person(db.session.get_one(Candidate, candidate_id), asked_by="admin", by=SYSTEM)


def assert_counts_right() -> None:
    """Fail unless every stage says how many active applications stand in it."""
    active = select(Application.stage_id, func.count()).where(Application.status == Status.ACTIVE)
    real = dict(db.session.execute(active.group_by(Application.stage_id)).all())
    said = dict(db.session.execute(select(Stage.id, Stage.active_count)).all())
    assert said == {stage_id: real.get(stage_id, 0) for stage_id in said}


def test_a_rejection_with_a_message(app, cast):
    candidate_id = applied([cast.engineer], "Bea Lake")
    public_id = db.session.scalar(
        select(Application.public_id).where(Application.candidate_id == candidate_id)
    )
    by = Actor.user(cast.user("recruiter").id)

    def reject():
        application = get_for_decision(public_id)
        pause()
        change_id = actions.reject(application, list_reasons()[0], seen=application.version, by=by)
        write(application, "News", "Not this time.", by=by, change_id=change_id)

    side_by_side(app, reject, lambda: erase(candidate_id))
    assert db.session.get(Candidate, candidate_id) is None
    assert_counts_right()


def test_somebody_who_sends_the_form_again(app, cast):
    """Both take the application before the candidate; else each waited for the other."""
    candidate_id = applied([cast.engineer], "Bea Lake")
    file = documents.store(b"Bea Lake has written this.\n" * 9, "bea.txt", 10_000)
    again = Submission(name="Bea Lake", email="bea@example.com", resume=file)

    def apply() -> bool:
        with transaction():
            return submit(cast.engineer, again, by=VISITOR, reapply_days=90).is_repeat

    def erase_in_transaction() -> None:
        with transaction():
            erase(candidate_id)

    answers = interleaving.side_by_side(app, apply, erase_in_transaction, before="INSERT INTO documents")
    assert answers == (True, None)
    assert db.session.get(Candidate, candidate_id) is None


def test_two_who_stand_in_the_same_stages(app, cast, monkeypatch):
    one = applied([cast.engineer, cast.editor], "Bea Lake")
    # Whose rows come one after the other: the stage of the editor first.
    other, same = applied([cast.editor], "Cleo Marsh"), applied([cast.engineer], "Cora Marsh")
    with transaction():
        merging.merge(*(db.session.get_one(Candidate, each) for each in (other, same)), [], by=SYSTEM)
    erase_one = erasing.erase_application

    def erase_slowly(application, **more):
        erase_one(application, **more)
        pause()

    monkeypatch.setattr(erasing, "erase_application", erase_slowly)
    side_by_side(app, lambda: erase(one), lambda: erase(other))
    assert db.session.get(Candidate, one) is db.session.get(Candidate, other) is None
    assert_counts_right()


def locks_in(seen: list[str]) -> list[str]:
    """Return the tables whose rows some statements keep from others, in the order in which each is come to first."""
    taken = [
        each for each in seen if each.endswith(("UPDATE", "UPDATE OF applications", "UPDATE OF openings"))
    ]
    found = [each.partition(" FROM ")[2].split()[0] for each in taken if each.startswith("SELECT")]
    return list(dict.fromkeys(found))


def assert_in_order(seen: list[str], *tables: str) -> None:
    """Fail unless all that is taken is taken in the one order before anything is deleted; SQLite takes nothing."""
    first = next(at for at, text in enumerate(seen) if text.startswith("DELETE"))
    assert locks_in(seen[:first]) == (list(tables) if db.engine.dialect.name == "postgresql" else [])


def grow_old(application_id: int) -> None:
    with transaction():
        application = db.session.get_one(Application, application_id)
        application.stage_entered_at = utc_now() - timedelta(days=4000)


def erase_past_retention() -> None:
    with transaction():
        row_id = outbox.enqueue(jobs.erase_past_retention)
    jobs.erase_past_retention(db.session.get_one(outbox.OutboxRow, row_id))


def test_the_end_of_retention_takes_them_in_the_order_of_every_erasure(app, cast, statements):
    grow_old(cast.application.id)
    with statements() as seen:
        erase_past_retention()
    assert_in_order(seen, "applications", "candidates", "stages")


def test_whom_somebody_decided_about_meanwhile_is_not_past_retention(app, cast, monkeypatch):
    application_id = cast.application.id
    grow_old(application_id)
    lock = retention.find_past

    def move_and_lock(*given):
        db.session.rollback()
        with transaction():
            application = get_for_decision(cast.application.public_id)
            actions.move(application, cast.engineer.stages[1], seen=1, by=SYSTEM)
        return lock(*given)

    monkeypatch.setattr(retention, "find_past", move_and_lock)
    erase_past_retention()
    db.session.rollback()
    assert db.session.get(Application, application_id) is not None


def test_the_removal_of_a_demo_takes_them_in_the_order_of_every_erasure(app, cast, statements):
    with transaction():
        db.session.execute(update(Opening).values(is_demo=True))
        db.session.execute(update(Candidate).values(is_demo=True))
    with statements() as seen:
        remove_demo()
    assert_in_order(seen, "openings", "applications", "candidates", "stages")


def test_a_move_takes_the_older_stage_first(app, cast):
    older, younger = (stage.id for stage in cast.engineer.stages[:2])
    # A row that was changed last lies last, and is come to last by whoever takes them as they lie.
    with transaction():
        count_stage_change(SimpleNamespace(left_stage_id=None, entered_stage_id=older))

    def count(*steps):
        for left, entered in steps:
            count_stage_change(SimpleNamespace(left_stage_id=left, entered_stage_id=entered))
            pause()

    side_by_side(app, lambda: count((older, None), (younger, None)), lambda: count((older, younger)))
