"""A request beside which somebody else was faster is answered once more, and only where that is safe."""

import io

import pytest
from flask import request, session
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from ats.accounts.guards import public
from ats.openings.models import Program
from ats.platform import conflicts
from ats.platform.database import db, transaction


@pytest.fixture
def attempts(sqlite_app) -> list[dict]:
    """What each call of a view sees, which fails as often as the form says and with what it says."""
    seen: list[dict] = []

    @public
    def view():
        session["toasts"] = [*session.get("toasts", []), "said"]
        file = request.files.get("file")
        seen.append(
            {"form": request.form.get("text"), "file": file and file.read(), "toasts": session["toasts"]}
        )
        if len(seen) <= int(request.values["fails"]):
            _fail(request.values["how"])
        return "done"

    answered = conflicts._answering_again(view)
    sqlite_app.view_functions["careers.robots"] = sqlite_app.view_functions["careers.send_link"] = answered
    return seen


def _fail(how: str) -> None:
    if how == "after a commit":
        with transaction():
            db.session.execute(insert(Program).values(slug="kept", name="Kept"))
    if how in ("key", "after a commit"):
        raise IntegrityError("INSERT", {}, Exception("a key is there already"))
    if how == "stale":
        raise StaleDataError
    raise ValueError("a mistake of ours")


def send(client, fails: int, how: str = "key"):
    file = (io.BytesIO(b"bytes of a file"), "file.txt")
    data = {"fails": str(fails), "how": how, "text": "typed", "file": file}
    return client.submit("/status", data, content_type="multipart/form-data")


@pytest.mark.parametrize("how", ["key", "stale"])
def test_it_is_answered_again_with_all_that_was_sent(attempts, client, how):
    assert send(client, 2, how).get_data() == b"done"
    assert attempts == [{"form": "typed", "file": b"bytes of a file", "toasts": ["said"]}] * 3
    with client.session_transaction() as kept:
        assert kept["toasts"] == ["said"]


def test_not_for_ever(attempts, client):
    with pytest.raises(IntegrityError):
        send(client, 99)
    assert len(attempts) == conflicts.ATTEMPTS


def test_not_for_a_mistake_of_ours(attempts, client):
    with pytest.raises(ValueError, match="mistake"):
        send(client, 1, "otherwise")
    assert len(attempts) == 1


def test_not_where_something_is_done_already(attempts, client):
    with pytest.raises(IntegrityError):
        send(client, 1, "after a commit")
    assert len(attempts) == 1
    db.session.rollback()
    assert db.session.query(Program).filter_by(slug="kept").count() == 1


def test_so_is_a_page_that_notes_who_looks_at_it(attempts, client):
    assert client.get("/robots.txt?fails=1&how=key").get_data() == b"done"
    assert len(attempts) == 2
