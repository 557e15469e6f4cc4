"""The review session in a browser: fifty decisions by keys alone, at once; two recruiters in one queue; news of others."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from ats.applications.actions import Submission, submit
from ats.applications.models import Application
from ats.documents import actions as documents
from ats.messages.models import Message
from ats.openings.models import Opening
from ats.openings.queries import get_opening
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.browser.people import RESUME

FIFTY = 50
# Milliseconds that a busy machine may take; how long it takes on a quiet one is for benchmarks/review.py to say.
PATIENCE = 30_000
OVERFLOW = "Math.max(document.scrollingElement.scrollWidth, document.querySelector('#main').scrollWidth)"


def make_queue(site, title: str, names: list[str], *, with_resume: bool = False) -> str:
    """Make an opening to which people have applied; return its reference."""
    reference = site.make_opening(title)
    with site.database():
        data = RESUME.read_bytes()
        files = [documents.store(data, "resume.pdf", 10_000_000) if with_resume else None for _ in names]
        with transaction():
            for name, file in zip(names, files, strict=True):
                email = name.lower().replace(" ", ".") + "@example.com"
                given = Submission(name=name, email=email, resume=file)
                submit(get_opening(reference), given, by=SYSTEM, reapply_days=90)
    return reference


def open_review(page, reference: str) -> None:
    """Begin the review of an opening from its board, and wait until the one after is fetched."""
    page.goto(f"/dashboard/openings/{reference}/board")
    page.get_by_role("button", name="Review", exact=True).click()
    page.wait_for_url("**review=**")
    page.wait_for_load_state("networkidle")


def decide(page, key: str) -> None:
    """Press the key of a decision once the application has been seen: sooner, nobody means it."""
    expect(page.locator(".session[data-seen][data-ahead]")).to_be_attached(timeout=PATIENCE)
    page.keyboard.press(key)


def outcome(site, reference: str) -> dict[str, int]:
    """Return how many of an opening's applications have which status."""
    with site.database():
        counts = select(Application.status, func.count()).join(Opening).group_by(Application.status)
        return dict(db.session.execute(counts.where(Opening.reference == reference)).all())


@pytest.mark.slow
def test_fifty_applications_are_decided_without_the_mouse(site, open_window):
    names = [f"Person Number {number:02}" for number in range(FIFTY)]
    reference = make_queue(site, "Fifty Times Over", names, with_resume=True)
    site.wait_until_idle(240)
    page = open_window("recruiter").page
    open_review(page, reference)
    for number, name in enumerate(names):
        expect(page.locator("h1")).to_have_text(name, timeout=PATIENCE)
        if number % 2 or number == FIFTY - 1:
            decide(page, "a")
            continue
        decide(page, "r")
        expect(page.locator("#reject")).to_be_visible()
        if number == 0:
            # The first one chooses a reason; the panel remembers it.
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("All looked at")
    assert outcome(site, reference) == {"rejected": 25, "active": 25}


def test_a_key_held_or_pressed_in_a_burst_decides_only_what_was_seen(site, open_window):
    names = [f"Burst Number {number}" for number in range(6)]
    reference = make_queue(site, "Held Down", names)
    page = open_window("recruiter").page
    open_review(page, reference)
    expect(page.locator(".session[data-ahead][data-seen]")).to_be_attached()
    # The browser says of a key that is down already that it repeats.
    for _ in range(8):
        page.keyboard.down("a")
    page.keyboard.up("a")
    expect(page.locator("h1")).to_have_text(names[1])
    expect(page.locator("#toasts")).to_contain_text(f"{names[0]} moved to")
    # Two in one task: the second comes before anything was painted.
    expect(page.locator(".session[data-ahead][data-seen]")).to_be_attached()
    page.evaluate(
        """async () => {
          for (let turn = 0; turn < 3; turn += 1) {
            document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true, cancelable: true}));
            await new Promise(done => setTimeout(done));
          }
        }"""
    )
    expect(page.locator("h1")).to_have_text(names[2])
    expect(page.locator("#toasts")).to_contain_text(f"{names[1]} moved to")
    with site.database():
        moved = select(func.count()).select_from(Application).join(Opening)
        moved = moved.where(Opening.reference == reference, Application.version > 1)
        assert db.session.scalar(moved) == 2


def test_every_decision_of_the_last_seconds_is_taken_back_one_by_one(site, open_window):
    names = [f"Taken Number {number}" for number in range(6)]
    reference = make_queue(site, "Five Back", names)
    page = open_window("recruiter").page
    page.clock.install()
    open_review(page, reference)
    # The seconds stand still: a busy machine may need more than twenty for all this.
    page.evaluate("window.setInterval = () => 0")
    for name in names[:5]:
        expect(page.locator("h1")).to_have_text(name)
        decide(page, "a")
        expect(page.locator("#toasts")).to_contain_text(f"{name} moved to", timeout=PATIENCE)
    expect(page.locator("#toasts .toast:visible")).to_have_count(3)
    for name in reversed(names[:5]):
        page.keyboard.press("u")
        expect(page.locator("#toasts")).to_contain_text(f"Taken back: {name}", timeout=PATIENCE)
    expect(page.locator("h1")).to_have_text(names[0])


