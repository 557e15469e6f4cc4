"""Acting on many: by mouse and by keyboard, from the list to the undo; and the same without a script."""

import re

import pytest
from playwright.sync_api import expect

PEOPLE = ("Ada Reef", "Ben Shoal", "Cas Tide", "Dia Wave", "Eli Buoy")


@pytest.fixture
def opening(site) -> str:
    reference = site.make_opening("Harbour Pilot")
    for name in PEOPLE:
        site.make_application(reference, name)
    return reference


def path_of(opening: str) -> str:
    return f"/dashboard/applications?opening={opening}&status=active"


def test_a_range_is_moved_and_taken_back(site, open_window, opening):
    page = open_window("recruiter").page
    page.goto(path_of(opening))
    bar = page.get_by_role("group", name="What to do with many")
    expect(bar).to_be_hidden()
    page.wait_for_load_state("networkidle")
    page.get_by_label(f"Select {PEOPLE[4]}").check()
    page.get_by_label(f"Select {PEOPLE[1]}").click(modifiers=["Shift"])
    expect(bar.get_by_role("status")).to_have_text("4 selected")
    bar.get_by_role("button", name="Move").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Move 4 applications")
    page.get_by_label("Stage").select_option(label="Interview")
    expect(page.get_by_text("4 will move to Interview")).to_be_visible()
    page.get_by_role("button", name="Move 4").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Moved 4 applications to Interview", timeout=30_000
    )
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("4 done")).to_be_visible(timeout=30_000)
    page.goto(path_of(opening))
    expect(page.get_by_role("row").filter(has_text="New")).to_have_count(5)


def test_keys_select_and_all_that_match_leaves_out_one(site, open_window, opening):
    page = open_window("recruiter").page
    page.goto(path_of(opening))
    said = page.get_by_role("group", name="What to do with many").get_by_role("status")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(said).to_have_text("1 selected")
    page.keyboard.press("Shift+J")
    page.keyboard.press("Shift+J")
    expect(said).to_have_text("3 selected")
    page.get_by_role("button", name="Select all 5 that match").click()
    expect(said).to_have_text("All 5 selected")
    page.get_by_label(f"Select {PEOPLE[0]}").uncheck()
    expect(said).to_have_text("All 5 selected, without 1")
    page.get_by_role("button", name="Tag", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tag 4 applications")
    page.go_back()
    expect(said).to_have_text("All 5 selected, without 1")
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="What to do with many")).to_be_hidden()


def test_without_a_script_all_that_match_are_written_to(site, open_window, opening):
    page = open_window("recruiter", scripts=False).page
    page.goto(path_of(opening))
    page.get_by_label("Which applications").select_option("everything")
    page.get_by_role("button", name="Message").click()
    page.get_by_label("Subject").fill("News")
    page.get_by_label("Message", exact=True).fill("Hello {{ first_name }}")
    page.get_by_role("button", name="Show preview").click()
    expect(page.get_by_text("5 will get a message of their own")).to_be_visible()
    expect(page.get_by_text(re.compile("^Hello (Ada|Ben|Cas|Dia|Eli)$"))).to_be_visible()
    page.get_by_role("link", name="The next message").click()
    expect(page.get_by_text("2 of 5")).to_be_visible()
    page.get_by_role("button", name="Message 5").click()
    site.wait_until_idle()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wrote to 5 applications")
