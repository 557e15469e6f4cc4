"""The list of applications in a browser: what is above its rows at either size."""

from playwright.sync_api import expect

from tests.browser.window import DESK, PHONE

NEW = "/dashboard/applications?status=active&stage=applied"


def test_on_a_phone_the_filter_is_folded_and_the_list_begins_on_the_first_screen(site, open_window):
    site.make_application(site.make_opening("Lace Maker"), "Folded Filter")
    page = open_window("recruiter", size=PHONE, scripts=False).page
    page.goto(NEW)
    stage = page.get_by_label("Stage", exact=True)
    expect(stage).not_to_be_visible()
    expect(page.get_by_label("Active filters")).to_contain_text("Applied")
    first = page.locator("tbody tr").first.bounding_box()
    assert first["y"] + first["height"] < PHONE["height"]
    page.locator(".filters > summary").click()
    expect(page.locator(".filters > summary")).to_contain_text("2 set")
    stage.select_option(label="Review")
    page.get_by_role("search", name="Filter").get_by_role("button", name="Filter").click()
    expect(page.get_by_label("Active filters")).to_contain_text("Review")
    expect(page.get_by_label("Stage", exact=True)).not_to_be_visible()


def test_where_there_is_room_the_filter_is_open(site, open_window):
    page = open_window("recruiter", size=DESK).page
    page.goto(NEW)
    expect(page.get_by_label("Stage", exact=True)).to_have_value("applied")
    expect(page.locator(".filters > summary")).not_to_be_visible()