def test_a_note_that_was_not_sent_waits_with_its_application(site, open_window):
    reference = make_queue(site, "Unsent Notes", ["Wanda First", "Wanda Second"])
    page = open_window("recruiter").page
    open_review(page, reference)
    note = page.get_by_label("Write a note")
    page.keyboard.press("n")
    page.keyboard.type("Half a thou")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("Wanda Second")
    expect(note).to_have_value("")
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text("Wanda First")
    expect(note).to_have_value("Half a thou")
    page.keyboard.press("n")
    page.keyboard.press("End")
    page.keyboard.type("ght")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notes-written")).to_contain_text("Half a thought")
    expect(note).to_have_value("")


def test_a_rejection_is_taken_back_with_its_mail_by_one_key(site, open_window):
    reference = make_queue(site, "Taking Back", ["Una First", "Una Second", "Una Third"])
    page = open_window("recruiter").page
    open_review(page, reference)
    decide(page, "r")
    page.get_by_label("Message to the candidate").select_option(index=1)
    expect(page.get_by_label("Text of the message")).not_to_have_value("")
    page.locator("#reject input[type=radio]").first.check()
    page.locator("#reject").get_by_role("button", name="Reject").click()
    expect(page.locator("h1")).to_have_text("Una Second")
    expect(page.locator("#toasts")).to_contain_text("Una First rejected; the message goes out in 20 seconds")
    expect(page.locator(".session-row.is-decided")).to_contain_text("Rejected")
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("Una First")
    expect(page.locator("#toasts")).to_contain_text("Taken back: Una First")
    assert outcome(site, reference) == {"active": 3}
    with site.database():
        written = select(Message).join(Application, Application.id == Message.application_id).join(Opening)
        (message,) = db.session.scalars(written.where(Opening.reference == reference))
        assert message.state == "cancelled"
    # The panel of the next one opens with what was chosen last.
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("Una Second")
    page.keyboard.press("r")
    expect(page.locator("#reject input[type=radio]").first).to_be_checked()
    expect(page.get_by_label("Text of the message")).not_to_have_value("")


def test_keys_skip_snooze_go_back_and_are_silent_in_fields(site, open_window):
    reference = make_queue(site, "Skipping", ["Vera First", "Vera Second", "Vera Third"])
    page = open_window("recruiter").page
    open_review(page, reference)
    page.keyboard.press("n")
    page.keyboard.type("as jr")
    expect(page.locator("h1")).to_have_text("Vera First")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Write a note")).to_have_value("as jr")
    decide(page, "s")
    expect(page.locator("h1")).to_have_text("Vera Second")
    expect(page.locator("#toasts")).to_contain_text("Vera First skipped")
    decide(page, "z")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Vera Third")
    expect(page.locator("#toasts")).to_contain_text("Vera Second is out of your reviews until")
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text("Vera Second")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Vera Third")
    expect(page.locator(".session-row").first).to_contain_text("Skipped")


def test_a_review_works_without_scripts(site, open_window):
    reference = make_queue(site, "Plain Forms", ["Wim First", "Wim Second"])
    page = open_window("recruiter", scripts=False).page
    page.goto(f"/dashboard/openings/{reference}/board")
    page.get_by_role("button", name="Review", exact=True).click()
    expect(page.locator("h1")).to_have_text("Wim First")
    page.locator(".session-bar [data-key=a] button").click()
    expect(page.locator("h1")).to_have_text("Wim Second")
    expect(page.locator(".toast")).to_contain_text("Wim First moved to")
    page.locator(".session-bar [data-key=r]").click()
    dialog = page.get_by_role("dialog", name="Reject Wim Second")
    dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="Reject").click()
    expect(page.locator("h1")).to_have_text("All looked at")


@pytest.mark.parametrize("width", [360, 1440])
def test_a_name_without_a_blank_breaks_no_page(site, open_window, width):
    name = "Xylophonist" * 18
    title = f"Keeper of Names that Are as Long as Those of Their Openings {width}"
    reference = make_queue(site, title, [name, "Short Name"])
    site.wait_until_idle()
    page = open_window("recruiter").page
    page.set_viewport_size({"width": width, "height": 900})
    for path in (f"search?q=xylophonist*+opening:{reference}", f"applications?opening={reference}"):
        page.goto(f"/dashboard/{path}")
        expect(page.locator("#main")).to_contain_text(name)
        assert page.evaluate(OVERFLOW) <= width, path
    open_review(page, reference)
    page.locator(".session").wait_for()
    page.goto(page.url)
    assert page.evaluate(OVERFLOW) <= width
    hidden = page.locator(".session-who, .session-side").evaluate_all(
        "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.className)"
    )
    assert hidden == []


