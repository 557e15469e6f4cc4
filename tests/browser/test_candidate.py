"""A candidate on a small touch screen, without an account: from the listing to erasure."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import FILES, READING_MS, RESUME, confirm, mailed_link
from tests.browser.window import PHONE


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_listing_to_erasure(site, open_window, scripts):
    title = f"Ferry Pilot {'one' if scripts else 'two'}"
    site.make_opening(title)
    name, email = f"Wren {title}", f"wren.{'one' if scripts else 'two'}@example.com"
    page = open_window(size=PHONE, touch=True, scripts=scripts).page
    admin = open_window("admin").page

    began = time.monotonic()
    pages = _apply(page, title, name, email, scripts)
    assert time.monotonic() - began < 120
    assert len(pages) <= 3, pages
    reference = page.locator(".reference").inner_text()
    assert re.fullmatch(r"[A-Z0-9]{6,12}", reference)
    assert page.content().count("/status/") == 0, "the personal link goes by mail only"

    page.goto(mailed_link(admin, email, reference))
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    _send_a_newer_resume(page)
    confirm(page, "Erase everything about me", "Erase everything about you?", "Send me the link")
    expect(page.get_by_role("status").filter(has_text="We have sent you a mail")).to_be_visible()

    page.goto(mailed_link(admin, email, "rase"))
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("has been erased")
    admin.goto("/dashboard/applications")
    expect(admin.get_by_role("link", name=name)).to_have_count(0)


def test_what_was_typed_survives_a_reload(site, open_window):
    reference = site.make_opening("Bell Founder")
    page = open_window(size=PHONE, touch=True).page
    page.goto(f"/openings/{reference}/apply")
    page.get_by_label("Full name").fill("Linus Clapper")
    page.get_by_label("Cover letter", exact=False).first.fill("I like bronze.")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.get_by_label("Full name")).to_have_value("Linus Clapper")


def test_a_double_tap_makes_one_application(site, open_window):
    reference = site.make_opening("Rope Maker")
    page = open_window(size=PHONE, touch=True).page
    page.goto(f"/openings/{reference}/apply")
    _fill_in(page, "Tilda Strand", "tilda.strand@example.com")
    page.get_by_label("Résumé").set_input_files(RESUME)
    page.wait_for_timeout(READING_MS)
    page.get_by_role("button", name="Send application").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    page.go_back()
    # The sent form is loaded anew, empty; going on before that would stop it on its way.
    expect(page.get_by_label("Full name")).to_have_value("")
    page.wait_for_load_state("networkidle")
    page.go_forward()
    recruiter = open_window("recruiter").page
    recruiter.goto(f"/dashboard/openings/{reference}/board")
    expect(recruiter.locator(".board-card")).to_have_count(1)


def test_a_reload_after_a_lost_answer_leads_to_the_same_application(site, open_window):
    reference = site.make_opening("Net Mender")
    window = open_window()
    page = window.page
    page.goto(f"/openings/{reference}/apply")
    page.get_by_label("Résumé").set_input_files(RESUME)
    expect(page.locator(".file-kept")).to_contain_text(RESUME.name)
    _fill_in(page, "Runa Masche", "runa.masche@example.com")
    page.wait_for_timeout(READING_MS)

    def lose_the_answer(route):
        if route.request.is_navigation_request():
            assert route.fetch(max_redirects=0).status == 303
            route.abort()
        else:
            route.continue_()

    page.route("**/apply", lose_the_answer)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Send application").click()
    page.unroute("**/apply")
    assert window.problems.pop().endswith("net::ERR_FAILED"), "the lost answer is the only thing that failed"
    page.wait_for_load_state()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    recruiter = open_window("recruiter").page
    recruiter.goto(f"/dashboard/openings/{reference}/board")
    expect(recruiter.locator(".board-card")).to_have_count(1)


def _apply(page: Page, title: str, name: str, email: str, scripts: bool) -> list[str]:
    """Apply from the listing, with a mistake first; return the addresses of the pages on the way."""
    page.goto("/")
    pages = [page.url]
    page.get_by_role("link", name=title).tap()
    pages.append(page.url)
    page.get_by_role("link", name="Apply for this position").first.tap()
    pages.append(page.url)
    required = page.locator("form.form :is(input, textarea, select)[required]")
    assert required.count() <= 6
    _fill_in(page, name, "not an address")
    page.get_by_label("Résumé").set_input_files(RESUME)
    page.wait_for_timeout(READING_MS)
    page.get_by_role("button", name="Send application").tap()

    summary = page.get_by_role("alert").or_(page.locator(".error-summary")).first
    expect(summary).to_contain_text("e-mail")
    expect(page).to_have_title(re.compile("^Error: "))
    if scripts:
        expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Full name")).to_have_value(name)
    expect(page.locator(".file-kept")).to_contain_text(RESUME.name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send application").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    return pages


def _fill_in(page: Page, name: str, email: str) -> None:
    page.get_by_label("Full name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("may keep what I send").check()


def _send_a_newer_resume(page: Page) -> None:
    page.get_by_label("Résumé").set_input_files(FILES / "documents" / "plain.txt")
    page.get_by_role("button", name="Send résumé").click()
    expect(page.get_by_role("status").filter(has_text="newer résumé")).to_be_visible()
    what_we_have = page.locator(".panel").filter(has_text="What we have")
    expect(what_we_have).to_contain_text("plain.txt")
    expect(what_we_have).to_contain_text(f"{RESUME.name}")
    expect(what_we_have).to_contain_text("earlier")
