"""Openings from a page that somebody had already, from scratch, as a copy, and to their end."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from ats.openings.models import State
from tests.browser.looking import TOO_WIDE, violations
from tests.browser.people import FILES, expect_toast
from tests.browser.window import PHONE

LAMPS = """# Jobs

## Lamps

### Lamp Planner

You plan.

Requirements:

- 3+ years of lamps

### Wick Planner

You trim.
"""


def test_a_page_is_brought_in_corrected_and_published(open_window):
    page = open_window("recruiter").page
    page.goto("/dashboard/openings/import")
    page.get_by_label("File").set_input_files(FILES / "postings" / "programs.txt")
    page.get_by_role("button", name="Read the page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check the import")
    programs = page.locator(".import-program")
    expect(programs).to_have_count(3)
    number = page.locator(".import-opening").count()
    assert number > 3

    first = page.locator(".import-opening").first
    first.get_by_label("Title").fill("Tide Keeper")
    first.get_by_label("Place").fill("Ghent, Belgium")
    page.get_by_role("button", name=f"Create {number} drafts").click()
    expect_toast(page, f"{number} openings are drafted")
    expect(page).to_have_url(re.compile(r"state=draft$"))

    visitor = open_window().page
    visitor.goto("/")
    expect(visitor.get_by_role("link", name="Tide Keeper")).to_have_count(0)
    page.get_by_role("link", name="Tide Keeper", exact=True).click()
    page.get_by_role("button", name="Publish").click()
    expect_toast(page, "published")
    visitor.reload()
    expect(visitor.get_by_role("link", name="Tide Keeper")).to_be_visible()
    expect(visitor.get_by_role("heading", level=2, name="Tide Storage Engineering")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_a_page_was_understood_to_say_is_corrected_at_a_phone(site, open_window, scripts):
    window = open_window("recruiter", scripts=scripts, size=PHONE)
    page, name, rank = window.page, *(("Lights", "Senior") if scripts else ("Bells", "Junior"))
    page.goto("/dashboard/openings/import")
    page.get_by_label("Text of the page").fill(LAMPS.replace("### ", f"### {rank} "))
    page.get_by_role("button", name="Read the page").click()
    cards = page.locator(".import-opening")
    expect(cards).to_have_count(2)

    cards.nth(0).get_by_role("button", name="Add a requirement").click()
    added = cards.nth(0).get_by_label("Text of").last
    expect(added).to_be_focused()
    added.fill("A diploma in optics")
    row = cards.nth(0).locator(".import-row").last
    row.get_by_label("Kind of").select_option("Education")
    row.get_by_role("combobox", name="Degree in").select_option("Vocational training")
    row.get_by_label("Subject of the degree").fill("optics")
    cards.nth(0).get_by_label("Up to years").first.fill("1")

    cards.nth(1).get_by_label("In program").select_option("A new program…")
    cards.nth(1).get_by_label("Name of the new program").fill(name)
    cards.nth(1).get_by_role("button", name="Move there").click()
    expect(page.locator(".import-program").nth(1).get_by_label("Program", exact=True)).to_have_value(name)
    expect(cards.nth(1).get_by_label("In program")).to_be_focused()

    page.get_by_role("button", name="Add an opening").last.click()
    expect(cards.nth(2).get_by_label("Title")).to_be_focused()
    page.keyboard.type("Keeper of Keys")
    page.keyboard.press("Enter")
    expect(cards.nth(2).get_by_label("Title")).to_have_value("Keeper of Keys")
    assert page.evaluate(TOO_WIDE) == []
    if scripts:
        assert violations(window) == []

    page.get_by_role("button", name="Create 3 drafts").click()
    expect(page.locator(".error-summary")).to_contain_text(
        f"{rank} Lamp Planner: “Up to years” must be more than"
    )
    cards.nth(0).get_by_label("Up to years").first.fill("7")
    page.get_by_role("button", name="Create 3 drafts").click()
    expect_toast(page, "3 openings are drafted")

    page.get_by_role("link", name=f"{rank} Wick Planner", exact=True).click()
    expect(page.locator("main")).to_contain_text(f"· {name}")
    page.go_back()
    page.get_by_role("link", name=f"{rank} Lamp Planner", exact=True).click()
    expect(page.locator("main")).to_contain_text("· Lamps")
    page.get_by_role("link", name="Text and questions").click()
    rows = page.get_by_role("group", name="Requirements", exact=True).locator(".rows-item")
    expect(rows.nth(0).get_by_label("Up to years")).to_have_value("7")
    expect(rows.nth(1).get_by_label("Degree")).to_have_value("vocational")
    expect(rows.nth(1).get_by_label("Subject")).to_have_value("optics")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_opening_is_written_with_rows_added_moved_and_removed(site, open_window, scripts):
    title = "Chart Drawer" if scripts else "Chart Printer"
    page = open_window("recruiter", scripts=scripts).page
    page.goto("/dashboard/openings/new")
    page.get_by_label("Title").fill(title)
    page.get_by_role("textbox", name="Description").fill("You **draw** what the water hides.")
    if scripts:
        expect(page.locator("#description-preview strong")).to_have_text("draw")
    for text in ("A steady hand", "Ten years at sea", "Likes maps"):
        _add(page, "Requirements", "Add a requirement", text)
    _press(page, "Requirements", 2, "Move up")
    _press(page, "Requirements", 0, "Remove")
    _add(page, "Responsibilities", "Add a responsibility", "Sound the harbour")
    page.get_by_role("button", name="Save as a draft").click()
    expect_toast(page, "The draft is saved")

    page.get_by_role("link", name="Text and questions").click()
    expect(_texts(page, "Requirements")).to_have_count(2)
    assert [each.input_value() for each in _texts(page, "Requirements").all()] == [
        "Likes maps",
        "Ten years at sea",
    ]
    page.get_by_label("Title").fill(" ")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("title")
    page.get_by_label("Title").fill(f"{title} of the Harbour")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{title} of the Harbour")


def test_a_copy_is_a_draft_of_its_own(site, open_window):
    reference = site.make_opening("Buoy Painter")
    page = open_window("recruiter").page
    page.goto(f"/dashboard/openings/{reference}")
    page.locator("main summary[aria-label='More']").click()
    page.locator(".menu-item").filter(has_text="Copy").click()
    expect_toast(page, "This is a copy")
    assert reference not in page.url
    expect(page.get_by_label("Title")).to_have_value(re.compile("Buoy Painter"))


def test_closing_asks_first_and_the_page_is_gone(site, open_window):
    reference = site.make_opening("Fog Signaller")
    site.make_application(reference, "Faye Fogg")
    page = open_window("recruiter").page
    page.goto(f"/dashboard/openings/{reference}")
    page.get_by_role("link", name="Close").click()
    expect(page.get_by_text("1 application is still active.")).to_be_visible()
    page.get_by_role("button", name="Choose an outcome and a message").click()
    page.get_by_label("Outcome for everyone").select_option(index=1)
    page.get_by_label("Message to each").select_option(label="Rejection after the résumé")
    expect(page.get_by_text("Hello Faye,")).to_be_visible()
    page.get_by_role("button", name="Close the opening").click()
    expect(page.get_by_text("The opening is closed.")).to_be_visible()
    page.get_by_role("link", name="Fog Signaller").click()
    expect(page.get_by_text("This opening was closed")).to_be_visible()

    visitor = open_window().page
    assert visitor.goto(f"/openings/{reference}").status == 410
    expect(visitor.get_by_role("heading", name="Similar positions that are open")).to_be_visible()
    assert visitor.goto(f"/openings/{reference}/apply").status == 410


def test_a_draft_is_previewed_by_staff_and_found_by_nobody_else(site, open_window):
    reference = site.make_opening("Ice Cutter", state=State.DRAFT)
    page = open_window("recruiter").page
    page.goto(f"/dashboard/openings/{reference}/preview")
    expect(page.get_by_text("This is a preview.")).to_be_visible()
    assert open_window().page.goto(f"/openings/{reference}").status == 404


def _texts(page: Page, legend: str) -> Locator:
    """Return the first field of each row of a repeated group."""
    group = page.get_by_role("group", name=legend, exact=True)
    return group.locator(".rows-item .row-full:first-child :is(textarea, input)")


def _add(page: Page, legend: str, button: str, text: str) -> None:
    number = _texts(page, legend).count()
    page.get_by_role("button", name=button).click()
    expect(_texts(page, legend)).to_have_count(number + 1)
    expect(_texts(page, legend).last).to_be_focused()
    _texts(page, legend).last.fill(text)


def _press(page: Page, legend: str, row: int, button: str) -> None:
    group = page.get_by_role("group", name=legend, exact=True)
    group.locator(".rows-item").nth(row).get_by_role("button", name=button).click()
