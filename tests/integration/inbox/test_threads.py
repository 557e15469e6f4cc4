"""Message-IDs are chosen by whoever writes: one that two threads hold leads nobody into somebody else's."""

import pytest
from sqlalchemy import func, select

from ats.applications.reply_addresses import REPLY, signed_address
from ats.inbox.models import ReceivedMail
from ats.messages.models import Message
from ats.openings.models import Opening
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail
from tests.unit.inbox.mails import mail

SAME = "<same@x.example>"


def apply(arrive, opening: Opening, name: str, **headers) -> ReceivedMail:
    headers = {"message_id": SAME, **headers}
    row = arrive(
        mail(f"Application {opening.reference}", f"I apply, {name}", sender=f"{name}@example.org", **headers)
    )
    assert row.state == "routed"
    return row


def follow_up(
    arrive, name: str, subject: str = "Re: follow", *, to: str = "jobs@example.com", references: str = SAME
):
    about = {"message_id": f"<after-{name}@x.example>", "References": references}
    return arrive(mail(subject, "One more thing", sender=f"{name}@example.org", **about), to=to)


def messages() -> int:
    return db.session.scalar(select(func.count()).select_from(Message))


def test_a_follow_up_joins_its_senders_own_thread(sqlite_app, arrive, cast):
    first = apply(arrive, cast.engineer, "one").application_id
    second = apply(arrive, cast.editor, "two").application_id
    for name, application_id in (("one", first), ("two", second)):
        row = follow_up(arrive, name)
        assert (row.rule, row.application_id) == ("references", application_id)


def test_a_nearer_message_of_others_does_not_lead_away(sqlite_app, arrive, cast):
    own = apply(arrive, cast.engineer, "one", message_id="<own@x>").application_id
    apply(arrive, cast.editor, "two")
    assert follow_up(arrive, "one", references=f"<own@x> {SAME}").application_id == own


def test_a_strangers_answer_to_what_two_hold_waits(app, arrive, cast):
    apply(arrive, cast.engineer, "one")
    apply(arrive, cast.editor, "two")
    before = messages()
    row = follow_up(arrive, "three")
    assert (row.state, messages()) == ("tray", before)
    assert "several applications" in row.problem
    assert {each["reference"] for each in row.suggestions} == {cast.engineer.reference, cast.editor.reference}


@pytest.fixture
def twice(sqlite_app, arrive, cast) -> dict[str, int]:
    """Somebody's applications at two openings by one mail, by the openings' addresses."""
    addresses = {"engines@example.com": cast.engineer.id, "words@example.com": cast.editor.id}
    with transaction():
        for address, opening_id in addresses.items():
            db.session.get_one(Opening, opening_id).apply_email = address
    message = mail("Hello", "I apply", sender="one@example.org", message_id=SAME)
    message.replace_header("To", ", ".join(addresses))
    arrive(message, to="engines@example.com")
    found = {row.destination: row.application_id for row in db.session.scalars(select(ReceivedMail))}
    assert None not in found.values()
    assert len(set(found.values())) == 2
    return found


def test_among_ones_own_the_opening_decides_that_is_named(arrive, cast, twice):
    row = follow_up(arrive, "one", f"Re: {cast.editor.reference}")
    assert (row.rule, row.application_id) == ("reference", twice["words@example.com"])


def test_among_ones_own_nothing_is_guessed(arrive, cast, twice):
    row = follow_up(arrive, "one")
    assert (row.state, row.application_id) == ("tray", None)


def test_among_ones_own_a_message_further_away_decides(arrive, cast, twice):
    query = select(Mail.message_id).where(Mail.topic_id == twice["words@example.com"])
    receipt = db.session.scalars(query).first()
    row = follow_up(arrive, "one", references=f"{receipt} {SAME}")
    assert (row.rule, row.application_id) == ("references", twice["words@example.com"])


def test_what_cannot_be_taken_apart_waits_even_where_its_address_names_a_conversation(app, arrive, cast):
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (each, each) for each in range(150)
    )
    raw = b"From: Ada <ada@example.com>\nSubject: Re: Yours\nMIME-Version: 1.0\n" + deep + b"\nHello\n"
    row = arrive(
        raw, to=signed_address("jobs@example.com", REPLY, cast.application.id), sender="ada@example.com"
    )
    assert (row.state, row.application_id) == ("tray", None)
    assert "more parts" in row.problem
