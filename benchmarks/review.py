"""How soon the next application of a review is painted, from the key that decides to the frame with the next name.

Alone: ``python -m benchmarks.review``, with ``--postgresql URL`` on a server; needs Playwright and Chromium. Beside it
stands what the machine itself takes from a changed word to a painted one.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks import machine
from benchmarks.figures import percentile
from benchmarks.installation import Installation
from benchmarks.measuring import sign_in
from benchmarks.server import ROOT, Server, free_port

SIZE, DECISIONS = 1000, 50
_PATIENCE = 60_000
# What the machine itself takes from a key to a changed word on the screen.
_FLOOR = """async () => {
  const took = [];
  for (let turn = 0; turn < 15; turn += 1) {
    const from = performance.now();
    document.querySelector('.session-count strong').append(' ');
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    took.push(performance.now() - from);
  }
  return took;
}"""
# From the last press to the frame after the one in which the name stands: what somebody has to wait for.
_WATCH = """() => {
  window.took = [];
  let pressed = null;
  addEventListener('keydown', () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    const from = pressed;
    const name = document.querySelector('h1')?.textContent;
    if (from === null || name === window.lastName) return;
    window.lastName = name;
    pressed = null;
    requestAnimationFrame(() => setTimeout(() => window.took.push(performance.now() - from)));
  }).observe(document.body, {childList: true, subtree: true});
  window.lastName = document.querySelector('h1').textContent;
}"""


def measure(folder: Path, server_url: str = "") -> tuple[list[float], float]:
    """Return milliseconds to the paint after each decision, and the machine's own."""
    installation = Installation(folder, free_port(), SIZE, server_url=server_url)
    installation.make()
    server = Server.of_system(folder, installation.port, installation.database_url)
    try:
        server.start("/healthz")
        with sync_playwright() as playwright:
            # The system's own, as in the tests; the library's where it was installed with its own.
            path = (
                shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
            )
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            address = f"http://127.0.0.1:{installation.port}"
            context = browser.new_context(base_url=address)
            cookies = sign_in(installation.port).items()
            context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
            try:
                return _decide(context.new_page())
            finally:
                browser.close()
    finally:
        server.stop()
        installation.remove()


def _decide(page: Page) -> tuple[list[float], float]:
    page.goto("/dashboard/review")
    page.get_by_role("button", name="Start").click()
    page.wait_for_load_state("networkidle")
    floor = statistics.median(page.evaluate(_FLOOR))
    page.evaluate(_WATCH)
    for number in range(DECISIONS):
        # Whoever reads for a moment has the next one at hand.
        page.locator(".session[data-seen][data-ahead]").wait_for(timeout=_PATIENCE)
        page.keyboard.press("a")
        # Asked for from here: a page's own policy lets nobody wait in it by a string.
        give_up = time.monotonic() + _PATIENCE / 1000
        while page.evaluate("window.took.length") <= number:
            if time.monotonic() > give_up:
                raise TimeoutError(f"decision {number + 1} was not followed by another application")
            page.wait_for_timeout(20)
    return page.evaluate("window.took"), floor


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description="Decide by keys.")
    parser.add_argument("--postgresql", default="", help="URL of a server, in place of SQLite")
    options = parser.parse_args()
    parent = ROOT / "instance"
    parent.mkdir(exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix="benchmark-review-", dir=parent))
    print(f"Load average before: {machine.load_average()}", flush=True)
    try:
        took, floor = measure(folder / "review", options.postgresql)
    finally:
        shutil.rmtree(folder)
    print(
        f"{len(took)} decisions, painted after {statistics.median(took):.0f} ms (median), "
        f"{percentile(took, 0.95):.0f} ms (p95); the machine's own: {floor:.0f} ms; aim: below 100 ms"
    )
    print(f"Load average after: {machine.load_average()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
