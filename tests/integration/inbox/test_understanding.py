"""A mail becomes exactly one application at the right opening, a part of one that is there, or waits in the tray."""

import json

import pytest
from sqlalchemy import func, select

from ats.applications.models import Application, Attachment
from ats.applications.reply_addresses import REPLY, signed_address
from ats.candidates.models import Candidate
from ats.documents.models import Document
from ats.inbox.models import Via
from ats.messages.models import Message
from ats.openings.actions import change_state
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.mailbox import Mail
from tests.unit.inbox.mails import LETTER, RESUME, mail, winmail, zipped

VERIFIED = "mx.example.com; dkim=pass header.d=example.com"
CV = ("cv.txt", RESUME.encode(), "text/plain")


def applications() -> list[Application]:
    return list(db.session.scalars(select(Application).order_by(Application.id)))


def papers(application) -> list[tuple[str, str, bool, bool]]:
    query = (
        select(Document.name, Attachment.role, Attachment.is_current, Attachment.is_confirmed)
        .join(Attachment, Attachment.document_id == Document.id)
        .where(Attachment.application_id == application.id)
        .order_by(Attachment.id)
    )
    return [tuple(each) for each in db.session.execute(query)]


def mails_to(address: str) -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.to_address == address).order_by(Mail.id)))


def test_a_mail_with_the_title_becomes_an_application_with_its_resume_read(app, arrive, cast):
    row = arrive(subject="Application: Software Engineer", files=[CV])
    assert (row.state, row.rule, row.opening_id) == ("routed", "title", cast.engineer.id)
    application = applications()[-1]
    assert row.application_id == application.id
    assert (application.source, application.typed_name) == ("e-mail", "Pat Example")
    assert application.opening_id == cast.engineer.id
    assert papers(application) == [("cv.txt", "resume", True, True)]
    assert db.session.scalar(select(Document.reading_state).where(Document.name == "cv.txt")) == "read"
    assert [(each.name, each.kind) for each in row.parts] == [("cv.txt", "resume")]
    (receipt,) = mails_to("pat@example.com")
    assert application.reference in receipt.text
    assert receipt.headers["Auto-Submitted"] == "auto-replied"
    assert receipt.headers["In-Reply-To"] == "<one@example.com>"
    assert receipt.headers["Reply-To"].startswith("jobs+r")
    assert receipt.envelope_sender.startswith("jobs+b")


def test_an_advertisement_for_a_name_gives_way_to_the_name_on_the_resume(sqlite_app, arrive, cast):
    sender = '"Claim your prize at evil.example/win now" <pat@example.com>'
    arrive(mail("Editor", files=[CV], sender=sender))
    assert applications()[-1].typed_name == "Pat Example"


def test_the_reference_in_the_subject_is_enough(sqlite_app, arrive, cast):
    row = arrive(subject=f"Hello ({cast.editor.reference})", files=[CV])
    assert (row.rule, row.opening_id) == ("reference", cast.editor.id)


def test_what_names_nothing_waits_with_suggestions(app, arrive, cast):
    row = arrive(subject="Hello", text="Here are my papers.", files=[CV])
    assert (row.state, row.application_id) == ("tray", None)
    assert "names" in row.problem
    assert len(applications()) == 1
    assert mails_to("pat@example.com") == []


def test_letter_resume_and_certificate_in_one_mail_are_one_candidate(app, arrive, cast):
    letter = (
        "scan1.txt",
        b"Dear Madam,\n\nI like engines. I build them. I want to.\n\nYours sincerely\nPat\n" * 2,
    )
    certificate = ("scan2.txt", b"This is to certify that Pat Example has completed the course of engines.\n")
    arrive(subject="Editor", files=[letter, certificate, ("scan3.txt", RESUME.encode())])
    assert db.session.scalar(select(func.count()).select_from(Candidate)) == 2
    kinds = {name: role for name, role, _, _ in papers(applications()[-1])}
    assert kinds == {"scan1.txt": "cover_letter", "scan2.txt": "certificate", "scan3.txt": "resume"}


def test_a_resume_in_the_body(sqlite_app, arrive, cast):
    row = arrive(subject="Editor", text=RESUME)
    assert row.state == "routed"
    assert [role for _, role, _, _ in papers(applications()[-1])] == ["resume"]


def test_files_in_a_zip_and_in_winmail(sqlite_app, arrive, cast):
    arrive(subject="Editor", files=[("papers.zip", zipped(cv__txt=RESUME.encode()))])
    assert [name for name, *_ in papers(applications()[-1])] == ["cv.txt"]
    wrapped = winmail("my cv.txt", RESUME.encode(), "I apply")
    arrive(
        subject="Software Engineer",
        text="",
        files=[("winmail.dat", wrapped, "application/ms-tnef")],
        message_id="<2@x>",
    )
    assert [name for name, *_ in papers(applications()[-1])] == ["my cv.txt"]


