"""A name and an address that are one endless word each: no page of a phone scrolls sideways for them."""

from sqlalchemy import select

from ats.applications.models import Application
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.taking_in import take_in
from ats.platform.database import db
from tests.browser.looking import TOO_WIDE
from tests.browser.window import PHONE

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
