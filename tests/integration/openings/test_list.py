"""The list of openings, the overview of one, and its states."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from ats.openings import actions
from ats.openings.models import State
from ats.openings.queries import get_opening
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.integration.openings.conftest import filled, text_of

LIST = "/dashboard/openings"


@pytest.fixture
def path(cast):
    return f"{LIST}/{cast.engineer.reference}"


def test_works(app, cast, sign_in):
    page = text_of(sign_in("recruiter").get(LIST))
    assert (
        page.index("Platform") < page.index("Software Engineer") < page.index("Words") < page.index("Editor")
    )
    assert 'title="New: 1"' in page
    assert "Team: Interviewer Example, Manager Example" in page


def test_anonymous(sqlite_app, client):
    assert client.get(LIST).status_code == 302


def test_outsider(sqlite_app, sign_in):
    page = text_of(sign_in("outsider").get(LIST))
    assert "Editor" in page
    assert "Software Engineer" not in page
    assert 'Published <span class="count">1</span>' in page


def test_wrong_role(sqlite_app, cast, sign_in):
    page = text_of(sign_in("interviewer").get(f"{LIST}/{cast.engineer.reference}"))
    assert "/edit" not in page
    assert "Pause" not in page


def test_filter_by_state(sqlite_app, cast, sign_in):
    with transaction():
        actions.change_state(cast.editor, State.PAUSED, by=SYSTEM)
    page = text_of(sign_in("recruiter").get(f"{LIST}?state=paused"))
    assert "Editor" in page
    assert "Software Engineer" not in page
    assert "No opening is closed" in text_of(sign_in("recruiter").get(f"{LIST}?state=closed"))
    assert "Software Engineer" in text_of(sign_in("recruiter").get(f"{LIST}?state=nonsense"))


def test_somebody_on_no_team_is_told_so(sqlite_app, cast, sign_in):
    with transaction():
        actions.remove_from_team(cast.editor, cast.user("outsider"), by=SYSTEM)
    assert "You are on no hiring team yet" in text_of(sign_in("outsider").get(LIST))


def test_overview_says_why_search_engines_get_nothing(sqlite_app, cast, sign_in, path):
    with transaction():
        cast.engineer.country = ""
    page = text_of(sign_in("recruiter").get(path))
    assert "It names no country." in page
    assert "It names no country." not in text_of(sign_in("manager").get(path))


def test_pause_and_undo(sqlite_app, cast, sign_in, path):
    browser = sign_in("recruiter")
    page = browser.get(path)
    answer = browser.post(f"{path}/state", data=filled(page, "to"))
    assert answer.status_code == 303
    assert cast.engineer.state == "paused"
    undo = filled(browser.get(path), "to")
    assert undo["to"] == "published"
    browser.post(f"{path}/state", data=undo)
    assert cast.engineer.state == "published"


def test_closing_says_who_still_waits(sqlite_app, cast, sign_in, path):
    browser = sign_in("recruiter")
    page = browser.get(f"{path}/state?to=closed")
    assert "1 application is still active" in text_of(page)
    assert "Choose an outcome and a message" in text_of(page)
    assert 'name="to"' not in text_of(page)


def test_what_stands_in_the_way_of_publishing_is_said(sqlite_app, cast, sign_in):
    with transaction():
        draft = actions.copy_opening(cast.engineer, by=SYSTEM)
        draft.deadline_on = (utc_now() - timedelta(days=3)).date()
    browser = sign_in("recruiter")
    path = f"{LIST}/{draft.reference}"
    token = filled(browser.get(f"{path}/edit"), "csrf_token")["csrf_token"]
    answer = browser.post(f"{path}/state", data={"to": "published", "csrf_token": token})
    assert answer.status_code == 422
    assert "Its deadline has passed" in text_of(answer)
    assert get_opening(draft.reference).state == "draft"


def test_an_unknown_step_is_not_found(sqlite_app, sign_in, path):
    assert sign_in("recruiter").get(f"{path}/state?to=draft").status_code == 404


def test_copy_and_remove(sqlite_app, cast, sign_in, path):
    browser = sign_in("recruiter")
    token = filled(browser.get(path), "csrf_token")
    copy = browser.post(f"{path}/copy", data={"csrf_token": token["csrf_token"]})
    target = copy.headers["Location"]
    assert target.endswith("/edit")
    overview = target.removesuffix("/edit")
    assert "Remove this draft" in text_of(browser.get(overview))
    assert "Remove this draft" not in text_of(browser.get(path))
    removed = browser.post(f"{overview}/remove", data={"csrf_token": token["csrf_token"]})
    assert removed.status_code == 303
    assert browser.get(overview).status_code == 404


def test_the_list_takes_few_statements(app, cast, sign_in):
    engineer, seen = cast.engineer, []
    with transaction():
        for _ in range(5):
            actions.copy_opening(engineer, by=SYSTEM)
    browser = sign_in("recruiter")

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    browser.get(LIST)
    event.remove(db.engine, "before_cursor_execute", note)
    assert len([each for each in seen if not each.startswith("BEGIN")]) <= 7, seen
