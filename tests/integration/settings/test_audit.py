"""The audit log: who did what, searchable."""

import pytest
from sqlalchemy import event as sqlalchemy_event

from ats.accounts import actions as accounts
from ats.accounts.policy import Role
from ats.activity.queries import page_of_events
from ats.applications import actions as applications
from ats.applications.actions import Submission, submit
from ats.applications.queries import find_candidate_of, get_application
from ats.candidates.actions import erase
from ats.candidates.merging import merge
from ats.candidates.models import Candidate
from ats.candidates.queries import find_by_address
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, Actor
from tests.statements import plans_of

BASE = "/dashboard/settings/audit"


def candidate_of(cast):
    return find_candidate_of(get_application(cast.application.public_id))


@pytest.fixture
def moved(request):
    cast = request.getfixturevalue("cast")
    by = Actor.user(cast.user("recruiter").id)
    application = get_application(cast.application.public_id)
    with transaction():
        applications.move(application, cast.engineer.stages[2], seen=application.version, by=by)
        user = cast.user("interviewer")
        accounts.change_user(user, name="Iva New", role=Role.INTERVIEWER, is_active=True, by=by)
    return cast


def test_works(app, moved, sign_in):
    page = sign_in("admin").get(BASE).text
    assert "moved an application" in page
    assert "Recruiter Example" in page
    assert "Interviewer Example → Iva New" in page
    assert f"/dashboard/applications/{moved.application.public_id}" in page


def test_a_candidate_is_found_by_any_of_their_addresses(app, moved, sign_in):
    candidate = candidate_of(moved)
    given = Submission(name="Ada Fern", email="ada.fern@example.com")
    with transaction():
        other = submit(moved.editor, given, by=SYSTEM, reapply_days=90).application.candidate_id
        merge(
            db.session.get_one(Candidate, candidate.id), db.session.get_one(Candidate, other), (), by=SYSTEM
        )
    browser = sign_in("admin")
    by_first, by_second = (count(browser, find=each) for each in ("ADA@example.com ", "ada.fern@example.com"))
    assert by_first == by_second
    assert by_first > count(browser, find=candidate.public_id) > 0
    assert count(browser, find="ada@example.com", kind="application.moved") == 1
    assert count(browser, find="ada@example.com", kind="user.") == 0
    assert count(browser, find="nobody@example.com") == 0


def test_an_address_of_a_colleague_who_applied_finds_both(app, moved, sign_in):
    browser = sign_in("admin")
    as_colleague = count(browser, find="interviewer@example.com")
    given = Submission(name="Interviewer Example", email="interviewer@example.com")
    with transaction():
        submit(moved.editor, given, by=SYSTEM, reapply_days=90)
    assert count(browser, find="interviewer@example.com") > as_colleague > 0
    assert count(browser, find="interviewer@example.com", kind="application.submitted") == 1
    with transaction():
        erase(find_by_address("interviewer@example.com"), asked_by="admin", by=SYSTEM)
    assert count(browser, find="interviewer@example.com") == as_colleague


def test_events_of_an_address_are_found_by_an_index(app, moved):
    candidate = candidate_of(moved)
    plan = plans_of(lambda: page_of_events(about_candidate_ids=[candidate.id, candidate.id + 1]))
    assert "ix_events_candidate" in plan
    assert "SCAN events" not in plan


def test_anonymous(sqlite_app, cast, client):
    assert client.get(BASE).status_code == 302


def test_outsider(sqlite_app, cast, sign_in):
    assert sign_in("outsider").get(BASE).status_code == 403


def test_wrong_role(sqlite_app, cast, sign_in):
    assert sign_in("recruiter").get(BASE).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday&until=0001-01-01",
        "since=9999-12-31",
        "person=nobody",
        "find=%00",
        "find=" + "x" * 999,
    ],
)
def test_invalid_form(sqlite_app, cast, sign_in, query):
    """Filters that make no sense find nothing or are left out; they never break the page."""
    assert sign_in("admin").get(f"{BASE}?{query}").status_code == 200


def count(browser, **query) -> int:
    return browser.get(BASE, query_string=query).text.count('class="audit-row"')


def test_filters(app, moved, sign_in):
    browser = sign_in("admin")
    engineer, editor = moved.engineer.reference, moved.editor.reference
    assert count(browser, kind="application.moved") == 1
    assert count(browser, kind="application.") == 2
    assert count(browser, person=moved.user("recruiter").public_id) == 2
    assert count(browser, person=moved.user("recruiter").public_id, kind="user.") == 1
    assert count(browser, find=engineer.lower()) > count(browser, find=editor) > 0
    assert (
        count(browser, find=moved.application.reference)
        == count(browser, find=moved.application.public_id)
        >= 2
    )
    assert count(browser, find=candidate_of(moved).public_id) >= 3
    assert count(browser, find="Interviewer@example.com") == 2, "what was done to the account counts too"
    assert count(browser, find="no such thing") == 0
    today = utc_now().date().isoformat()
    assert count(browser, since=today, until=today) == count(browser)
    assert count(browser, until="2020-01-01") == 0


@pytest.mark.parametrize("asked", [{"kind": "user."}, {"kind": "application.moved"}, {"about_user_id": 1}])
def test_what_is_rare_is_not_looked_for_among_all(sqlite_app, moved, asked):
    plan = plans_of(lambda: page_of_events(**asked))
    assert not [line for line in plan.splitlines() if line.startswith("SCAN events")], plan


def test_names_are_looked_up_once_a_table_and_not_once_a_row(sqlite_app, moved, sign_in):
    browser, statements = sign_in("admin"), []
    for number in range(30):
        with transaction():
            accounts.create_user(f"p{number}@example.com", f"Person {number}", Role.INTERVIEWER)

    def note(connection, cursor, statement, *rest):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    browser.get(BASE)
    sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
    assert len(statements) <= 10, statements


def test_keyset_pages_show_each_event_once(app, cast):
    with transaction():
        for number in range(12):
            accounts.create_user(f"p{number}@example.com", "P", Role.INTERVIEWER)
    seen, cursor = [], None
    while True:
        page = page_of_events(size=5, cursor=cursor)
        seen += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == len(page_of_events(size=1000).rows)


def test_an_erased_candidate_leaves_the_fact_and_no_name(app, moved, sign_in):
    candidate = candidate_of(moved)
    with transaction():
        erase(candidate, asked_by="admin", by=Actor.user(moved.user("admin").id))
    page = sign_in("admin").get(BASE).text
    assert "erased candidate" in page
    assert "Ada Fern" not in page
