"""What is set aside as nobody's words, and what only looks like that and must not vanish."""

import pytest

from ats.platform.database import db
from ats.platform.mailbox import Mail
from tests.unit.inbox.mails import RESUME, mail

CV = ("cv.txt", RESUME.encode(), "text/plain")


def test_a_delay_is_no_bounce(sqlite_app, arrive, cast):
    arrive(subject="Editor", files=[CV])
    receipt = db.session.query(Mail).filter_by(to_address="pat@example.com").one()
    receipt_id, envelope_sender = receipt.id, receipt.envelope_sender
    raw = (
        b"From: MAILER-DAEMON@example.net\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\n"
        b"Still trying\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: "
        b"rfc822; pat@example.com\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n--b--\r\n"
    )
    for action in (b"delayed", b"delivered", b"relayed", b"expanded"):
        row = arrive(raw.replace(b"delayed", action), to=envelope_sender, sender="")
        assert (row.state, row.rule) == ("ignored", "report")
        db.session.expire_all()
        assert db.session.get(Mail, receipt_id).state != "bounced"


@pytest.mark.parametrize(
    "about",
    [
        {"subject": "Automatic reply systems engineer: Software Engineer"},
        {"sender": "Bo Bouncer <bouncer.bo@example.com>"},
        {"List_Id": "Jobs <jobs.example.com>", "Precedence": "list"},
    ],
)
def test_what_only_looks_like_a_machines_becomes_an_application(sqlite_app, arrive, cast, about):
    row = arrive(mail(**{"subject": "Software Engineer", **about}, files=[CV]))
    assert (row.state, row.opening_id) == ("routed", cast.engineer.id)


def test_a_letter_through_a_group_is_routed_and_not_answered(sqlite_app, arrive, cast):
    about = {
        "List_Id": "Jobs <jobs.example.com>",
        "Precedence": "list",
        "List_Post": "<mailto:jobs@example.com>",
    }
    row = arrive(mail("Software Engineer", **about))
    assert (row.state, row.opening_id, row.person_address) == ("routed", cast.engineer.id, "pat@example.com")
    assert db.session.query(Mail).filter_by(to_address="pat@example.com").count() == 0


def test_a_subject_alone_waits_in_the_tray(sqlite_app, arrive, cast):
    row = arrive(mail("Out of office manager looks for a job: Software Engineer"))
    assert (row.state, row.problem) == ("tray", "Its subject reads like that of an automatic answer")
    assert row.suggestions[0]["reference"] == cast.engineer.reference
