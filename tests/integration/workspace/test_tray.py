"""The tray: suspected applications, and mails, in one line."""

import pytest
from sqlalchemy import select, update

from ats.accounts.models import User
from ats.applications.mail import send_new_application
from ats.applications.queries import get_application
from ats.inbox.models import ReceivedMail
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.mailbox import Mail
from ats.platform.outbox import OutboxRow
from ats.workspace.queries.tray import page_of_tray
from tests.integration.workspace.conftest import post, reload, text_of

PATH = "/dashboard/tray"


@pytest.fixture
def zed(cast, apply):
    return apply(cast.engineer, "Zed Bot", suspicion="Too quick")


def sort_path(application):
    return f"/dashboard/applications/{application.public_id}/sort"


def test_works(app, cast, sign_in, zed):
    page = text_of(sign_in("recruiter").get(PATH))
    assert "Zed Bot" in page
    assert "Too quick" in page
    assert "Ada Fern" not in page


def test_anonymous(sqlite_app, client):
    assert client.get(PATH).status_code == 302


def test_wrong_role(sqlite_app, sign_in, zed):
    for role in ("manager", "interviewer", "outsider"):
        assert sign_in(role).get(PATH).status_code == 403
        assert post(sign_in(role), sort_path(zed), {"verdict": "spam"}).status_code == 404


def test_letting_in_counts(app, cast, sign_in, zed):
    assert cast.engineer.stages[0].active_count == 1
    client = sign_in("recruiter")
    assert post(client, sort_path(zed), {"verdict": "let in", "next": PATH}).location == PATH
    assert reload(zed).tray is None
    assert cast.engineer.stages[0].active_count == 2
    assert "Nothing waits here" in text_of(client.get(PATH))
    assert post(client, sort_path(zed), {"verdict": "let in"}).status_code == 409


def test_spam_is_kept_and_can_still_be_let_in(sqlite_app, cast, sign_in, zed):
    client = sign_in("recruiter")
    post(client, sort_path(zed), {"verdict": "spam"})
    assert "Zed Bot" not in text_of(client.get(PATH)).replace("Zed Bot set aside", "")
    assert "Zed Bot" in text_of(client.get(PATH + "?show=aside"))
    assert "Zed Bot" in text_of(client.get(PATH + "?show=aside&q=zed"))
    assert "Nothing found" in text_of(client.get(PATH + "?show=aside&q=z%25d"))
    post(client, sort_path(zed), {"verdict": "let in"})
    assert reload(zed).tray is None
    assert cast.engineer.stages[0].active_count == 2


@pytest.mark.parametrize("data", [{}, {"verdict": "maybe"}])
def test_invalid_form(sqlite_app, sign_in, zed, data):
    assert post(sign_in("recruiter"), sort_path(zed), data).status_code == 422
    assert reload(zed).tray == "waiting"


@pytest.mark.parametrize("verdict", ["spam", "let in"])
def test_each_verdict_can_be_taken_back(sqlite_app, cast, sign_in, zed, verdict):
    client = sign_in("recruiter")
    post(client, sort_path(zed), {"verdict": verdict})
    version = str(reload(zed).version)
    unsort = sort_path(zed).replace("/sort", "/unsort")
    assert post(client, unsort, {"seen": "1"}).status_code == 409
    assert post(client, unsort, {"seen": version}).location == f"{PATH}/applications/{zed.public_id}"
    assert reload(zed).tray == "waiting"
    assert cast.engineer.stages[0].active_count == 1
    assert "Zed Bot" in text_of(client.get(PATH))
    assert post(client, unsort, {"seen": version}).status_code == 409


def notices() -> list[str]:
    db.session.rollback()
    query = select(Mail.state).where(Mail.purpose == "new_application").order_by(Mail.id)
    return list(db.session.scalars(query))


def wait_for_undo() -> None:
    """Let the moment pass in which a verdict can be taken back."""
    with transaction() as session:
        session.execute(update(OutboxRow).values(run_at=utc_now()))
    queue.run_until_empty()


