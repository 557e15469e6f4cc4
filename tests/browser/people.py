"""What people do on the pages in more than one journey: filling in the form, reading the local mailbox."""

import re
import time
from pathlib import Path

from playwright.sync_api import Page, expect

FILES = Path(__file__).parents[1] / "files"
RESUME = FILES / "documents" / "one_page.pdf"
# Nobody fills in the form faster than this; what does waits in the tray.
READING_MS = 3200


def mailed_link(admin: Page, to: str, subject: str, seconds: float = 30) -> str:
    """Return the first link in the newest mail to somebody, which the admin opens in the local mailbox."""
    deadline = time.monotonic() + seconds
    while True:
        admin.goto("/dashboard/settings/mail")
        row = admin.get_by_role("row").filter(has_text=to).filter(has_text=subject).first
        if row.count():
            break
        assert time.monotonic() < deadline, f"no mail “{subject}” to {to}"
        time.sleep(0.3)
    row.get_by_role("link").click()
    found = re.search(r"https?://\S+/\S+", admin.locator("pre.mail-text").first.inner_text())
    assert found, "a mail without a link"
    return found.group()


def confirm(page: Page, opener: str, dialog: str, deed: str) -> None:
    """Open a dialog, as a modal or by its address where scripts are off, and press its button."""
    page.get_by_role("link", name=opener).click()
    page.get_by_role("dialog", name=dialog).get_by_role("button", name=deed).click()


def expect_toast(page: Page, text: str) -> None:
    """Wait for a toast."""
    expect(page.locator(".toast").filter(has_text=text)).to_be_visible()
