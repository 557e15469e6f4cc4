"""A running installation with the demo company in it, a Chromium, and windows on it."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests import services
from tests.browser.site import Site
from tests.browser.window import ARGUMENTS, Window, sign_in

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Mark everything in this folder as driving a browser."""
    for item in items:
        if HERE in item.path.parents:
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
