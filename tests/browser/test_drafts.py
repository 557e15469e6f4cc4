"""What was typed survives an accident, and is not left on the device for whoever comes next."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import READING_MS, RESUME
from tests.browser.window import sign_in

# A draft is written this long after the last key.
WRITTEN_MS = 600


def stored(page: Page) -> str:
    """Return all that the browser keeps for the site, as text."""
    return page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


def test_a_draft_is_told_holds_no_consent_and_is_cleared_at_once(site, open_window):
    reference = site.make_opening("Bell Hanger")
    window = open_window()
    page = window.page
    page.goto(f"/openings/{reference}/apply")
    note = page.get_by_text("is kept on this device")
    expect(note).to_be_hidden()
    page.get_by_label("Full name").fill("Wilma Glock")
    page.get_by_label("may keep what I send").check()
    expect(note).to_be_visible()
    page.reload()
    expect(page.get_by_label("Full name")).to_have_value("Wilma Glock")
    expect(page.get_by_label("may keep what I send")).not_to_be_checked()
    assert "consent" not in stored(page)
    expect(note).to_be_visible()

    other = window.context.new_page()
    other.goto(f"/openings/{reference}/apply")
    other.wait_for_timeout(WRITTEN_MS)
    expect(other.get_by_label("Full name")).to_have_value("")

    page.get_by_role("button", name="Clear the form").click()
    expect(note).to_be_hidden()
    expect(page.get_by_label("Full name")).to_have_value("")
    assert "Wilma" not in stored(page)


def test_a_draft_of_an_earlier_day_is_gone(site, open_window):
    reference = site.make_opening("Lock Keeper")
    page = open_window().page
    page.goto(f"/openings/{reference}/apply")
    old = json.dumps({"at": 1000, "values": [["name", "Old Draft"]]})
    page.evaluate("([key, value]) => sessionStorage.setItem(key, value)", [f"draft:{reference}", old])
    # Forms to apply were once kept for longer, and for every tab.
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [f"draft:{reference}", old])
    page.reload()
    page.wait_for_timeout(WRITTEN_MS)
    expect(page.get_by_label("Full name")).to_have_value("")
    assert "Old Draft" not in stored(page)


def test_nothing_of_a_sent_form_is_left_even_by_going_back(site, open_window):
    reference = site.make_opening("Sail Maker")
    page = open_window().page
    page.goto(f"/openings/{reference}/apply")
    page.get_by_label("Full name").fill("Sanna Segel")
    page.get_by_label("E-mail").fill("sanna.segel@example.com")
    page.get_by_label("may keep what I send").check()
    page.get_by_label("Résumé").set_input_files(RESUME)
    page.wait_for_timeout(READING_MS)
    page.get_by_role("button", name="Send application").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    page.wait_for_timeout(WRITTEN_MS)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Apply")
    page.wait_for_timeout(WRITTEN_MS)
    page.goto(f"/openings/{reference}/apply")
    page.wait_for_timeout(WRITTEN_MS)
    for label in ("Full name", "E-mail"):
        expect(page.get_by_label(label)).to_have_value("")
    expect(page.get_by_label("may keep what I send")).not_to_be_checked()
    assert "anna" not in stored(page)


@pytest.mark.parametrize("how", ["signing out", "a session that ended elsewhere"])
def test_drafts_of_notes_go_with_the_session(site, open_window, how):
    reference = site.make_opening(f"Rigger after {how}")
    application = site.make_application(reference, f"Rhea {how.title()}")
    window = open_window()
    page = window.page
    sign_in(page, "recruiter@example.com", site.PASSWORD)
    page.goto(f"/dashboard/applications/{application}")
    page.get_by_label("Write a note").fill("Knows ropes.")
    page.wait_for_timeout(WRITTEN_MS)
    page.reload()
    expect(page.get_by_label("Write a note")).to_have_value("Knows ropes.")
    assert "Knows ropes." in stored(page)
    other = window.context.new_page()
    if how == "signing out":
        other.goto("/dashboard/")
        other.locator("form[action$='/sign-out']").first.evaluate("form => form.requestSubmit()")
        other.wait_for_url("**/sign-in")
    else:
        window.context.clear_cookies()
        other.goto("/sign-in")
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    other.wait_for_function("!JSON.stringify({...localStorage}).includes('Knows ropes.')")
    # The page that was still open does not write it again.
    page.get_by_label("Write a note").press_sequentially(" Well.")
    page.wait_for_timeout(WRITTEN_MS)
    page.goto("/sign-in")
    assert "Knows ropes." not in stored(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_editor_gives_its_text_back_when_the_session_has_ended(site, open_window, scripts):
    reference = site.make_opening(f"Caulker {'with' if scripts else 'without'} scripts")
    window = open_window(scripts=scripts)
    page = window.page
    sign_in(page, "recruiter@example.com", site.PASSWORD)
    page.goto(f"/dashboard/openings/{reference}/edit")
    page.get_by_role("textbox", name="Description").fill("Caulks the seams.\n\nOf *oak*.")
    window.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    widths = page.locator("main .button").evaluate_all("all => all.map(each => each.offsetWidth)")
    assert len(widths) == 2
    assert widths[0] == widths[1]
    with window.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in").click()
    sign_in(opened.value, "recruiter@example.com", site.PASSWORD)
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Send it again")
    page.get_by_role("button", name="Send it again").click()
    page.wait_for_url("**/dashboard/openings/**")
    page.goto(f"/dashboard/openings/{reference}/edit")
    expect(page.get_by_role("textbox", name="Description")).to_have_value("Caulks the seams.\n\nOf *oak*.")


def test_a_form_that_changes_a_part_of_its_page_is_given_back_too(site, open_window):
    reference = site.make_opening("Tallow Chandler")
    application = site.make_application(reference, "Tilde Talg")
    window = open_window()
    page = window.page
    sign_in(page, "recruiter@example.com", site.PASSWORD)
    page.goto(f"/dashboard/applications/{application}")
    page.get_by_placeholder("Add a tag").fill("sees in the dark")
    window.context.clear_cookies()
    page.get_by_placeholder("Add a tag").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    page.get_by_text("What you typed").click()
    expect(page.get_by_text("sees in the dark")).to_be_visible()
    with window.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in").click()
    sign_in(opened.value, "recruiter@example.com", site.PASSWORD)
    page.get_by_role("button", name="Send it again").click()
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator(".tag-label")).to_have_text("sees in the dark")
