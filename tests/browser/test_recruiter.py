"""Recruiters at work: the board by hand and by keyboard, decisions taken and taken back, two at once."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import confirm, expect_toast
from tests.browser.window import PHONE


@pytest.fixture
def board(site, open_window):
    """Return a function that puts people onto a new opening and gives its board and their applications' ids."""

    def make(title: str, *names: str) -> tuple[Page, dict[str, str]]:
        reference = site.make_opening(title)
        people = {name: site.make_application(reference, name) for name in names}
        page = open_window("recruiter").page
        # The board asks for its first news once it listens to keys.
        with page.expect_response(re.compile("/news$")):
            page.goto(f"/dashboard/openings/{reference}/board")
        return page, people

    return make


def card(page: Page, name: str) -> Locator:
    return page.locator(".board-card").filter(has_text=name)


def column(page: Page, stage: str) -> Locator:
    return page.locator(".board-column").filter(has=page.get_by_role("heading", name=stage, exact=True))


def test_cards_move_by_drag_by_menu_and_by_keyboard(site, board):
    page, people = board("Net Mender", "Dora Drag", "Mina Menu", "Kit Keys")
    expect(column(page, "New").locator(".board-count")).to_have_text("3")

    _wait_for_sortable(page)
    _drag(page, card(page, "Dora Drag"), column(page, "Review").locator(".board-cards"))
    expect_toast(page, "Dora Drag moved to Review")
    expect(column(page, "Review")).to_contain_text("Dora Drag")
    expect(column(page, "New").locator(".board-count")).to_have_text("2")
    expect(column(page, "Review").locator(".board-count")).to_have_text("1")
    expect(card(page, "Dora Drag")).to_contain_text("just now")

    card(page, "Mina Menu").get_by_role("link", name="Move Mina Menu").click()
    page.get_by_role("button", name="Interview", exact=True).click()
    expect_toast(page, "Mina Menu moved to Interview")

    page.get_by_role("link", name="Kit Keys", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect_toast(page, "Kit Keys moved to Review")
    expect(page.get_by_role("link", name="Kit Keys", exact=True)).to_be_focused()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect_toast(page, "Kit Keys moved to Phone call")

    stages = {name: site.status_of(public_id)[1] for name, public_id in people.items()}
    assert stages == {"Dora Drag": "Review", "Mina Menu": "Interview", "Kit Keys": "Phone call"}


def test_home_and_end_reach_the_ends_of_the_menu_of_a_card(board):
    page, _ = board("Peg Turner", "Ende Ender")
    page.get_by_role("link", name="Ende Ender", exact=True).focus()
    page.keyboard.press("m")
    items = page.locator(".board-card .menu-panel button:not([disabled])")
    expect(items.first).to_be_focused()
    page.keyboard.press("End")
    expect(items.last).to_be_focused()
    page.keyboard.press("Home")
    expect(items.first).to_be_focused()


def test_a_card_has_one_toast_and_the_dialog_of_keys_names_those_of_the_board(site, board):
    page, people = board("Rope Walker", "Tess Twice", "Ole Once")
    page.get_by_role("link", name="Ole Once", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect_toast(page, "Ole Once moved to Review")
    page.get_by_role("link", name="Tess Twice", exact=True).focus()
    for stage in ("Review", "Phone call"):
        page.keyboard.press("Shift+ArrowRight")
        expect_toast(page, f"Tess Twice moved to {stage}")
    expect(page.locator(".toast")).to_have_count(2)
    expect(page.locator("#toasts")).not_to_contain_text("Tess Twice moved to Review")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_text("Move the card in focus to the stage beside")).to_be_visible()
    expect(keys.get_by_text("Write a message")).not_to_be_visible()


def test_the_undo_of_a_move_on_the_board_stays_on_the_board(site, board):
    page, people = board("Sail Cutter", "Una Undo")
    page.get_by_role("link", name="Una Undo", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect_toast(page, "Una Undo moved to Review")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect_toast(page, "Taken back: Una Undo")
    expect(page).to_have_url(re.compile("/board$"))
    expect(column(page, "New")).to_contain_text("Una Undo")
    assert site.status_of(people["Una Undo"]) == ("active", "New")


def test_the_resume_is_seen_as_page_images_with_its_text_beside(site, open_window):
    site.wait_until_idle()
    page = open_window("recruiter").page
    page.goto("/dashboard/applications?sort=oldest")
    page.get_by_role("link", name="Nilufar Rahmonzoda").click()
    image = page.locator("img.page-image").first
    expect(image).to_be_visible()
    assert image.evaluate("async image => { await image.decode(); return image.naturalWidth }") > 500
    page.get_by_role("link", name="Text", exact=True).click()
    expect(page.get_by_role("region", name="Résumé")).to_contain_text("Principal engineer")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_reject_undo_hire_undo(site, open_window, scripts):
    reference = site.make_opening("Lock Keeper")
    public_id = site.make_application(reference, "Rosa Reed" if scripts else "Rosa Rush")
    page = open_window("recruiter", scripts=scripts).page
    page.goto(f"/dashboard/applications/{public_id}")

    page.get_by_role("link", name="Reject", exact=True).click()
    dialog = page.get_by_role("dialog", name=re.compile("^Reject "))
    dialog.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("dialog").locator(".field-error, .error-summary").first).to_contain_text("reason")
    dialog = page.get_by_role("dialog", name=re.compile("^Reject "))
    dialog.get_by_label("Experience does not match").check()
    dialog.get_by_role("button", name="Reject").click()
    expect_toast(page, "rejected")
    assert site.status_of(public_id) == ("rejected", "New")

    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect_toast(page, "Taken back")
    assert site.status_of(public_id) == ("active", "New")

    page.locator("summary").filter(has_text="Move").click()
    page.get_by_role("button", name="Hire", exact=True).click()
    expect_toast(page, "hired")
    assert site.status_of(public_id)[0] == "hired"
    page.reload()
    page.get_by_role("list", name="Timeline").get_by_role("button", name="Undo").click()
    expect_toast(page, "Taken back")
    assert site.status_of(public_id) == ("active", "New")


def test_menus_stay_within_a_small_screen(site, open_window):
    reference = site.make_opening("Stilt Walker")
    public_id = site.make_application(reference, "Pia Phone")
    page = open_window("recruiter", size=PHONE, touch=True).page
    page.goto(f"/dashboard/applications/{public_id}")
    for menu in page.locator("details.menu:visible").all():
        menu.locator("summary").tap()
        box = menu.locator(".menu-panel").bounding_box()
        assert box["x"] >= 0, menu.inner_text()
        assert box["x"] + box["width"] <= PHONE["width"], menu.inner_text()
        page.keyboard.press("Escape")


def test_without_scripts_the_card_leads_to_the_move(site, open_window):
    reference = site.make_opening("Well Digger")
    public_id = site.make_application(reference, "Nora Script")
    page = open_window("recruiter", scripts=False).page
    page.goto(f"/dashboard/openings/{reference}/board")
    page.get_by_role("link", name="Move Nora Script").click()
    page.locator("#move summary").click()
    page.locator("#move").get_by_role("button", name="Review", exact=True).click()
    expect_toast(page, "Nora Script moved to Review")
    assert site.status_of(public_id) == ("active", "Review")


def test_a_stale_click_says_who_moved_it(site, board, open_window):
    page, people = board("Clock Winder", "Sten Stale", "Stella Stale")
    address = f"/dashboard/applications/{people['Stella Stale']}"
    colleague = open_window("admin").page
    second = open_window("recruiter").page
    second.goto(address)
    for each in (page, second):
        # A tab that nobody sees asks for no news: else it would show the colleague's move by itself.
        each.evaluate("Object.defineProperty(document, 'hidden', { value: true })")

    for name in people:
        colleague.goto(f"/dashboard/applications/{people[name]}")
        colleague.get_by_role("button", name="Advance to Review").click()
        expect_toast(colleague, f"{name} moved to Review")

    card(page, "Sten Stale").get_by_role("link", name="Move Sten Stale").click()
    page.get_by_role("button", name="Offer", exact=True).click()
    expect_toast(page, "Philippa Marrow")
    expect(column(page, "Review")).to_contain_text("Sten Stale")

    second.get_by_role("button", name="Advance to Review").click()
    expect(second.get_by_role("alert")).to_contain_text("Philippa Marrow")
    confirm(second, "Reject", "Reject Stella Stale", "Reject")
    assert [site.status_of(public_id) for public_id in people.values()] == [("active", "Review")] * 2


def test_a_hiring_manager_sees_only_the_openings_of_the_own_teams(site, open_window):
    ours, theirs = site.make_opening("Bridge Warden", team=("manager",)), site.make_opening("Toll Collector")
    ours_id, theirs_id = (
        site.make_application(ours, "Olive Ours"),
        site.make_application(theirs, "Theo Theirs"),
    )
    page = open_window("manager").page

    page.goto("/dashboard/openings")
    expect(page.get_by_role("link", name="Bridge Warden", exact=True)).to_be_visible()
    expect(page.get_by_text("Toll Collector")).to_have_count(0)
    page.goto("/dashboard/applications")
    expect(page.get_by_role("link", name="Olive Ours")).to_be_visible()
    expect(page.get_by_text("Theo Theirs")).to_have_count(0)
    assert page.goto(f"/dashboard/applications/{ours_id}").status == 200

    others = [
        f"/dashboard/openings/{theirs}",
        f"/dashboard/openings/{theirs}/board",
        f"/dashboard/applications/{theirs_id}",
    ]
    never = [
        "/dashboard/openings/R0000",
        "/dashboard/openings/R0000/board",
        f"/dashboard/applications/{'0' * 26}",
    ]
    for path, nowhere in zip(others, never, strict=True):
        assert page.goto(path).status == 404
        shown = page.locator("main").inner_text()
        assert page.goto(nowhere).status == 404
        assert page.locator("main").inner_text() == shown, "told apart from what does not exist"


def _wait_for_sortable(page: Page) -> None:
    # Playwright's own waiting for a condition evaluates text, which the site's policy refuses.
    for _ in range(100):
        if page.evaluate("typeof window.Sortable") == "function":
            return
        page.wait_for_timeout(50)
    raise AssertionError("the board never became draggable")


def _drag(page: Page, what: Locator, onto: Locator) -> None:
    """Drag as a hand does, with steps on the way; SortableJS listens to each of them."""
    start, end = what.bounding_box(), onto.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] - 8)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 20, start["y"] + start["height"], steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 20, steps=12)
    page.mouse.up()
