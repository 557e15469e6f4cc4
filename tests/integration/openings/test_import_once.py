"""A preview drafts its openings once, however often and fast it is sent."""

from datetime import timedelta

from sqlalchemy import select

from ats.company.queries import default_template
from ats.openings import actions
from ats.openings.importing import ImportedOpening, ImportedPage, ImportedProgram
from ats.openings.models import ImportKey
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.integration.careers.test_races import AT_ONCE, all_at_once
from tests.integration.openings.conftest import filled, text_of
from tests.integration.openings.importing import PAGE, PATH, SAVE, drafts, paste


def test_the_same_preview_sent_twice_drafts_once(app, cast, sign_in):
    browser = sign_in("recruiter")
    form = filled(paste(browser, PAGE), "source")
    first, second = (browser.post(SAVE, data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert [opening.title for opening in drafts()] == ["Gardener"]


def test_the_same_preview_sent_at_the_same_moment_drafts_once(app, cast, sign_in):
    browsers = [sign_in("recruiter") for _ in range(AT_ONCE)]
    form = filled(paste(browsers[0], PAGE), "source")
    tokens = [filled(browser.get(PATH), "text")["csrf_token"] for browser in browsers]

    def save(number: int):
        return browsers[number].post(SAVE, data={**form, "csrf_token": tokens[number]}).status_code

    assert set(all_at_once(app, save)) == {303}
    assert [opening.title for opening in drafts()] == ["Gardener"]


def test_a_page_read_once_more_is_drafted_once_more(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    for _ in range(2):
        assert browser.post(SAVE, data=filled(paste(browser, PAGE), "source")).status_code == 303
    assert len(drafts()) == 2


def test_going_back_and_correcting_asks_before_it_drafts_again(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")
    form = filled(paste(browser, PAGE), "source")
    browser.post(SAVE, data=form)
    form["programs-0-openings-0-title"] = "Head Gardener"
    asked = browser.post(SAVE, data=form)
    assert asked.status_code == 409
    assert "its openings are drafted" in text_of(asked)
    assert len(drafts()) == 1
    again = filled(asked, "source")
    assert again["programs-0-openings-0-title"] == "Head Gardener"
    assert browser.post(SAVE, data=again).status_code == 303
    assert [opening.title for opening in drafts()] == ["Gardener", "Head Gardener"]


def test_keys_of_old_previews_are_forgotten(app, cast):
    page = ImportedPage(programs=(ImportedProgram("Garden", openings=(ImportedOpening("Gardener"),)),))
    with transaction():
        db.session.add(
            ImportKey(key="k" * 22, page_digest="0" * 64, created_at=utc_now() - timedelta(days=8))
        )
        db.session.add(
            ImportKey(key="m" * 22, page_digest="0" * 64, created_at=utc_now() - timedelta(days=6))
        )
    with transaction():
        actions.bring_in_once(page, key="n" * 22, template=default_template(), by=SYSTEM)
    assert set(db.session.scalars(select(ImportKey.key))) == {"m" * 22, "n" * 22}
