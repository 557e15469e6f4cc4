"""The demo company: what is in it, how it came about, and that it comes about once."""

import dataclasses
from collections import Counter
from datetime import timedelta

from sqlalchemy import func, select

from ats.accounts.models import User
from ats.accounts.passwords import verify
from ats.activity.models import EventRow
from ats.applications.models import Answer, Application, StageChange
from ats.company.queries import get_company
from ats.demo.making import make_demo
from ats.documents.models import Document
from ats.openings.models import Opening, Question, Stage
from ats.openings.queries import list_published
from ats.platform import mailbox, mailer, queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail
from ats.platform.outbox import OutboxRow
from ats.platform.storage import storage
from ats.reviews.models import Note
from tests.integration.demo.tables import count_rows, settings


def rows(model) -> list:
    return list(db.session.scalars(select(model).order_by(model.id)))


def test_the_page_has_the_programs_titles_and_requirements_in_their_order(demo):
    listed = list_published()
    assert [(opening.program.name, opening.title, len(opening.requirements)) for opening in listed] == [
        ("Persistent Systems Engineering", "Senior Software Development Engineer", 9),
        ("Persistent Systems Engineering", "Database Engineer", 7),
        ("Messaging Technologies", "Senior Software Development Engineer", 10),
        ("Messaging Technologies", "Senior Software Development Engineer", 14),
        ("Messaging Technologies", "Technical Program Manager", 1),
        ("Request Reply Frameworks", "Software Development Engineer", 9),
        ("Request Reply Frameworks", "Senior Software Design Engineer", 9),
    ]
    years = [[facet.get("years") for r in each.requirements for facet in r.facets] for each in listed]
    assert [sorted(filter(None, each)) for each in years] == [[], [], [5], [7, 10], [5], [], [7, 10]]
    degrees = [
        [facet["level"] for r in each.requirements for facet in r.facets if facet["kind"] == "education"]
        for each in listed
    ]
    both, first = ["bachelor", "master"], ["bachelor"]
    assert degrees == [both, [], both, both, [], first, first]
    assert len(listed[-1].responsibilities) == 7


def test_every_state_kind_and_condition_is_there(demo):
    applications, openings = rows(Application), rows(Opening)
    assert {each.status for each in applications} == {"active", "rejected", "withdrawn", "hired"}
    assert Counter(each.status for each in applications)["hired"] == 1
    assert Counter(each.tray for each in applications)["waiting"] == 2
    assert {each.visibility for each in openings} == {"public", "internal"}
    assert {each.state for each in openings} == {"published", "draft"}
    assert {each.workplace for each in openings} == {"onsite", "hybrid", "remote"}
    assert len({each.country for each in openings}) >= 6
    assert {each.kind for each in rows(Question)} == {"short", "long", "yes_no", "choice", "file"}
    assert {each.kind for each in rows(Answer)} == {"short", "long", "yes_no", "choice", "file"}
    made = {"moved", "rejected", "withdrawn", "hired", "reopened", "undone"}
    assert {each.kind for each in rows(StageChange)} == made
    sides = {each.reason_id for each in applications if each.status == "rejected"}
    assert len(sides) >= 4
    twice = Counter(each.candidate_id for each in applications)
    assert sum(number == 2 for number in twice.values()) == 2
    assert all(each.summary or each.tray for each in applications)


def test_all_rows_are_marked_and_nothing_else_was_made(any_demo):
    assert any_demo.is_new
    assert any_demo.counts == {"programs": 3, "openings": 9, "candidates": 65, "applications": 67, "users": 4}
    counts = count_rows()
    assert any_demo.counts == {name: counts[name] for name in any_demo.counts}
    assert get_company().is_demo


def test_the_counts_per_stage_are_right(any_demo):
    active = (Application.status == "active") & Application.tray.is_(None)
    counted = dict(
        db.session.execute(
            select(Application.stage_id, func.count()).where(active).group_by(Application.stage_id)
        ).all()
    )
    assert {each.id: each.active_count for each in rows(Stage) if each.active_count} == counted


def test_history_lies_in_the_past_and_in_its_order(any_demo):
    now = utc_now()
    happened = [each.at for each in rows(EventRow)]
    assert happened == sorted(happened)
    assert now - happened[0] > timedelta(days=60)
    assert happened[-1] <= now
    changes = {
        each.id: [each.received_at, *(change.at for change in each.changes)] for each in rows(Application)
    }
    assert all(times == sorted(times) for times in changes.values())
    published = {each.id: each.published_at for each in rows(Opening)}
    assert all(published[each.opening_id] < each.received_at for each in rows(Application))
    assert all(now - each.received_at < timedelta(days=60) for each in rows(Application))
    assert len({each.created_at for each in rows(Note)}) == len(rows(Note)) >= 15
    recent = [each for each in rows(Application) if now - each.received_at < timedelta(hours=24)]
    overdue = [
        each
        for each in rows(Application)
        if each.status == "active" and not each.changes and now - each.received_at > timedelta(days=14)
    ]
    assert len(recent) >= 3
    assert len(overdue) >= 5


def test_the_people_sign_in_with_the_password_that_is_given_once(demo):
    assert demo.sign_ins == tuple(
        f"{name}@example.com" for name in ("admin", "recruiter", "manager", "interviewer")
    )
    assert all(verify(user.password_hash, demo.password) for user in rows(User))


def test_a_second_time_nothing_is_made(demo):
    before = count_rows()
    again = make_demo(settings())
    assert (again.is_new, again.password, again.counts) == (False, None, demo.counts)
    assert count_rows() == before


def test_the_files_are_in_the_store_and_only_a_few_mails_go_out(demo):
    documents = rows(Document)
    assert len(documents) >= 45
    assert all(storage().exists(each.sha256) for each in documents)
    assert storage().exists(get_company().logo_sha256)
    for row_id in list(
        db.session.scalars(select(OutboxRow.id).where(OutboxRow.job.contains("applications")))
    ):
        queue.run_row(row_id)
    purposes = Counter(each.purpose for each in rows(Mail))
    assert purposes == {"receipt": 4, "withdrawn": 3}


def test_no_mail_to_invented_people_leaves_the_house(sqlite_app, demo):
    # Nobody listens there: what is tried at all comes back as queued.
    mailer.init_app(sqlite_app, smtp_url="smtp://127.0.0.1:9", mail_from="jobs@example.com")
    for job in ("applications", "deliver"):
        for row_id in list(db.session.scalars(select(OutboxRow.id).where(OutboxRow.job.contains(job)))):
            queue.run_row(row_id)
    assert {each.state for each in rows(Mail)} == {"kept"}
    with transaction():
        user = User(name="Real", email="real@example.com", role="recruiter")
        db.session.add(user)
        db.session.flush()
        mailbox.post("test", user.email, about=("user", user.id), user=user)
    for row_id in list(db.session.scalars(select(OutboxRow.id).where(OutboxRow.job.contains("deliver")))):
        queue.run_row(row_id)
    assert Counter(each.state for each in rows(Mail))["queued"] == 1


def test_people_who_have_the_addresses_already_play_the_parts(sqlite_app, cast):
    made = make_demo(settings())
    assert (made.sign_ins, made.password) == ((), None)
    assert made.counts["users"] == 0
    assert get_company().name == "Example Systems"


def test_a_password_of_the_deployment_is_taken(empty):
    wished = dataclasses.replace(settings(), demo_password="short")
    assert make_demo(wished).password == "short"
    assert all(verify(user.password_hash, "short") for user in rows(User))
