"""Every page, as its role sees it: no axe violation (WCAG 2.2 AA), no sideways scrolling, a quiet console."""

import pytest

from ats.inbox.models import Via
from ats.inbox.taking_in import take_in
from ats.openings.models import State
from tests.browser.pages import BY_ROLE, NO_PAGES, PAGES, placeholders
from tests.browser.window import DESK, PHONE, Window
from tests.kept_app import make_app
from tests.server import ROOT

AXE = (ROOT / "tests/vendor/axe-core-4.14.1/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
# Names what reaches over the right edge without standing in something that scrolls by itself.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)
    .map(e => e.tagName.toLowerCase() + '.' + e.className).slice(0, 5).concat('scrolls sideways');
}"""
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
MODES = {"desk, light": (DESK, "light"), "phone, dark": (PHONE, "dark")}
# A mail that is for no opening in particular and waits in the tray.
UNSORTED = (
    b"From: Pat Example <pat@example.com>\r\nTo: someone@example.com\r\nSubject: Hello\r\n"
    b"Message-ID: <unsorted@example.com>\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\n\r\nIs anything open?\r\n"
)
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
    assert _violations(window) == []
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
    assert _violations(window) == []
    assert window.page.evaluate(TOO_WIDE) == []
    assert window.problems == []


@pytest.mark.parametrize("mode", MODES)
def test_the_preview_of_an_import_is_accessible_and_fits(windows, mode):
    window = windows("recruiter", *MODES[mode])
    window.page.goto("/dashboard/openings/import")
    window.page.get_by_label("File").set_input_files(ROOT / "tests/files/postings/programs.txt")
    window.page.get_by_role("button", name="Read the page").click()
    window.page.wait_for_load_state("networkidle")
    assert _violations(window) == []
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
    assert any(found.startswith("label ") for found in _violations(windows(None, *MODES["desk, light"])))


def _violations(window: Window) -> list[str]:
    window.page.evaluate(AXE)
    return [_in_words(each) for each in window.page.evaluate(RUN_AXE, TAGS)["violations"]]


def _in_words(violation: dict) -> str:
    places = [
        f"{' '.join(map(str, node['target']))}: {node['failureSummary']}" for node in violation["nodes"][:4]
    ]
    return f"{violation['id']} ({len(violation['nodes'])}): " + " | ".join(places)
