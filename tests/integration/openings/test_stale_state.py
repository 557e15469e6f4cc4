"""Publish, pause, close and their undo, pressed on a page that a colleague has overtaken: refused, and told by whom."""

import re

import pytest

from ats.openings import actions
from ats.openings.actions import StaleState
from ats.openings.models import State
from ats.openings.queries import get_opening
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from tests.interleaving import side_by_side

EDITOR = "/dashboard/openings/{}"


@pytest.fixture
def path(cast):
    """An opening in which nobody is any more, so that it can be closed."""
    return EDITOR.format(cast.editor.reference)


def button(browser, page: str, to: str) -> dict:
    """Return what the button for a step on a page sends."""
    html = browser.get(page).get_data(as_text=True)
    forms = re.findall(r'<form[^>]*action="[^"]*/state".*?</form>', html, re.DOTALL)
    sent = [dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) for form in forms]
    return next(each for each in sent if each["to"] == to)


def press(browser, path: str, sent: dict):
    return browser.post(f"{path}/state", data=sent)


def test_an_undo_does_not_open_again_what_a_colleague_closed(app, cast, sign_in, path):
    recruiter, admin = sign_in("recruiter"), sign_in("admin")
    assert press(recruiter, path, button(recruiter, path, "paused")).status_code == 303
    undo = button(recruiter, path, "published")
    closing = button(admin, f"{path}/state?to=closed", "closed")
    assert press(admin, path, closing).status_code == 303
    answer = press(recruiter, path, undo)
    assert answer.status_code == 409
    assert "Admin Example closed this opening just now. Nothing was changed by your click." in answer.text
    assert cast.editor.state == "closed"


def test_publish_on_a_stale_page_does_not_either(app, cast, sign_in, path):
    with transaction():
        actions.change_state(cast.editor, State.PAUSED, by=SYSTEM)
    recruiter, admin = sign_in("recruiter"), sign_in("admin")
    publish = button(recruiter, path, "published")
    press(admin, path, button(admin, f"{path}/state?to=closed", "closed"))
    assert press(recruiter, path, publish).status_code == 409
    assert cast.editor.state == "closed"


def test_a_stale_question_before_closing_closes_nothing(app, cast, sign_in, path):
    with transaction():
        actions.change_state(cast.editor, State.PAUSED, by=SYSTEM)
    recruiter, admin = sign_in("recruiter"), sign_in("admin")
    close = button(recruiter, f"{path}/state?to=closed", "closed")
    press(admin, path, button(admin, path, "published"))
    answer = press(recruiter, path, close)
    assert answer.status_code == 409
    assert "Admin Example published this opening just now" in answer.text
    assert cast.editor.state == "published"
    asked = re.findall(r'name="(\w+)" value="([^"]*)"', answer.text.split('action="' + path)[-1])
    assert press(recruiter, path, dict(asked)).status_code == 303, "whoever has seen it may"
    assert cast.editor.state == "closed"


def test_ones_own_other_window_is_not_blamed_on_a_colleague(app, cast, sign_in, path):
    recruiter = sign_in("recruiter")
    pause = button(recruiter, path, "paused")
    press(recruiter, path, pause)
    answer = press(recruiter, path, pause)
    assert answer.status_code == 409
    assert "You paused this opening just now" in answer.text


def test_of_two_at_one_moment_the_second_is_told(app, cast, sign_in, path):
    recruiter, admin = sign_in("recruiter"), sign_in("admin")
    pause, close = button(recruiter, path, "paused"), button(admin, f"{path}/state?to=closed", "closed")
    answers = side_by_side(
        app,
        lambda: press(admin, path, close).status_code,
        lambda: press(recruiter, path, pause).status_code,
        before="COMMIT",
    )
    assert answers == (303, 409)
    assert cast.editor.state == "closed"


def test_the_way_that_a_toast_offers_back_still_works(app, cast, sign_in, path):
    recruiter = sign_in("recruiter")
    press(recruiter, path, button(recruiter, path, "paused"))
    undo = button(recruiter, path, "published")
    assert press(recruiter, path, undo).status_code == 303
    assert cast.editor.state == "published"


def test_the_action_takes_a_state_as_seen_or_none(app, cast):
    with transaction():
        actions.change_state(get_opening(cast.editor.reference), State.PAUSED, by=SYSTEM)
    with pytest.raises(StaleState), transaction():
        actions.change_state(get_opening(cast.editor.reference), State.CLOSED, by=SYSTEM, seen="published")
    with transaction():
        actions.change_state(get_opening(cast.editor.reference), State.PUBLISHED, by=SYSTEM)
    assert cast.editor.state == "published"
