"""The tray of suspected applications."""

import pytest

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


def test_spam_is_kept_and_can_still_be_let_in(app, cast, sign_in, zed):
    client = sign_in("recruiter")
    post(client, sort_path(zed), {"verdict": "spam"})
    assert "Zed Bot" not in text_of(client.get(PATH)).replace("Zed Bot marked as spam", "")
    assert "Zed Bot" in text_of(client.get(PATH + "?show=spam"))
    post(client, sort_path(zed), {"verdict": "let in"})
    assert reload(zed).tray is None
    assert cast.engineer.stages[0].active_count == 2


@pytest.mark.parametrize("data", [{}, {"verdict": "maybe"}])
def test_invalid_form(sqlite_app, sign_in, zed, data):
    assert post(sign_in("recruiter"), sort_path(zed), data).status_code == 422
    assert reload(zed).tray == "waiting"
