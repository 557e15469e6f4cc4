"""The order of openings within their program: moved on the list, shown on the public page."""

import pytest
from sqlalchemy import select

from ats.activity.models import EventRow
from ats.openings import actions, queries
from ats.openings.actions import OpeningContent
from ats.openings.models import State
from ats.openings.queries import get_opening
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.integration.openings.conftest import filled, text_of

LIST = "/dashboard/openings"
CURRENT = ("draft", "published", "paused")


@pytest.fixture
def three(app, cast):
    """Return the references of three published openings of one program, in their order."""
    made = [cast.engineer]
    with transaction():
        for title in ("Gardener", "Beekeeper"):
            content = OpeningContent(
                fields={"title": title, "description": "Outside."}, program_id=cast.engineer.program_id
            )
            made.append(actions.create_opening(content, template=cast.engineer, by=SYSTEM))
        for opening in made[1:]:
            actions.change_state(opening, State.PUBLISHED, by=SYSTEM)
    return [opening.reference for opening in made]


def order(program: str = "platform") -> list[str]:
    db.session.rollback()
    return [each.reference for each in queries.list_all() if each.program.slug == program]


def menu(page, reference: str) -> str:
    """Return the part of the list that is about one opening."""
    return text_of(page).split(f'id="opening-{reference}"')[1].split('class="opening-row"')[0]


def test_moved_on_the_list_and_seen_by_candidates(three, sign_in, client):
    engineer, gardener, beekeeper = three
    browser = sign_in("recruiter")
    before = text_of(client.get("/"))
    page = browser.get(LIST)
    assert ("Move up" in menu(page, engineer), "Move down" in menu(page, engineer)) == (False, True)
    assert ("Move up" in menu(page, beekeeper), "Move down" in menu(page, beekeeper)) == (True, False)
    sent = {**filled(page, "to"), "to": "up"}
    answer = browser.post(f"{LIST}/{beekeeper}/move", data=sent)
    assert (answer.status_code, answer.location) == (303, f"{LIST}#opening-{beekeeper}")
    assert order() == [engineer, beekeeper, gardener]
    after = text_of(client.get("/"))
    assert before.index("Gardener") < before.index("Beekeeper")
    assert after.index("Beekeeper") < after.index("Gardener")
    browser.post(f"{LIST}/{engineer}/move", data={**sent, "to": "down"})
    assert order() == [beekeeper, engineer, gardener]


def test_what_the_list_does_not_show_is_passed_over(three, cast):
    engineer, gardener, beekeeper = three
    with transaction():
        actions.change_state(get_opening(gardener), State.CLOSED, by=SYSTEM)
    with transaction():
        actions.move_opening(get_opening(beekeeper), -1, among=CURRENT, by=SYSTEM)
    assert order() == [beekeeper, engineer, gardener]


def test_the_tab_decides_what_is_passed_over(three, sign_in):
    engineer, gardener, beekeeper = three
    with transaction():
        actions.change_state(get_opening(gardener), State.PAUSED, by=SYSTEM)
    browser = sign_in("recruiter")
    page = browser.get(f"{LIST}?state=published")
    sent = {**filled(page, "to"), "to": "down"}
    assert sent["state"] == "published"
    answer = browser.post(f"{LIST}/{engineer}/move", data=sent)
    assert answer.location == f"{LIST}?state=published#opening-{engineer}"
    assert order() == [gardener, beekeeper, engineer]


def test_at_the_end_it_stays_and_nothing_is_recorded(three, cast):
    with transaction():
        actions.move_opening(get_opening(three[0]), -1, among=CURRENT, by=SYSTEM)
        actions.move_opening(get_opening(three[2]), 1, among=CURRENT, by=SYSTEM)
    assert order() == three
    assert "position" not in str(recorded())


def test_moving_disturbs_no_editor_and_is_recorded(three, cast):
    versions = {each.reference: each.version for each in queries.list_all()}
    lastmod = queries.last_public_changes()[cast.engineer.program_id]
    with transaction():
        actions.move_opening(get_opening(three[2]), -1, among=CURRENT, by=SYSTEM)
    db.session.rollback()
    assert {each.reference: each.version for each in queries.list_all()} == versions
    assert {"changed": ["position"]} in recorded()
    assert queries.last_public_changes()[cast.engineer.program_id] > lastmod
    assert order("words") == [cast.editor.reference]


def recorded() -> list[dict]:
    db.session.rollback()
    return list(db.session.scalars(select(EventRow.facts).where(EventRow.kind == "opening.changed")))
