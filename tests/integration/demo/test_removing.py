"""Taking the demo out: nothing of it is left, and nothing of anybody else's is lost."""

from sqlalchemy import select

from ats.accounts.actions import create_user
from ats.accounts.models import User
from ats.accounts.policy import Role
from ats.activity.models import EventRow
from ats.applications import actions
from ats.applications.models import Application
from ats.candidates.models import Candidate
from ats.company.actions import set_up
from ats.company.queries import find_company
from ats.demo.content import read_content
from ats.demo.making import make_demo
from ats.demo.removing import remove_demo
from ats.openings.actions import copy_opening
from ats.openings.models import Opening, Program
from ats.openings.queries import list_published
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import VISITOR, Actor
from ats.platform.outbox import OutboxRow
from ats.reviews.actions import write_note
from ats.reviews.models import Note
from tests.integration.demo.tables import all_text, count_rows, settings, stored_files


def canaries() -> list[str]:
    """Return words that only the demo brings into a database."""
    content = read_content()
    people = [value for person in content.people for value in (person["name"], person["email"])]
    titles = [facts["title"] for facts in content.openings] + [facts["name"] for facts in content.programs]
    notes = [
        step["note"]
        for p in content.people
        for a in p["applications"]
        for step in a.get("steps", ())
        if "note" in step
    ]
    return [*people, *titles, *notes, *(facts["name"] for facts in content.users), content.company["name"]]


def user(name: str) -> User:
    return db.session.scalars(select(User).where(User.email == f"{name}@example.com")).one()


def apply_as_somebody_real(opening: Opening) -> Application:
    given = actions.Submission(name="Real Person", email="real@example.com", consent_days=365)
    with transaction():
        return actions.submit(opening, given, by=VISITOR, reapply_days=90).application


def run_jobs(*names: str, limit: int | None = None) -> None:
    for name in names:
        rows = select(OutboxRow.id).where(OutboxRow.job.contains(name), OutboxRow.done_at.is_(None))
        for row_id in db.session.scalars(rows.limit(limit)).all():
            queue.run_row(row_id)


def test_nothing_is_left_but_the_fact_that_there_was_one(any_demo):
    text = all_text()
    assert [word for word in canaries() if word not in text] == []
    removal = remove_demo()
    assert removal.counts == any_demo.counts
    assert removal.stays == ()
    text = all_text()
    assert [word for word in canaries() if word in text] == []
    assert set(count_rows()) <= {"events", "outbox", "rate_counts"}
    assert [row.kind for row in db.session.scalars(select(EventRow))] == ["demo.removed"]
    assert stored_files() == []


def test_mails_and_page_images_go_too(small_demo):
    run_jobs("send_", "acknowledge", "deliver")
    run_jobs("read_document", limit=2)
    assert {"mails", "page_images"} <= set(count_rows())
    remove_demo()
    assert set(count_rows()) <= {"events", "outbox", "rate_counts"}
    assert stored_files() == []


def test_work_that_was_still_waiting_does_no_harm_afterwards(small_demo):
    remove_demo()
    queue.run_until_empty()
    assert db.session.scalars(select(OutboxRow.last_error).where(OutboxRow.done_at.is_(None))).all() == []
    assert set(count_rows()) <= {"events", "outbox", "rate_counts"}


def test_it_can_be_made_and_removed_again(small_demo):
    remove_demo()
    assert not any(remove_demo().counts.values())
    assert make_demo(settings()).counts == small_demo.counts


def test_after_it_the_company_is_set_up_anew(small_demo):
    remove_demo()
    assert find_company() is None
    with transaction():
        set_up("Ours")
    assert find_company().name == "Ours"


def test_what_was_there_before_is_as_it_was(app, cast, few):
    kept = ("users", "programs", "openings", "stages", "candidates", "applications", "team_members", "events")
    before = count_rows()
    make_demo(settings())
    remove_demo()
    after = count_rows()
    assert {name: after[name] for name in kept[:-1]} == {name: before[name] for name in kept[:-1]}
    assert after["events"] == before["events"] + 1
    assert find_company().name == "Example Systems"
    assert cast.application.status == "active"


def test_an_opening_that_somebody_real_applied_to_stays_and_is_named(any_small_demo):
    opening = list_published()[1]
    reference, application_id = opening.reference, apply_as_somebody_real(opening).id
    removal = remove_demo()
    assert db.session.scalars(select(Application)).one().id == application_id
    assert db.session.scalars(select(Candidate)).one().name == "Real Person"
    assert db.session.scalars(select(Opening)).one().title == "Database Engineer"
    assert db.session.scalars(select(Program)).one().name == "Persistent Systems Engineering"
    said = " ".join(removal.stays)
    assert (
        f"{reference}, “Database Engineer”: it has 1 application from outside the demo and is still published"
        in said
    )
    assert "Persistent Systems Engineering" in said
    assert "Quillmoor" in said
    assert not any(remove_demo().counts.values())


def test_an_account_that_decided_about_somebody_real_stays_switched_off(any_small_demo):
    application = apply_as_somebody_real(list_published()[0])
    recruiter = Actor.user(user("recruiter").id)
    with transaction():
        write_note(application, "Worth a call", by=recruiter)
    removal = remove_demo()
    assert db.session.scalars(select(Note)).one().text == "Worth a call"
    left = db.session.scalars(select(User)).one()
    assert (left.email, left.is_active, left.password_hash) == ("recruiter@example.com", False, None)
    assert any("recruiter@example.com, switched off" in each for each in removal.stays)


def test_accounts_that_people_added_stay_and_so_does_the_company(small_demo):
    with transaction():
        create_user("own@example.com", "Own Admin", Role.ADMIN, by=Actor.user(user("admin").id))
    removal = remove_demo()
    assert [each.email for each in db.session.scalars(select(User))] == ["own@example.com"]
    assert find_company().is_demo is False
    assert len(removal.stays) == 1


def test_a_copy_that_somebody_made_of_a_demo_opening_stays(small_demo):
    with transaction():
        copied = copy_opening(list_published()[1], by=Actor.user(user("recruiter").id)).reference
    removal = remove_demo()
    assert db.session.scalars(select(Opening)).one().reference == copied
    assert any("it has openings that stay" in each for each in removal.stays)