def test_a_second_mail_joins_and_replaces_nothing_until_it_is_confirmed(sqlite_app, arrive, cast):
    arrive(subject="Editor", files=[CV])
    newer = ("cv2.txt", RESUME.encode() + b"Rust\n", "text/plain")
    row = arrive(subject="Editor, a newer version", files=[newer], message_id="<2@example.com>")
    assert (row.state, len(applications())) == ("routed", 2)
    assert papers(applications()[-1]) == [
        ("cv.txt", "resume", True, True),
        ("cv2.txt", "resume", False, False),
    ]
    message = db.session.get(Message, row.thread_message_id)
    assert (message.direction, message.is_confirmed) == ("in", False)
    assert [each.purpose for each in mails_to("pat@example.com")] == ["receipt", "confirm_message"]


def test_a_verified_second_mail_adds_the_newer_version(sqlite_app, arrive, cast):
    sqlite_app.config["TRUSTED_AUTHSERV_ID"] = "mx.example.com"
    arrive(subject="Editor", files=[CV])
    newer = ("cv2.txt", RESUME.encode() + b"Rust\n", "text/plain")
    message = mail(
        "Editor again", files=[newer], message_id="<2@example.com>", Authentication_Results=VERIFIED
    )
    row = arrive(message)
    assert row.is_verified
    assert papers(applications()[-1]) == [
        ("cv.txt", "resume", False, True),
        ("cv2.txt", "resume", True, True),
    ]


@pytest.mark.parametrize(
    "results",
    ["other.example.net; dkim=pass header.d=example.com", "mx.example.com; dkim=pass header.d=evil.example.net",
     "mx.example.com; dkim=fail header.d=example.com"],
)  # fmt: skip
def test_words_of_others_verify_nobody(sqlite_app, arrive, cast, results):
    sqlite_app.config["TRUSTED_AUTHSERV_ID"] = "mx.example.com"
    assert not arrive(mail("Editor", files=[CV], Authentication_Results=results)).is_verified


@pytest.mark.parametrize(("via", "is_verified"), [(Via.SMTP, False), (Via.LMTP, True), (Via.IMAP, True)])
def test_nothing_that_a_stranger_hands_us_by_smtp_verifies(sqlite_app, arrive, cast, via, is_verified):
    sqlite_app.config["TRUSTED_AUTHSERV_ID"] = "mx.example.com"
    message = mail("Editor", files=[CV], Authentication_Results=VERIFIED)
    assert arrive(message, via=via).is_verified == is_verified


def test_a_reply_to_the_signed_address_lands_in_its_thread_confirmed(sqlite_app, arrive, cast):
    address = signed_address("jobs@example.com", REPLY, cast.application.id)
    text = "Tuesday suits me.\n\nOn Monday, Jobs wrote:\n> When?"
    row = arrive(subject="Re: Your application", text=text, to=address, sender="ada@example.com")
    assert (row.state, row.rule, row.application_id) == ("routed", "reply_address", cast.application.id)
    message = db.session.get(Message, row.thread_message_id)
    assert (message.text, message.is_confirmed) == (text, True)
    assert len(applications()) == 1


def test_a_reply_address_does_not_prove_somebody_who_is_known_as_another(sqlite_app, arrive, cast):
    arrive(subject="Editor", files=[CV])
    address = signed_address("jobs@example.com", REPLY, cast.application.id)
    row = arrive(subject="Re: Yours", text="I step back.", to=address)
    assert (row.rule, row.application_id) == ("reply_address", cast.application.id)
    assert not db.session.get(Message, row.thread_message_id).is_confirmed
    row = arrive(mail("Re: Yours", "From my other mailbox.", sender="new@example.com"), to=address)
    assert db.session.get(Message, row.thread_message_id).is_confirmed


def test_an_altered_reply_address_proves_nothing(sqlite_app, arrive, cast):
    address = signed_address("jobs@example.com", REPLY, cast.application.id)
    altered = address.replace("+r", "+r", 1)[:8] + ("b" if address[8] != "b" else "c") + address[9:]
    row = arrive(subject="Re: Your application", to=altered)
    assert row.state == "tray"


def test_an_answer_to_the_receipt_finds_its_thread_by_message_id(app, arrive, cast):
    arrive(subject="Editor", files=[CV])
    (receipt,) = mails_to("pat@example.com")
    reply = mail("Re: receipt", "Thanks", message_id="<2@x>", In_Reply_To=receipt.message_id)
    row = arrive(reply)
    assert (row.rule, row.application_id) == ("references", applications()[-1].id)
    assert not db.session.get(Message, row.thread_message_id).is_confirmed


def test_a_bounce_marks_the_mail_with_the_words_of_the_server(app, arrive, cast):
    arrive(subject="Editor", files=[CV])
    (receipt,) = mails_to("pat@example.com")
    raw = (
        b"From: MAILER-DAEMON@example.net\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\n"
        b"Sorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; "
        b"pat@example.com\r\nAction: failed\r\nDiagnostic-Code: smtp; 550 5.1.1 No such user\r\n\r\n--b--\r\n"
    )
    row = arrive(raw, to=receipt.envelope_sender, sender="")
    assert (row.state, row.rule) == ("ignored", "bounce")
    assert row.candidate_id == applications()[-1].candidate_id
    bounced = db.session.get(Mail, receipt.id)
    assert bounced.state == "bounced"
    assert "550 5.1.1 No such user" in bounced.last_error
    forged = arrive(raw.replace(b"Sorry", b"Sorry again"), sender="")
    assert (forged.state, forged.rule) == ("ignored", "report")


