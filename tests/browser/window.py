"""A browser window that watches its page for console errors, refused scripts and requests to other hosts."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
# Chromium writes every answer of 400 and above into the console; the tests look at the status themselves.
_STATUS_NOTE = "Failed to load resource: the server responded with a status of 4"


class Window:
    """One browser context with one page on one site.

    ``scripts`` False turns JavaScript off; ``state`` is the storage state of somebody who has signed in.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        size: dict[str, int] = DESK,
        colours: str = "light",
        scripts: bool = True,
        touch: bool = False,
        state: dict | None = None,
    ):
        self.host, self.problems = urlsplit(address).netloc, []
        self.context: BrowserContext = browser.new_context(
            base_url=address,
            viewport=size,
            color_scheme=colours,
            java_script_enabled=scripts,
            has_touch=touch,
            is_mobile=touch,
            reduced_motion="reduce",
            storage_state=state,
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.problems.append(f"error in a script: {error}"))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)

    def _heard(self, message) -> None:
        if message.type == "error" and not message.text.startswith(_STATUS_NOTE):
            self.problems.append(f"console: {message.text}")

    def _asked(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != self.host:
            self.problems.append(f"a request to {request.url}")

    def _failed(self, request) -> None:
        # A page that is left early gives up what it was still loading; that is nobody's fault.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"{request.url} failed: {request.failure}")

    def close(self) -> list[str]:
        """Close the window; return what was wrong on its pages."""
        self.context.close()
        return self.problems


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in by the form and wait for the dashboard."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/dashboard/")
