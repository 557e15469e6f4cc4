"""The recruiter's keys: through a stage without the mouse, silent in fields, switched off, listed by "?"."""

from playwright.sync_api import expect


def open_first(site, open_window):
    """Open the application that has waited longest in the first stage of an opening with several; return the page."""
    page = open_window("recruiter").page
    page.goto("/dashboard/applications?stage=applied&status=active&sort=oldest")
    for number in range(page.locator("tbody tr").count()):
        page.goto("/dashboard/applications?stage=applied&status=active&sort=oldest")
        page.locator("tbody tr").nth(number).locator("th a").click()
        if page.locator('a[rel="next"]').count():
            break
    page.wait_for_load_state("networkidle")
    return page


def test_a_stage_is_gone_through_by_keys(site, open_window):
    page = open_first(site, open_window)
    first = page.locator("h1").inner_text()
    page.keyboard.press("j")
    expect(page.locator("h1")).not_to_have_text(first)
    second = page.locator("h1").inner_text()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text(first)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("a")
    expect(page.locator("#toasts")).to_contain_text(f"{first} moved to")
    expect(page.locator("h1")).to_have_text(second)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text(f"Taken back: {first}")


def test_keys_are_silent_in_fields_and_dialogs(site, open_window):
    page = open_first(site, open_window)
    here = page.url
    page.keyboard.press("n")
    page.keyboard.type("jar and a")
    expect(page.get_by_label("Write a note")).to_have_value("jar and a")
    page.locator("h1").click()
    page.keyboard.press("r")
    expect(page.locator("#reject")).to_be_visible()
    page.keyboard.press("j")
    assert page.url == here
    page.keyboard.press("Escape")
    expect(page.locator("#reject")).not_to_be_visible()


def test_keys_are_listed_and_can_be_switched_off(site, open_window):
    page = open_first(site, open_window)
    here = page.url
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("Reject, with reason and message")
    page.get_by_label("Switch these keys off").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.url == here
    page.keyboard.press("?")
    page.get_by_label("Switch these keys off").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).not_to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("h1")).to_have_text("Search")


def test_a_field_is_left_by_escape_and_tags_and_messages_have_the_focus_where_one_goes_on(site, open_window):
    page = open_first(site, open_window)
    page.keyboard.press("t")
    page.keyboard.type("by keys")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Tags of the candidate")).to_contain_text("by keys")
    expect(page.locator("#tags")).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.type("kept")
    page.keyboard.press("Escape")
    expect(page.locator("#main")).to_be_focused()
    expect(page.get_by_label("Write a note")).to_have_value("kept")
    page.keyboard.press("m")
    page.wait_for_url("**/message*")
    expect(page.locator("textarea[name=text]")).to_be_focused()
