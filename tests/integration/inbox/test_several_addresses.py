"""One mail to several of our own addresses reaches each of them, once, in whatever way it is delivered."""

import pytest
from sqlalchemy import select

from ats.applications.models import Application
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.taking_in import take_in
from ats.openings.actions import change_state
from ats.openings.models import Opening, Program, State
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.mailbox import Mail
from tests.unit.inbox.mails import RESUME, mail

CV = ("cv.txt", RESUME.encode(), "text/plain")
ENGINES, WORDS = "engines@example.com", "words@example.com"
BOTH = f"{ENGINES}, {WORDS}"


@pytest.fixture
def deliver(app, cast):
    """Return a function that takes a mail in and does all work; both openings own an address."""
    app.config["INBOX_ADDRESS"] = "jobs@example.com"
    change(Opening, cast.engineer.id, apply_email=ENGINES)
    change(Opening, cast.editor.id, apply_email=WORDS)

    def send(message, *to: str) -> None:
        take_in(message.as_bytes(), envelope_from="pat@example.com", envelope_to=to, via=Via.LMTP)
        queue.run_until_empty()
        db.session.rollback()

    return send


def change(kind, row_id: int, **values: str) -> None:
    with transaction():
        row = db.session.get_one(kind, row_id)
        for name, value in values.items():
            setattr(row, name, value)


def written(to: str = "", **headers):
    """A mail; its header names ``to``, or nobody of ours where it was a blind copy."""
    message = mail("Hello", files=[CV], **headers)
    message.replace_header("To", to or "undisclosed@example.org")
    return message


def openings_of_pat(cast) -> list[int]:
    query = select(Application.opening_id).where(Application.id != cast.application.id)
    return sorted(db.session.scalars(query))


def states() -> list[str]:
    return list(db.session.scalars(select(ReceivedMail.state).order_by(ReceivedMail.id)))


def mails_to_pat() -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.to_address == "pat@example.com")))


@pytest.mark.parametrize("to", ["", BOTH], ids=["blind", "named"])
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one by one"])
def test_whoever_writes_to_two_openings_is_at_both(cast, deliver, to, at_once):
    message = written(to)
    for recipients in [(ENGINES, WORDS)] if at_once else [(ENGINES,), (WORDS,)]:
        deliver(message, *recipients)
    both = sorted([cast.engineer.id, cast.editor.id])
    assert openings_of_pat(cast) == both
    assert len(mails_to_pat()) == 2
    for _ in range(5):
        deliver(message, ENGINES)
        deliver(message, WORDS, ENGINES)
        deliver(message, "jobs@example.com")
    assert (openings_of_pat(cast), states()) == (both, ["routed", "routed"])
    assert len(mails_to_pat()) == 2


def test_a_mailbox_gives_no_envelope_and_the_header_tells(cast, deliver):
    message = written(BOTH)
    deliver(message)
    assert openings_of_pat(cast) == sorted([cast.engineer.id, cast.editor.id])
    deliver(message, WORDS)
    deliver(message)
    assert states() == ["routed", "routed"]


def test_servers_say_to_whom_a_blind_copy_went(cast, deliver):
    message = written(Delivered_To=WORDS)
    deliver(message)
    message.replace_header("Delivered-To", ENGINES)
    deliver(message)
    assert openings_of_pat(cast) == sorted([cast.engineer.id, cast.editor.id])


def test_several_ways_to_one_opening_are_one_application(cast, deliver):
    own = f"jobs+{cast.engineer.reference.lower()}@example.com"
    deliver(written(f"{ENGINES}, {own}, jobs@example.com"), "jobs@example.com")
    assert openings_of_pat(cast) == [cast.engineer.id]
    assert sorted(states()) == ["ignored", "routed"]
    assert len(mails_to_pat()) == 1


@pytest.mark.parametrize("state", [State.DRAFT, State.PAUSED, State.CLOSED])
def test_mail_to_an_opening_that_takes_none_waits_and_says_why(cast, deliver, state):
    if state == State.DRAFT:
        change(Opening, cast.editor.id, state="draft")
    else:
        with transaction():
            change_state(db.session.get_one(Opening, cast.editor.id), state, by=SYSTEM)
    deliver(written(WORDS, message_id="<2@example.com>"), WORDS)
    row = db.session.scalars(select(ReceivedMail)).one()
    assert row.state == "tray"
    assert "“Editor”" in row.problem
    assert state in row.problem
    assert [each["reference"] for each in row.suggestions] == [cast.editor.reference]
    assert (openings_of_pat(cast), mails_to_pat()) == ([], [])


def test_nothing_but_its_own_address_leads_to_a_draft(cast, deliver):
    change(Opening, cast.editor.id, state="draft")
    message = mail(f"Editor {cast.editor.reference}", files=[CV])
    deliver(message, "jobs@example.com")
    row = db.session.scalars(select(ReceivedMail)).one()
    assert row.state == "tray"
    assert cast.editor.reference not in str(row.suggestions)
    assert "Editor" not in row.problem


def test_the_address_of_a_program_passes_over_its_drafts(cast, deliver):
    change(Opening, cast.editor.id, state="draft", program_id=cast.engineer.program_id)
    change(Program, cast.engineer.program_id, apply_email="all@example.com")
    deliver(written("all@example.com"), "all@example.com")
    assert openings_of_pat(cast) == [cast.engineer.id]
