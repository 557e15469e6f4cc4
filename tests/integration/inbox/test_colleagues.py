"""What a colleague writes to a candidate's reply address is not the candidate's word, and they never learn of it."""

import re

import pytest
from sqlalchemy import select

from ats.applications.links import status_link
from ats.applications.models import Attachment
from ats.applications.reply_addresses import REPLY, signed_address
from ats.candidates.models import CandidateAddress
from ats.inbox import sorting
from ats.inbox.jobs import lock_received
from ats.inbox.models import ReceivedMail
from ats.messages.models import Direction, Message
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.mailbox import list_mails
from tests.integration.careers.openings import text_of
from tests.unit.inbox.mails import RESUME, mail

VERIFIED = "mx.example.com; dkim=pass header.d=example.com"
CV = ("cv-new.txt", RESUME.encode(), "text/plain")
PAGE = "/dashboard/applications/{}"


@pytest.fixture
def reply_address(request, cast) -> str:
    request.getfixturevalue("app" if "app" in request.fixturenames else "sqlite_app")
    return signed_address("jobs@example.com", REPLY, cast.application.id)


def internal(subject: str = "Re: Your application", **headers):
    headers = {"sender": "Recruiter <Recruiter@example.com>", "message_id": "<7@x>", **headers}
    return mail(subject, "INTERNAL: I would say no.", files=[CV], **headers)


def answers() -> list[Message]:
    db.session.rollback()
    return list(db.session.scalars(select(Message).where(Message.direction == Direction.IN)))


def files() -> list[tuple[bool, bool]]:
    query = select(Attachment.is_current, Attachment.is_confirmed)
    return [tuple(each) for each in db.session.execute(query)]


def attach(row_id: int, cast, monkeypatch) -> ReceivedMail:
    """Say that a mail is part of Ada's application, and let the moment pass in which that can be taken back."""
    monkeypatch.setattr(sorting, "UNDO_TIME", sorting.UNDO_TIME * 0)
    application = cast.application
    with transaction():
        sorting.attach(lock_received(row_id), application, by=SYSTEM)
    queue.run_until_empty()
    db.session.rollback()
    return db.session.get_one(ReceivedMail, row_id, populate_existing=True)


@pytest.mark.parametrize(
    "headers", [{}, {"Authentication_Results": VERIFIED}], ids=["unverified", "verified"]
)
def test_it_waits_and_says_whose_reply_address_it_was(app, arrive, cast, reply_address, headers):
    app.config["TRUSTED_AUTHSERV_ID"] = "mx.example.com"
    row = arrive(internal(**headers), to=reply_address)
    assert (row.state, row.application_id) == ("tray", None)
    assert row.problem.startswith("A colleague wrote it to the reply address of Ada Fern")
    assert (row.from_address, row.person_address) == ("Recruiter@example.com", "ada@example.com")
    assert (answers(), files()) == ([], [])


def test_the_tray_offers_the_application_of_which_it_speaks(sqlite_app, arrive, cast, reply_address, sign_in):
    row = arrive(internal(), to=reply_address)
    page = text_of(sign_in("recruiter").get(f"/dashboard/tray/mail/{row.public_id}"))
    assert "Ada Fern, Software Engineer" in page


def test_a_message_of_the_thread_that_it_answers_does_not_bring_it_in(
    sqlite_app, arrive, cast, reply_address
):
    arrive(mail("Re: Yours", "Thank you", sender="ada@example.com", message_id="<6@x>"), to=reply_address)
    row = arrive(internal(In_Reply_To="<6@x>"))
    assert (row.state, len(answers())) == ("tray", 1)


@pytest.mark.parametrize(
    "headers", [{}, {"Authentication_Results": VERIFIED}], ids=["unverified", "verified"]
)
def test_attached_by_hand_it_stands_under_its_writer(
    app, arrive, cast, reply_address, headers, monkeypatch, sign_in, client
):
    app.config["TRUSTED_AUTHSERV_ID"] = "mx.example.com"
    waiting = arrive(internal(**headers), to=reply_address).id
    row = attach(waiting, cast, monkeypatch)
    assert row.state == "routed"
    (message,) = answers()
    assert (message.from_address, message.is_confirmed) == ("Recruiter@example.com", False)
    assert files() == [(False, False)]
    page = text_of(sign_in("recruiter").get(PAGE.format(cast.application.public_id)))
    assert "Recruiter@example.com" in page
    # The candidate is asked nothing about it.
    assert [each for each in list_mails() if each.purpose == "confirm_message"] == []
    link = re.search(r"(/status/\S+)", status_link(cast.application))[1]
    page = text_of(client.get(link))
    assert "Ada Fern" in page
    for told in ("Did you write this?", "Recruiter@example.com", "cv-new.txt", "Re: Your application"):
        assert told not in page


def test_a_colleague_who_applies_themselves_is_the_candidate(sqlite_app, arrive, cast, reply_address):
    with transaction():
        owner = cast.application.candidate_id
        address = "recruiter@example.com"
        db.session.add(CandidateAddress(candidate_id=owner, address=address, folded=address))
    row = arrive(internal(), to=reply_address)
    assert (row.rule, [each.is_confirmed for each in answers()]) == ("reply_address", [True])


def test_an_answer_from_an_address_that_is_not_the_candidates_shows_it(
    sqlite_app, arrive, cast, reply_address, sign_in
):
    arrive(mail("Re: Yours", "From me", sender="Ada@Example.com", message_id="<6@x>"), to=reply_address)
    recruiter = sign_in("recruiter")
    path = PAGE.format(cast.application.public_id)
    assert '<span class="row-meta">from ' not in text_of(recruiter.get(path))
    arrive(mail("Re: Yours", "From him", sender="new@example.net", message_id="<7@x>"), to=reply_address)
    assert '<span class="row-meta">from new@example.net' in text_of(recruiter.get(path))
