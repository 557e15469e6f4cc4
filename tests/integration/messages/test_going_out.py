"""Messages on their way to a real SMTP server: threads, files, bounces, and servers in trouble."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, update

from ats.accounts.models import User
from ats.applications.jobs import tell_colleagues_daily
from ats.applications.queries import get_application
from ats.documents import actions as documents
from ats.messages import actions
from ats.messages.drafting import AddressBounces
from ats.messages.models import Message
from ats.messages.receiving import Incoming, receive
from ats.platform import mailbox, outbox, queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import Actor
from ats.platform.mailbox import Mail
from ats.platform.outbox import OutboxRow


@pytest.fixture(autouse=True)
def only_our_mail(cast):
    """Forget the work that making the cast left."""
    with transaction() as session:
        session.execute(delete(OutboxRow))


def write(cast, text: str = "Hello {{ first_name }}", **options) -> int:
    with transaction():
        application = get_application(cast.application.public_id)
        by = Actor.user(cast.user("recruiter").id)
        return actions.write(application, "About {{ opening_title }}", text, by=by, **options).id


def go_on() -> None:
    """Let the time come for all work that waits, and do it."""
    with transaction():
        db.session.execute(update(OutboxRow).values(run_at=utc_now() - timedelta(seconds=1)))
    queue.run_until_empty()


def state(message_id: int) -> str:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Message, message_id).state


def test_a_conversation_threads_as_mail_programs_do(sqlite_app, cast, postbox):
    write(cast)
    go_on()
    first = postbox.mails[-1]
    answer = Incoming(
        from_address="ada@example.com", subject="Re: About", text="Yes", message_id="<yes@example.net>",
        references=(first["Message-ID"],), received_at=utc_now(),
    )  # fmt: skip
    with transaction():
        receive(get_application(cast.application.public_id), answer, is_confirmed=True)
    write(cast)
    go_on()
    second = postbox.mails[-1]
    assert second["In-Reply-To"] == "<yes@example.net>"
    references = second["References"].split()
    # Thunderbird follows the whole chain, Outlook and Gmail the last one, and Gmail wants the same subject.
    assert references.index(first["Message-ID"]) < references.index("<yes@example.net>")
    assert references[-1] == "<yes@example.net>"
    assert second["Subject"] == first["Subject"]
    assert second["Message-ID"] not in references
    for mail in (first, second):
        assert len(mail.get_all("Message-ID")) == 1
        assert mail["List-Unsubscribe"] is None
        assert mail["Auto-Submitted"] is None


def test_files_arrive_as_they_were(sqlite_app, cast, postbox):
    content = "Contract of work, § 1\n".encode() * 40
    file = documents.store(content, "Vertrag für Ada.txt", 1_000_000)
    write(cast, files=[file])
    go_on()
    (part,) = [each for each in postbox.mails[-1].walk() if each.get_filename()]
    assert part.get_payload(decode=True).replace(b"\r\n", b"\n") == content
    assert "Vertrag" in part.get_filename()
    assert part.get_content_disposition() == "attachment"


def test_down_for_ten_minutes_nothing_is_lost_and_nothing_sent_twice(sqlite_app, cast, postbox):
    postbox.answers_data = "421 4.3.2 Service not available"
    message_id = write(cast)
    start = utc_now()
    seconds = 30
    while seconds < 600:
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            queue.run_until_empty()
        seconds += 30
    assert state(message_id) == "queued"
    tried = len(postbox.mails)
    assert 2 <= tried <= outbox.MAX_ATTEMPTS
    postbox.answers_data = None
    with time_machine.travel(start + timedelta(hours=2), tick=False):
        queue.run_until_empty()
        queue.run_until_empty()
    assert state(message_id) == "sent"
    assert len(postbox.mails) == tried + 1
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1


def test_to_who_bounced_nothing_more_goes_out_until_the_address_is_said_to_be_right(
    sqlite_app, cast, postbox
):
    first, waiting = write(cast), write(cast)
    with transaction():
        mail = db.session.get_one(Message, first).mail
        mail.state = "sent"
        mailbox.note_bounce(mail, "550 5.1.1 No such user")
    with pytest.raises(AddressBounces):
        write(cast)
    go_on()
    assert state(waiting) == "stopped"
    assert "550 5.1.1" in db.session.get_one(Message, waiting).mail.last_error
    assert postbox.mails == []
    with transaction():
        application = get_application(cast.application.public_id)
        actions.lift_stop(application, by=Actor.user(cast.user("recruiter").id))
    third = write(cast)
    go_on()
    assert (state(third), state(first), len(postbox.mails)) == ("sent", "bounced", 1)


def test_what_somebody_asked_for_goes_out_all_the_same(sqlite_app, cast, postbox):
    message_id = write(cast)
    with transaction():
        mailbox.note_bounce(db.session.get_one(Message, message_id).mail, "552 mailbox full")
        user = cast.user("recruiter")
        about = ("candidate", cast.application.candidate_id)
        asked = mailbox.post("test", "ada@example.com", about=about, is_asked_for=True, user=user).id
        other = mailbox.post("test", "ada@example.com", about=about, user=user).id
    go_on()
    db.session.rollback()
    assert [db.session.get_one(Mail, each).state for each in (asked, other)] == ["sent", "stopped"]


def test_only_the_daily_mail_to_colleagues_can_be_unsubscribed_from(sqlite_app, cast, postbox):
    with transaction():
        db.session.execute(update(User).values(notify="daily"))
        outbox.enqueue(tell_colleagues_daily)
    go_on()
    assert postbox.mails
    for mail in postbox.mails:
        assert mail["List-Unsubscribe"] == "<http://jobs.example.com/account>"
        assert mail["Auto-Submitted"] == "auto-generated"
