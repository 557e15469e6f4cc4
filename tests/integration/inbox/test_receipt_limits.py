"""Nobody's mailbox is filled through us by mails that name it, however they vary the address and their own."""

import pytest
from sqlalchemy import select

from ats.applications.models import Application
from ats.candidates.rules import mailbox_of
from ats.inbox import answering
from ats.openings.models import Opening
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail
from tests.unit.inbox.mails import RESUME, mail


def notice(
    number: int, named: str, *, title: str = "Software Engineer", board: str = "hub.example.net", **headers
):
    """A job board's mail on behalf of somebody whose résumé names an address."""
    resume = RESUME.replace("pat@example.com", named).encode()
    return mail(
        f"New application for {title}",
        "A new applicant.",
        files=[("cv.txt", resume, "text/plain")],
        sender=f"Example Board <no-reply{number}@{board}>",
        message_id=f"<{number}@board.example.net>",
        Auto_Submitted="auto-generated",
        **headers,
    )


def written() -> list[str]:
    db.session.rollback()
    query = select(Mail.to_address).where(Mail.purpose == "receipt", Mail.to_address != "ada@example.com")
    return list(db.session.scalars(query))


def send_all(arrive, notices) -> None:
    for each in notices:
        assert arrive(each, sender="").state == "routed"


def test_one_mailbox_is_one_however_its_address_is_varied(sqlite_app, arrive, cast):
    names = ("vic+1@example.org", "Vic+2@Example.org", "vic@example.org", "vic+3@example.org")
    send_all(arrive, [notice(number, name) for number, name in enumerate(names)])
    assert len(written()) == 1
    assert mailbox_of("V.ic+x@gmail.com") == mailbox_of("vic@GMAIL.com") != mailbox_of("v.ic@example.org")
    assert mailbox_of("+x@example.org") == "+x@example.org"


def test_who_names_addresses_is_a_domain_whatever_stands_before_it(sqlite_app, arrive, cast, monkeypatch):
    monkeypatch.setattr(answering, "FROM_SOURCE_A_DAY", 2)
    send_all(arrive, [notice(number, f"vic{number}@example.org") for number in range(4)])
    assert len(written()) == 2


def test_all_together_name_no_more_than_so_many_an_hour(sqlite_app, arrive, cast, monkeypatch):
    monkeypatch.setattr(answering, "FROM_BODY_AN_HOUR", 2, raising=False)
    sqlite_app.config["TRUSTED_AUTHSERV_ID"] = "mx.example.com"
    send_all(
        arrive,
        [notice(number, f"vic{number}@example.org", board=f"hub{number}.example.net") for number in range(4)],
    )
    assert len(written()) == 2
    # Whom the trusted server has verified does not wait for strangers.
    verified = "mx.example.com; dkim=pass header.d=hub.example.net"
    send_all(arrive, [notice(9, "vic9@example.org", Authentication_Results=verified)])
    assert len(written()) == 3


@pytest.mark.parametrize("sender", ["Vic via Board <app@hub.example.net>", "no-reply@hub.example.net"])
def test_an_address_to_answer_to_is_named_too(sqlite_app, arrive, cast, monkeypatch, sender):
    monkeypatch.setattr(answering, "FROM_BODY_A_DAY", 1)
    for number, title in enumerate(("Editor", "Software Engineer")):
        message = mail(
            f"New application for {title}",
            files=[("cv.txt", RESUME.replace("pat@example.com", "").encode(), "text/plain")],
            sender=sender,
            message_id=f"<{number}@x>",
            Reply_To="vic@example.org",
        )
        assert arrive(message).state == "routed"
    assert len(db.session.scalars(select(Application)).all()) == 3
    assert written() == ["vic@example.org"]


def test_one_mail_to_many_of_our_addresses_is_answered_a_few_times(sqlite_app, arrive, cast, monkeypatch):
    monkeypatch.setattr(answering, "OF_ONE_MAIL", 1, raising=False)
    message = mail("Hello", files=[("cv.txt", RESUME.encode(), "text/plain")])
    with transaction():
        for opening_id, address in (
            (cast.engineer.id, "engines@example.com"),
            (cast.editor.id, "words@example.com"),
        ):
            db.session.get_one(Opening, opening_id).apply_email = address
    message.replace_header("To", "engines@example.com, words@example.com")
    arrive(message, to="engines@example.com")
    assert len(db.session.scalars(select(Application)).all()) == 3
    assert written() == ["pat@example.com"]
