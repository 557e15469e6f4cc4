"""Deciding in a session, alone and beside others: nobody decides twice."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

from sqlalchemy import select, update

from ats.applications import actions
from ats.applications.queries import get_for_decision
from ats.company.queries import list_reasons
from ats.messages.actions import add_usual_templates
from ats.messages.models import Message
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import Actor
from ats.workspace.models import Claim, ReadMark
from ats.workspace.queries import review as queries
from tests.integration.workspace.conftest import reload, text_of
from tests.integration.workspace.review.conftest import (
    advance,
    begin,
    decide,
    heading,
    page_next,
)


def test_a_rejection_without_a_reason_stays_in_the_session(app, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    answer = decide(client, path, "reject", {"seen": "1"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Select a reason" in page
    assert "1 of 4" in page


def test_undo_brings_the_application_back_and_calls_its_mail_back(sqlite_app, cast, people, sign_in):
    with transaction():
        add_usual_templates(by=Actor.user(cast.user("admin").id))
    client = sign_in("recruiter")
    path = begin(client)
    page = client.get(path).get_data(as_text=True)
    template = re.search(r'<option[^>]*value="([0-9A-Z]{26})"', page)[1]
    reason = list_reasons(only_active=True)[0].public_id
    answer = decide(client, path, "reject", {"seen": "1", "reason": reason, "template": template})
    assert heading(client, answer.location) == "Bela Moss"
    page = client.get(begin(client)).get_data(as_text=True)
    assert f'value="{reason}" required checked' in page, "the panel remembers the last choice"
    change = reload(cast.application).last_change_id
    back = client.submit(
        f"{path.split('?')[0]}/undo?{path.split('?')[1]}", {"change": change, "next": path}, form_at=path
    )
    assert back.location == path
    assert reload(cast.application).status == "active"
    message = db.session.scalars(select(Message).where(Message.change_id == change)).one()
    assert message.mail.state == "cancelled"


def test_a_stale_decision_is_told_whose_was_first_and_stays_in_the_session(app, cast, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    with transaction():
        stage = cast.engineer.stages[2]
        by = Actor.user(cast.user("admin").id)
        actions.move(get_for_decision(people["Ada Fern"]), stage, seen=1, by=by)
    answer = decide(client, path, "hire", {"seen": "1"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert f"Admin Example moved it to “{stage.name}”" in page
    assert "1 of 4" in page
    answer = decide(client, path, "hire", {"seen": "1"}, **{"X-Requested-With": "fetch"})
    assert answer.status_code == 409
    assert "Ada Fern: Admin Example moved it" in text_of(answer), "the page shows somebody else by then"


def test_two_recruiters_never_get_the_same_one(app, cast, people, sign_in):
    ada, admin = sign_in("recruiter"), sign_in("admin")
    mine, theirs = begin(ada), begin(admin)
    assert heading(ada, mine) == "Ada Fern"
    assert heading(admin, theirs) == "Bela Moss"
    assert "Admin Example is looking" in text_of(ada.get(mine))
    assert heading(ada, advance(ada, mine).location) == "Cleo Reed"
    assert heading(admin, advance(admin, theirs).location) == "Dara Sedge"


def test_the_script_is_told_whom_a_colleague_left_over(app, cast, people, sign_in):
    """Both pages say that Cleo comes next; the first who decides has her."""
    ada, admin = sign_in("recruiter"), sign_in("admin")
    mine, theirs = begin(ada), begin(admin)
    script = {"X-Requested-With": "fetch"}
    chosen = [
        decide(client, path, "skip", **script).headers["X-Review-Next"]
        for client, path in ((ada, mine), (admin, theirs))
    ]
    assert people["Cleo Reed"] in chosen[0]
    assert people["Dara Sedge"] in chosen[1]


def test_a_session_that_is_gone_names_nobody_as_the_next(app, people, sign_in):
    client = sign_in("recruiter")
    address, _, session = begin(client).partition("?")
    page = client.page(f"{address}?{session}")
    gone = f"{address}/move?review={'0' * 26}"
    script = {"X-Requested-With": "fetch"}
    answer = client.post(gone, data=page.form_values("/move"), headers=script)
    assert answer.status_code == 200
    assert "X-Review-Next" not in answer.headers


def test_two_who_begin_at_the_same_moment_get_different_ones(app, cast, people, sign_in, monkeypatch):
    """The second looks for its first one while the first has found hers and not claimed it yet."""
    browsers = [sign_in("recruiter"), sign_in("admin")]
    found, meeting = queries.find_next, Barrier(2)

    def find_and_dawdle(*args, **kwargs):
        first = found(*args, **kwargs)
        with suppress(BrokenBarrierError):
            meeting.wait(0.5)
        return first

    def begin_apart(browser) -> str:
        with app.app_context():
            return begin(browser)

    monkeypatch.setattr(queries, "find_next", find_and_dawdle)
    with ThreadPoolExecutor(2) as pool:
        paths = list(pool.map(begin_apart, browsers))
    assert len({path.partition("?")[0] for path in paths}) == 2


def test_a_claim_ends_after_two_minutes_unless_it_is_shown_on(app, cast, people, sign_in):
    client, other = sign_in("recruiter"), sign_in("admin")
    path = begin(client)
    claim = db.session.scalars(select(Claim)).one()
    assert timedelta(seconds=110) < claim.until - utc_now() <= timedelta(minutes=2)
    since = claim.since
    assert decide(client, path, "here").status_code == 204
    db.session.rollback()
    assert db.session.scalars(select(Claim)).one().since == since
    with transaction():
        db.session.execute(update(Claim).values(until=utc_now()))
    assert heading(other, begin(other)) == "Ada Fern"


def test_reading_ahead_neither_claims_nor_reads(app, cast, people, sign_in):
    client = sign_in("recruiter")
    path = begin(client)
    following = page_next(client, path)
    with transaction():
        db.session.execute(update(Claim).values(until=utc_now()))
    reads = len(list(db.session.scalars(select(ReadMark))))
    assert client.get(following, headers={"X-Requested-With": "ahead"}).status_code == 200
    db.session.rollback()
    assert len(list(db.session.scalars(select(ReadMark)))) == reads
    assert db.session.scalar(select(Claim).where(Claim.until > utc_now())) is None