@pytest.mark.parametrize(
    ("headers", "rule"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic_answer"),
        ({"Precedence": "bulk", "List_Id": "<x.example.net>"}, "automatic"),
        (
            {"subject": "Out of office: Software Engineer", "X_Auto_Response_Suppress": "All"},
            "automatic_answer",
        ),
        ({"sender": "Requisite <jobs@example.com>"}, "ourselves"),
        ({"sender": "mailer-daemon@example.net", "text": "I am a machine"}, "automatic"),
    ],
)
def test_what_machines_write_is_recorded_and_never_answered(sqlite_app, arrive, cast, headers, rule):
    row = arrive(mail(**{"subject": "Software Engineer", **headers}))
    assert (row.state, row.rule) == ("ignored", rule)
    assert len(applications()) == 1
    written = db.session.scalars(select(Mail.to_address)).all()
    assert set(written) <= {"ada@example.com"}


def test_a_forwarded_application_counts_only_from_a_verified_colleague(sqlite_app, arrive, cast):
    inner = mail("Application as Editor", LETTER, files=[CV])
    outer = mail(
        "Fwd: Application as Editor", "See below", sender="recruiter@example.com", message_id="<2@x>"
    )
    outer.make_mixed()
    outer.add_attachment(inner)
    assert arrive(outer).state == "tray"
    sqlite_app.config["TRUSTED_AUTHSERV_ID"] = "mx.example.com"
    del outer["Message-ID"]
    outer["Message-ID"], outer["Authentication-Results"] = "<3@x>", VERIFIED
    row = arrive(outer)
    assert (row.state, row.opening_id) == ("routed", cast.editor.id)
    application = applications()[-1]
    assert (application.typed_name, application.typed_email) == ("Pat Example", "pat@example.com")
    assert [name for name, *_ in papers(application)] == ["cv.txt"]


def test_a_job_board_writes_for_somebody(sqlite_app, arrive, cast):
    notice = mail(
        "New application for Editor", "Name: Pat Example\nA new applicant.", files=[CV],
        sender="Example Board <no-reply@board.example.net>", Auto_Submitted="auto-generated",
    )  # fmt: skip
    row = arrive(notice)
    assert (row.state, row.opening_id) == ("routed", cast.editor.id)
    assert applications()[-1].typed_email == "pat@example.com"
    assert len(mails_to("pat@example.com")) == 1


def test_a_closed_opening_takes_nothing_in_silence(sqlite_app, arrive, cast):
    with transaction():
        change_state(cast.editor, "closed", by=SYSTEM)
    row = arrive(subject="Editor", files=[CV])
    assert (row.state, "takes no applications" in row.problem) == ("tray", True)
    assert row.suggestions[0]["reference"] == cast.editor.reference


def test_the_only_open_conversation_takes_what_names_nothing_else(app, arrive, cast):
    row = arrive(subject="One more thing", text="My number is 5.", sender="ada@example.com",
                 message=mail("One more thing", "My number is 5.", sender="ada@example.com"))  # fmt: skip
    assert (row.rule, row.application_id) == ("conversation", cast.application.id)
    other = mail("Application: Editor", files=[CV], sender="ada@example.com", message_id="<2@x>")
    assert arrive(other).opening_id == cast.editor.id


def test_the_receipt_goes_out_once_a_day(sqlite_app, arrive, cast):
    arrive(subject="Editor", files=[CV])
    sqlite_app.config["REAPPLY_DAYS"] = 0
    with transaction():
        applications()[-1].status = "rejected"
    arrive(subject="Editor", files=[CV], message_id="<2@x>")
    assert len(applications()) == 3
    assert len(mails_to("pat@example.com")) == 1


def test_hostile_mail_waits_and_nothing_behind_it_does(sqlite_app, arrive, cast):
    many = mail("Editor", files=[(f"{number}.txt", b"x") for number in range(60)], message_id="<2@x>")
    assert arrive(many).state == "tray"
    assert arrive(subject="Editor", files=[CV]).state == "routed"


def test_the_list_says_of_each_mail_what_became_of_it(app, arrive, cast):
    arrive(subject="Software Engineer", files=[CV])
    other = mail("Papers", "Nothing names an opening", sender="kim@example.net", message_id="<2@x>")
    arrive(other)
    listed = json.loads(app.test_cli_runner().invoke(args=["inbox", "list", "--json"]).output)
    waiting, routed = listed
    assert (routed["state"], routed["opening"], routed["candidate"]) == (
        "routed", cast.engineer.reference, "Pat Example",
    )  # fmt: skip
    assert routed["rule"]
    assert routed["why"]
    assert [(each["name"], each["kind"]) for each in routed["attachments"]] == [("cv.txt", "resume")]
    assert (waiting["state"], waiting["opening"], waiting["candidate"]) == ("tray", None, None)
    assert waiting["problem"]
