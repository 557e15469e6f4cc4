"""A review beside colleagues who end what it shows, and the keys that have nothing to do."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ats.applications.actions import move, reject
from ats.applications.models import Application
from ats.applications.queries import get_for_decision
from ats.company.queries import list_reasons
from ats.openings.models import Opening
from ats.openings.queries import list_stages
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
    expect(page.locator("#toasts .toast-info > .icon")).to_be_visible()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator("#toasts .toast")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Dora Third")


def move_meanwhile(site, name: str) -> str:
    """Let a colleague move somebody; return the public id."""
    with site.database(), transaction():
        public_id = db.session.scalar(select(Application.public_id).where(Application.typed_name == name))
        application = get_for_decision(public_id)
        stages = list_stages(application.opening_id)
        move(application, stages[1], seen=application.version, by=SYSTEM)
        return public_id


def test_a_note_of_a_rejection_that_came_too_late_is_shown_again_in_a_review(site, open_window):
    reference = make_queue(site, "Moved Meanwhile", ["Ella First", "Ella Second"])
    page = open_window("recruiter").page
    open_review(page, reference)
    hears_nothing(page)
    move_meanwhile(site, "Ella First")
    decide(page, "r")
    panel = page.get_by_role("dialog")
    panel.get_by_role("radio").first.check()
    panel.get_by_label("Note for colleagues").fill("Too far away")
    panel.get_by_role("button", name="Reject").click()
    expect(panel.get_by_role("alert")).to_contain_text("Somebody moved it to “Review”")
    expect(page.locator("h1")).to_have_text("Ella First")
    expect(panel.get_by_label("Note for colleagues")).to_have_value("Too far away")
    page.locator(".session[data-seen]").wait_for()
    panel.get_by_role("button", name="Reject").click()
    expect(page.locator("h1")).to_have_text("Ella Second")
    expect(page.locator("#toasts")).to_contain_text("Ella First rejected")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_note_of_a_rejection_that_came_too_late_is_shown_again(site, open_window, scripts):
    name = f"Fay {'With' if scripts else 'Without'}"
    reference = make_queue(site, f"Too Late {name}", [name])
    with site.database():
        found = select(Application.public_id).where(Application.typed_name == name)
        public_id = db.session.scalar(found)
    page = open_window("recruiter", scripts=scripts).page
    page.goto(f"/dashboard/applications/{public_id}")
    if scripts:
        page.get_by_label("Write a note").fill("Half a thought")
    page.get_by_role("link", name="Reject").click()
    panel = page.locator("#reject")
    panel.get_by_role("radio").first.check()
    panel.get_by_label("Note for colleagues").fill("Too far away")
    move_meanwhile(site, name)
    panel.get_by_role("button", name="Reject").click()
    expect(panel.get_by_role("alert")).to_contain_text("Somebody moved it to “Review”")
    expect(panel.get_by_label("Note for colleagues")).to_be_visible()
    expect(panel.get_by_label("Note for colleagues")).to_have_value("Too far away")
    end_all(site, reference)
    panel.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("alert").first).to_contain_text("What you typed stands under “Notes”")
    note = page.get_by_label("Write a note")
    expect(note).to_have_value("Half a thought\n\nToo far away" if scripts else "Too far away")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".note-text")).to_contain_text("Too far away")
