"""A review beside colleagues who end what it shows, and the keys that have nothing to do."""

from playwright.sync_api import expect
from sqlalchemy import select

from ats.applications.actions import reject
from ats.applications.models import Application
from ats.applications.queries import get_for_decision
from ats.company.queries import list_reasons
from ats.openings.models import Opening
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.browser.test_review import decide, hears_nothing, make_queue, open_review

NOTHING = "There is nothing to take back here any more"


def end_all(site, reference: str) -> None:
    """Reject everybody of an opening, as closing it does."""
    with site.database(), transaction():
        ids = select(Application.public_id).join(Opening).where(Opening.reference == reference)
        for public_id in db.session.scalars(ids).all():
            application = get_for_decision(public_id)
            reject(application, list_reasons()[0], seen=application.version, by=SYSTEM)


def test_a_review_says_who_ended_what_it_shows_and_leads_on(site, open_window):
    reference = make_queue(site, "Closed Meanwhile", ["Abel First", "Abel Second", "Abel Third"])
    page = open_window("recruiter").page
    open_review(page, reference)
    expect(page.locator(".session[data-seen][data-ahead]")).to_be_attached()
    bar = page.get_by_role("group", name="Decide")
    end_all(site, reference)
    expect(bar).to_contain_text("rejected it just now", timeout=15_000)
    expect(bar.get_by_role("button", name="Reopen")).to_be_visible()
    expect(page.locator(".session-bar [data-key=a], .session-bar [data-key=r]")).to_have_count(0)
    page.keyboard.press("r")
    expect(page.locator("h1")).to_have_text("All looked at")


def test_a_key_on_what_was_ended_says_so_and_shows_the_next(site, open_window):
    reference = make_queue(site, "One Ended", ["Bea First", "Bea Second", "Bea Third"])
    page = open_window("recruiter").page
    open_review(page, reference)
    expect(page.locator(".session[data-seen][data-ahead]")).to_be_attached()
    with site.database(), transaction():
        found = select(Application.public_id).where(Application.typed_name == "Bea First")
        application = get_for_decision(db.session.scalar(found))
        reject(application, list_reasons()[0], seen=application.version, by=SYSTEM)
    expect(page.locator("[data-go-on]")).to_be_visible(timeout=15_000)
    page.keyboard.press("a")
    expect(page.locator("#toasts")).to_contain_text("Bea First: Somebody rejected it")
    expect(page.locator("h1")).to_have_text("Bea Second")


def test_a_decision_about_the_last_one_that_was_ended_unheard_says_so(site, open_window):
    reference = make_queue(site, "Unheard", ["Cleo Only"])
    page = open_window("recruiter").page
    open_review(page, reference)
    hears_nothing(page)
    end_all(site, reference)
    page.locator(".session[data-seen]").wait_for()
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed by your click")
    page.locator(".session[data-seen]").wait_for()
    page.keyboard.press("a")
    expect(page.locator("h1")).to_have_text("All looked at")


def test_undo_says_that_there_is_nothing_to_take_back(site, open_window):
    reference = make_queue(site, "Nothing Back", ["Dora First", "Dora Second", "Dora Third"])
    page = open_window("recruiter").page
    open_review(page, reference)
    decide(page, "s")
    expect(page.locator("#toasts")).to_contain_text("Dora First skipped")
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text(NOTHING)
    decide(page, "a")
    expect(page.locator("#toasts")).to_contain_text("Dora Second moved to")
    page.reload()
    page.locator(".session[data-ahead]").wait_for()
    expect(page.locator("#toasts .toast")).to_have_count(0)
    for _ in range(2):
        page.keyboard.press("u")
    expect(page.locator("#toasts .toast")).to_have_count(1)
    expect(page.locator("#toasts")).to_contain_text(NOTHING)
    expect(page.locator("h1")).to_have_text("Dora Third")
