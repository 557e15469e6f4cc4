"""Writing to a candidate: the mail, its thread, calling it back, and what blocks it."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from ats.applications import actions as applications
from ats.applications.queries import get_application
from ats.applications.reply_addresses import BOUNCE, REPLY, read_address, signed_address
from ats.candidates import actions as candidates
from ats.company.queries import list_reasons
from ats.messages import actions
from ats.messages.drafting import AddressBounces
from ats.messages.models import Direction, Message, MessageTemplate
from ats.messages.placeholders import PlaceholderProblem
from ats.messages.queries import list_thread
from ats.platform import mailbox, queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.errors import Invalid
from ats.platform.events import SYSTEM, Actor


@pytest.fixture
def recruiter(cast) -> Actor:
    return Actor.user(cast.user("recruiter").id)


def write(cast, recruiter, **options) -> Message:
    with transaction():
        application = get_application(cast.application.public_id)
        return actions.write(
            application, "About {{ opening_title }}", "Hello {{ first_name }}", by=recruiter, **options
        )


def state_of(message_id: int) -> str:
    db.session.expire_all()
    return db.session.get_one(Message, message_id).state


def test_goes_out_after_the_time_to_call_it_back(sqlite_app, cast, recruiter):
    message = write(cast, recruiter)
    assert (message.subject, message.text) == ("About Software Engineer", "Hello Ada")
    message_id = message.id
    queue.run_until_empty()
    assert state_of(message_id) == "queued"
    with time_machine.travel(utc_now() + actions.UNDO_TIME + timedelta(seconds=1)):
        queue.run_until_empty()
    assert state_of(message_id) == "kept"
    mail = db.session.get_one(Message, message_id).mail
    assert (mail.to_address, mail.sender) == ("ada@example.com", "Recruiter Example <jobs@example.com>")
    assert "Auto-Submitted" not in mail.headers


def test_called_back_it_never_goes_out(sqlite_app, cast, recruiter):
    message_id = write(cast, recruiter).id

    def call_back() -> bool:
        with transaction():
            application = get_application(cast.application.public_id)
            return actions.call_back(db.session.get_one(Message, message_id), application, by=recruiter)

    assert call_back()
    with time_machine.travel(utc_now() + timedelta(minutes=5)):
        queue.run_until_empty()
    assert state_of(message_id) == "cancelled"
    assert not call_back()


def test_undoing_a_decision_calls_its_message_back(sqlite_app, cast, recruiter):
    with transaction():
        application = get_application(cast.application.public_id)
        change_id = applications.reject(application, list_reasons()[0], seen=1, by=recruiter)
        message = actions.write(
            application, "No", "Sorry, {{ first_name }}", by=recruiter, change_id=change_id
        )
    with transaction():
        applications.undo(get_application(cast.application.public_id), change_id, by=recruiter)
    db.session.expire_all()
    assert db.session.get(Message, message.id).state == "cancelled"


def test_send_later(sqlite_app, cast, recruiter):
    message_id = write(cast, recruiter, send_at=utc_now() + timedelta(hours=3)).id
    for hours, state in ((2, "queued"), (4, "kept")):
        with time_machine.travel(utc_now() + timedelta(hours=hours)):
            queue.run_until_empty()
        assert state_of(message_id) == state


def test_a_thread_holds_together(app, cast, recruiter):
    with transaction():
        db.session.add(
            Message(
                application_id=cast.application.id, candidate_id=cast.application.candidate_id, text="Yes",
                direction=Direction.IN, subject="Re", message_id="<reply@example.net>", from_address="ada@example.com",
            )
        )  # fmt: skip
    first = write(cast, recruiter)
    second = write(cast, recruiter)
    assert first.mail.headers["In-Reply-To"] == "<reply@example.net>"
    assert second.mail.headers["References"].split()[-1] == first.message_id
    assert [each.id for each in list_thread(cast.application.id)][-2:] == [first.id, second.id]


def test_replies_and_bounces_come_back_to_signed_addresses(sqlite_app, cast, recruiter):
    sqlite_app.config["INBOX_ADDRESS"] = "jobs@example.com"
    message = write(cast, recruiter)
    assert read_address(message.mail.headers["Reply-To"]) == (REPLY, cast.application.id)
    assert read_address(message.mail.envelope_sender.upper()) == (BOUNCE, message.mail.id)
    sqlite_app.config["INBOX_PLUS"] = False
    without = write(cast, recruiter).mail
    assert (without.headers["Reply-To"], without.envelope_sender) == ("jobs@example.com", "jobs@example.com")


def test_an_altered_address_is_nobodys(app, cast):
    address = signed_address("jobs@example.com", REPLY, 7)
    assert len(address.split("@")[0]) <= 64
    assert read_address(address) == (REPLY, 7)
    place = address.index("+") + 10
    other = "a" if address[place] != "a" else "b"
    assert read_address(address[:place] + other + address[place + 1 :]) is None
    assert read_address(address.replace("+r", "+b")) is None
    assert read_address("jobs@example.com") is None


def test_what_blocks_a_message(sqlite_app, cast, recruiter):
    application = get_application(cast.application.public_id)
    with pytest.raises(PlaceholderProblem, match="nickname"), transaction():
        actions.write(application, "Hello", "Dear {{ nickname }}", by=recruiter)
    message = write(cast, recruiter)
    with transaction():
        mailbox.note_bounce(db.session.get(Message, message.id).mail, "550 no such user")
    with pytest.raises(AddressBounces):
        write(cast, recruiter)
    with transaction():
        candidate = get_application(cast.application.public_id).candidate
        candidates.change_contact(candidate, {"email": "ada.fern@example.com"}, by=recruiter)
    assert write(cast, recruiter).mail.to_address == "ada.fern@example.com"


def test_first_templates_and_their_rules(app, cast, recruiter):
    class SetUp:
        by = SYSTEM

    with transaction():
        actions.add_default_templates(SetUp)
        actions.add_default_templates(SetUp)
    names = list(db.session.scalars(select(MessageTemplate.name)))
    assert len(names) == len(actions.DEFAULT_TEMPLATES)
    values = {"name": names[0].upper(), "purpose": "other", "language": "en", "subject": "A", "text": "B"}
    with pytest.raises(Invalid, match="another template"), transaction():
        actions.save_template(None, values, by=recruiter)
    with pytest.raises(PlaceholderProblem), transaction():
        actions.save_template(None, {**values, "name": "C", "text": "{{ nothing }}"}, by=recruiter)
