"""A board that several hands move at once: quick keys, colleagues, stages that go, and people who may not see it any more."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from ats.accounts.models import User
from ats.applications.actions import move
from ats.applications.queries import get_for_decision
from ats.openings.actions import change_stages, change_team
from ats.openings.queries import get_opening, list_stages
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM, Actor
from tests.browser.people import expect_toast
from tests.browser.test_recruiter import card, column
from tests.browser.test_review import hears_nothing, make_queue, open_review


def wait_for(page: Page, count: int, what: list) -> None:
    """Wait until so many requests are held."""
    for _ in range(400):
        if len(what) >= count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(what)} of {count} requests came")


def open_board(site, window, title: str, *names: str) -> tuple[str, dict[str, str]]:
    """Open the board of a new opening and wait for its first news; return the reference and the people."""
    reference = site.make_opening(title, team=("manager",))
    people = {name: site.make_application(reference, name) for name in names}
    with window.page.expect_response(re.compile("/news$")):
        window.page.goto(f"/dashboard/openings/{reference}/board")
    return reference, people


def set_stages(site, reference: str, names: list[str]) -> None:
    """Let the demo's admin give an opening exactly these stages; those that are new are for reviews."""
    with site.database(), transaction():
        opening = get_opening(reference)
        there = {stage.name: (stage.public_id, stage.name, stage.kind) for stage in opening.stages}
        admin = db.session.scalars(select(User).where(User.email == "admin@example.com")).one()
        stages = [there.get(name, (None, name, "review")) for name in names]
        change_stages(opening, stages, by=Actor.user(admin.id))


def stage_names(site, reference: str) -> list[str]:
    with site.database():
        return [stage.name for stage in list_stages(get_opening(reference).id)]


def counts(page: Page) -> list[str]:
    return page.locator(".board-count").all_inner_texts()


