"""Names, addresses and titles of endless words: no page scrolls sideways for them."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ats.accounts.models import User
from ats.applications.models import Application
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.taking_in import take_in
from ats.openings.actions import change_stages
from ats.openings.queries import get_opening
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.mailbox import post
from tests.browser.looking import TOO_WIDE
from tests.browser.people import expect_toast
from tests.browser.window import DESK, PHONE

NAME = "a" * 190
ADDRESS = "l" * 60 + "@" + ".".join(["d" * 55] * 3) + ".example"


def mail(subject: str, number: int) -> bytes:
    head = f"From: {NAME} <{ADDRESS}>\r\nTo: someone@example.com\r\nSubject: {subject}\r\n"
    return f"{head}Message-ID: <long-{number}@example.com>\r\n\r\nI apply. My CV follows.\r\n".encode()


def test_no_page_scrolls_sideways_for_an_endless_word(site, open_window):
    opening = site.make_opening("Lens Grinder for the lighthouses of the whole northern coast")
    # The one that names nothing first: later it would be taken for more of the application.
    for number, subject in enumerate(("Nothing that names anything", f"Application {opening}")):
        with site.database():
            take_in(mail(subject, number), envelope_from=ADDRESS, envelope_to=["x@example.com"], via=Via.HOOK)
        site.wait_until_idle()
    with site.database():
        mails = db.session.scalars(select(ReceivedMail).where(ReceivedMail.from_address == ADDRESS)).all()
        routed = next(each.application_id for each in mails if each.application_id)
        application = db.session.get_one(Application, routed).public_id
        mails = [each.public_id for each in mails]
    page = open_window("recruiter", size=PHONE).page
    wide = {}
    for path in (
        f"applications/{application}",
        f"applications/{application}/message",
        f"applications?opening={opening}",
        f"openings/{opening}/board",
        "tray",
        "tray?show=filed",
        *(f"tray/mail/{each}" for each in mails),
        "",
    ):
        page.goto(f"/dashboard/{path}")
        if found := page.evaluate(TOO_WIDE):
            wide[path] = found
    assert wide == {}


def test_the_mails_of_somebody_with_a_long_address_fit_the_desk_too(site, open_window):
    with site.database(), transaction():
        post("test", ADDRESS, user=db.session.scalars(select(User)).first())
    page = open_window("admin", size=DESK).page
    page.goto("/dashboard/settings/mail")
    expect(page.locator("td", has_text=ADDRESS).first).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []


WORD = "Sachbearbeiter Donaudampfschifffahrtsgesellschaftskapitaensmuetzen"


def test_no_page_scrolls_sideways_for_one_long_word_in_a_title(site, open_window):
    opening = site.make_opening(WORD)
    application = site.make_application(opening, "Tilda Title")
    page = open_window("recruiter", size=PHONE).page
    wide = {}
    for path in (
        f"openings/{opening}",
        f"openings/{opening}/apply",
        f"dashboard/openings/{opening}",
        f"dashboard/openings/{opening}/board",
        f"dashboard/applications/{application}",
        f"dashboard/review?opening={opening}",
        "dashboard/openings",
        "",
    ):
        assert page.goto(f"/{path}").status == 200
        if found := page.evaluate(TOO_WIDE):
            wide[path] = found
    assert wide == {}


# How far the head of each column reaches out of it, and whether its parts lie on each other.
CROWDED = """() => [...document.querySelectorAll('.board-column')].map(column => {
  const edge = column.getBoundingClientRect().right;
  const [title, ...rest] = [...column.querySelectorAll('.stage-chip, .board-count, .board-median')]
    .map(each => each.getBoundingClientRect());
  const isOut = [title, ...rest].some(each => each.right > edge);
  if (title.top < column.getBoundingClientRect().top + 4) return true;
  return isOut || rest.some(each => each.left < title.right) || title.height === 0;
})"""
# What reaches beyond the nearest edge that cuts it off.
CUT_OFF = """part => [part, ...part.querySelectorAll('*')].filter(each => {
  const box = each.getBoundingClientRect();
  const column = (each.closest('.board-column') ?? each.closest('.application-side') ?? document.body).getBoundingClientRect();
  return box.width > 1 && (box.left < column.left - 1 || box.right > column.right + 1);
}).map(each => each.tagName + '.' + each.className)"""
NAMES = ("Vorstellungsgespraech Abteilung", "V" * 80, ("Call and test " * 6)[:80].strip())


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_long_name_of_a_stage_leaves_room_for_its_count(site, open_window, size):
    reference = site.make_opening("Bell Caster")
    with site.database(), transaction():
        opening = get_opening(reference)
        stages = [(each.public_id, each.name, each.kind) for each in opening.stages]
        longer = [(None, name, "review") for name in NAMES]
        change_stages(opening, [stages[0], *longer, stages[-1]], by=SYSTEM)
    application = site.make_application(reference, "Lena Long")
    page = open_window("recruiter", size=size).page
    page.goto(f"/dashboard/openings/{reference}/board")
    assert page.evaluate(CROWDED) == [False] * 5
    assert page.evaluate(TOO_WIDE) == []
    with page.expect_response(re.compile("/news$")):
        page.reload()
    page.get_by_role("link", name="Lena Long", exact=True).focus()
    for name in NAMES[:2]:
        page.keyboard.press("Shift+ArrowRight")
        expect_toast(page, f"Lena Long moved to {name}")
    page.get_by_role("link", name="Move Lena Long").click()
    panel = page.locator(".board-card .menu-panel")
    assert panel.evaluate(CUT_OFF) == []
    page.goto("/dashboard/applications")
    assert page.evaluate(TOO_WIDE) == []
    expect(page.get_by_role("link", name="Lena Long", exact=True).first).to_be_visible()
    page.goto(f"/dashboard/applications/{application}")
    assert page.locator("#timeline").evaluate(CUT_OFF) == []
