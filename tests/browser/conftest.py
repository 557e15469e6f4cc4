"""A running installation with the demo company in it, a Chromium, and windows on it."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from ats.inbox.models import Via
from ats.inbox.taking_in import take_in
from ats.openings.models import State
from tests import services
from tests.browser.pages import placeholders
from tests.browser.site import Site
from tests.browser.window import ARGUMENTS, Window, sign_in

HERE = Path(__file__).parent
# A mail that is for no opening in particular and waits in the tray.
UNSORTED = (
    b"From: Pat Example <pat@example.com>\r\nTo: someone@example.com\r\nSubject: Hello\r\n"
    b"Message-ID: <unsorted@example.com>\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\n\r\nIs anything open?\r\n"
)


def pytest_collection_modifyitems(items):
    """Mark everything in this folder as driving a browser."""
    for item in items:
        if str(item.path).startswith(f"{HERE}{os.sep}"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the whole run."""
    path = services.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(chromium, tmp_path_factory):
    """A running installation with the demo company; tests change only people and openings of their own."""
    with Site(tmp_path_factory.mktemp("demo"), "--demo") as site:
        yield site


@pytest.fixture(scope="session")
def signed_in(chromium, site):
    """Return a function that gives a demo account's storage state, signed in once: ``signed_in("admin")``."""
    states = {}

    def state_of(role: str) -> dict:
        if role not in states:
            window = Window(chromium, site.address)
            sign_in(window.page, f"{role}@example.com", site.PASSWORD)
            states[role] = window.context.storage_state()
            assert window.close() == []
        return states[role]

    return state_of


@pytest.fixture
def open_window(chromium, site, signed_in):
    """Return a function that opens a window as a role or as a visitor; all are checked at the end."""
    windows = []

    def open_one(role: str | None = None, **how) -> Window:
        state = signed_in(role) if role else None
        windows.append(Window(chromium, site.address, state=state, **how))
        return windows[-1]

    yield open_one
    problems = [problem for window in windows for problem in window.close()]
    assert problems == []


@pytest.fixture(scope="module")
def places(site):
    """What the placeholders in the addresses stand for."""
    closed = site.make_opening("Lamp Lighter", state=State.CLOSED)
    with site.database():
        take_in(UNSORTED, envelope_from="pat@example.com", envelope_to=["someone@example.com"], via=Via.HOOK)
    site.wait_until_idle()
    with site.database():
        return placeholders(closed)


@pytest.fixture(scope="module")
def windows(chromium, site, signed_in):
    """Return a function that gives the window of a role in a mode; each is opened once."""
    opened = {}

    def window_of(role: str | None, size: dict, colours: str) -> Window:
        key = (role, size["width"], colours)
        if key not in opened:
            state = signed_in(role) if role else None
            opened[key] = Window(chromium, site.address, size=size, colours=colours, state=state)
        return opened[key]

    yield window_of
    for window in opened.values():
        window.close()