def test_quick_keys_on_one_card_are_one_request_at_a_time(site, open_window):
    window = open_window("recruiter")
    page, held = window.page, []
    _, people = open_board(site, window, "Quick Keys", "Tom Tapper")
    page.route("**/move", lambda route: held.append(route))
    page.get_by_role("link", name="Tom Tapper", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    expect(column(page, "Interview")).to_contain_text("Tom Tapper")
    wait_for(page, 1, held)
    held[0].continue_()
    wait_for(page, 2, held)
    assert "seen=2" in held[1].request.post_data
    with page.expect_response(re.compile("/board$")):
        held[1].continue_()
    expect_toast(page, "Tom Tapper moved to Interview")
    expect(page.locator(".toast:visible")).to_have_count(1)
    expect(column(page, "Interview")).to_contain_text("Tom Tapper")
    expect(page.get_by_role("link", name="Tom Tapper", exact=True)).to_be_focused()
    assert counts(page) == ["0", "0", "0", "1", "0", "0"]
    assert len(held) == 2
    assert site.status_of(people["Tom Tapper"]) == ("active", "Interview")


def test_keys_there_and_back_end_where_they_began(site, open_window):
    window = open_window("recruiter")
    page, held = window.page, []
    _, people = open_board(site, window, "There And Back", "Bea Back")
    page.route("**/move", lambda route: held.append(route))
    page.get_by_role("link", name="Bea Back", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    wait_for(page, 1, held)
    held[0].continue_()
    wait_for(page, 2, held)
    held[1].continue_()
    expect_toast(page, "Bea Back moved to New")
    expect(column(page, "New").locator(".board-count")).to_have_text("1")
    assert site.status_of(people["Bea Back"]) == ("active", "New")


def test_a_move_that_is_refused_on_the_way_shows_what_the_server_has(site, open_window):
    window = open_window("recruiter")
    page, held = window.page, []
    _, people = open_board(site, window, "Halfway", "Hal Halfway")
    page.route("**/move", lambda route: held.append(route))
    page.get_by_role("link", name="Hal Halfway", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    wait_for(page, 1, held)
    held[0].continue_()
    wait_for(page, 2, held)
    with site.database(), transaction():
        application = get_for_decision(people["Hal Halfway"])
        offer = list_stages(application.opening_id)[4]
        move(application, offer, seen=application.version, by=SYSTEM)
    held[1].continue_()
    expect_toast(page, "Somebody moved it to “Offer”")
    expect(column(page, "Offer")).to_contain_text("Hal Halfway")
    expect(column(page, "Offer").locator(".board-count")).to_have_text("1")
    expect(card(page, "Hal Halfway")).to_have_count(1)
    assert counts(page) == ["0", "0", "0", "0", "1", "0"]


def test_news_that_are_older_than_a_move_do_not_put_the_card_back(site, open_window):
    window = open_window("recruiter")
    page, old = window.page, []
    _, people = open_board(site, window, "Old News", "Nora News", "Olaf Other")

    def keep(route):
        if old:
            route.continue_()
        else:
            old.append((route, route.fetch()))

    page.route("**/board", keep)
    with site.database(), transaction():
        application = get_for_decision(people["Olaf Other"])
        review = list_stages(application.opening_id)[1]
        move(application, review, seen=application.version, by=SYSTEM)
    wait_for(page, 1, old)
    page.get_by_role("link", name="Nora News", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect_toast(page, "Nora News moved to Review")
    expect(column(page, "Review")).to_contain_text("Olaf Other")
    route, answer = old[0]
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/board")):
        route.fulfill(response=answer)
    expect(column(page, "Review")).to_contain_text("Nora News")
    assert counts(page)[:2] == ["0", "2"]


def test_two_toasts_about_one_card_at_once_leave_the_later_one(site, open_window):
    window = open_window("recruiter")
    page = window.page
    open_board(site, window, "Two Toasts", "Tess Toast")
    page.get_by_role("link", name="Tess Toast", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect_toast(page, "Tess Toast moved to Review")
    page.locator(".toast").evaluate("""toast => {
      const [earlier, later] = [toast.cloneNode(true), toast.cloneNode(true)];
      earlier.querySelector(".toast-message").textContent = "The earlier one";
      later.querySelector(".toast-message").textContent = "The later one";
      toast.parentElement.append(earlier, later);
    }""")
    expect(page.locator(".toast")).to_have_count(1)
    expect(page.locator(".toast")).to_contain_text("The later one")


def test_a_move_into_a_stage_that_was_removed_says_who_changed_the_stages(site, open_window):
    window = open_window("recruiter")
    page = window.page
    reference, people = open_board(site, window, "Gone Stage", "Gwen Gone")
    hears_nothing(page)
    names = stage_names(site, reference)
    set_stages(site, reference, [name for name in names if name != "Offer"])
    card(page, "Gwen Gone").get_by_role("link", name="Move Gwen Gone").click()
    page.get_by_role("button", name="Offer", exact=True).click()
    expect_toast(page, "This stage is not there any more. Philippa Marrow changed the stages just now")
    expect(page.locator(".board-column")).to_have_count(len(names) - 1)
    expect(column(page, "Offer")).to_have_count(0)
    expect(column(page, "New")).to_contain_text("Gwen Gone")
    assert site.status_of(people["Gwen Gone"]) == ("active", "New")
    page.get_by_role("link", name="Gwen Gone", exact=True).focus()
    page.keyboard.press("m")
    expect(page.get_by_role("button", name="Offer", exact=True)).to_have_count(0)


def test_stages_that_come_and_go_appear_on_an_open_board(site, open_window):
    window = open_window("recruiter")
    page = window.page
    reference, _ = open_board(site, window, "Other Stages", "Otto Order")
    names = [name for name in stage_names(site, reference) if name != "Review"]
    set_stages(site, reference, [names[0], "Reading", *names[1:]])
    expect(column(page, "Reading")).to_be_visible(timeout=15_000)
    expect(column(page, "Review")).to_have_count(0)
    page.get_by_role("link", name="Otto Order", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect_toast(page, "Otto Order moved to Reading")


@pytest.mark.parametrize("hears", [True, False], ids=["by the news", "by a move"])
def test_a_board_that_somebody_may_not_see_any_more_shows_no_names(site, open_window, hears):
    window = open_window("manager")
    page = window.page
    reference, people = open_board(site, window, f"Off Team {hears}", "Nina Name")
    if not hears:
        hears_nothing(page)
    with site.database(), transaction():
        change_team(get_opening(reference), [], by=SYSTEM)
    if not hears:
        page.get_by_role("link", name="Nina Name", exact=True).focus()
        page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("heading", name="Not found")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Nina Name")).to_have_count(0)
    assert site.status_of(people["Nina Name"]) == ("active", "New")


def test_a_move_of_somebody_who_is_not_there_any_more_says_the_words_of_the_server(site, open_window):
    window = open_window("recruiter")
    page = window.page
    open_board(site, window, "Not There", "Ned Nowhere")
    page.route(
        "**/move",
        lambda route: route.continue_(url=re.sub(r"[^/]+/move$", "0" * 26 + "/move", route.request.url)),
    )
    page.get_by_role("link", name="Ned Nowhere", exact=True).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect_toast(page, "There is nothing at this address")
    expect(column(page, "New")).to_contain_text("Ned Nowhere")


def test_a_decision_in_a_review_that_is_not_ones_own_any_more_says_so(site, open_window):
    reference = make_queue(site, "Off Review", ["Rhea First", "Rhea Second"])
    with site.database(), transaction():
        opening = get_opening(reference)
        manager = db.session.scalars(select(User).where(User.email == "manager@example.com")).one()
        change_team(opening, [manager.id], by=SYSTEM)
    page = open_window("manager").page
    open_review(page, reference)
    hears_nothing(page)
    page.locator(".session[data-seen][data-ahead]").wait_for()
    with site.database(), transaction():
        change_team(get_opening(reference), [], by=SYSTEM)
    page.keyboard.press("a")
    expect_toast(page, "There is nothing at this address")
