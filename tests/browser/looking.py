"""What every page is looked at for: axe, sideways scrolling, at two sizes in two colour schemes."""

from tests.browser.window import DESK, PHONE, Window
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
MODES = {"desk, light": (DESK, "light"), "phone, dark": (PHONE, "dark")}


def violations(window: Window) -> list[str]:
    """Return what axe finds on the page that a window shows, in words."""
    window.page.evaluate(AXE)
    return [_in_words(each) for each in window.page.evaluate(RUN_AXE, TAGS)["violations"]]


def _in_words(violation: dict) -> str:
    places = [
        f"{' '.join(map(str, node['target']))}: {node['failureSummary']}" for node in violation["nodes"][:4]
    ]
    return f"{violation['id']} ({len(violation['nodes'])}): " + " | ".join(places)
