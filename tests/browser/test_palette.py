"""The palette reaches every verb of every page, works, and is accessible while it is open."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import MODES, TOO_WIDE, violations
from tests.browser.pages import BY_ROLE

# Whatever somebody could press: by what it is, not by where the palette looks. Left out are the verbs of one row of a list,
# of a dialog, and of a menu or a search, which are told apart below.
VERBS = """() => {
  const name = e => (e.getAttribute('aria-label') ?? e.textContent).trim().replace(/\\s+/g, ' ');
  const row = 'tr, li:not(.cluster > li), dialog, template, [hidden], [aria-hidden=true], .bulk-said, form[method=get]';
  const inMain = [...document.querySelectorAll('#main :is(button, [type=submit], a.button, .menu-item, summary, [data-dialog-open])')];
  return inMain.filter(e => !e.closest(row) && !e.matches('.menu > summary'))
    .filter(e => [e.closest('details')?.querySelector('summary'), e.closest('.bulk'), e].some(each => each?.checkVisibility()))
    .map(e => [name(e), e.closest('[data-key]')?.dataset.key ?? e.querySelector('[data-key]')?.dataset.key ?? '']);
}"""
SEARCHES = """() => [...document.querySelectorAll('#main form[method=get]')]
  .filter(e => [e.closest('details')?.querySelector('summary'), e].some(each => each?.checkVisibility()))
  .map(e => e.getAttribute('aria-label') ?? e.querySelector('button').textContent.trim())"""

# Each page once as each role; what is shown as candidates see it has no palette.
WITH_PALETTE = [
    (role, paths[0])
    for role in ("recruiter", "admin", "manager")
    for endpoint, paths in BY_ROLE[role].items()
    if endpoint != "workspace.preview_opening"
] + [("recruiter", path) for path in BY_ROLE["recruiter"]["workspace.application"][1:]]


def _open(page) -> list[tuple[str, str]]:
    """Open the palette; return its lines, each with its key."""
    # Until its script has come, the key means nothing.
    while not page.locator("#palette[open]").count():
        page.keyboard.press("Control+k")
        page.wait_for_timeout(20)
    expect(page.locator("[role=option]", has_text="Home").first).to_be_visible()
    lines = page.locator("[role=option]").evaluate_all(
        "all => all.map(e => [e.querySelector('.palette-label').textContent, e.querySelector('kbd')?.textContent ?? ''])"
    )
    return [tuple(line) for line in lines]


@pytest.mark.parametrize(("role", "path"), WITH_PALETTE)
def test_every_verb_of_a_page_is_in_its_palette(windows, places, role, path):
    page = windows(role, *MODES["desk, light"]).page
    page.goto(path.format(**places))
    verbs, searches = page.evaluate(VERBS), page.evaluate(SEARCHES)
    lines = _open(page)
    labels, keys = {label for label, _ in lines}, {key for _, key in lines if key}
    missing = [
        name
        for name, key in verbs
        if not (key in keys or name in labels or any(label.endswith(f": {name}") for label in labels))
    ]
    assert missing == []
    assert set(searches) - labels == set()


def test_who_types_before_the_pages_have_come_gets_them_all_the_same(windows):
    page = windows("recruiter", *MODES["desk, light"]).page
    held = []
    # Once: the window serves the tests that follow as well.
    page.route(re.compile(r"/dashboard/palette$"), lambda route: held.append(route), times=1)
    page.goto("/dashboard/applications")
    while not page.locator("#palette[open]").count():
        page.keyboard.press("Control+k")
        page.wait_for_timeout(20)
    with page.expect_response(re.compile(r"/dashboard/palette\?q=")):
        page.keyboard.type("reje reas")
    held[0].continue_()
    expect(page.locator("#palette [role=option]", has_text="Rejection reasons")).to_be_visible()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", ["/dashboard/applications", "/dashboard/applications/{application}"])
def test_the_open_palette_is_accessible_and_fits(windows, places, path, mode):
    window = windows("recruiter", *MODES[mode])
    window.problems.clear()
    window.page.goto(path.format(**places))
    window.page.wait_for_load_state("networkidle")
    _open(window.page)
    assert violations(window) == []
    assert window.page.evaluate(TOO_WIDE) == []
    window.page.keyboard.type("zzzz")
    expect(window.page.locator("[data-palette-none]")).to_have_text("Nothing is called so")
    assert violations(window) == []
    assert window.problems == []


def test_the_palette_exports_and_filters_a_list_without_a_mouse(windows, places):
    page = windows("recruiter", *MODES["desk, light"]).page
    page.goto("/dashboard/applications")
    page.wait_for_load_state("networkidle")
    _open(page)
    page.keyboard.type("filter")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Opening", exact=True)).to_be_focused()
    page.locator("body").press("Escape")
    _open(page)
    page.keyboard.type("export")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "applications.csv"