def test_two_recruiters_share_a_queue_and_nobody_decides_twice(site, open_window):
    reference = make_queue(site, "Shared Queue", ["Xena First", "Xena Second", "Xena Third", "Xena Fourth"])
    one, two = open_window("recruiter").page, open_window("admin").page
    open_review(one, reference)
    open_review(two, reference)
    expect(one.locator("h1")).to_have_text("Xena First")
    expect(two.locator("h1")).to_have_text("Xena Second")
    expect(two.locator(".session-row").first).to_contain_text("is looking")
    # What the other one looks at is passed over.
    expect(one.locator(".session")).to_have_attribute("data-then", re_of(site, "Xena Third"))
    decide(one, "a")
    expect(one.locator("h1")).to_have_text("Xena Third")
    # Both open the same one: each sees the other, and the second decision is told of the first.
    two.locator(".session-row", has_text="Xena Third").click()
    expect(two.locator("[data-looking]")).to_contain_text("is looking at this")
    expect(one.locator("[data-looking]")).to_contain_text("is looking at this")
    # The second decides before any news of the first's decision.
    hears_nothing(two)
    decide(one, "a")
    expect(one.locator("#toasts")).to_contain_text("Xena Third moved to")
    decide(two, "a")
    expect(two.locator("#toasts")).to_contain_text("Xena Third: ")
    expect(two.locator("#toasts")).to_contain_text("Nothing was changed by your click")
    with site.database():
        found = select(Application.version).where(Application.typed_name == "Xena Third")
        assert db.session.scalar(found) == 2


def test_who_was_taken_in_hand_a_moment_before_gives_way_to_the_next(site, open_window):
    reference = make_queue(site, "Fast Queue", ["Yara First", "Yara Second", "Yara Third", "Yara Fourth"])
    one, two = open_window("recruiter").page, open_window("admin").page
    open_review(one, reference)
    open_review(two, reference)
    for page in (one, two):
        expect(page.locator(".session")).to_have_attribute("data-then", re_of(site, "Yara Third"))
    hears_nothing(two)
    decide(one, "a")
    expect(one.locator("h1")).to_have_text("Yara Third")
    decide(two, "a")
    expect(two.locator("h1")).to_have_text("Yara Fourth")
    expect(two).to_have_url(re_of(site, "Yara Fourth"))


def hears_nothing(page) -> None:
    """Keep a page from hearing what others do."""
    page.route(re.compile(r"/news(\?|$)"), lambda route: route.fulfill(status=304))


def re_of(site, name: str):
    """Return a pattern that the address of somebody's application fits."""
    with site.database():
        found = select(Application.public_id).where(Application.typed_name == name)
        return re.compile(db.session.scalar(found))


def test_what_others_do_appears_without_loading_the_page_again(site, open_window):
    reference = make_queue(site, "Side by Side", ["Yara First", "Yara Second"])
    board = open_window("recruiter").page
    board.goto(f"/dashboard/openings/{reference}/board")
    board.wait_for_load_state("networkidle")
    with site.database():
        first, second = db.session.scalars(
            select(Application.public_id).join(Opening).where(Opening.reference == reference)
        )
    shown = open_window("recruiter").page
    shown.goto(f"/dashboard/applications/{first}")
    shown.wait_for_load_state("networkidle")
    other = open_window("admin").page
    other.goto(f"/dashboard/applications/{first}")
    expect(board.locator(f"#application-{first}")).to_contain_text("is looking")
    expect(shown.locator("[data-looking]")).to_contain_text("is looking at this")
    other.get_by_label("Write a note").fill("Ask about the lamps.")
    other.get_by_role("button", name="Add note").click()
    expect(shown.locator("#notes")).to_contain_text("Ask about the lamps.")
    other.keyboard.press("a")
    expect(shown.locator("#timeline")).to_contain_text("moved it from New")
    expect(board.locator(".board-column").nth(1)).to_contain_text("Yara First")
    expect(board.locator(".board-column").first).to_contain_text("Yara Second")
    assert second


def test_the_palette_reaches_pages_verbs_openings_and_people(site, open_window):
    reference = make_queue(site, "Palette Painter", ["Zoltan Unmistakable"])
    site.wait_until_idle()
    page = open_window("recruiter").page
    page.goto("/dashboard/")
    page.wait_for_load_state("networkidle")

    def go(typed: str, line: str) -> None:
        page.keyboard.press("Control+k")
        page.keyboard.type(typed)
        expect(page.locator("[role=option]", has_text=line)).to_have_count(1)
        expect(page.get_by_role("option", selected=True)).to_contain_text(line)
        page.keyboard.press("Enter")

    go("reje reas", "Rejection reasons")
    expect(page.locator("h1")).to_have_text("Rejection reasons")
    go("palette pain", "Palette Painter")
    page.wait_for_url(f"**/openings/{reference}/board")
    page.wait_for_load_state("networkidle")
    go("unmistak", "Zoltan Unmistakable")
    expect(page.locator("h1")).to_have_text("Zoltan Unmistakable")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    expect(page.locator("[role=option]", has_text="Advance to the next stage").locator("kbd")).to_have_text(
        "a"
    )
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()
    go("advance", "Advance to the next stage")
    expect(page.locator("#toasts")).to_contain_text("Zoltan Unmistakable moved to")
