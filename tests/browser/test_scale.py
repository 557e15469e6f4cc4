"""The board of an opening with a thousand applications: the first cards at once, the others on demand."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from ats.applications.models import Application
from ats.openings.models import Opening
from ats.platform.database import db
from ats.platform.migrations import upgrade
from benchmarks.application_rows import FULL_OPENING
from benchmarks.generator import RECRUITER, fill
from tests.browser.site import Site
from tests.browser.window import Window, sign_in

# Above 1,000 applications the generator puts a full thousand onto the first opening.
APPLICATIONS = FULL_OPENING + 100


@pytest.fixture
def full_site(tmp_path):
    """An installation with one very popular opening; gives it and the opening's reference."""
    site = Site(tmp_path)
    with site.database():
        upgrade()
        fill(APPLICATIONS, site.PASSWORD, now=datetime.now(UTC))
        popular = (
            select(Opening.reference)
            .join(Application, Application.opening_id == Opening.id)
            .group_by(Opening.reference)
            .order_by(func.count().desc())
        )
        reference = db.session.scalars(popular.limit(1)).one()
    with site:
        yield site, reference


def test_a_thousand_applications_stay_quick(chromium, full_site):
    site, reference = full_site
    window = Window(chromium, site.address)
    page = window.page
    sign_in(page, RECRUITER, site.PASSWORD)
    answer = page.goto(f"/dashboard/openings/{reference}/board")
    assert len(answer.body()) < 300_000, "the board is sent whole"

    first = page.locator(".board-column").first
    cards, more = first.locator(".board-card"), first.locator(".board-more")
    shown = cards.count()
    total = int(first.locator(".board-count").inner_text().replace(",", ""))
    assert 0 < shown < total
    expect(more).to_have_text(f"{total - shown} more")
    more.click()
    expect(cards).not_to_have_count(shown)
    expect(more).to_have_text(f"{total - cards.count()} more")

    name = cards.last.locator(".board-name")
    name.focus()
    said = name.inner_text()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".toast")).to_contain_text(said)
    expect(first.locator(".board-count")).to_have_text(str(total - 1))
    assert window.close() == []
