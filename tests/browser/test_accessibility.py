"""Every page, as its role sees it: no axe violation (WCAG 2.2 AA), no sideways scrolling, a quiet console."""

import pytest

from tests.browser.looking import MODES, TOO_WIDE, violations
from tests.browser.pages import BY_ROLE, NO_PAGES, PAGES
from tests.kept_app import make_app
from tests.server import ROOT

FOCUS = """() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  const rings = s => s.boxShadow !== 'none' || s.outlineStyle !== 'none' && s.outlineWidth !== '0px';
  // A link that covers its row lets the row show the focus.
  const shown = [e, e.closest('li, tr, .field')].some(each => each && rings(getComputedStyle(each)));
  const box = e.getBoundingClientRect();
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return {what: e.outerHTML.slice(0, 120), shown, seen};
}"""
# What a page answers where it is not 200, by the end of its address.
STATUS = {
    **{
        "/openings/{closed}": 410,
        "/openings/{closed}/apply": 410,
        "/accept/broken": 404,
        "/setup/broken": 404,
    },
    **{
        "/status/broken": 404,
        "/status/broken/finish": 404,
        "/choose/broken": 404,
        "/no-such-page": 404,
        "/dashboard/no-such-page": 404,
        "/dashboard/settings/people": 403,
        "/dashboard/applications/{application}/merge?with=nobody": 422,
    },
}
# What shows only after something was pressed: role, page, and the selectors of what is pressed.
OPENED = {
    "form with errors": (None, "/openings/{opening}/apply", ["button:has-text('Send application')"]),
    "status dialog": (None, "/status/{status}", ["[data-dialog-open=erasure]"]),
    "card's menu": ("recruiter", "/dashboard/openings/{opening}/board", ["[data-board-opener] >> nth=-1"]),
    "menu of stages": ("recruiter", "/dashboard/applications/{application}", ["#move summary"]),
    "reject": ("recruiter", "/dashboard/applications/{application}", ["[data-dialog-open=reject]"]),
    "reject without a reason": (
        *("recruiter", "/dashboard/applications/{application}"),
        ["[data-dialog-open=reject]", "dialog[open] button:has-text('Reject')"],
    ),
    "snooze": ("recruiter", "/dashboard/applications/{application}?review={session}", ["[data-key=z]"]),
    "reject in a review": (
        *("recruiter", "/dashboard/applications/{application}?review={session}"),
        ["[data-key=r]"],
    ),
    "contact details": (
        "recruiter",
        "/dashboard/applications/{application}",
        ["[data-dialog-open=edit-contact]"],
    ),
    "opening with errors": ("recruiter", "/dashboard/openings/new", ["button:has-text('Save as a draft')"]),
    "navigation": ("recruiter", "/dashboard/", ["header details:visible > summary"]),
    "import with errors": ("recruiter", "/dashboard/openings/import", ["button:has-text('Read the page')"]),
}
MAIN_PAGES = [
    *((None, "/"), (None, "/openings/{opening}/apply"), (None, "/sign-in")),
    *(("recruiter", "/dashboard/"), ("recruiter", "/dashboard/openings/{opening}/board")),
    *(
        ("recruiter", "/dashboard/applications/{application}"),
        ("recruiter", "/dashboard/openings/{opening}/edit"),
    ),
    ("recruiter", "/dashboard/applications/{application}?review={session}"),
]


def test_no_page_is_forgotten(tmp_path):
    routes = {rule.endpoint for rule in make_app(tmp_path).url_map.iter_rules() if "GET" in rule.methods}
    walked = {endpoint for table in BY_ROLE.values() for endpoint in table}
    assert routes - walked - NO_PAGES == set(), "pages that no browser has opened"
    assert (walked | NO_PAGES) - routes == set(), "pages that are no longer there"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("role", "path"), PAGES)
def test_page_is_accessible_and_fits(windows, places, role, path, mode):
    window = windows(role, *MODES[mode])
    window.problems.clear()
    answer = window.page.goto(path.format(**places))
    assert answer.status == (200 if role == "admin" else STATUS.get(path, 200))
    assert violations(window) == []
    assert window.page.evaluate(TOO_WIDE) == []
    assert window.problems == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("what", OPENED)
def test_what_opens_is_accessible_and_fits(windows, places, what, mode):
    role, path, presses = OPENED[what]
    window = windows(role, *MODES[mode])
    window.problems.clear()
    window.page.goto(path.format(**places))
    for selector in presses:
        window.page.locator(selector).click()
    window.page.wait_for_load_state("networkidle")
    assert violations(window) == []
    assert window.page.evaluate(TOO_WIDE) == []
    assert window.problems == []


@pytest.mark.parametrize("mode", MODES)
def test_the_preview_of_an_import_is_accessible_and_fits(windows, mode):
    window = windows("recruiter", *MODES[mode])
    window.page.goto("/dashboard/openings/import")
    window.page.get_by_label("File").set_input_files(ROOT / "tests/files/postings/programs.txt")
    window.page.get_by_role("button", name="Read the page").click()
    window.page.wait_for_load_state("networkidle")
    assert violations(window) == []
    assert window.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize(("role", "path"), PAGES)
def test_page_reflows_at_320(windows, places, role, path):
    window = windows(role, {"width": 320, "height": 640}, "light")
    window.page.goto(path.format(**places))
    assert window.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize(("role", "path"), MAIN_PAGES)
def test_focus_is_seen_on_each_step(windows, places, role, path):
    page = windows(role, *MODES["desk, light"]).page
    page.goto(path.format(**places))
    page.locator("body").press("Home")
    steps = []
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        steps.append(focus)
    assert len(steps) > 3
    assert [step["what"] for step in steps if not (step["shown"] and step["seen"])] == []


def test_axe_finds_what_is_wrong(windows):
    page = windows(None, *MODES["desk, light"]).page
    page.goto("/sign-in")
    page.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    assert any(found.startswith("label ") for found in violations(windows(None, *MODES["desk, light"])))
