"""What is about one person is looked for by the person, among however many rows that have something else in common."""

import pytest

from ats.applications.queries import find_active
from ats.inbox.ground import list_open_applications
from ats.matching.queries import page_of_suggestions
from ats.workspace.queries import application, attention, tray
from tests.statements import plans_of

# Nearly all applications are in no tray, many are active, and many events are about no opening.
COMMON = (
    "(tray=?)",
    "(status=?)",
    "(status=? AND tray=?)",
    "ix_events_opening",
    "SCAN applications",
    "SCAN events",
)


@pytest.fixture
def shown(sqlite_app, cast):
    """Ada Fern's application with all that its page shows."""
    return application.get_whole(cast.application.public_id)


def assert_is_narrow(work) -> None:
    """Fail if a statement of some work goes through rows by a value that most have."""
    plan = plans_of(work)
    assert not [each for each in COMMON if each in plan], plan


def test_events_of_a_person(shown):
    assert_is_narrow(lambda: application.list_events(shown))


def test_news_of_an_application(shown, cast):
    user = cast.user("recruiter")
    assert_is_narrow(lambda: attention.news_of_application(user, shown))


@pytest.mark.parametrize("role", ["recruiter", "manager"])
def test_other_applications_of_a_person(shown, cast, role):
    user = cast.user(role)
    assert_is_narrow(lambda: application.list_others(shown, user, with_tray=False))


def test_what_a_mail_of_a_person_is_about(shown):
    assert_is_narrow(lambda: list_open_applications("ada@example.com"))
    assert_is_narrow(lambda: find_active(shown.candidate_id, shown.opening_id))


def test_people_named_as_the_sender_of_a_mail(shown):
    assert_is_narrow(lambda: tray.find_people("", "ada@example.com", "Ada Fern"))


def test_both_sides_of_suggestions_of_which_there_are_none(sqlite_app, cast):
    user = cast.user("recruiter")
    assert_is_narrow(lambda: page_of_suggestions(user, dismissed=False, cursor=None))