def test_nobody_is_told_of_what_was_let_in_and_put_back(sqlite_app, cast, sign_in, zed):
    public_id, path = zed.public_id, sort_path(zed)
    queue.run_until_empty()
    with transaction():
        db.session.get_one(User, cast.user("manager").id).notify = "each"
    client = sign_in("recruiter")
    post(client, path, {"verdict": "let in"})
    queue.run_until_empty()
    assert notices() == []
    post(client, path.replace("/sort", "/unsort"), {"seen": str(get_application(public_id).version)})
    wait_for_undo()
    assert notices() == []
    post(client, path, {"verdict": "let in"})
    wait_for_undo()
    assert notices() == ["kept"]


def test_a_notice_that_waits_to_be_sent_is_called_back(app, cast, sign_in, zed):
    public_id, path = zed.public_id, sort_path(zed)
    client = sign_in("recruiter")
    post(client, path, {"verdict": "let in"})
    with transaction():
        recruiter = db.session.get_one(User, cast.user("recruiter").id)
        send_new_application(recruiter, get_application(public_id))
        send_new_application(recruiter, get_application(cast.application.public_id))
    post(client, path.replace("/sort", "/unsort"), {"seen": str(get_application(public_id).version)})
    assert notices() == ["cancelled", "queued"]


def test_one_application_with_what_was_sent(sqlite_app, cast, sign_in, zed):
    client = sign_in("recruiter")
    page = text_of(client.get(f"{PATH}/applications/{zed.public_id}"))
    assert "Too quick" in page
    assert "zed.bot@example.com" in page
    assert "Software Engineer" in page
    post(client, sort_path(zed), {"verdict": "let in"})
    answer = client.get(f"{PATH}/applications/{zed.public_id}")
    assert answer.location == f"/dashboard/applications/{zed.public_id}"


def wait(number: int, **about) -> ReceivedMail:
    with transaction() as session:
        row = ReceivedMail(
            digest=f"{number:064}", sha256="0" * 64, size=1, via="pipe", state="tray", subject=f"Mail {number}", **about
        )  # fmt: skip
        session.add(row)
    return row


def test_both_kinds_stand_in_one_line(sqlite_app, cast, sign_in, apply):
    apply(cast.engineer, "Old Bot", suspicion="Too quick", days_ago=3)
    first = wait(1, suggestions=[{"reference": cast.editor.reference, "share": 0.4, "why": "x"}])
    zed = apply(cast.engineer, "Zed Bot", suspicion="Too quick", days_ago=0)
    second = wait(2)
    names = [row.title if row.kind == "mail" else row.who for row in page_of_tray("waiting").rows]
    assert names == ["Mail 2", "Zed Bot", "Mail 1", "Old Bot"]
    cursor, seen = None, []
    while True:
        page = page_of_tray("waiting", cursor=cursor, size=1)
        seen += [row.title if row.kind == "mail" else row.who for row in page.rows]
        cursor = page.older
        if cursor is None:
            break
    assert seen == names
    client = sign_in("recruiter")
    page = client.get(PATH).get_data(as_text=True)
    assert f"{cast.editor.title}?" in page
    mail, application = f"{PATH}/mail/", f"{PATH}/applications/{zed.public_id}"
    assert f'href="{mail}{second.public_id}" data-key="k"' in client.get(application).get_data(as_text=True)
    assert f'href="{mail}{first.public_id}" data-key="j"' in client.get(application).get_data(as_text=True)
    assert post(client, sort_path(zed), {"verdict": "spam"}).location == mail + first.public_id
    assert post(client, f"{mail}{second.public_id}/dismiss", {"next": PATH}).location == PATH


def test_ties_in_time_are_neither_lost_nor_told_twice(app, cast, apply):
    at = utc_now()
    for number in range(4):
        wait(number, received_at=at)
        apply(cast.engineer, f"Bot {number}", suspicion="Too quick", received_at=at) if number < 2 else None
    cursor, seen = None, []
    while True:
        page = page_of_tray("waiting", cursor=cursor, size=2)
        seen += [(row.kind, row.id) for row in page.rows]
        cursor = page.older
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 6
    db.session.rollback()
