"""The end of what is kept: no later than was promised, counted from the last word, and never silently sooner."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from ats.applications import retention, rules
from ats.applications.actions import Submission, submit
from ats.applications.jobs import erase_past_retention
from ats.applications.models import Application, RetentionState, Status
from ats.messages.actions import write
from ats.messages.events import MessageConfirmed, MessageReceived
from ats.platform import outbox
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import CANDIDATE, VISITOR, Actor, publish
from ats.platform.mailbox import Mail
from tests.statements import counted_statements, plans_of

URL = "/dashboard/settings/retention"
DAY = timedelta(days=1)
HELD = "after 36 days instead of 365"


def rows_of(html: str) -> list[str]:
    """Return the rows of the table, as they stand in the page."""
    return re.findall(r"<tr>.*?</tr>", html.partition("<tbody>")[2], re.DOTALL)


@pytest.fixture
def old(app, cast):
    """Return a function that makes an application whose last step is days ago, and gives its id."""

    def make(name: str, days: float, *, promised: int | None = None) -> int:
        given = Submission(name=name, email=f"{name.split()[0].lower()}@example.com", consent_days=promised)
        with transaction():
            application = submit(cast.engineer, given, by=VISITOR, reapply_days=90).application
            application.received_at = application.stage_entered_at = utc_now() - days * DAY
        return application.id

    return make


def run() -> None:
    """Do what the job does at night."""
    with transaction():
        row_id = outbox.enqueue(erase_past_retention)
    erase_past_retention(db.session.get_one(outbox.OutboxRow, row_id))
    db.session.rollback()


def left(*ids: int) -> list[int]:
    return list(
        db.session.scalars(select(Application.id).where(Application.id.in_(ids)).order_by(Application.id))
    )


def test_what_the_form_promised_holds_though_the_setting_grew_and_a_shorter_setting_too(app, old):
    app.config["RETENTION_DAYS"] = 365
    promised = old("Pia Alder", 101, promised=100), old("Pat Birch", 99, promised=100)
    unasked = old("Una Cedar", 366), old("Uwe Dogwood", 364), old("Ute Elm", 366, promised=3650)
    run()
    assert left(*promised, *unasked) == [promised[1], unasked[1]]


def test_hired_ones_stay(app, old):
    hired = old("Hal Fir", 4000)
    with transaction():
        db.session.get_one(Application, hired).status = Status.HIRED
    run()
    assert left(hired) == [hired]


def test_a_conversation_counts_as_a_step(app, cast, old):
    answered, silent = old("Ann Gorse", 400), old("Sia Hazel", 400)
    with transaction():
        application = db.session.get_one(Application, answered)
        write(
            application,
            subject="Hello",
            text="Are you still there?",
            by=Actor.user(cast.user("recruiter").id),
        )
    run()
    assert left(answered, silent) == [answered]
    application = db.session.get_one(Application, answered)
    assert utc_now() - application.last_step_at < DAY
    (by_database,) = db.session.scalars(select(retention.LAST_STEP).where(Application.id == answered))
    assert by_database == application.last_step_at


@pytest.mark.parametrize("event", [MessageReceived, MessageConfirmed])
@pytest.mark.parametrize("is_confirmed", [True, False])
def test_only_what_the_candidate_is_known_to_have_written_counts(app, old, event, is_confirmed):
    written = old("Wim Ivy", 400)
    with transaction():
        each = db.session.get_one(Application, written)
        publish(
            event(
                by=CANDIDATE, application_id=written, candidate_id=each.candidate_id, message_id=1,
                opening_id=each.opening_id, is_confirmed=is_confirmed,
            )
        )  # fmt: skip
    run()
    assert left(written) == ([written] if is_confirmed else [])


def test_a_shorter_setting_is_held_and_admins_are_told_before_anything_goes(app, old):
    ids = old("Kim Juniper", 40), old("Lou Kapok", 400), old("May Larch", 40, promised=30)
    app.config["RETENTION_DAYS"] = 500
    run()
    assert left(*ids) == [*ids[:2]]
    app.config["RETENTION_DAYS"] = 36
    run()
    run()
    assert left(*ids) == [*ids[:2]]
    (mail,) = db.session.scalars(select(Mail).where(Mail.purpose == "retention_held"))
    assert mail.to_address == "admin@example.com"
    assert "2 applications would be erased at once" in mail.text
    with transaction():
        db.session.get_one(RetentionState, 1).held_until = utc_now()
    run()
    assert left(*ids) == []


def test_setting_it_back_ends_the_hold(app, old):
    kept = old("Noa Maple", 40)
    for days in (365, 36, 365):
        app.config["RETENTION_DAYS"] = days
        run()
    assert retention.in_force() == rules.Retention(365)
    assert left(kept) == [kept]


def test_the_page_lists_who_goes_with_date_and_rule(app, old, sign_in):
    (
        old("Oda Nettle", 360),
        old("Pip Oleander", 28, promised=30),
        old("Quin Poplar", 370),
        old("Rae Quince", 100),
    )
    rows = rows_of(sign_in("admin").get(URL).text)
    assert [next(n for n in ("Oda", "Pip", "Quin", "Rae") if n in row) for row in rows] == [
        "Quin",
        "Pip",
        "Oda",
    ]
    assert "Next run" in rows[0]
    assert "365 days, the setting" in rows[0]
    assert "The form promised 30 days" in rows[1]


def test_the_page_says_when_the_next_one_goes(app, cast, sign_in):
    page = sign_in("admin").get(URL).text
    assert "Nobody is erased in the next 14 days" in page
    assert "is kept until" in page


def test_a_hold_is_said_on_the_page_at_home_and_by_the_doctor(app, old, sign_in):
    old("Sol Rowan", 40)
    run()
    app.config["RETENTION_DAYS"] = 36
    run()
    admin = sign_in("admin")
    page = admin.get(URL).text
    assert HELD in page
    assert "Held back" in rows_of(page)[0]
    assert HELD in admin.get("/dashboard/").text
    assert HELD not in sign_in("recruiter").get("/dashboard/").text
    found = app.test_cli_runner().invoke(args=["doctor"]).output
    assert "note retention: ATS_RETENTION_DAYS went from 365 to 36 days" in found


def test_the_doctor_says_how_many_go_at_the_next_run(app, old):
    old("Tam Sorrel", 400)
    assert (
        "retention: 1 application is erased at the next run"
        in app.test_cli_runner().invoke(args=["doctor"]).output
    )


def test_pages_go_on_where_the_last_one_ended(app, old):
    ids = [old(f"{name} Tansy", days, promised=promised) for name, days, promised in (
        ("Uma", 400, None), ("Val", 62, 30), ("Wes", 390, 365), ("Xia", 366, None), ("Yul", 33, 30),
    )]  # fmt: skip
    seen, cursor = [], None
    while True:
        page = retention.page_of_falling(365, utc_now(), cursor, size=2)
        seen += [row.application.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [ids[0], ids[1], ids[2], ids[4], ids[3]]
    assert retention.count_falling(365, utc_now()) == 5
    assert retention.find_next(365) < utc_now()


def test_all_is_found_by_the_index(app, old):
    old("Zoe Umbel", 400, promised=30)
    db.session.rollback()
    for work in (
        lambda: retention.list_past(365, utc_now(), 20),
        lambda: retention.page_of_falling(365, utc_now() + 14 * DAY),
        lambda: retention.count_falling(365, utc_now()),
    ):
        plan = plans_of(work)
        assert "ix_applications_last_step" in plan
        assert "SCAN applications" not in plan.replace(
            "SCAN applications USING COVERING INDEX ix_applications_last_step", ""
        )
        assert "Seq Scan on applications" not in plan
        with counted_statements() as statements:
            work()
        assert len(statements) <= 3
    db.session.rollback()


def test_a_retention_waits_for_two_nights():
    now = utc_now()
    held = rules.retention_at(36, rules.Retention(365), now)
    assert held == rules.Retention(365, 36, now + rules.HOLD)
    later = now + 2 * DAY
    assert rules.retention_at(36, held, now + DAY) == held
    assert rules.retention_at(36, held, later) == rules.Retention(36)
    assert rules.retention_at(100, held, later) == rules.Retention(100)
    assert rules.retention_at(3, held, later) == rules.Retention(365, 3, later + rules.HOLD)
    assert rules.retention_at(400, held, now) == rules.Retention(400)
    assert rules.retention_at(36, None, now) == rules.Retention(36)
