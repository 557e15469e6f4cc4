"""Take the pictures of docs/pictures from a demo company of their own.

Run it as ``python -m scripts.take_screenshots``. Needs a Chromium and the packages of the tests. Each picture
stays below 250 kB.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.site import Site
from tests.browser.window import ARGUMENTS, PHONE, Window, sign_in
from tests.services import chromium

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDE, TALL = {"width": 1440, "height": 640}, {"width": 1440, "height": 900}
LARGEST = 250_000
BOARD = "Senior Software Development Engineer"
APPLICATION = "Ines Valdemor"
COLOURS = 256


def main() -> None:
    """Take all pictures anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        Site(Path(folder), "--demo") as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        site.wait_until_idle()
        for colours in ("light", "dark"):
            _take_dashboard(browser, site, colours)
        _take_apply(browser, site)
        browser.close()


def _take_dashboard(browser: Browser, site: Site, colours: str) -> None:
    window = Window(browser, site.address, size=WIDE, colours=colours)
    page = window.page
    sign_in(page, "recruiter@example.com", site.PASSWORD)
    page.goto("/dashboard/openings")
    page.get_by_role("link", name=BOARD, exact=True).first.click()
    page.locator(".board-card").first.wait_for()
    _save(page, f"board-{colours}")
    if colours == "light":
        page.set_viewport_size(TALL)
        page.get_by_role("link", name=APPLICATION, exact=True).click()
        page.locator("img.page-image").first.evaluate("image => image.decode()")
        _save(page, "application-light")
    window.close()


def _take_apply(browser: Browser, site: Site) -> None:
    window = Window(browser, site.address, size=PHONE, touch=True)
    page = window.page
    page.goto("/")
    page.locator(".opening-title a").first.click()
    page.get_by_role("link", name="Apply for this position").first.click()
    page.get_by_label("Full name").fill(APPLICATION)
    _save(page, "apply-phone")
    window.close()


def _save(page: Page, name: str) -> None:
    """Write a picture of what is seen, its colours reduced where it would be too large."""
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    path = PICTURES / f"{name}.png"
    for make in (lambda: picture.convert("RGB"), lambda: picture.convert("RGB").quantize(COLOURS)):
        make().save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            return
    raise SystemExit(f"{path} has {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
