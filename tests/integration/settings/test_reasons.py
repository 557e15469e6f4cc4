"""Rejection reasons."""

import pytest

from ats.company.queries import list_reasons
from ats.platform.database import db

BASE = "/dashboard/settings/reasons"
GIVEN = {"label": "Moved away", "side": "candidate", "is_active": "y"}


def labels(**kwargs) -> list[str]:
    db.session.rollback()
    return [reason.label for reason in list_reasons(**kwargs)]


def test_works(app, cast, sign_in):
    browser = sign_in("recruiter")
    assert browser.submit(f"{BASE}/new", GIVEN, form_at=f"{BASE}/new").status_code == 303
    assert labels()[-1] == "Moved away"
    path = f"{BASE}/{list_reasons()[-1].public_id}"
    browser.submit(path, {"label": "Moved far away", "side": "neither"}, form_at=path)
    assert labels()[-1] == "Moved far away"
    assert "Moved far away" not in labels(only_active=True)
    assert "Switched off" in browser.get(BASE).text


def test_anonymous(sqlite_app, cast, client):
    assert client.submit(f"{BASE}/new", GIVEN).status_code == 401


def test_outsider(sqlite_app, cast, sign_in):
    assert sign_in("recruiter").get(f"{BASE}/{'0' * 26}").status_code == 404


def test_wrong_role(sqlite_app, cast, sign_in):
    assert sign_in("interviewer").submit(f"{BASE}/new", GIVEN, form_at="/account").status_code == 403


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"label": ""}, "Enter the reason"),
        ({"label": "WITHDREW"}, "another reason with these words"),
        ({"side": "theirs"}, "must be one of the choices"),
        ({"label": "x" * 121}, "at most 120"),
    ],
)
def test_invalid_form(sqlite_app, cast, sign_in, values, problem):
    response = sign_in("recruiter").submit(f"{BASE}/new", GIVEN | values, form_at=f"{BASE}/new")
    assert response.status_code == 422
    assert problem in response.text


def test_the_order_is_changed_one_step_at_a_time_and_stops_at_the_ends(app, cast, sign_in):
    browser, before = sign_in("recruiter"), labels()

    def move(label: str, direction: str) -> list[str]:
        reason = next(each for each in list_reasons() if each.label == label)
        browser.submit(f"{BASE}/{reason.public_id}/move", {"direction": direction}, form_at=BASE)
        return labels()

    assert move(before[0], "up") == before
    assert move(before[-1], "down") == before
    assert move(before[0], "down")[:2] == [before[1], before[0]]
    assert move(before[0], "up") == before
