"""Applications that come from machines, through lists, or in the name of either: taken in, and never answered."""

import pytest

from ats.platform.database import db
from ats.platform.mailbox import Mail
from tests.unit.inbox.mails import RESUME, mail


def written(
    arrive, cast, *, sender: str, named: str = "", path: str = "u@example.org", **headers
) -> list[Mail]:
    """Return our mails after one with a résumé that names an address, the sender's own unless it says another."""
    resume = RESUME.replace("pat@example.com", named or sender).encode()
    files = [("cv.txt", resume, "text/plain")]
    row = arrive(mail("Software Engineer", sender=f"Pat <{sender}>", files=files, **headers), sender=path)
    assert (row.state, row.opening_id) == ("routed", cast.engineer.id)
    return list(
        db.session.query(Mail).filter(Mail.purpose == "receipt", Mail.to_address != "ada@example.com")
    )


MARKS = [
    {"Precedence": "bulk"},
    {"Precedence": "junk"},
    {"Precedence": "List"},
    {"Auto_Submitted": "auto-generated"},
    {"Auto_Submitted": "auto-notified"},
    {"X_Auto_Response_Suppress": "DR, AutoReply"},
    {"Return_Path": "<>"},
    {"path": "<>"},
    {"path": "MAILER-DAEMON"},
    {"path": "owner-jobs@lists.example.org"},
    *({f"List_{name}": "<https://lists.example.org/x>"} for name in
      ("Id", "Post", "Help", "Subscribe", "Unsubscribe", "Owner", "Archive")),
]  # fmt: skip


@pytest.mark.parametrize("marks", MARKS, ids=str)
def test_who_says_that_it_is_no_persons_mail_is_not_answered(sqlite_app, arrive, cast, marks):
    assert written(arrive, cast, sender="u@example.org", **marks) == []


@pytest.mark.parametrize(
    "sender", ["no-reply@example.org", "MAILER-DAEMON@example.org", "owner-users@example.org",
               "users-request@example.org", "users-owner+1@example.org"],
)  # fmt: skip
def test_an_address_that_is_no_persons_is_not_answered(sqlite_app, arrive, cast, sender):
    assert written(arrive, cast, sender=sender) == []


# A board that only names itself a machine writes for somebody, who is told; see the last test.
@pytest.mark.parametrize(
    "marks", [each for each in MARKS if each != {"Auto_Submitted": "auto-generated"}], ids=str
)
def test_what_a_mass_mail_or_a_bounce_names_is_not_written_to(sqlite_app, arrive, cast, marks):
    marks = {"Auto_Submitted": "auto-generated", **marks}
    assert written(arrive, cast, sender="no-reply@board.example.net", named="vic@example.org", **marks) == []


@pytest.mark.parametrize(
    "named", ["mailer-daemon@example.org", "users-request@example.org", "staff@board.example.net",
              "staff@mail.board.example.net"],
)  # fmt: skip
def test_a_board_names_nobody_by_an_address_of_its_own_or_of_no_person(sqlite_app, arrive, cast, named):
    marks = {"Auto_Submitted": "auto-generated"}
    assert written(arrive, cast, sender="no-reply@board.example.net", named=named, **marks) == []


def test_a_person_is_answered_and_whom_a_board_names_is_told(sqlite_app, arrive, cast):
    (answer,) = written(arrive, cast, sender="u@example.org")
    assert (answer.headers["Auto-Submitted"], answer.headers["In-Reply-To"]) == (
        "auto-replied",
        "<one@example.com>",
    )
    board = {"sender": "no-reply@board.example.net", "named": "vic@example.org", "message_id": "<2@x>"}
    _, told = written(arrive, cast, **board, Auto_Submitted="auto-generated")
    assert (told.to_address, told.headers["Auto-Submitted"]) == ("vic@example.org", "auto-generated")
    assert "In-Reply-To" not in told.headers
